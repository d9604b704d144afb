namespace ExprAD.Bench;

/// <summary>How large the large cases are.</summary>
internal static class Sizes
{
    // An environment variable, so that BenchmarkDotNet's child processes see it.
    private const string Variable = "EXPRAD_BENCH_SHORT";

    /// <summary>The depth of deep trees.</summary>
    internal static int Deep => IsShort ? 4_000 : 100_000;

    /// <summary>The sizes to measure at; the first one when it is only to be seen whether it works.</summary>
    internal static IEnumerable<int> Of(params int[] sizes) => IsShort ? sizes[..1] : sizes;

    private static bool IsShort => Environment.GetEnvironmentVariable(Variable) == "1";

    internal static void MakeShort() => Environment.SetEnvironmentVariable(Variable, "1");
}
