using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>What LINQ does not evaluate does not fail in the derivative either.</summary>
public class LazyTests : RowTests<LazyTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } =
    [
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
}
