using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ExprAD.Writers;

/// <summary>Lets a recursion continue on a fresh thread when the stack of the present one runs low.</summary>
internal static class DeepStack
{
    private const int StackSize = 256 * 1024 * 1024;

    /// <summary>Whether the caller should go on through <see cref="Continue"/>.</summary>
    internal static bool IsLow => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Runs the step on a thread of its own, waits for it and passes on what it throws.</summary>
    internal static void Continue(Action step)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try { step(); }
            catch (Exception exception) { failure = ExceptionDispatchInfo.Capture(exception); }
        }, StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
