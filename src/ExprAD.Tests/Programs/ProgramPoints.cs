namespace ExprAD.Tests.Programs;

/// <summary>Where random programs are evaluated.</summary>
internal static class ProgramPoints
{
    private static readonly double[] Special = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e200, -1e-200, 1.0, -1.0, 0.5, 5e-324];

    /// <summary>A point of numbers near 1.</summary>
    internal static object?[] Ordinary(int seed)
    {
        var random = new Random(seed);
        return Make(random, () => (random.NextDouble() * 4) - 2);
    }

    /// <summary>A point of zeros, infinities, NaN and very large and small numbers.</summary>
    internal static object?[] Extreme(int seed)
    {
        var random = new Random(seed);
        return Make(random, () => Special[random.Next(Special.Length)]);
    }

    /// <summary>A point with an array that is too short, or missing.</summary>
    internal static object?[] Broken(int seed)
    {
        var point = Ordinary(seed);
        point[2] = seed % 2 == 0 ? new[] { 1.5 } : null;
        return point;
    }

    private static object?[] Make(Random random, Func<double> next) =>
    [
        next(), next(), new[] { next(), next(), next() },
        new Model(next(), (float)next(), random.Next(-2, 5), [next(), next()], new[,] { { next(), next() }, { next(), next() } }, [[next()], [next()]]),
    ];
}
