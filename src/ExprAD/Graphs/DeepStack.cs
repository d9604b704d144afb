using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ExprAD.Graphs;

/// <summary>Recursion over trees of any depth: continues on a thread with a large stack when the present one runs short.</summary>
internal static class DeepStack
{
    private const int Size = 256 << 20;

    /// <summary>Whether the caller should go on through <see cref="Continue"/>.</summary>
    internal static bool IsLow => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>The value of a function, here if there is room, on a thread of its own otherwise.</summary>
    internal static T Call<T>(Func<T> function)
    {
        if (!IsLow)
        {
            return function();
        }

        T result = default!;
        Continue(() => result = function());
        return result;
    }

    /// <summary>Runs the step on a thread of its own, waits for it and passes on what it throws.</summary>
    internal static void Continue(Action step)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    step();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
