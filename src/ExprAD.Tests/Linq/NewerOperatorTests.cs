using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Index, CountBy, AggregateBy.</summary>
public class NewerOperatorTests : RowTests<NewerOperatorTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("Index", x => x.Index().Sum(p => p.Index * p.Item * p.Item), x => ByIndex(x, i => 2 * x[i] * i), [s_at]),
        V("Index of where", x => x.Where(v => v > 0).Index().Sum(p => p.Index * p.Item * p.Item), x => [0, 0, 2 * x[2]], [s_at]),
        V("Where of Index", x => x.Index().Where(p => p.Index != 1).Sum(p => p.Item * p.Item), x => [2 * x[0], 0, 2 * x[2]], [s_at]),
        V("Index, then the largest", x => x.Index().MaxBy(p => p.Item).Index * x[0], x => Only(x, 0, 2), [s_at]),
        S("Index of data", x => Data.Three.Index().Sum(p => p.Item * Math.Pow(x, p.Index)), x => -1.5 + (4 * x), [0.7]),
        S("CountBy of data", x => Data.Samples.CountBy(s => s.Key).Sum(p => p.Value * p.Value * x * x), x => 2 * x * 6, [0.7]),
        S("CountBy of data, by its keys", x => Data.Whole.CountBy(w => w).Sum(p => p.Key * Math.Pow(x, p.Value)), x => 3 + (2 * x) + 2, [0.7]),
        S("AggregateBy of data", x => Data.Samples.AggregateBy(s => s.Key, 0.0, (a, s) => a + s.X).Sum(p => p.Value * p.Value * x * x), x => 2 * x * (4 + 1 + 0.5625), [0.7]),
        S("CountBy of data with a comparer", x => Data.Samples.CountBy(s => s.Key == "b" ? "A" : s.Key, StringComparer.OrdinalIgnoreCase).Sum(p => p.Value * p.Value * x * p.Key.Length), _ => 10, [0.7]),
        V("CountBy of parameters by keys of data", x => x.Zip(Data.Samples).CountBy(p => p.Second.Key).Sum(p => p.Value * p.Value) * x[0], x => Only(x, 0, 5), [s_at]),
        S("AggregateBy of what depends on the parameter", x => Data.Samples.AggregateBy(s => s.Key, x, (a, s) => (a * x) + s.X).Sum(p => p.Value * p.Key.Length), x => (3 * x * x) + 0.5 + (2 * (2 * x)), [0.7]),
        S("AggregateBy, seeds by key that depend on the parameter", x => Data.Whole.AggregateBy(w => w, key => key * x, (a, w) => a * w).Sum(p => p.Value), _ => 9 + 1 + 4, [0.7]),
        S("AggregateBy of objects", x => Data.Samples.AggregateBy(s => s.Key, new { A = 1.0, B = 0.0 }, (t, s) => new { A = t.A * s.X * x, B = t.B + t.A }).Sum(p => p.Value.A + p.Value.B), x => (2 * x * 0.75) - 1 + 0.75 + 0.5, [0.7]),
        V("AggregateBy of parameters by keys of data", x => x.Zip(Data.Samples).AggregateBy(p => p.Second.Key, 1.0, (a, p) => a * p.First).Sum(p => p.Value), x => [x[2], 1, x[0]], [s_at]),
        V("DistinctBy keys of data", x => x.Zip(Data.Samples).DistinctBy(p => p.Second.Key).Sum(p => p.First * p.First), x => [2 * x[0], 2 * x[1], 0], [s_at]),
        S("DistinctBy of data with a comparer", x => Data.Samples.DistinctBy(s => s.Key == "b" ? "A" : s.Key, StringComparer.OrdinalIgnoreCase).Sum(s => s.X * x * x), x => 2 * x * 1.25, [0.7]),
        S("Distinct of data with a comparer", x => new[] { "a", "A", "bb" }.Distinct(StringComparer.OrdinalIgnoreCase).Sum(t => t.Length * x), _ => 3, [0.7]),
        S("AggregateBy of data, seeds by key", x => Data.Whole.AggregateBy(w => w, key => key * 10.0, (a, w) => a + w).Sum(p => p.Value * x), _ => 33 + 12 + 22, [0.7]),
    ];
}
