using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Count, Any, All, Contains, SequenceEqual: answers without a derivative that choose among what has one.</summary>
public class QuantifierTests : RowTests<QuantifierTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Counts(), .. Questions(), .. Comparisons()];

    private static Row[] Counts() =>
    [
        V("Count", x => x.Count() * x[0], x => Only(x, 0, 3), [s_at]),
        V("Count of those that hold", x => x.Count(v => v > 0) * x[0], x => Only(x, 0, 2), [s_at]),
        V("Count of a where", x => x.Where(v => v > 0).Count(v => v > 1.75) * x[0], x => Only(x, 0), [s_at]),
        V("Sum divided by a count", x => x.Where(v => v > 0).Sum(v => v * v) / x.Count(v => v > 0), x => [x[0], 0, x[2]], [s_at]),
        S("Count of data by the parameter", x => Data.Five.Count(d => d > x) * x, _ => 3, [0.7]),
        S("Count of data", x => Data.List.Count() * x * x, x => 6 * x, [0.7]),
        V("Count of a concat", x => x.Concat(Data.Three).Count() * x[0], x => Only(x, 0, 6), [s_at]),
    ];

    private static Row[] Questions() =>
    [
        V("Any", x => x.Any() ? x.Average() : 0, x => Each(x, _ => 1.0 / x.Length), [s_at, []]),
        V("Any that holds", x => x.Any(v => v < 0) ? x.Sum() : x.Sum(v => v * v), x => Each(x, v => x.Any(u => u < 0) ? 1 : 2 * v), [s_at, [1, 2]]),
        V("Any of where", x => x.Where(v => v > 1.75).Any() ? x[0] * x[2] : x[1], x => [x[2], 0, x[0]], [s_at]),
        V("All", x => x.All(v => v > -1) ? x.Sum(v => v * v) : x.Sum(), x => Each(x, v => x.All(u => u > -1) ? 2 * v : 1), [s_at, [-2, 2]]),
        V("All of none", x => x.Where(v => v > 9).All(v => v < 0) ? x[0] * x[0] : x[1], x => Only(x, 0, 2 * x[0]), [s_at]),
        S("Any of data by the parameter", x => Data.Five.Any(d => d > 4 * x) ? x * x : x, x => 2 * x, [0.7]),
        S("All of data by the parameter", x => Data.Five.All(d => d > -2 * x) ? x * x : x, x => 2 * x, [0.7]),
        V("All pairs", x => x.All(a => x.Any(b => b >= a)) ? x[0] * x[1] : 0, x => [x[1], x[0], 0], [s_at]),
        V("Where by a question about all", x => x.Where(a => x.All(b => b <= a)).Sum(v => v * v), x => Only(x, 2, 2 * x[2]), [s_at]),
    ];

    private static Row[] Comparisons() =>
    [
        V("Contains, bound to spans", x => x.Contains(2.0) ? x.Sum(v => v * v) : x.Sum(), x => Each(x, v => x.Contains(2.0) ? 2 * v : 1), [s_at, [1, 3]], isSmooth: false),
        V("Contains, bound to LINQ", x => Enumerable.Contains(x, x[0] + 1) ? x[0] * x[0] : x[1], x => Enumerable.Contains(x, x[0] + 1) ? Only(x, 0, 2 * x[0]) : Only(x, 1), [s_at, [1, 2]], isSmooth: false),
        V("Contains NaN, which equals itself here", x => Enumerable.Contains(x, double.NaN) ? x[0] : 2 * x[0], x => Only(x, 0, x.Any(double.IsNaN) ? 1 : 2), [s_at, [1, double.NaN]], isSmooth: false),
        S("Contains of data", x => Enumerable.Contains(Data.Whole, 2) ? x * x : x, x => 2 * x, [0.7]),
        V("Contains of a select", x => x.Select(v => v * v).Contains(4) ? x[0] * x[2] : x[1], x => [x[2], 0, x[0]], [s_at], isSmooth: false),
        S("Contains of texts", x => Data.Samples.Select(s => s.Key).Contains("b") ? x * x : x, x => 2 * x, [0.7]),
        S("Contains of texts with a comparer", x => Data.Samples.Select(s => s.Key).Contains("B", StringComparer.OrdinalIgnoreCase) ? x * x : x, x => 2 * x, [0.7]),
        V("Contains with a comparer that is null", x => x.Select(v => v * v).Contains(4, null) ? x[0] * x[2] : x[1], x => [x[2], 0, x[0]], [s_at], isSmooth: false),
        V("Contains of objects", x => x.Select(v => new Data.Point(v, 1)).Contains(new Data.Point(2, 1)) ? x[0] * x[2] : x[1], x => [x[2], 0, x[0]], [s_at], isSmooth: false),
        V("SequenceEqual with a comparer", x => x.Select(v => "a" + (v > 0)).SequenceEqual(new[] { "ATRUE", "AFALSE", "ATRUE" }, StringComparer.OrdinalIgnoreCase) ? x[0] * x[2] : x[1], x => [x[2], 0, x[0]], [s_at]),
        S("SequenceEqual of texts", x => Data.Samples.Select(s => s.Key).SequenceEqual(new[] { "a", "b", "a", "d" }) ? x : x * x, x => 2 * x, [0.7]),
        V("SequenceEqual, bound to spans", x => x.SequenceEqual(Data.Three) ? x[0] : x[0] * x[0], x => Only(x, 0, 2 * x[0]), [s_at]),
        V("SequenceEqual, bound to LINQ", x => Enumerable.SequenceEqual(x, Data.Three) ? x[0] * x[1] : x[2], x => x[0] == 0.5 ? [x[1], x[0], 0] : Only(x, 2), [s_at, [0.5, -1.5, 2]], isSmooth: false),
        V("SequenceEqual of different lengths", x => x.Select(v => v).SequenceEqual(x.Append(1)) ? x[0] : x[0] * x[1], x => [x[1], x[0], 0], [s_at]),
        V("SequenceEqual with itself", x => x.Select(v => v * v).SequenceEqual(x.Select(v => v * v)) ? x[0] * x[1] : 0, x => [x[1], x[0], 0], [s_at]),
        S("SequenceEqual of data", x => Data.Whole.AsEnumerable().SequenceEqual(Data.Whole) ? x * x : x, x => 2 * x, [0.7]),
    ];
}
