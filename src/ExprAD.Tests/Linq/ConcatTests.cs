using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Concat, Append, Prepend, DefaultIfEmpty.</summary>
public class ConcatTests : RowTests<ConcatTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("Concat with data", x => x.Concat(Data.Three).Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("Data, then parameters: places count", x => Data.Three.Concat(x).Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (i + 3)), [s_at]),
        V("Concat with itself", x => x.Concat(x).Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (i + i + x.Length)), [s_at]),
        V("Concat of two selects", x => x.Select(v => v * v).Concat(x.Select(v => Math.Sin(v))).Select((v, i) => v * i).Sum(),
            x => ByIndex(x, i => (2 * x[i] * i) + (Math.Cos(x[i]) * (i + x.Length))), [s_at]),
        V("Concat of three", x => x.Concat(Data.Three).Concat(x.Skip(1)).Select((v, i) => v * v * i).Sum(), x => [0, 2 * x[1] * (1 + 6), 2 * x[2] * (2 + 7)], [s_at]),
        Of("Concat of two parameters", (double[] x, double[] y) => x.Concat(y).Select((v, i) => v * v * i).Sum(),
            (x, y) => (ByIndex(x, i => 2 * x[i] * i), ByIndex(y, i => 2 * y[i] * (i + x.Length))), [(s_at, [1.0, 2.0]), ([1.0], [2.0, 3.0])]),
        V("Concat with nothing", x => x.Concat(Enumerable.Empty<double>()).Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("Product over a concat", x => x.Concat(Data.Three).Aggregate(1.0, (a, v) => a * v), x => ByIndex(x, i => -1.5 * x[(i + 1) % 3] * x[(i + 2) % 3]), [s_at]),
        V("Part of a concat", x => x.Concat(Data.Three).Skip(2).Take(2).Sum(v => v * v), x => Only(x, 2, 2 * x[2]), [s_at]),
        V("Reverse of a concat", x => x.Concat(Data.Three).Reverse().Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (5 - i)), [s_at]),
        V("Zip of a concat", x => x.Concat(x).Zip(Data.Five, (a, b) => a * b).Sum(), x => ByIndex(x, i => Data.Five[i] + (i + 3 < 5 ? Data.Five[i + 3] : 0)), [s_at]),
        V("Append", x => x.Append(x[0] * x[1]).Select((v, i) => v * v * i).Sum(),
            x => [6 * x[0] * x[1] * x[1], (2 * x[1]) + (6 * x[1] * x[0] * x[0]), 4 * x[2]], [s_at]),
        V("Append to data", x => Data.Three.Append(x[0]).Select((v, i) => v * v * i).Sum(), x => Only(x, 0, 6 * x[0]), [s_at]),
        V("Append data", x => x.Append(7).Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("Append twice", x => x.Append(x[0]).Append(x[1]).Select((v, i) => v * v * i).Sum(), x => [6 * x[0], (2 * x[1]) + (8 * x[1]), 4 * x[2]], [s_at]),
        V("Prepend", x => x.Prepend(x[2]).Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * (i + 1)), [s_at]),
        V("Prepend to data", x => Data.Three.Prepend(x[0] * x[1]).First() * x[0], x => [2 * x[0] * x[1], x[0] * x[0], 0], [s_at]),
        V("Prepend and append", x => x.Prepend(1).Append(2).Zip(x.Append(3).Append(4).Append(5), (a, b) => a * b).Sum(),
            x => [1 + x[1], x[0] + x[2], x[1] + 3], [s_at]),
        V("DefaultIfEmpty of what is not empty", x => x.DefaultIfEmpty().Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("DefaultIfEmpty of what is empty", x => x.Where(v => v > 10).DefaultIfEmpty().Sum() + x[0], x => Only(x, 0), [s_at]),
        V("DefaultIfEmpty of what is empty, with a value", x => x.Where(v => v > 10).DefaultIfEmpty(x[0] * x[1]).Average(), x => [x[1], x[0], 0], [s_at]),
        V("DefaultIfEmpty of what is not empty, with a value", x => x.Where(v => v > 0).DefaultIfEmpty(x[0] * x[1]).Average(v => v * v), x => [x[0], 0, x[2]], [s_at]),
        V("DefaultIfEmpty decided by the parameters", x => x.Where(v => v > 1).DefaultIfEmpty(x[0] * x[0]).Sum(),
            x => ByIndex(x, i => x.Any(v => v > 1) ? (x[i] > 1 ? 1 : 0) : i == 0 ? 2 * x[0] : 0), [s_at, [0.5, 0.25, -1]]),
    ];
}
