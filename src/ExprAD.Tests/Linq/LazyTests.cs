using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>What LINQ does not evaluate does not fail in the derivative either.</summary>
public class LazyTests : RowTests<LazyTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    private static readonly double[] s_none = [];

    public static IReadOnlyList<Row> Rows { get; } = [.. Elements(), .. Steps()];

    private static Row[] Elements() =>
    [
        V("A sequence by a name", x => Flow.Let(x.Where(v => v > 0), s => s.Sum() / s.Count()), x => Each(x, v => v > 0 ? 1.0 / x.Count(u => u > 0) : 0), [[1.5, -0.5, 2]]),
        V("Sequences by names", x => Flow.Let(x.Select(v => v * v), s => Flow.Let(s.Zip(x, (a, b) => a * b), t => t.Sum() * s.Max())), x => ByIndex(x, i => (3 * x[i] * x[i] * 4) + (i == 2 ? x.Sum(v => v * v * v) * 2 * x[2] : 0)), [[1.5, -0.5, 2]]),
        S("A sequence of data by a name", x => Flow.Let(Data.Enumerated.Select(d => d * x), s => s.Sum(v => v * v) + s.First()), x => (2 * x * 6.5) + 0.5, [0.7]),
        V("First stops at the first", x => Enumerable.Range(0, 9).Select(i => x[i] * x[i]).First(), x => Only(x, 0, 2 * x[0]), [s_at]),
        V("First that holds stops there", x => Enumerable.Range(0, 9).Select(i => x[i] * x[i]).First(v => v < 1), x => Only(x, 1, 2 * x[1]), [s_at]),
        V("Any stops at the first that holds", x => Enumerable.Range(0, 9).Any(i => x[i] < 0) ? x[0] * x[0] : x[1], x => Only(x, 0, 2 * x[0]), [s_at]),
        V("All stops at the first that does not hold", x => Enumerable.Range(0, 9).All(i => x[i] > 0) ? x[1] : x[0] * x[0], x => Only(x, 0, 2 * x[0]), [s_at]),
        V("Take stops", x => Enumerable.Range(0, 9).Select(i => x[i] * x[i]).Take(3).Sum(), x => Each(x, v => 2 * v), [s_at]),
        V("Take none evaluates none", x => Enumerable.Range(5, 9).Select(i => x[i] * x[i]).Take(0).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("TakeWhile stops", x => Enumerable.Range(0, 9).TakeWhile(i => i < x.Length).Select(i => x[i] * x[i]).Sum(), x => Each(x, v => 2 * v), [s_at]),
        V("Zip stops with the shorter", x => Enumerable.Range(0, 9).Zip(x, (i, v) => Data.Five[i] * v).Sum(), x => ByIndex(x, i => Data.Five[i]), [s_at]),
        V("Where shields the selector", x => Enumerable.Range(0, 9).Where(i => i < x.Length).Sum(i => x[i] * x[i]), x => Each(x, v => 2 * v), [s_at]),
        V("Contains stops", x => Enumerable.Range(0, 9).Select(i => x[i]).Contains(2.0) ? x[0] * x[1] : 0, x => [x[1], x[0], 0], [s_at], isSmooth: false),
        V("SequenceEqual stops at the first difference", x => Enumerable.Range(0, 9).Select(i => x[i]).SequenceEqual(Data.Five) ? 0 : x[0] * x[1], x => [x[1], x[0], 0], [s_at]),
        V("ElementAt evaluates no more", x => Enumerable.Range(0, 9).Select(i => x[i] * x[i]).ElementAt(1), x => Only(x, 1, 2 * x[1]), [s_at]),
        V("Count of an array made in branches", x => x.Length > 5 ? Enumerable.Range(0, 9).Sum(i => x[i]) : x[0] * x[0], x => Only(x, 0, 2 * x[0]), [s_at]),
        V("A sequence with a name that is not used", x => Flow.Let(Enumerable.Range(0, 9).Select(i => x[i]), s => x[0] * x[1]), x => [x[1], x[0], 0], [s_at]),
        V("FirstOrDefault does not look behind", x => x.Concat(Enumerable.Range(5, 2).Select(i => x[i])).FirstOrDefault() * x[1], x => [x[1], x[0], 0], [s_at]),
        V("An average in a branch that is not taken", x => x.Sum(v => v > 9 ? x.Where(u => u > 9).Average() : v * v), x => Each(x, v => 2 * v), [s_at]),
    ];

    // What only steps read that are not made is not there.
    private static Row[] Steps() =>
    [
        V("An element in no step", x => Data.None.Sum(d => d * x[7]) + x.Sum(), x => Each(x, _ => 1), [s_none, s_at]),
        V("A product of elements in no step", x => Data.None.Sum(d => d * x[7] * x[8]) + x.Sum(), x => Each(x, _ => 1), [s_none, s_at]),
        V("An element in steps whose test does not hold", x => Data.Five.Sum(d => d > 9 ? d * x[7] : d) + x.Sum(), x => Each(x, _ => 1), [s_none, s_at]),
        V("An element in some of the steps", x => Data.Five.Sum(d => d > 2 ? d * x[2] * x[2] : d), x => Only(x, 2, 6 * x[2]), [s_at]),
        V("An element behind TakeWhile that takes none", x => Data.Five.TakeWhile(d => d > 9).Sum(d => d * x[7]) + x.Sum(), x => Each(x, _ => 1), [s_none, s_at]),
        V("An element behind TakeWhile that takes some", x => Data.Five.TakeWhile(d => d > 0).Sum(d => d * x[2]), x => Only(x, 2, 2), [s_at]),
        V("An element behind Where that keeps none", x => x.Where(v => v > 9).Sum(v => v * x.First(u => u > 9)), x => Each(x, _ => 0), [s_none, s_at]),
        V("Elements in an aggregate of nothing", x => Data.None.Aggregate(1.0, (a, d) => (a * x[7]) + x[8]) * x.Sum(), x => Each(x, _ => 1), [s_none, s_at]),
        V("An element in a loop without steps", x => Flow.For(x.Length, 1.0, (i, s) => s * x[0]), x => x.Length == 0 ? [] : Only(x, 0, 3 * x[0] * x[0]), [s_none, s_at]),
        V("An element in a loop that ends at once", x => Flow.While(x.Sum(), s => s > 9, s => s * x.SingleOrDefault()), x => Each(x, _ => 1), [s_none, s_at]),
        V("An element in the inner of two loops", x => x.Sum(v => v + Data.None.Sum(d => d * x[7])), x => Each(x, _ => 1), [s_none, s_at]),
        V("A test that is made in no step", x => Data.None.Sum(d => x[7] > 0 ? d * x[0] : x[1]) + x.Sum(), x => Each(x, _ => 1), [s_none, s_at]),
        V("A factor that is not finite, in no step", x => Data.None.Sum(d => d * Math.Sqrt(x[0] - x[0])) + x[1], x => Only(x, 1), [s_at], isSmooth: false),
        V("A factor that is not finite, in steps whose test does not hold", x => Data.Five.Sum(d => d > 9 ? d * Math.Log(x[1]) : d) + x[1], x => Only(x, 1), [s_at]),
        V("A factor that is not finite, behind TakeWhile that takes none", x => Data.Five.TakeWhile(d => d > 9).Sum(d => d * Math.Log(x[1])) + x[1], x => Only(x, 1), [s_at]),
        V("An array of its own length in one step only", x => x.Select(v => new[] { v, 2 }).Append(x).ToArray()[0].Sum(), x => Only(x, 0), [s_at]),
    ];
}
