namespace ExprAD.Tests.Oracles;

/// <summary>What a function allocates when it has been called before.</summary>
internal static class Allocated
{
    /// <summary>The bytes that ten calls allocate on this thread.</summary>
    internal static long By<T>(Func<T> run)
    {
        run();
        run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            run();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
