using System.Linq.Expressions;

namespace ExprAD.Tests.RealData;

/// <summary>
/// The test functions of J. J. Moré, B. S. Garbow and K. E. Hillstrom, "Testing unconstrained optimization software" (ACM Transactions on Mathematical
/// Software 7, 1981), as sums of squares. <c>mgh.py</c> has them again, for the references.
/// </summary>
internal static class MoreGarbowHillstrom
{
    private static readonly double[] s_bard = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];

    private static readonly double[] s_gauss = [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009];

    private static readonly double[] s_meyer = [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872];

    private static readonly double[] s_kowalik = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];

    private static readonly double[] s_times = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];

    private static readonly double[] s_osborne1 =
    [
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467,
        0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406,
    ];

    private static readonly double[] s_osborne2 =
    [
        1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644,
        0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668,
        0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
    ];

    // (x + t + 1)^3 at t = (i + 1) / (n + 1).
    private static readonly Expression<Func<double[], int, double>> Cubed = (x, i) => Math.Pow(x[i] + ((i + 1) / (x.Length + 1.0)) + 1, 3);

    internal static IReadOnlyDictionary<string, Expression<Func<double[], double>>> All { get; } = new Dictionary<string, Expression<Func<double[], double>>>
    {
        ["Rosenbrock"] = x => Math.Pow(10 * (x[1] - (x[0] * x[0])), 2) + Math.Pow(1 - x[0], 2),
        ["FreudensteinRoth"] = x =>
            Math.Pow(-13 + x[0] + ((((5 - x[1]) * x[1]) - 2) * x[1]), 2) + Math.Pow(-29 + x[0] + ((((x[1] + 1) * x[1]) - 14) * x[1]), 2),
        ["PowellBadlyScaled"] = x => Math.Pow((10000 * x[0] * x[1]) - 1, 2) + Math.Pow(Math.Exp(-x[0]) + Math.Exp(-x[1]) - 1.0001, 2),
        ["BrownBadlyScaled"] = x => Math.Pow(x[0] - 1e6, 2) + Math.Pow(x[1] - 2e-6, 2) + Math.Pow((x[0] * x[1]) - 2, 2),
        ["Beale"] = x => Enumerable.Range(1, 3).Zip(new[] { 1.5, 2.25, 2.625 }, (i, y) => Math.Pow(y - (x[0] * (1 - Math.Pow(x[1], i))), 2)).Sum(),
        ["JennrichSampson"] = x => Enumerable.Range(1, 10).Sum(i => Math.Pow(2 + (2 * i) - Math.Exp(i * x[0]) - Math.Exp(i * x[1]), 2)),
        ["HelicalValley"] = x => Math.Pow(10 * (x[2] - (10 * ((Math.Atan(x[1] / x[0]) / (2 * Math.PI)) + (x[0] < 0 ? 0.5 : 0)))), 2)
            + Math.Pow(10 * (Math.Sqrt((x[0] * x[0]) + (x[1] * x[1])) - 1), 2) + (x[2] * x[2]),
        ["Bard"] = x => Enumerable.Range(1, 15).Sum(i => Math.Pow(s_bard[i - 1] - x[0] - (i / (((16 - i) * x[1]) + (Math.Min(i, 16 - i) * x[2]))), 2)),
        ["Gaussian"] = x => Enumerable.Range(1, 15).Sum(i => Math.Pow((x[0] * Math.Exp(-x[1] * Math.Pow(((8 - i) / 2.0) - x[2], 2) / 2)) - s_gauss[i - 1], 2)),
        ["Meyer"] = x => Enumerable.Range(1, 16).Sum(i => Math.Pow((x[0] * Math.Exp(x[1] / (45 + (5 * i) + x[2]))) - s_meyer[i - 1], 2)),
        ["Gulf"] = x => Enumerable.Range(1, 99).Sum(i =>
            Math.Pow(Math.Exp(-Math.Pow(Math.Abs(25 + Math.Pow(-50 * Math.Log(i / 100.0), 2.0 / 3) - x[1]), x[2]) / x[0]) - (i / 100.0), 2)),
        ["Box"] = x => Enumerable.Range(1, 10).Sum(i =>
            Math.Pow(Math.Exp(-x[0] * i / 10) - Math.Exp(-x[1] * i / 10) - (x[2] * (Math.Exp(-i / 10.0) - Math.Exp(-i))), 2)),
        ["PowellSingular"] = x =>
            Math.Pow(x[0] + (10 * x[1]), 2) + (5 * Math.Pow(x[2] - x[3], 2)) + Math.Pow(x[1] - (2 * x[2]), 4) + (10 * Math.Pow(x[0] - x[3], 4)),
        ["Wood"] = x => Math.Pow(10 * (x[1] - (x[0] * x[0])), 2) + Math.Pow(1 - x[0], 2) + (90 * Math.Pow(x[3] - (x[2] * x[2]), 2)) + Math.Pow(1 - x[2], 2)
            + (10 * Math.Pow(x[1] + x[3] - 2, 2)) + (0.1 * Math.Pow(x[1] - x[3], 2)),
        ["KowalikOsborne"] = x => s_times.Zip(s_kowalik, (u, y) => Math.Pow(y - (x[0] * ((u * u) + (u * x[1])) / ((u * u) + (u * x[2]) + x[3])), 2)).Sum(),
        ["BrownDennis"] = x => Enumerable.Range(1, 20).Select(i => i / 5.0).Sum(t =>
            Math.Pow(Math.Pow(x[0] + (t * x[1]) - Math.Exp(t), 2) + Math.Pow(x[2] + (x[3] * Math.Sin(t)) - Math.Cos(t), 2), 2)),
        ["Osborne1"] = x => s_osborne1.Select((y, i) => y - x[0] - (x[1] * Math.Exp(-10 * i * x[3])) - (x[2] * Math.Exp(-10 * i * x[4]))).Sum(r => r * r),
        ["BiggsExp6"] = x => Enumerable.Range(1, 13).Select(i => i / 10.0).Sum(t => Math.Pow(
            (x[2] * Math.Exp(-x[0] * t)) - (x[3] * Math.Exp(-x[1] * t)) + (x[5] * Math.Exp(-x[4] * t)) - Math.Exp(-t) + (5 * Math.Exp(-10 * t)) - (3 * Math.Exp(-4 * t)), 2)),
        ["Osborne2"] = x => s_osborne2.Select((y, i) => y - (x[0] * Math.Exp(-x[4] * i / 10))
            - Enumerable.Range(1, 3).Sum(k => x[k] * Math.Exp(-Math.Pow((i / 10.0) - x[7 + k], 2) * x[4 + k]))).Sum(r => r * r),
        ["Watson"] = x => Enumerable.Range(1, 29).Select(i => i / 29.0).Sum(t => Math.Pow(
            Enumerable.Range(1, x.Length - 1).Sum(j => j * x[j] * Math.Pow(t, j - 1)) - Math.Pow(x.Select((v, j) => v * Math.Pow(t, j)).Sum(), 2) - 1, 2))
            + (x[0] * x[0]) + Math.Pow(x[1] - (x[0] * x[0]) - 1, 2),
        ["ExtendedRosenbrock"] = x => x.Chunk(2).Sum(c => Math.Pow(10 * (c[1] - (c[0] * c[0])), 2) + Math.Pow(1 - c[0], 2)),
        ["ExtendedPowellSingular"] = x => Enumerable.Range(0, x.Length / 4).Sum(b => Math.Pow(x[4 * b] + (10 * x[(4 * b) + 1]), 2) + (5 * Math.Pow(x[(4 * b) + 2] - x[(4 * b) + 3], 2))
            + Math.Pow(x[(4 * b) + 1] - (2 * x[(4 * b) + 2]), 4) + (10 * Math.Pow(x[4 * b] - x[(4 * b) + 3], 4))),
        ["Penalty1"] = x => (1e-5 * x.Sum(v => (v - 1) * (v - 1))) + Math.Pow(x.Sum(v => v * v) - 0.25, 2),
        ["Penalty2"] = x => Math.Pow(x[0] - 0.2, 2)
            + (1e-5 * Enumerable.Range(1, x.Length - 1).Sum(i => Math.Pow(Math.Exp(x[i] / 10) + Math.Exp(x[i - 1] / 10) - Math.Exp((i + 1) / 10.0) - Math.Exp(i / 10.0), 2)))
            + (1e-5 * x.Skip(1).Sum(v => Math.Pow(Math.Exp(v / 10) - Math.Exp(-0.1), 2))) + Math.Pow(x.Select((v, j) => (x.Length - j) * v * v).Sum() - 1, 2),
        ["VariablyDimensioned"] = x => Flow.Let(x.Select((v, j) => (j + 1) * (v - 1)).Sum(), s => x.Sum(v => (v - 1) * (v - 1)) + (s * s) + (s * s * s * s)),
        ["Trigonometric"] = x => Flow.Let(x.Length - x.Sum(v => Math.Cos(v)), s => x.Select((v, i) => s + ((i + 1) * (1 - Math.Cos(v))) - Math.Sin(v)).Sum(r => r * r)),
        ["BrownAlmostLinear"] = x => Flow.Let(x.Sum(), s => x.SkipLast(1).Sum(v => Math.Pow(v + s - (x.Length + 1), 2))) + Math.Pow(x.Aggregate(1.0, (p, v) => p * v) - 1, 2),
        ["BoundaryValue"] = x => Enumerable.Range(0, x.Length).Sum(i => Math.Pow(
            (2 * x[i]) - (i > 0 ? x[i - 1] : 0) - (i < x.Length - 1 ? x[i + 1] : 0) + (Cubed.Invoke(x, i) / (2 * Math.Pow(x.Length + 1, 2))), 2)),
        ["IntegralEquation"] = x => Flow.Let(1 / (x.Length + 1.0), h => Enumerable.Range(0, x.Length).Sum(i => Math.Pow(x[i] + (h / 2 * (
            ((1 - ((i + 1) * h)) * Enumerable.Range(0, i + 1).Sum(j => (j + 1) * h * Cubed.Invoke(x, j)))
            + ((i + 1) * h * Enumerable.Range(i + 1, x.Length - i - 1).Sum(j => (1 - ((j + 1) * h)) * Cubed.Invoke(x, j))))), 2))),
        ["BroydenTridiagonal"] = x => Enumerable.Range(0, x.Length).Sum(i => Math.Pow(
            ((3 - (2 * x[i])) * x[i]) - (i > 0 ? x[i - 1] : 0) - (i < x.Length - 1 ? 2 * x[i + 1] : 0) + 1, 2)),
        ["BroydenBanded"] = x => Enumerable.Range(0, x.Length).Sum(i => Math.Pow(
            (x[i] * (2 + (5 * x[i] * x[i]))) + 1 - Enumerable.Range(Math.Max(0, i - 5), Math.Min(x.Length - 1, i + 1) - Math.Max(0, i - 5) + 1).Where(j => j != i).Sum(j => x[j] * (1 + x[j])), 2)),
        ["LinearFullRank"] = x => Flow.Let(x.Sum() / 10, s => x.Sum(v => Math.Pow(v - s - 1, 2)) + ((20 - x.Length) * Math.Pow(s + 1, 2))),
        ["LinearRankOne"] = x => Enumerable.Range(1, 20).Sum(i => Math.Pow((i * x.Select((v, j) => (j + 1) * v).Sum()) - 1, 2)),
        ["LinearRankOneZero"] = x => 2 + Enumerable.Range(1, 18).Sum(i => Math.Pow((i * Enumerable.Range(1, x.Length - 2).Sum(j => (j + 1) * x[j])) - 1, 2)),
        ["Chebyquad"] = x => Enumerable.Range(1, x.Length).Sum(i => Math.Pow(
            (x.Sum(v => Flow.For(i - 1, new { Before = 1.0, Now = (2 * v) - 1 }, (k, t) => new { Before = t.Now, Now = (2 * ((2 * v) - 1) * t.Now) - t.Before }).Now) / x.Length)
            + (i % 2 == 0 ? 1.0 / ((i * i) - 1) : 0), 2)),
    };
}
