using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>First, Last, Single, ElementAt, and what they give where there is no such element.</summary>
public class ElementTests : RowTests<ElementTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Firsts(), .. Lasts(), .. Singles(), .. ByIndices()];

    private static Row[] Firsts() =>
    [
        V("First", x => x.First() * x.First(), x => Only(x, 0, 2 * x[0]), [s_at]),
        V("First of a select", x => x.Select(v => v * v).First(), x => Only(x, 0, 2 * x[0]), [s_at]),
        V("First that holds", x => x.First(v => v < 1) * x[0], x => [x[1], x[0], 0], [s_at]),
        V("First of a skip", x => x.Skip(1).First() * x[0], x => [x[1], x[0], 0], [s_at]),
        V("FirstOrDefault", x => x.FirstOrDefault() * x[0], x => Only(x, 0, 2 * x[0]), [s_at]),
        V("FirstOrDefault of nothing", x => x.Where(v => v > 9).FirstOrDefault() + x[0], x => Only(x, 0), [s_at]),
        V("FirstOrDefault with a value", x => x.FirstOrDefault(x[1] * x[2]) * x[0], x => Only(x, 0, 2 * x[0]), [s_at]),
        V("FirstOrDefault of nothing with a value", x => x.Where(v => v > 9).FirstOrDefault(x[1] * x[2]), x => [0, x[2], x[1]], [s_at]),
        V("FirstOrDefault that holds", x => x.FirstOrDefault(v => v < 0), x => Only(x, 1), [s_at]),
        V("FirstOrDefault that holds nowhere", x => x.FirstOrDefault(v => v > 9) + x[0], x => Only(x, 0), [s_at]),
        V("FirstOrDefault that holds nowhere, with a value", x => x.FirstOrDefault(v => v > 9, x[1] * x[2]), x => [0, x[2], x[1]], [s_at]),
        S("First of data by the parameter", x => Data.Five.First(d => d < x) * x, _ => -0.75, [0.7]),
        S("First of data", x => Data.Five.First() * x, _ => 2, [0.7]),
        V("First of objects", x => x.Select((v, i) => new { Value = v * v, At = i }).First(p => p.At > 0).Value, x => Only(x, 1, 2 * x[1]), [s_at]),
    ];

    private static Row[] Lasts() =>
    [
        V("Last", x => x.Last() * x.Last(), x => Only(x, 2, 2 * x[2]), [s_at]),
        V("Last that holds", x => x.Last(v => v < 1.75) * x[0], x => [x[1], x[0], 0], [s_at]),
        V("Last of a take", x => x.Take(2).Last() * x[0], x => [x[1], x[0], 0], [s_at]),
        V("LastOrDefault", x => x.LastOrDefault() * x[0], x => [x[2], 0, x[0]], [s_at]),
        V("LastOrDefault of nothing", x => x.Take(0).LastOrDefault() + x[0], x => Only(x, 0), [s_at]),
        V("LastOrDefault of nothing with a value", x => x.Take(0).LastOrDefault(x[1] * x[2]), x => [0, x[2], x[1]], [s_at]),
        V("LastOrDefault that holds", x => x.LastOrDefault(v => v < 1.75), x => Only(x, 1), [s_at]),
        V("LastOrDefault that holds nowhere", x => x.LastOrDefault(v => v > 9) + x[0], x => Only(x, 0), [s_at]),
        V("LastOrDefault that holds nowhere, with a value", x => x.LastOrDefault(v => v > 9, x[1] * x[2]), x => [0, x[2], x[1]], [s_at]),
        S("Last of data by the parameter", x => Data.Five.Last(d => d > x) * x, _ => 3, [0.7]),
    ];

    private static Row[] Singles() =>
    [
        V("Single", x => x.Single() * x.Single(), x => Only(x, 0, 2 * x[0]), [[1.5]]),
        V("Single that holds", x => x.Single(v => v < 0) * x[0], x => [x[1], x[0], 0], [s_at]),
        V("Single of where", x => x.Where(v => v < 0).Single() * x[0], x => [x[1], x[0], 0], [s_at]),
        V("SingleOrDefault", x => x.SingleOrDefault() * x[0], x => Only(x, 0, 2 * x[0]), [[1.5]]),
        V("SingleOrDefault of nothing", x => x.Skip(3).SingleOrDefault() + x[0], x => Only(x, 0), [s_at]),
        V("SingleOrDefault of nothing with a value", x => x.Skip(3).SingleOrDefault(x[1] * x[2]), x => [0, x[2], x[1]], [s_at]),
        V("SingleOrDefault that holds", x => x.SingleOrDefault(v => v < 0) * x[0], x => [x[1], x[0], 0], [s_at]),
        V("SingleOrDefault that holds nowhere", x => x.SingleOrDefault(v => v > 9) + x[0], x => Only(x, 0), [s_at]),
        V("SingleOrDefault that holds nowhere, with a value", x => x.SingleOrDefault(v => v > 9, x[1] * x[2]), x => [0, x[2], x[1]], [s_at]),
        S("Single of data by the parameter", x => Data.Five.Single(d => d * x > 1.7) * x, _ => 3, [0.7]),
    ];

    private static Row[] ByIndices()
    {
        Index second = 1, last = ^1, missing = ^9;
        return
        [
            V("ElementAt", x => x.ElementAt(1) * x[0], x => [x[1], x[0], 0], [s_at]),
            V("ElementAt of a select", x => x.Select((v, i) => v * v * i).ElementAt(2), x => Only(x, 2, 4 * x[2]), [s_at]),
            V("ElementAt of where", x => x.Where(v => v > 0).ElementAt(1) * x[0], x => [x[2], 0, x[0]], [s_at]),
            V("ElementAt of a place that depends on parameters", x => x.ElementAt((int)x[2]) * x[0], x => [x[1], x[0], 0], [[1.5, -0.5, 1.25]]),
            V("ElementAt of a place in data", x => x.ElementAt(Data.Whole[2]) * x[0], x => [x[2], 0, x[0]], [s_at]),
            V("ElementAt from the start", x => x.ElementAt(second) * x[0], x => [x[1], x[0], 0], [s_at]),
            V("ElementAt from the end", x => x.ElementAt(last) * x[0], x => [x[2], 0, x[0]], [s_at]),
            V("ElementAt of where from the end", x => x.Where(v => v > 0).ElementAt(last) * x[0], x => [x[2], 0, x[0]], [s_at]),
            V("ElementAtOrDefault from the end", x => x.ElementAtOrDefault(last) * x[0], x => [x[2], 0, x[0]], [s_at]),
            V("ElementAtOrDefault from the end, before the start", x => x.ElementAtOrDefault(missing) + x[0], x => Only(x, 0), [s_at]),
            S("ElementAt of data from the end", x => Data.Five.ElementAt(last) * x * x, x => -2 * x, [0.7]),
            V("ElementAtOrDefault", x => x.ElementAtOrDefault(1) * x[0], x => [x[1], x[0], 0], [s_at]),
            V("ElementAtOrDefault beyond the end", x => x.ElementAtOrDefault(9) + x[0], x => Only(x, 0), [s_at]),
            V("ElementAtOrDefault before the start", x => x.ElementAtOrDefault(-1) + x[0], x => Only(x, 0), [s_at]),
            V("ElementAtOrDefault of a where beyond the end", x => x.Where(v => v > 0).ElementAtOrDefault(2) + x[0], x => Only(x, 0), [s_at]),
        ];
    }
}
