using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>GroupBy, Join, ToLookup, ToDictionary of data: LINQ makes the groups, what is computed from them is differentiated.</summary>
public class GroupingTests : RowTests<GroupingTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5];

    // Samples: a 1 (0.5, 2), b 2 (-1, 0.25), a 3 (1.5, -0.5), c 1 (0.75, 1).
    public static IReadOnlyList<Row> Rows { get; } = [.. Groups(), .. Joins(), .. Dictionaries()];

    private static Row[] Groups() =>
    [
        S("Groups with a result of data", x => Data.Samples.GroupBy(s => s.Key, (key, group) => group.Sum(s => s.X)).Sum(v => v * v * x), _ => 4 + 1 + 0.5625, [0.7]),
        S("Groups of elements with a result of data", x => Data.Samples.GroupBy(s => s.Key, s => s.Y, (key, group) => group.Sum()).Sum(v => v * v * x), _ => 2.25 + 0.0625 + 1, [0.7]),
    ];

    private static Row[] Joins() =>
    [
        S("Join of data", x => Data.Samples.Join(Data.Whole, s => s.Group, w => w, (s, w) => s.X * w).Sum(v => v * v * x), _ => (2 * 0.25) + 4 + 20.25 + (2 * 0.5625), [0.7]),
        S("Join in query syntax", x => (from s in Data.Samples join w in Data.Whole on s.Group equals w select s.X * w).Sum(v => Math.Sin(v * x)),
            x => (2 * 0.5 * Math.Cos(0.5 * x)) - (2 * Math.Cos(2 * x)) + (4.5 * Math.Cos(4.5 * x)) + (2 * 0.75 * Math.Cos(0.75 * x)), [0.7]),
    ];

    private static Row[] Dictionaries() =>
    [
        S("Lookup, one group", x => Data.Samples.ToLookup(s => s.Key)["a"].Sum(s => s.X * x * x), x => 4 * x, [0.7]),
        S("Lookup, no group", x => Data.Samples.ToLookup(s => s.Key)["z"].Sum(s => s.X * x * x) + x, _ => 1, [0.7]),
        S("Lookup of elements", x => Data.Samples.ToLookup(s => s.Group, s => s.Y)[1].Sum(y => y * x * x), x => 6 * x, [0.7]),
        S("Dictionary", x => Data.Samples.ToDictionary(s => (s.Key + s.Group))["b2"].X * x, _ => -1, [0.7]),
        S("Dictionary of elements", x => Data.Samples.ToDictionary(s => s.Key + s.Group, s => s.Y)["c1"] * x * x, x => 2 * x, [0.7]),
        S("Dictionary of groups", x => Data.Samples.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.X))["a"] * x * x, x => 4 * x, [0.7]),
    ];
}
