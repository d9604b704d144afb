using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>NaN is smaller than every number to Enumerable.Min and Max and to comparers; what is not used leaks none.</summary>
public class NaNTests : RowTests<NaNTests>, IRows
{
    private const double NaN = double.NaN;

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("Max passes over NaN", x => x.Max(), x => Only(x, Array.IndexOf(x, 2.0)), [[NaN, 2, 1], [1, NaN, 2], [2, 1, NaN], [NaN, NaN, 2]], isSmooth: false),
        V("Max of a selector passes over NaN", x => x.Max(v => v * v), x => Only(x, Array.IndexOf(x, 2.0), 4), [[NaN, 2, 1], [1, NaN, 2]], isSmooth: false),
        V("Min is the first NaN", x => x.Min(), x => Only(x, Array.FindIndex(x, double.IsNaN)), [[NaN, 2, 1], [1, NaN, 2], [2, NaN, NaN]], isSmooth: false),
        V("Max of a where that sorts NaN out", x => x.Where(v => !double.IsNaN(v)).Max(), x => Only(x, 1), [[NaN, 2, 1]], isSmooth: false),
        V("MaxBy passes over NaN", x => x.MaxBy(v => v), x => Only(x, Array.IndexOf(x, 2.0)), [[NaN, 2, 1], [1, NaN, 2], [2, 1, NaN]], isSmooth: false),
        V("MinBy is the first NaN", x => x.MinBy(v => v), x => Only(x, Array.FindIndex(x, double.IsNaN)), [[NaN, 2, 1], [1, NaN, 2], [2, NaN, NaN]], isSmooth: false),
        V("MinBy of others by NaN", x => x.Select((v, i) => new { Key = v, Value = x[0] * i }).MinBy(p => p.Key)!.Value, x => Only(x, 0, 1), [[1, NaN, 2]], isSmooth: false),
        V("OrderBy puts NaN first", x => x.OrderBy(v => v).Skip(1).Select((v, i) => v * (i + 1)).Sum(), x => [2, 0, 1], [[2, NaN, 1]], isSmooth: false),
        Of("Max of floats passes over NaN", (float[] x) => x.Max(), x => [0, 1, 0], [[float.NaN, 2, 1]], isSmooth: false),
        V("Sum of NaN", x => x.Sum(), x => Each(x, _ => 1), [[1, NaN, 2]], isSmooth: false),
        V("Sum over what is kept", x => x.Where(v => v > 0).Sum(v => Math.Log(v)), x => Each(x, v => v > 0 ? 1 / v : 0), [[1, NaN, -1, 2, 0]], isSmooth: false),
        V("Sum over branches: none leaks", x => x.Sum(v => v > 0 ? Math.Sqrt(v) : 0), x => Each(x, v => v > 0 ? 0.5 / Math.Sqrt(v) : 0), [[1, -1, 0, 4]], isSmooth: false),
        V("Infinite terms that are not taken", x => x.Where(v => v != 0).Sum(v => 1 / v), x => Each(x, v => v == 0 ? 0 : -1 / (v * v)), [[1, 0, 2]], isSmooth: false),
        V("Infinite terms elsewhere stay there", x => x.Sum(v => Math.Sqrt(v)), x => Each(x, v => v == 0 ? double.PositiveInfinity : 0.5 / Math.Sqrt(v)), [[1, 0, 4]], isSmooth: false),
        V("Largest, infinite elsewhere", x => x.Max(v => -Math.Sqrt(v)), x => Only(x, 1, -0.25), [[9, 4, 16]]),
        V("Product with an infinite factor that is left out", x => x.Take(2).Aggregate(1.0, (a, v) => a * v), x => [x[1], x[0], 0], [[2, 3, double.PositiveInfinity]], isSmooth: false),
        V("First, NaN behind it", x => x.Select(v => Math.Log(v)).First(), x => Only(x, 0, 1 / x[0]), [[2, -1, 0]]),
    ];
}
