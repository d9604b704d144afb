using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Take, Skip, TakeLast, SkipLast, TakeWhile, SkipWhile, Reverse, Chunk.</summary>
public class TakeSkipTests : RowTests<TakeSkipTests>, IRows
{
    private static readonly double[] s_at = [1.5, 0.5, -2, 3];

    public static IReadOnlyList<Row> Rows { get; } = [.. ByNumber(), .. ByRange(), .. ByCondition(), .. Reversed(), .. Chunks()];

    // Every kept element is weighed by its place among those kept.
    private static double[] Kept(double[] x, params int[] kept) => ByIndex(x, i => 2 * x[i] * (Array.IndexOf(kept, i) + 1));

    private static Row[] ByNumber() =>
    [
        V("Take", x => x.Take(2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1), [s_at]),
        V("Take none", x => x.Take(0).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("Take less than none", x => x.Take(-1).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("Take more than there are", x => x.Take(9).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("Skip", x => x.Skip(1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 2, 3), [s_at]),
        V("Skip less than none", x => x.Skip(-2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("Skip more than there are", x => x.Skip(9).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("Skip and take", x => x.Skip(1).Take(2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 2), [s_at]),
        V("Take and skip", x => x.Take(3).Skip(1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 2), [s_at]),
        V("TakeLast", x => x.TakeLast(2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 2, 3), [s_at]),
        V("TakeLast none", x => x.TakeLast(0).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("TakeLast more than there are", x => x.TakeLast(9).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("SkipLast", x => x.SkipLast(1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2), [s_at]),
        V("SkipLast less than none", x => x.SkipLast(-1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("SkipLast more than there are", x => x.SkipLast(9).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("Take of where", x => x.Where(v => v > 0).Take(2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1), [s_at]),
        V("Skip of where", x => x.Where(v => v > 0).Skip(1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 3), [s_at]),
        V("TakeLast of where", x => x.Where(v => v > 0).TakeLast(2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 3), [s_at]),
        V("SkipLast of where", x => x.Where(v => v > 0).SkipLast(1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1), [s_at]),
        V("Where of take", x => x.Take(3).Where(v => v > 0).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1), [s_at]),
        V("Take as many as data says", x => x.Take(Data.Whole[0]).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2), [s_at]),
        V("Take as many as parameters say", x => x.Take((int)x[3]).Sum(v => v * v), x => [2 * x[0], 2 * x[1], 2 * x[2], 0], [[1.5, 0.5, -2, 3.25]]),
        S("Take of data", x => Data.Five.Take(3).Sum(d => Math.Exp(d * x)), x => Data.Five.Take(3).Sum(d => d * Math.Exp(d * x)), [0.7]),
        S("Skip of data", x => Data.Five.Skip(2).Select(d => d * x).Sum(v => v * v), x => 2 * x * Data.Five.Skip(2).Sum(d => d * d), [0.7]),
    ];

    private static Row[] ByRange()
    {
        var (middle, fromEnd, mixed, all) = (1..3, ^2.., 1..^1, ..);
        var (beyond, none, far) = (2..9, 3..1, ^9..^2);
        return
        [
            V("Take a range", x => x.Take(middle).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 2), [s_at]),
            V("Take a range from the end", x => x.Take(fromEnd).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 2, 3), [s_at]),
            V("Take a range from both ends", x => x.Take(mixed).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 2), [s_at]),
            V("Take everything", x => x.Take(all).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
            V("Take a range beyond the end", x => x.Take(beyond).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 2, 3), [s_at]),
            V("Take a range that ends before it starts", x => x.Take(none).Sum() + x[0], x => Only(x, 0), [s_at]),
            V("Take a range that starts before the start", x => x.Take(far).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1), [s_at]),
            V("Take a range of where", x => x.Where(v => v > 0).Take(middle).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 3), [s_at]),
            V("Take a range of where from the end", x => x.Where(v => v > 0).Take(mixed).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1), [s_at]),
            V("Take a range of no more than is there", x => Enumerable.Range(0, 9).Where(i => x[i] < 9).Take(middle).Sum(i => x[i] * x[i]), x => [0, 2 * x[1], 2 * x[2], 0], [s_at]),
            V("Take a range made on the spot", x => x.Take(new Range(1, Index.FromEnd(1))).Sum(v => v * v), x => [0, 2 * x[1], 2 * x[2], 0], [s_at]),
            S("Take a range of data", x => Data.Five.Take(fromEnd).Sum(d => Math.Exp(d * x)), x => (3 * Math.Exp(3 * x)) - Math.Exp(-x), [0.7]),
        ];
    }

    private static Row[] ByCondition() =>
    [
        V("TakeWhile", x => x.TakeWhile(v => v > 0).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1), [s_at]),
        V("TakeWhile holds at once for none", x => x.TakeWhile(v => v < 0).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("TakeWhile holds for all", x => x.TakeWhile(v => v < 10).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("TakeWhile with positions", x => x.TakeWhile((v, i) => v > 0 && i < 1).Sum(v => v * v), x => Only(x, 0, 2 * x[0]), [s_at]),
        V("SkipWhile", x => x.SkipWhile(v => v > 0).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 2, 3), [s_at]),
        V("SkipWhile holds at once for none", x => x.SkipWhile(v => v < 0).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("SkipWhile holds for all", x => x.SkipWhile(v => v < 10).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("SkipWhile with positions", x => x.SkipWhile((v, i) => i < 3).Sum(v => v * v), x => Only(x, 3, 2 * x[3]), [s_at]),
        V("SkipWhile, then TakeWhile", x => x.SkipWhile(v => v > 1).TakeWhile(v => v < 1).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 1, 2), [s_at]),
        V("TakeWhile of a select", x => x.Select(v => v * v).TakeWhile(v => v < 3).Sum(), x => [2 * x[0], 2 * x[1], 0, 0], [s_at]),
        S("TakeWhile of data by the parameter", x => Data.Five.TakeWhile(d => d > -x).Sum(d => d * x), _ => 2 - 0.75 + 1.25 + 3, [0.9]),
        S("SkipWhile of data by the parameter", x => Data.Five.SkipWhile(d => d > -x).Sum(d => d * x * x), x => -2 * x, [0.9]),
    ];

    private static Row[] Reversed() =>
    [
        V("Reverse of an array", x => x.Reverse().Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 3, 2, 1, 0), [s_at]),
        V("Reverse of a sequence", x => x.Select(v => v * v).Reverse().Select((v, i) => v * (i + 1)).Sum(), x => Kept(x, 3, 2, 1, 0), [s_at]),
        V("Reverse called by name", x => Enumerable.Reverse(x.AsEnumerable()).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 3, 2, 1, 0), [s_at]),
        V("Reverse twice", x => x.Reverse().Reverse().Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 0, 1, 2, 3), [s_at]),
        V("Reverse of where", x => x.Where(v => v > 0).Reverse().Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 3, 1, 0), [s_at]),
        V("Reverse and take", x => x.Reverse().Take(2).Select((v, i) => v * v * (i + 1)).Sum(), x => Kept(x, 3, 2), [s_at]),
        S("Reverse of data", x => Data.Three.Reverse().Select((d, i) => d * Math.Pow(x, i)).Sum(), x => -1.5 + (2 * 0.5 * x), [0.7]),
        V("Horner's rule from the highest coefficient", c => c.Reverse().Aggregate(0.0, (s, v) => (s * 0.5) + v), c => ByIndex(c, i => Math.Pow(0.5, i)), [s_at]),
    ];

