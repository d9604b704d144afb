using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>
/// The Helmholtz energy of a mixed fluid by the Peng-Robinson equation of state, the example of Baydin et al., "Automatic differentiation in machine learning: a survey" (2018).
/// </summary>
public partial class Helmholtz : Gradients
{
    private static readonly double Root = Math.Sqrt(2);

    private protected double[][] a = [];
    private protected double[] b = [];

    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(10, 50);

    private protected override Expression<Func<double[], double>> Function => x =>
        Flow.Let(x.Zip(b, (v, c) => v * c).Sum(), bx =>
            x.Sum(v => v * Math.Log(v / (1 - bx)))
            - x.Zip(a, (v, row) => v * row.Zip(x, (c, w) => c * w).Sum()).Sum() / (Math.Sqrt(8) * bx)
                * Math.Log((1 + (1 + Math.Sqrt(2)) * bx) / (1 + (1 - Math.Sqrt(2)) * bx)));

    private protected override double[] Point()
    {
        double Symmetric(int i, int j) => 1 + (0.5 * Math.Sin(i + j));
        a = [.. Enumerable.Range(0, Length).Select(i => Enumerable.Range(0, Length).Select(j => Symmetric(i, j)).ToArray())];
        b = [.. Enumerable.Range(0, Length).Select(i => (1 + (0.5 * Math.Cos(i))) / (2 * Length))];
        return [.. Enumerable.Range(0, Length).Select(i => (2 + Math.Sin(i)) / 3)];
    }

    // The gradient of x'Ax is 2Ax, because A is symmetric.
    private protected override double ByHand(double[] x, double[] gradient)
    {
        var (n, bx, xax) = (x.Length, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            bx += b[i] * x[i];
            var row = a[i];
            var sum = 0.0;
            for (var j = 0; j < n; j++)
            {
                sum += row[j] * x[j];
            }

            gradient[i] = sum;
            xax += x[i] * sum;
        }

        var (up, down, free) = (1 + ((1 + Root) * bx), 1 + ((1 - Root) * bx), 1 - bx);
        var log = Math.Log(up / down);
        var factor = 1 / (Math.Sqrt(8) * bx);
        var (entropy, total) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var logarithm = Math.Log(x[i] / free);
            entropy += x[i] * logarithm;
            total += x[i];
            gradient[i] = logarithm + 1 - (2 * factor * log * gradient[i]);
        }

        var byBx = (total / free) + (xax * factor * ((log / bx) - ((1 + Root) / up) + ((1 - Root) / down)));
        for (var i = 0; i < n; i++)
        {
            gradient[i] += byBx * b[i];
        }

        return entropy - (xax * factor * log);
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual bx = 0, xax = 0, entropy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            bx += b[i] * x[i];
            Dual sum = 0;
            for (var j = 0; j < x.Length; j++)
            {
                sum += a[i][j] * x[j];
            }

            xax += x[i] * sum;
        }

        foreach (var v in x)
        {
            entropy += v * Dual.Log(v / (1 - bx));
        }

        return entropy - (xax / (Math.Sqrt(8) * bx) * Dual.Log((1 + ((1 + Root) * bx)) / (1 + ((1 - Root) * bx))));
    }
}
