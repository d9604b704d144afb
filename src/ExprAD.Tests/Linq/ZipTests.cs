using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Zip of two and of three sequences, of equal and of different lengths.</summary>
public class ZipTests : RowTests<ZipTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("Zip with data", x => x.Zip(Data.Three, (a, b) => a * a * b).Sum(), x => ByIndex(x, i => 2 * x[i] * Data.Three[i]), [s_at]),
        V("Zip with longer data", x => x.Zip(Data.Five, (a, b) => a * a * b).Sum(), x => ByIndex(x, i => 2 * x[i] * Data.Five[i]), [s_at]),
        V("Zip with shorter data", x => x.Zip(Data.Three, (a, b) => a * a * b).Sum(), x => ByIndex(x, i => i < 3 ? 2 * x[i] * Data.Three[i] : 0), [[1.5, -0.5, 2, 7]]),
        V("Zip of data with parameters", x => Data.Five.Zip(x, (a, b) => Math.Sin(a * b)).Sum(), x => ByIndex(x, i => Data.Five[i] * Math.Cos(Data.Five[i] * x[i])), [s_at]),
        V("Zip with no data", x => x.Zip(Data.None, (a, b) => a * b).Sum() + x[0], x => Only(x, 0), [s_at]),
        V("Zip with itself", x => x.Zip(x, (a, b) => a * b).Sum(), x => Each(x, v => 2 * v), [s_at]),
        V("Zip with the rest of itself", x => x.Zip(x.Skip(1), (a, b) => a * b).Sum(), x => ByIndex(x, i => (i > 0 ? x[i - 1] : 0) + (i + 1 < x.Length ? x[i + 1] : 0)), [s_at]),
        V("Zip with itself in reverse", x => x.Zip(x.Reverse(), (a, b) => a * b).Sum(), x => ByIndex(x, i => 2 * x[x.Length - 1 - i]), [s_at]),
        V("Zip with a selected sequence", x => x.Zip(x.Select(v => v * v), (a, b) => a * b).Sum(), x => Each(x, v => 3 * v * v), [s_at]),
        Of("Zip of two parameters", (double[] x, double[] y) => x.Zip(y, (a, b) => a * a * b).Sum(),
            (x, y) => (ByIndex(x, i => i < y.Length ? 2 * x[i] * y[i] : 0), ByIndex(y, i => i < x.Length ? x[i] * x[i] : 0)), [(s_at, [1.0, 2.0]), ([1.0], [2.0, 3.0])]),
        V("Zip to pairs", x => x.Zip(Data.Three).Sum(p => p.First * p.First * p.Second), x => ByIndex(x, i => 2 * x[i] * Data.Three[i]), [s_at]),
        Of("Zip of two parameters to pairs", (double[] x, double[] y) => x.Zip(y).Where(p => p.First > 0).Sum(p => p.First * p.Second),
            (x, y) => (ByIndex(x, i => x[i] > 0 ? y[i] : 0), ByIndex(y, i => x[i] > 0 ? x[i] : 0)), [(s_at, [1.0, 2.0, 3.0])]),
        V("Zip to pairs of which one is used", x => x.Zip(Data.Three).Sum(p => p.Second * x[0]), x => Only(x, 0, 1), [s_at]),
        V("Zip of three to triples", x => x.Zip(Data.Three, Data.Five).Sum(t => t.First * t.First * t.Second * t.Third), x => ByIndex(x, i => 2 * x[i] * Data.Three[i] * Data.Five[i]), [s_at]),
        V("Zip of three, the last the shortest", x => x.Zip(Data.Five, Data.Whole.Take(2)).Sum(t => t.First * t.First * t.Third), x => [6 * x[0], 2 * x[1], 0], [s_at]),
        V("Zip of a zip", x => x.Zip(Data.Three, (a, b) => a * b).Zip(Data.Five, (a, b) => a * a * b).Sum(),
            x => ByIndex(x, i => 2 * x[i] * Data.Three[i] * Data.Three[i] * Data.Five[i]), [s_at]),
        V("Zip with a range", x => x.Zip(Enumerable.Range(1, 10), (a, i) => a * a / i).Sum(), x => ByIndex(x, i => 2 * x[i] / (i + 1)), [s_at]),
        V("Zip to anonymous objects", x => x.Zip(Data.Three, (a, b) => new { Product = a * b, Square = a * a }).Sum(p => p.Product * p.Square),
            x => ByIndex(x, i => 3 * x[i] * x[i] * Data.Three[i]), [s_at]),
        V("Least squares", w => Data.Three.Zip(Data.Five, (a, y) => (w[0] * a + w[1] - y) * (w[0] * a + w[1] - y)).Sum(),
            w =>
            [
                Enumerable.Range(0, 3).Sum(i => 2 * (w[0] * Data.Three[i] + w[1] - Data.Five[i]) * Data.Three[i]),
                Enumerable.Range(0, 3).Sum(i => 2 * (w[0] * Data.Three[i] + w[1] - Data.Five[i])),
            ], [[0.5, -0.25]]),
        S("Zip of data, selector with the parameter", x => Data.Three.Zip(Data.Five, (a, b) => a * b * x * x).Sum(), x => 2 * x * (1 + 1.125 + 2.5), [0.7]),
        S("Zip of data that does not depend on the parameter", x => Data.Three.Zip(Data.Five, (a, b) => a * b).Sum(p => p * x), _ => 1 + 1.125 + 2.5, [0.7]),
        V("Zip under a condition", x => x.Select(v => v * v).Where(v => v > 1).Zip(Data.Five, (a, b) => a * b).Sum(), x => [4 * x[0], 0, -1.5 * x[2]], [s_at]),
        V("Positions after zip", x => x.Zip(Data.Three, (a, b) => a * b).Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * Data.Three[i] * Data.Three[i] * i), [s_at]),
    ];
}
