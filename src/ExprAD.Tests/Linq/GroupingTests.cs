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
        S("Groups of data, sums that depend on the parameter", x => Data.Samples.GroupBy(s => s.Key).Sum(g => g.Sum(s => s.X * x) * g.Sum(s => s.X * x)), x => 2 * x * (4 + 1 + 0.5625), [0.7]),
        S("Groups by their keys", x => Data.Samples.GroupBy(s => s.Group).Select(g => g.Key * g.Sum(s => Math.Exp(s.Y * x))).Sum(),
            x => (2 * Math.Exp(2 * x)) + Math.Exp(x) + (2 * 0.25 * Math.Exp(0.25 * x)) - (3 * 0.5 * Math.Exp(-0.5 * x)), [0.7]),
        S("Groups with a result", x => Data.Samples.GroupBy(s => s.Key, (key, group) => group.Sum(s => s.X * x) * key.Length).Sum(v => v * v), x => 2 * x * (4 + 1 + 0.5625), [0.7]),
        S("Groups of elements that depend on the parameter", x => Data.Samples.GroupBy(s => s.Key, s => s.X * x).Sum(g => g.Sum() * g.First()), x => 2 * x * ((2 * 0.5) + 1 + 0.5625), [0.7]),
        S("Groups of elements with a result that depends on the parameter", x => Data.Samples.GroupBy(s => s.Key, s => s.X * x, (key, group) => group.Max() * group.Count()).Sum(), _ => 3 - 1 + 0.75, [0.7]),
        S("Groups with a comparer", x => Data.Samples.GroupBy(s => s.Key == "b" ? "A" : s.Key, StringComparer.OrdinalIgnoreCase).Sum(g => g.Sum(s => s.X * x) * g.Sum(s => s.X * x)), x => 2 * x * (1 + 0.5625), [0.7]),
        S("Groups in order", x => Data.Samples.GroupBy(s => s.Key).OrderByDescending(g => g.Key).Select((g, i) => g.Sum(s => s.X) * Math.Pow(x, i)).Sum(), x => -1 + (4 * x), [0.7]),
        S("Groups kept by size", x => Data.Samples.GroupBy(s => s.Key).Where(g => g.Count() > 1).Sum(g => g.Average(s => s.X * x * x)), x => 2 * x, [0.7]),
        S("The largest group", x => Data.Samples.GroupBy(s => s.Key).MaxBy(g => g.Count())!.Sum(s => s.X * x * x), x => 4 * x, [0.7]),
        S("The first group, the last, one by its key", x => Data.Samples.GroupBy(s => s.Key).First().Sum(s => s.X * x) * Data.Samples.GroupBy(s => s.Key).Last().Sum(s => x) * Data.Samples.GroupBy(s => s.Key).Single(g => g.Key == "b").Sum(s => s.Y),
            x => 2 * x * 2 * 0.25, [0.7]),
        S("Groups in objects", x => Data.Samples.GroupBy(s => s.Key).Select(g => new { g.Key, Total = g.Sum(s => s.X * x) }).Where(g => g.Key != "b").Sum(g => g.Total * g.Total), x => 2 * x * (4 + 0.5625), [0.7]),
        S("Groups in query syntax", x => (from s in Data.Samples group s by s.Key into g let total = g.Sum(s => s.X * x) where g.Count() > 1 select total * total).Sum(), x => 8 * x, [0.7]),
        S("Groups flattened", x => Data.Samples.GroupBy(s => s.Key).SelectMany(g => g).Select((s, i) => s.X * x * i).Sum(), _ => 1.5 - 2 + 2.25, [0.7]),
        S("Groups as a list", x => Flow.Let(Data.Samples.GroupBy(s => s.Key).ToList(), gs => gs.Sum(g => g.Sum(s => s.X * x)) * gs.Count), x => 3 * 1.75, [0.7]),
        S("Groups by an object", x => Data.Samples.GroupBy(s => new { s.Key, Odd = s.Group % 2 }).Sum(g => g.Key.Odd * g.Sum(s => s.X * x * x)), x => 2 * x * (2 + 0.75), [0.7]),
        S("Groups by numbers that may be missing", x => Data.Samples.GroupBy(s => s.Group > 1 ? (int?)null : s.Group).Sum(g => (g.Key ?? 10) * g.Sum(s => s.X * x)), _ => 1.25 + 5, [0.7]),
        S("Groups of nothing", x => Data.None.GroupBy(d => d > 0).Sum(g => g.Sum(d => d * x)) + x, _ => 1, [0.7]),
        S("Groups of what is enumerated", x => Data.Enumerated.GroupBy(d => d > 0).Sum(g => g.Sum(d => d * x) * g.Sum(d => d * x)), x => 2 * x * (6.25 + 2.25), [0.7]),
        S("Groups inside a loop", x => Data.Three.Sum(d => Data.Samples.GroupBy(s => s.Key).Sum(g => g.Sum(s => s.X * x * d) * g.Key.Length)), _ => 1.75, [0.7]),
        V("Groups of parameters by keys of data", x => x.Zip(Data.Samples).GroupBy(p => p.Second.Key).Sum(g => g.Sum(p => p.First) * g.Sum(p => p.First)), x => [2 * (x[0] + x[2]), 2 * x[1], 2 * (x[0] + x[2])], [[1.5, -0.5, 2]]),
        V("Groups of parameters by their places", x => x.Select((v, i) => new { Value = v, Place = i }).GroupBy(p => p.Place % 2, p => p.Value).Sum(g => g.Aggregate(1.0, (a, v) => a * v)), x => [x[2], 1, x[0]], [[1.5, -0.5, 2]]),
        Of("Groups of records of parameters by what is not differentiated", (Data.Sample[] p) => p.GroupBy(s => s.Key).Sum(g => g.Sum(s => s.X) * g.Sum(s => s.Y)),
            p => Array.ConvertAll(p, s => s with { X = p.Where(t => t.Key == s.Key).Sum(t => t.Y), Y = p.Where(t => t.Key == s.Key).Sum(t => t.X) }), [Data.Samples]),
        S("Groups of elements with a result of data", x => Data.Samples.GroupBy(s => s.Key, s => s.Y, (key, group) => group.Sum()).Sum(v => v * v * x), _ => 2.25 + 0.0625 + 1, [0.7]),
    ];

    private static Row[] Joins() =>
    [
        S("Join of data", x => Data.Samples.Join(Data.Whole, s => s.Group, w => w, (s, w) => s.X * w).Sum(v => v * v * x), _ => (2 * 0.25) + 4 + 20.25 + (2 * 0.5625), [0.7]),
        S("Join with a result that depends on the parameter", x => Data.Samples.Join(Data.Whole, s => s.Group, w => w, (s, w) => s.X * w * x).Sum(v => v * v), x => 2 * x * ((2 * 0.25) + 4 + 20.25 + (2 * 0.5625)), [0.7]),
        S("Join of texts with a comparer", x => Data.Samples.Join(new[] { "A", "C", "Z" }, s => s.Key, t => t, (s, t) => s.X * x * x * t.Length, StringComparer.OrdinalIgnoreCase).Sum(), x => 2 * x * 2.75, [0.7]),
        S("Join with keys that may be missing", x => Data.Samples.Join(Data.Samples, s => s.Group > 1 ? null : s.Key, t => t.Group > 1 ? null : t.Key, (s, t) => s.X * t.Y * x * x).Sum(), x => 2 * x * (1 + 0.75), [0.7]),
        S("Join of nothing", x => Data.Samples.Join(Data.None, s => s.Group, d => (int)d, (s, d) => s.X * d * x).Sum() + x, _ => 1, [0.7]),
        V("Join of parameters by keys of data", x => x.Zip(Data.Samples).Join(Data.Samples, p => p.Second.Key, s => s.Key, (p, s) => p.First * s.X).Sum(), _ => [2, -1, 2], [[1.5, -0.5, 2]]),
        V("Join with parameters", x => Data.Samples.Join(x.Index(), s => s.Group, p => p.Index, (s, p) => s.X * p.Item * p.Item).Sum(), x => [0, 2 * x[1] * 1.25, 2 * x[2] * -1], [[1.5, -0.5, 2]]),
        S("GroupJoin", x => Data.Samples.GroupJoin(Data.Whole, s => s.Group, w => w, (s, group) => s.X * group.Sum(w => w * x)).Sum(v => v * v), x => 2 * x * (1 + 4 + 20.25 + 2.25), [0.7]),
        S("GroupJoin in query syntax", x => (from s in Data.Samples join w in Data.Whole on s.Group equals w into ws select s.X * ws.Count() * x).Sum(v => v * v), x => 2 * x * (1 + 1 + 2.25 + 2.25), [0.7]),
        S("LeftJoin", x => Data.Samples.LeftJoin(Data.Whole.Take(1), s => s.Group, w => w, (s, w) => s.X * (w + 1) * x).Sum(v => v * v), x => 2 * x * (0.25 + 1 + 36 + 0.5625), [0.7]),
        S("RightJoin", x => Data.Samples.Take(2).RightJoin(Data.Whole, s => s.Group, w => w, (s, w) => (s == null ? 2 : s.X) * w * x).Sum(v => v * v), x => 2 * x * (36 + 0.25 + 4 + 0.25), [0.7]),
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
        S("Lookup by the step of a loop", x => Flow.Let(Data.Samples.ToLookup(s => s.Group), l => Data.Whole.Sum(w => l[w].Sum(s => s.X * x) * l.Count)), x => 3 * (1.5 + 1.25 - 1 + 1.25), [0.7]),
        S("Lookup of elements that depend on the parameter", x => Flow.Let(Data.Samples.ToLookup(s => s.Key, s => s.X * x), l => l["a"].Sum() * l["b"].Sum() * (l.Contains("c") ? 1 : 0) + (l.Contains("z") ? 1 : x)), x => (2 * x * -2) + 1, [0.7]),
        S("Lookup, all groups", x => Data.Samples.ToLookup(s => s.Key, StringComparer.Ordinal).Sum(g => g.Sum(s => s.X * x) * g.Sum(s => s.X * x)), x => 2 * x * (4 + 1 + 0.5625), [0.7]),
        S("Dictionary of elements that depend on the parameter", x => Flow.Let(Data.Samples.ToDictionary(s => s.Key + s.Group, s => s.X * x), d => d["a1"] * d["b2"] * d.Count + (d.ContainsKey("z") ? 1 : d["c1"])), x => (2 * x * 0.5 * -1 * 4) + 0.75, [0.7]),
        S("Dictionary, what it holds", x => Flow.Let(Data.Samples.ToDictionary(s => s.Key + s.Group, s => s.X * x), d => d.Values.Sum(v => v * v) * d.Keys.Count(k => k.StartsWith('a')) + d.Sum(p => p.Value * p.Key.Length)),
            x => (2 * 2 * x * (0.25 + 1 + 2.25 + 0.5625)) + (2 * 1.75), [0.7]),
        S("Dictionary by the step of a loop", x => Flow.Let(Data.Whole.Distinct().ToDictionary(w => w, w => Math.Pow(x, w)), d => Data.Samples.Sum(s => d[s.Group] * s.X)), x => 0.5 - (2 * x) + (3 * 1.5 * x * x) + 0.75, [0.7]),
        V("Dictionary of parameters", x => x.Index().ToDictionary(p => "k" + p.Index, p => p.Item * p.Item)["k1"], x => Only(x, 1, 2 * x[1]), [[1.5, -0.5, 2]]),
        S("Dictionary of groups that depend on the parameter", x => Data.Samples.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.X * x))["a"], _ => 2, [0.7]),
        S("Dictionary of groups", x => Data.Samples.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.X))["a"] * x * x, x => 4 * x, [0.7]),
    ];
}