    private static Row[] Chunks() =>
    [
        V("Chunk", x => x.Chunk(2).Sum(c => c[0] * c[1]), x => [x[1], x[0], x[3], x[2]], [s_at]),
        V("Chunk with a shorter last one", x => x.Chunk(3).Select((c, i) => c.Sum(v => v * v) * (i + 1)).Sum(), x => [2 * x[0], 2 * x[1], 2 * x[2], 4 * x[3]], [s_at]),
        V("Chunk that holds everything", x => x.Chunk(9).Sum(c => c.Length * c[0]), x => Only(x, 0, 4), [s_at]),
        V("Chunks of a select", x => x.Select(v => v * v).Chunk(2).Select(c => c.Sum()).Aggregate(1.0, (a, b) => a * b),
            x =>
            {
                var (a, b) = ((x[0] * x[0]) + (x[1] * x[1]), (x[2] * x[2]) + (x[3] * x[3]));
                return [2 * x[0] * b, 2 * x[1] * b, 2 * x[2] * a, 2 * x[3] * a];
            }, [s_at]),
        V("Number of chunks", x => x.Chunk(3).Count() * x[0], x => Only(x, 0, 2), [s_at]),
        S("Chunks of data", x => Data.Five.Chunk(2).Sum(c => c.Length * Math.Exp(c[0] * x)), x => (4 * Math.Exp(2 * x)) + (2.5 * Math.Exp(1.25 * x)) - Math.Exp(-x), [0.7]),
    ];
}
