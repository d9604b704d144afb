using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>No, one and two elements.</summary>
public class EdgeSizeTests : RowTests<EdgeSizeTests>, IRows
{
    private static readonly double[][] s_at = [[], [1.5], [1.5, -0.5]];
    private static readonly double[][] s_some = [[1.5], [1.5, -0.5]];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("Sum", x => x.Sum(v => v * v), x => Each(x, v => 2 * v), s_at),
        V("Average of some", x => x.Average(v => v * v), x => Each(x, v => 2 * v / x.Length), s_some),
        V("Select with places", x => x.Select((v, i) => v * v * (i + 1)).Sum(), x => ByIndex(x, i => 2 * x[i] * (i + 1)), s_at),
        V("Where", x => x.Where(v => v > 0).Sum(v => v * v), x => Each(x, v => v > 0 ? 2 * v : 0), s_at),
        V("Zip with the next", x => x.Zip(x.Skip(1), (a, b) => a * b).Sum(), x => x.Length == 2 ? [x[1], x[0]] : Each(x, _ => 0), s_at),
        V("Zip with data", x => x.Zip(Data.Three, (a, b) => a * a * b).Sum(), x => ByIndex(x, i => 2 * x[i] * Data.Three[i]), s_at),
        V("Take and skip", x => x.Skip(1).Take(1).Sum(v => v * v), x => ByIndex(x, i => i == 1 ? 2 * x[i] : 0), s_at),
        V("TakeLast", x => x.TakeLast(1).Sum(v => v * v), x => ByIndex(x, i => i == x.Length - 1 ? 2 * x[i] : 0), s_at),
        V("SkipLast", x => x.SkipLast(1).Sum(v => v * v), x => ByIndex(x, i => i == x.Length - 1 ? 0 : 2 * x[i]), s_at),
        V("TakeWhile", x => x.TakeWhile(v => v > 0).Sum(v => v * v), x => Each(x, v => v > 0 ? 2 * v : 0), s_at),
        V("SkipWhile", x => x.SkipWhile(v => v > 0).Sum(v => v * v), x => Each(x, v => v > 0 ? 0 : 2 * v), s_at),
        V("Reverse", x => x.Reverse().Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (x.Length - 1 - i)), s_at),
        V("Concat", x => x.Concat(x).Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (i + i + x.Length)), s_at),
        V("Append and Prepend", x => x.Append(2).Prepend(3).Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (i + 1)), s_at),
        V("Chunk", x => x.Chunk(2).Sum(c => c.Sum() * c.Sum()), x => Each(x, _ => 2 * x.Sum()), s_at),
        V("SelectMany", x => x.SelectMany(a => x, (a, b) => a * b).Sum(), x => Each(x, _ => 2 * x.Sum()), s_at),
        V("DefaultIfEmpty", x => x.DefaultIfEmpty(4).Sum(v => v * v), x => Each(x, v => 2 * v), s_at),
        V("OrderBy", x => x.OrderBy(v => v).Select((v, i) => v * v * (i + 1)).Sum(), x => x.Length == 2 ? [4 * x[0], 2 * x[1]] : Each(x, v => 2 * v), s_at),
        V("Max of some", x => x.Max() * x.Max(), x => Only(x, 0, 2 * x[0]), s_some),
        V("Min of some", x => x.Min(v => v * v), x => Only(x, x.Length - 1, 2 * x[^1]), s_some),
        V("MinBy of some", x => x.MinBy(v => v), x => Only(x, x.Length - 1), s_some),
        V("Aggregate", x => x.Aggregate(1.0, (a, v) => a * v), x => x.Length == 2 ? [x[1], x[0]] : Each(x, _ => 1), s_at),
        V("Aggregate of a pair", x => x.Aggregate(new { A = 1.0, B = 0.0 }, (s, v) => new { A = s.A * v, B = s.B + s.A }).B, x => x.Length == 2 ? [1, 0] : Each(x, _ => 0), s_at),
        V("Count", x => x.Count() * x.Sum(), x => Each(x, _ => x.Length), s_at),
        V("FirstOrDefault", x => x.FirstOrDefault() + x.LastOrDefault(), x => ByIndex(x, i => (i == 0 ? 1 : 0) + (i == x.Length - 1 ? 1 : 0)), s_at),
        V("ElementAtOrDefault", x => x.ElementAtOrDefault(1), x => ByIndex(x, i => i == 1 ? 1 : 0), s_at),
        V("ToArray", x => Flow.Let(x.Select(v => v * v).ToArray(), a => a.Sum() * a.Length), x => Each(x, v => 2 * v * x.Length), s_at),
        V("Index", x => x.Index().Sum(p => p.Item * p.Item * p.Index), x => ByIndex(x, i => 2 * x[i] * i), s_at),
        V("Sum over pairs", x => x.Sum(a => x.Sum(b => a * b)), x => Each(x, _ => 2 * x.Sum()), s_at),
        V("Pipeline", x => x.Select(v => v * v).Where(v => v > 1).Zip(x, (a, b) => a * b).Sum(), x => x.Length == 0 ? [] : Only(x, 0, 3 * x[0] * x[0]), s_at),
        V("Log of a sum of exponentials", x => Math.Log(1 + x.Sum(v => Math.Exp(v))), x => Each(x, v => Math.Exp(v) / (1 + x.Sum(u => Math.Exp(u)))), s_at),
        Of("Rows of no elements", (double[][] x) => x.Sum(r => r.Sum(v => v * v)), x => Array.ConvertAll(x, r => Each(r, v => 2 * v)), [[], [[]], [[], []], [[1.5], []]]),
    ];
}
