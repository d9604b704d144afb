using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Arrays of arrays of different lengths, as parameters and as data, and arrays of records of arrays.</summary>
public class JaggedTests : RowTests<JaggedTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];
    private static readonly double[][] s_jagged = [[1.5, 0.25], [], [-0.5, 2, 1]];
    private static readonly double[][] s_full = [[1.5, 0.25], [0.75], [-0.5, 2, 1]];

    public static IReadOnlyList<Row> Rows { get; } = [.. Parameters(), .. AsData(), .. Matrices(), .. Records()];

    private static double[][] All(double[][] x, Func<int, int, double> of) => [.. x.Select((row, i) => row.Select((_, j) => of(i, j)).ToArray())];

    private static Row[] Parameters() =>
    [
        Of("Sum of rows", (double[][] x) => x.Sum(r => r.Sum(v => v * v)), x => All(x, (i, j) => 2 * x[i][j]), [s_jagged]),
        Of("Sum of squared sums", (double[][] x) => x.Sum(r => r.Sum() * r.Sum()), x => All(x, (i, _) => 2 * x[i].Sum()), [s_jagged]),
        Of("Places in rows and rows", (double[][] x) => x.Select((r, i) => r.Select((v, j) => v * v * (i + 1) * j).Sum()).Sum(), x => All(x, (i, j) => 2 * x[i][j] * (i + 1) * j), [s_jagged]),
        Of("Rows in one", (double[][] x) => x.SelectMany(r => r).Sum(v => v * v * v), x => All(x, (i, j) => 3 * x[i][j] * x[i][j]), [s_jagged]),
        Of("Rows in one, places in the whole", (double[][] x) => x.SelectMany(r => r).Select((v, i) => v * v * i).Sum(), x => All(x, (i, j) => 2 * x[i][j] * (x.Take(i).Sum(r => r.Length) + j)), [s_jagged]),
        Of("Averages of rows", (double[][] x) => x.Where(r => r.Length > 0).Sum(r => r.Average() * r.Average()), x => All(x, (i, _) => 2 * x[i].Average() / x[i].Length), [s_jagged]),
        Of("Largest of each row", (double[][] x) => x.Sum(r => r.Max()), x => All(x, (i, j) => x[i][j] == x[i].Max() ? 1 : 0), [s_full]),
        Of("Largest of all", (double[][] x) => x.Max(r => r.Max()), x => All(x, (i, j) => i == 2 && j == 1 ? 1 : 0), [s_full]),
        Of("Longest row", (double[][] x) => x.MaxBy(r => r.Length)!.Sum(v => v * v), x => All(x, (i, j) => i == 2 ? 2 * x[i][j] : 0), [s_jagged]),
        Of("Row of the largest sum", (double[][] x) => x.MaxBy(r => r.Sum())!.Sum(v => v * v), x => All(x, (i, j) => i == 2 ? 2 * x[i][j] : 0), [s_jagged]),
        Of("Product of sums", (double[][] x) => x.Aggregate(1.0, (a, r) => a * (1 + r.Sum())), x => All(x, (i, _) => x.Where((_, k) => k != i).Aggregate(1.0, (a, r) => a * (1 + r.Sum()))), [s_jagged]),
        Of("Firsts of rows", (double[][] x) => x.Sum(r => r[0] * r.Last()), x => All(x, (i, j) => (j == 0 ? x[i][^1] : 0) + (j == x[i].Length - 1 ? x[i][0] : 0)), [s_full]),
        Of("Rows with their neighbours", (double[][] x) => x.Zip(x.Skip(1), (a, b) => a.Zip(b, (u, v) => u * v).Sum()).Sum(),
            x => All(x, (i, j) => (i > 0 && j < x[i - 1].Length ? x[i - 1][j] : 0) + (i + 1 < x.Length && j < x[i + 1].Length ? x[i + 1][j] : 0)), [s_full, s_jagged]),
        Of("Numbers of elements", (double[][] x) => x.Sum(r => r.Length * r.Sum()), x => All(x, (i, _) => x[i].Length), [s_jagged]),
        Of("Sum over two indices", (double[][] x) => Enumerable.Range(0, x.Length).Sum(i => Enumerable.Range(0, x[i].Length).Sum(j => x[i][j] * x[i][j] * j)), x => All(x, (i, j) => 2 * x[i][j] * j), [s_jagged]),
        Of("Three levels", (double[][][] x) => x.Sum(a => a.Sum(b => b.Sum(v => v * v) * b.Length)), x => Array.ConvertAll(x, a => Array.ConvertAll(a, b => Array.ConvertAll(b, v => 2 * v * b.Length))), [[[[1.5], [2, 0.5]], [], [[], [-1.0]]]]),
        Of("Lists of arrays", (List<double[]> x) => x.Sum(r => r.Sum(v => v * v) * r.Length), x => [.. x.Select(r => r.Select(v => 2 * v * r.Length).ToArray())], [[[1.5], [], [2, 0.5]]]),
    ];

    private static Row[] AsData() =>
    [
        S("Jagged data", x => Data.Jagged.Sum(r => r.Sum(d => Math.Exp(d * x))), x => Data.Jagged.Sum(r => r.Sum(d => d * Math.Exp(d * x))), [0.7]),
        S("Jagged data, powers of sums", x => Data.Jagged.Sum(r => r.Sum(d => d * x) * r.Sum(d => d * x)), x => Data.Jagged.Sum(r => 2 * x * r.Sum() * r.Sum()), [0.7]),
        V("Scalar products with jagged data", x => Data.Jagged.Sum(r => Math.Sin(r.Zip(x, (d, v) => d * v).Sum())),
            x => ByIndex(x, j => Data.Jagged.Sum(r => j < r.Length ? r[j] * Math.Cos(r.Zip(x, (d, v) => d * v).Sum()) : 0)), [s_at]),
        V("Loop-invariant work", x => Data.Jagged.Sum(r => r.Sum(d => d * Math.Exp(x.Sum()))), x => Each(x, _ => 5.75 * Math.Exp(x.Sum())), [s_at]),
    ];

    private static Row[] Matrices() =>
    [
        Of("Matrix and vector", (double[][] a, double[] x) => a.Select(r => r.Zip(x, (u, v) => u * v).Sum()).Sum(y => y * y),
            (a, x) =>
            {
                var y = a.Select(r => r.Zip(x, (u, v) => u * v).Sum()).ToArray();
                return (All(a, (i, j) => 2 * y[i] * x[j]), ByIndex(x, j => Enumerable.Range(0, a.Length).Sum(i => 2 * y[i] * a[i][j])));
            }, [([[1, 2, 0.5], [-1, 0.25, 3]], s_at)]),
        Of("Quadratic form", (double[,] a, double[] x) => Enumerable.Range(0, x.Length).Sum(i => Enumerable.Range(0, x.Length).Sum(j => x[i] * a[i, j] * x[j])),
            (a, x) =>
            {
                var slopes = new double[x.Length, x.Length];
                for (var n = 0; n < x.Length * x.Length; n++)
                {
                    slopes[n / x.Length, n % x.Length] = x[n / x.Length] * x[n % x.Length];
                }

                return (slopes, ByIndex(x, i => Enumerable.Range(0, x.Length).Sum(j => (a[i, j] + a[j, i]) * x[j])));
            }, [(new[,] { { 1, 2, 0.5 }, { -1, 0.25, 3 }, { 0, 1, -2 } }, s_at)]),
        Of("Trace of a product", (double[,] a) => Enumerable.Range(0, a.GetLength(0)).Sum(i => Enumerable.Range(0, a.GetLength(1)).Sum(j => a[i, j] * a[j, i])),
            a => new[,] { { 2 * a[0, 0], 2 * a[1, 0] }, { 2 * a[0, 1], 2 * a[1, 1] } }, [new[,] { { 1, 2 }, { -1, 0.25 } }]),
    ];

    private static Row[] Records() =>
    [
        Of("Layers of a network", (Data.Layer[] n) => n.Aggregate(Data.Three, (a, l) => l.Weights.Zip(l.Bias, (w, b) => Math.Tanh(w.Zip(a, (u, v) => u * v).Sum() + b)).ToArray()).Sum(),
            n =>
            {
                double[] Out(Data.Layer l, double[] a) => [.. l.Weights.Zip(l.Bias, (w, b) => Math.Tanh(w.Zip(a, (u, v) => u * v).Sum() + b))];
                var (hidden, result) = (Out(n[0], Data.Three), Out(n[1], Out(n[0], Data.Three)));
                var last = Array.ConvertAll(result, y => 1 - (y * y));
                var first = hidden.Select((h, j) => (1 - (h * h)) * last.Select((s, i) => s * n[1].Weights[i][j]).Sum()).ToArray();
                return [new([.. first.Select(s => Array.ConvertAll(Data.Three, d => s * d))], first), new([.. last.Select(s => Array.ConvertAll(hidden, h => s * h))], last)];
            }, [[new([[0.5, -0.25, 0.1], [0.3, 0.2, -0.4]], [0.1, -0.2]), new([[0.7, -0.6]], [0.05])]]),
        Of("Records of arrays", (Data.Layer[] n) => n.Sum(l => l.Bias.Sum(b => b * b) + l.Weights.Sum(w => w.Sum(v => v * v * v))),
            n => Array.ConvertAll(n, l => new Data.Layer(Array.ConvertAll(l.Weights, w => Array.ConvertAll(w, v => 3 * v * v)), Array.ConvertAll(l.Bias, b => 2 * b))),
            [[new([[0.5, -0.25], []], [0.1, -0.2]), new([], [])]]),
    ];
}
