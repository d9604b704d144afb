using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>
/// The Hessian of a chained function, which is tridiagonal, against its three diagonals by hand, and by dual numbers in the three directions that give them.
/// Central differences by Math.NET take it for a dense matrix and are left out. Goal: time proportional to the number of unknowns, a few times that of a gradient.
/// </summary>
public class SparseHessians
{
    private const int Colors = 3;
    private static readonly Expression<Func<double[], double>> Chained = x => Enumerable.Range(0, x.Length - 1).Sum(i => Math.Pow(x[i + 1] - (x[i] * x[i]), 2));

    private double[] at = [];
    private double[] vector = [];
    private Func<double[], double[]> gradient = null!;
    private Func<double[], double[], double[]> product = null!;
    private Func<double[], SparseMatrix> fast = null!;
    private Func<double[], SparseMatrix> system = null!;
    private Func<double[], SparseMatrix> interpreted = null!;

    [ParamsSource(nameof(Lengths))]
    public int Unknowns { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(1_000, 10_000, 100_000);

    [GlobalSetup]
    public void Make()
    {
        at = [.. Enumerable.Range(0, Unknowns).Select(i => Math.Sin(i) * 2)];
        vector = [.. Enumerable.Range(0, Unknowns).Select(i => Math.Cos(i))];
        (gradient, product) = (Ad.Grad(Chained), Ad.Hvp(Chained));
        fast = Ad.SparseHessian(Chained, new AdOptions { Backend = AdBackend.Fast });
        system = Ad.SparseHessian(Chained, new AdOptions { Backend = AdBackend.System });
        interpreted = Ad.SparseHessian(Chained, new AdOptions { Backend = AdBackend.Interpreted });
        foreach (var matrix in new[] { fast(at), system(at), interpreted(at) })
        {
            var actual = new double[Unknowns];
            foreach (var (row, column, value) in matrix)
            {
                actual[row] += value * vector[column];
            }

            Agreement.Check(product(at, vector), actual, 1e-11);
            Agreement.Check(ByHand(at), matrix.Values, 1e-11);
        }

        Agreement.Check(ByHand(at), OnDuals(at), 1e-11);
        Agreement.Check(ByHand(at), FirstHessian().Values, 1e-6);
    }

    [Benchmark(Baseline = true)]
    public double[] Hand() => ByHand(at);

    [Benchmark(Description = "Fast")]
    public SparseMatrix ByFast() => fast(at);

    [Benchmark(Description = "System")]
    public SparseMatrix BySystem() => system(at);

    [Benchmark(Description = "Interpreted")]
    public SparseMatrix ByInterpreted() => interpreted(at);

    [Benchmark]
    public double[] DualNumbers() => OnDuals(at);

    [Benchmark]
    public double[] Gradient() => gradient(at);

    [Benchmark]
    public double[] HessianTimesVector() => product(at, vector);

    /// <summary>The Hessian made, compiled and called.</summary>
    [Benchmark]
    public SparseMatrix FirstHessian() => Ad.SparseHessian(Unseen.Like(Chained))(at);

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

    // Columns of one color have no row in common: the tangents of the gradient in their direction are their entries.
    private static double[] OnDuals(double[] x)
    {
        var (n, values) = (x.Length, new double[(3 * x.Length) - 2]);
        var (variables, gradient) = (new Dual[n], new Dual[n]);
        for (var color = 0; color < Colors; color++)
        {
            for (var i = 0; i < n; i++)
            {
                (variables[i], gradient[i]) = (new Dual(x[i], i % Colors == color ? 1 : 0), 0);
            }

            for (var i = 0; i < n - 1; i++)
            {
                var t = variables[i + 1] - (variables[i] * variables[i]);
                gradient[i] -= 4 * t * variables[i];
                gradient[i + 1] += 2 * t;
            }

            for (var column = color; column < n; column += Colors)
            {
                for (var row = Math.Max(column - 1, 0); row <= Math.Min(column + 1, n - 1); row++)
                {
                    values[(2 * row) + column] = gradient[row].Tangent;
                }
            }
        }

        return values;
    }
}
