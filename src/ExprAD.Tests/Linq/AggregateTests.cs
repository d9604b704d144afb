using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Aggregate in its three forms, with states of numbers, arrays, tuples and anonymous objects.</summary>
public class AggregateTests : RowTests<AggregateTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Plain(), .. Seeded(), .. WithResult(), .. Structured()];

    private static double[] Others(double[] x) => ByIndex(x, i => x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b));

    private static Row[] Plain() =>
    [
        V("Aggregate without seed: a recurrence", x => x.Aggregate((a, v) => Math.Sin(a) + v), x => [Math.Cos(x[0]) * Math.Cos(Math.Sin(x[0]) + x[1]), Math.Cos(Math.Sin(x[0]) + x[1]), 1], [s_at]),
        V("Aggregate without seed: Math.Max", x => x.Aggregate(Math.Max), x => Only(x, 2), [s_at]),
        S("Aggregate of data without seed", x => Data.Three.Aggregate((a, d) => a * d) * x, _ => -1.5, [0.7]),
        S("Aggregate of data without seed, with the parameter in each step", x => Data.Three.Aggregate((a, d) => (a * x) + d), x => (2 * 0.5 * x) - 1.5, [0.7]),
    ];

    private static Row[] Seeded() =>
    [
        V("Aggregate: a product", x => x.Aggregate(1.0, (a, v) => a * v), Others, [s_at, [3]]),
        V("Aggregate: the seed", x => x.Aggregate(x[0] * x[1], (a, v) => a), x => [x[1], x[0], 0], [s_at]),
        V("Aggregate: a seed that depends on the parameters", x => x.Aggregate(x[0], (a, v) => a * v), x => [2 * x[0] * x[1] * x[2], x[0] * x[0] * x[2], x[0] * x[0] * x[1]], [s_at]),
        V("Aggregate: Horner's rule", x => x.Aggregate(0.0, (a, v) => (a * 0.5) + v), x => ByIndex(x, i => Math.Pow(0.5, x.Length - 1 - i)), [s_at]),
        S("Aggregate over data: Horner's rule", x => Data.Three.Aggregate(0.0, (a, d) => (a * x) + d), x => (2 * 0.5 * x) - 1.5, [0.7]),
        S("Aggregate over data: the seed alone depends on the parameter", x => Data.Three.Aggregate(x, (a, d) => a * d), _ => -1.5, [0.7]),
        S("Aggregate over data that depends on nothing", x => Data.Three.Aggregate(1.0, (a, d) => a + (d * d)) * x, _ => 7.5, [0.7]),
        S("Aggregate over a range: a power", x => Enumerable.Range(0, 5).Aggregate(1.0, (a, _) => a * x), x => 5 * x * x * x * x, [0.7]),
        S("Aggregate over a range: Newton's iteration for a root", x => Enumerable.Range(0, 8).Aggregate(1.0, (y, _) => (y + (x / y)) / 2), x => 0.5 / Math.Sqrt(x), [2]),
        V("Aggregate: branches by the state", x => x.Aggregate(1.0, (a, v) => a > 1.2 ? a * v : a + v), x => [x[1] + 0, x[0] + 1, 1], [[1.5, -0.5, 2]]),
        V("Aggregate of positions", x => Enumerable.Range(0, x.Length).Aggregate(0.5, (a, i) => (a * x[i]) + i), x => [0.5 * x[1] * x[2], (0.5 * x[0] * x[2]) + 0, (((0.5 * x[0] * x[1]) + 1) * 1)], [s_at]),
        V("Aggregate of a where", x => x.Where(v => v > 0).Aggregate(1.0, (a, v) => a * Math.Sin(v)), x => [Math.Cos(x[0]) * Math.Sin(x[2]), 0, Math.Sin(x[0]) * Math.Cos(x[2])], [s_at]),
        V("Aggregate in whole numbers", x => x.Aggregate(0, (n, v) => v > 0 ? n + 1 : n) * x[0], x => Only(x, 0, 2), [s_at]),
        Of("Aggregate of floats", (float[] x) => x.Aggregate(1f, (a, v) => a * v), x => [x[1] * x[2], x[0] * x[2], x[0] * x[1]], [[0.5f, 1.25f, -3]], isSmooth: false),
        V("Aggregate in an aggregate", x => x.Aggregate(0.0, (s, a) => s + x.Aggregate(1.0, (p, b) => p * (a + b))),
            x => ByIndex(x, k =>
            {
                double Product(double a, int without) => x.Where((_, j) => j != without).Aggregate(1.0, (p, b) => p * (a + b));
                return x.Sum(a => Product(a, k)) + Enumerable.Range(0, x.Length).Sum(j => Product(x[k], j));
            }), [s_at]),
    ];

    private static Row[] WithResult() =>
    [
        V("Aggregate with a result", x => x.Aggregate(1.0, (a, v) => a * v, a => a * a), x => [.. Others(x).Select(p => 2 * p * x[0] * x[1] * x[2])], [s_at]),
        V("Aggregate with a result that depends on the parameters", x => x.Aggregate(0.0, (a, v) => a + v, a => a * x[0]), x => ByIndex(x, i => x[0] + (i == 0 ? x.Sum() : 0)), [s_at]),
        S("Aggregate over data with a result", x => Data.Three.Aggregate(0.0, (a, d) => a + (d * d), a => Math.Sin(a * x)), x => 6.5 * Math.Cos(6.5 * x), [0.7]),
        V("Aggregate with a result: a mean", x => x.Aggregate(new { Sum = 0.0, Count = 0 }, (a, v) => new { Sum = a.Sum + (v * v), Count = a.Count + 1 }, a => a.Sum / a.Count), x => Each(x, v => 2 * v / x.Length), [s_at]),
    ];

    private static Row[] Structured() =>
    [
        V("Aggregate of a tuple", x => x.Aggregate(ValueTuple.Create(0.0, 1.0), (a, v) => ValueTuple.Create(a.Item1 + (v * a.Item2), a.Item2 * v), a => a.Item1 + a.Item2),
            x => [1 + x[1] + (x[1] * x[2]) + (x[1] * x[2]), x[0] + (x[0] * x[2]) + (x[0] * x[2]), (x[0] * x[1]) + (x[0] * x[1])], [s_at]),
        V("Aggregate of an anonymous object", x => x.Aggregate(new { A = 1.0, B = 0.5 }, (s, v) => new { A = s.A * v, B = s.B + s.A }).B, x => [1 + x[1], x[0], 0], [s_at]),
        V("Aggregate of a record", x => x.Aggregate(new Data.Point(1, 0), (p, v) => new Data.Point(p.X + v, p.Y + (p.X * v))).Y, x => [1 + x[1] + x[2], 1 + x[0] + x[2], 1 + x[0] + x[1]], [s_at]),
        V("Aggregate of an array", x => x.Aggregate(new[] { 1.0, 0.0 }, (a, v) => new[] { a[1] + v, a[0] * v })[0], x => [x[1], x[0], 1], [s_at]),
        V("Aggregate of an array made by LINQ", x => x.Aggregate(Data.Three, (a, v) => a.Select(d => d * v).ToArray()).Sum(), x => [.. Others(x)], [s_at]),
        S("Fibonacci numbers as a function of the first", x => Enumerable.Range(0, 7).Aggregate(new { Last = x, This = x * x }, (s, _) => new { Last = s.This, This = s.Last + s.This }).This, x => 13 + (21 * 2 * x), [0.7]),
    ];
}
