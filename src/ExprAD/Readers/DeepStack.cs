using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ExprAD.Readers;

/// <summary>Recursion over trees of any depth: continues on a thread with a large stack when the present one runs short.</summary>
internal static class DeepStack
{
    private const int Size = 256 << 20;

    internal static T Call<T>(Func<T> function)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return function();
        }

        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
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
        return result;
    }
}
