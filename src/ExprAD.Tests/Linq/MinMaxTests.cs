using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Min, Max, MinBy, MaxBy, without ties: the derivative is that of the element that attains it.</summary>
public class MinMaxTests : RowTests<MinMaxTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2, 0.25];

    public static IReadOnlyList<Row> Rows { get; } = [.. Values(), .. OtherNumbers(), .. ByKey()];

    private static Row[] Values() =>
    [
        V("Max", x => x.Max(), x => Only(x, 2), [s_at]),
        V("Min", x => x.Min(), x => Only(x, 1), [s_at]),
        V("Range of values, squared", x => (x.Max() - x.Min()) * (x.Max() - x.Min()), x => [0, -2 * (x[2] - x[1]), 2 * (x[2] - x[1]), 0], [s_at]),
        V("Max of a selector", x => x.Max(v => v * v * v), x => Only(x, 2, 3 * x[2] * x[2]), [s_at]),
        V("Min of a selector", x => x.Min(v => v * v), x => Only(x, 3, 2 * x[3]), [s_at]),
        V("Max of a select", x => x.Select(v => Math.Sin(v)).Max(), x => Only(x, 0, Math.Cos(x[0])), [s_at]),
        V("Max of products", x => x.Max(v => v * x[3]), x => [0, 0, x[3], x[2]], [s_at]),
        S("Max over data", x => Data.Five.Max(d => d * x), x => x > 0 ? 3 : -1, [0.7, -2]),
        S("Min over data of distances", x => Data.Three.Min(d => (d - x) * (d - x)), x => 2 * (x - 0.5), [0.7]),
        S("Max of data", x => Data.Five.Max() * x * x, x => 6 * x, [0.7]),
        V("Max of one", x => x.Max() * x.Max(), x => Only(x, 0, 2 * x[0]), [[1.5]]),
        V("Max of a range", x => Enumerable.Range(0, x.Length).Max(i => x[i] * (i + 1)), x => Only(x, 2, 3), [s_at]),
        V("Log of a sum of exponentials, shifted by the largest", x => x.Max() + Math.Log(x.Sum(v => Math.Exp(v - x.Max()))), x => Each(x, v => Math.Exp(v) / x.Sum(u => Math.Exp(u))), [s_at]),
        V("Max of an appended element", x => x.Append(x[0] * 3).Max(), x => Only(x, 0, 3), [s_at]),
    ];

    private static Row[] OtherNumbers() =>
    [
        V("Max of numbers that may be missing", x => x.Select(v => v > 1.75 ? null : (double?)(v * v)).Max()!.Value, x => Only(x, 0, 2 * x[0]), [s_at]),
        V("Min of numbers that may be missing", x => x.Min(v => v < 0 ? null : (double?)(v * v)) ?? x[1], x => Only(x, 3, 2 * x[3]), [s_at]),
        V("Max of numbers that are missing", x => x.Select(v => v > -9 ? null : (double?)v).Max() ?? x[1] * x[2], x => [0, x[2], x[1], 0], [s_at]),
        V("Max of no numbers that may be missing", x => x.Where(v => v > 9).Max(v => (double?)v) ?? x[1] * x[2], x => [0, x[2], x[1], 0], [s_at]),
        V("Max of whole numbers that may be missing", x => (Data.Whole.Max(w => w > 2 ? null : (int?)w) ?? 0) * x[0], x => Only(x, 0, 2), [s_at]),
        V("Sum of numbers that may be missing", x => x.Sum(v => v > 1 ? null : (double?)(v * v)) ?? 0, x => Each(x, v => v > 1 ? 0 : 2 * v), [s_at]),
        V("Average of numbers that may be missing", x => x.Average(v => v > 1 ? null : (double?)(v * v)) ?? 0, x => Each(x, v => v > 1 ? 0 : v), [s_at]),
        V("Average of numbers that are missing", x => (x.Average(v => v > -9 ? null : (double?)v) ?? x[1]) * Math.Exp(x[0] * x[2]), x => [x[1] * x[2] * Math.Exp(x[0] * x[2]), Math.Exp(x[0] * x[2]), x[1] * x[0] * Math.Exp(x[0] * x[2]), 0], [s_at]),
        V("Max with a comparer", x => x.Max(Data.Reversed), x => Only(x, 1), [s_at]),
        V("Min of a select with a comparer", x => x.Select(v => v * v).Min(Data.Reversed), x => Only(x, 2, 2 * x[2]), [s_at]),
        V("Min of texts", x => Data.Samples.Select(s => s.Key + "x").Min()!.Length * x[0], x => Only(x, 0, 2), [s_at]),
        V("MaxBy a text", x => x.Zip(Data.Samples).MaxBy(p => p.Second.Key).First * x[0], x => [x[3], 0, 0, x[0]], [s_at]),
        V("MinBy a text with a comparer", x => x.Zip(Data.Samples).MinBy(p => p.Second.Key, StringComparer.OrdinalIgnoreCase).First * x[1], x => [x[1], x[0], 0, 0], [s_at]),
        V("MinBy with a comparer of one's own", x => x.MinBy(v => v * v, Data.Reversed) * x[1], x => [0, x[2], x[1], 0], [s_at]),
        V("MaxBy a number that may be missing", x => x.MaxBy(v => v > 1.75 ? null : (double?)v) * x[1], x => [x[1], x[0], 0, 0], [s_at]),
        V("MinBy a number that is missing first", x => x.MinBy(v => v > 1 ? null : (double?)v) * x[0], x => [x[1], x[0], 0, 0], [s_at]),
        V("MaxBy numbers that are all missing", x => x.MaxBy(v => v > -9 ? null : (double?)v) * x[1], x => [x[1], x[0], 0, 0], [s_at]),
        V("MaxBy of nothing that may be missing", x => x.Where(v => v > 9).Select(v => new Data.Point(v, v)).MaxBy(p => p.X) == null ? x[1] : x[0], x => Only(x, 1), [s_at]),
        V("Max of tuples", x => x.Select((v, i) => ValueTuple.Create(i % 2, v * v)).Max().Item2, x => Only(x, 1, 2 * x[1]), [s_at]),
        V("Max of whole numbers", x => Data.Whole.Max() * x[0], x => Only(x, 0, 3), [s_at]),
        V("Max of whole numbers by a selector", x => Data.Whole.Max(w => -w) * x[0], x => Only(x, 0, -1), [s_at]),
        V("Min of whole numbers made of the parameters", x => x.Min(v => (int)Math.Floor(v)) * x[0], x => Only(x, 0, -1), [s_at]),
        V("Max of long numbers", x => Data.Whole.Max(w => 2L * w) * x[0], x => Only(x, 0, 6), [s_at]),
        Of("Max of floats", (float[] x) => x.Max(), x => [0, 1, 0], [[0.5f, 1.25f, -3]], isSmooth: false),
        Of("Min of floats by a selector", (float[] x) => x.Min(v => v * v), x => [2 * x[0], 0, 0], [[0.5f, 1.25f, -3]], isSmooth: false),
    ];

    private static Row[] ByKey() =>
    [
        V("MaxBy", x => x.MaxBy(v => v * v) * x[0], x => [x[2], 0, x[0], 0], [s_at]),
        V("MinBy", x => x.MinBy(v => Math.Abs(v - 1)), x => Only(x, 0), [s_at]),
        V("MinBy a whole number", x => x.MinBy(v => (int)Math.Floor(v)) * x[0], x => [x[1], x[0], 0, 0], [s_at]),
        V("MaxBy of pairs", x => x.Zip(Data.Five).MaxBy(p => p.Second).First * x[0], x => [x[3], 0, 0, x[0]], [s_at]),
        V("MaxBy of objects", x => x.Select((v, i) => new { Value = v * v, At = i }).MaxBy(p => p.Value)!.Value, x => Only(x, 2, 2 * x[2]), [s_at]),
        V("MinBy of positions", x => x[Enumerable.Range(0, x.Length).MinBy(i => x[i])] * x[0], x => [x[1], x[0], 0, 0], [s_at]),
        V("Position of the largest", x => Enumerable.Range(0, x.Length).MaxBy(i => x[i]) * x[0], x => Only(x, 0, 2), [s_at]),
        S("MinBy of data", x => Data.Samples.MinBy(s => (s.X - x) * (s.X - x))!.Y * x * x, x => 2 * x, [0.7]),
        S("MaxBy of data that does not depend on the parameter", x => Data.Samples.MaxBy(s => s.X)!.Y * x, _ => -0.5, [0.7]),
        V("MinBy with a comparer", x => Data.Five.MinBy(d => d, Comparer<double>.Default) * x[0], x => Only(x, 0, -1), [s_at]),
        V("Nearest centre", c => Data.Five.Sum(d => Flow.Let(c.MinBy(m => (d - m) * (d - m)), m => (d - m) * (d - m))), c => [2 * (c[0] - 2 + c[0] - 1.25 + c[0] - 3), 2 * (c[1] + 0.75 + c[1] + 1)], [[2.25, -0.5]]),
    ];
}
