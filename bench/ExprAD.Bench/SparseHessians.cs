using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>
/// The Hessian of a chained function, which is tridiagonal, against its gradient and against its three diagonals by hand. Goal: time proportional to the number of
/// unknowns, a few times that of a gradient.
/// </summary>
public class SparseHessians
{
    private static readonly Expression<Func<double[], double>> Chained = x => Enumerable.Range(0, x.Length - 1).Sum(i => Math.Pow(x[i + 1] - (x[i] * x[i]), 2));

    private double[] at = [];
    private double[] vector = [];
    private Func<double[], double[]> gradient = null!;
    private Func<double[], double[], double[]> product = null!;
    private Func<double[], SparseMatrix> hessian = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Unknowns { get; set; }

    [GlobalSetup]
    public void Make()
    {
        at = [.. Enumerable.Range(0, Unknowns).Select(i => Math.Sin(i) * 2)];
        vector = [.. Enumerable.Range(0, Unknowns).Select(i => Math.Cos(i))];
        (gradient, product, hessian) = (Ad.Grad(Chained), Ad.Hvp(Chained), Ad.SparseHessian(Chained));
        var matrix = hessian(at);
        var expected = product(at, vector);
        var actual = new double[Unknowns];
        foreach (var (row, column, value) in matrix)
        {
            actual[row] += value * vector[column];
        }

        Agreement.Check(expected, actual, 1e-11);
        Agreement.Check(matrix.Values, ByHand(at), 1e-11);
    }

    [Benchmark]
    public double[] Hand() => ByHand(at);

    [Benchmark(Baseline = true)]
    public double[] Gradient() => gradient(at);

    [Benchmark]
    public double[] HessianTimesVector() => product(at, vector);

    [Benchmark]
    public SparseMatrix SparseHessian() => hessian(at);

    // Row by row, as in the matrix.
    private static double[] ByHand(double[] x)
    {
        var (n, values) = (x.Length, new double[(3 * x.Length) - 2]);
        for (var i = 0; i < n - 1; i++)
        {
            values[3 * i] += (12 * x[i] * x[i]) - (4 * x[i + 1]);
            values[(3 * i) + 1] = values[(3 * i) + 2] = -4 * x[i];
            values[(3 * i) + 3] = 2;
        }

        return values;
    }
}
