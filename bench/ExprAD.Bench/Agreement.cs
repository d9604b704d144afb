namespace ExprAD.Bench;

/// <summary>Competitors are timed only if they compute the same.</summary>
internal static class Agreement
{
    internal static void Check(double expected, double actual, double tolerance = 1e-12)
    {
        if (!(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected))))
        {
            throw new InvalidOperationException($"{actual:R} instead of {expected:R}.");
        }
    }

    internal static void Check(double[] expected, double[] actual, double tolerance = 1e-12)
    {
        if (expected.Length != actual.Length)
        {
            throw new InvalidOperationException($"{actual.Length} components instead of {expected.Length}.");
        }

        for (var i = 0; i < expected.Length; i++)
        {
            Check(expected[i], actual[i], tolerance);
        }
    }

    internal static void Check(Func<double, double> expected, params ReadOnlySpan<Func<double, double>> others)
    {
        foreach (var other in others)
        {
            for (var x = -2.0; x <= 2; x += 0.25)
            {
                Check(expected(x), other(x));
            }
        }
    }
}
