using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>The log-likelihood of a mixture of three Gaussians on 1,000 numbers.</summary>
public partial class Mixture : Gradients
{
    private const int Parts = 3;
    private readonly double[] data = [.. Enumerable.Range(0, 1_000).Select(i => (3 * Math.Sin(i)) + Math.Cos(5 * i))];

    // Logarithms of weights, means, logarithms of standard deviations.
    private protected override Expression<Func<double[], double>> Function => p =>
        data.Sum(x => Math.Log(Enumerable.Range(0, Parts).Sum(k =>
            Math.Exp(p[k] - p[2 * Parts + k] - 0.5 * Math.Pow((x - p[Parts + k]) * Math.Exp(-p[2 * Parts + k]), 2)))))
        - data.Length * (Math.Log(Enumerable.Range(0, Parts).Sum(k => Math.Exp(p[k]))) + 0.5 * Math.Log(2 * Math.PI));

    private protected override double[] Point() => [0.1, -0.2, 0.3, -2, 0.5, 2, 0.2, -0.1, 0.4];

    private protected override double ByHand(double[] x, double[] gradient)
    {
        Array.Clear(gradient);
        Span<double> inverse = stackalloc double[Parts];
        Span<double> distance = stackalloc double[Parts];
        Span<double> density = stackalloc double[Parts];
        var (value, weights) = (0.0, 0.0);
        for (var k = 0; k < Parts; k++)
        {
            inverse[k] = Math.Exp(-x[(2 * Parts) + k]);
        }

        foreach (var number in data)
        {
            var sum = 0.0;
            for (var k = 0; k < Parts; k++)
            {
                distance[k] = (number - x[Parts + k]) * inverse[k];
                density[k] = Math.Exp(x[k] - x[(2 * Parts) + k] - (0.5 * distance[k] * distance[k]));
                sum += density[k];
            }

            value += Math.Log(sum);
            for (var k = 0; k < Parts; k++)
            {
                var share = density[k] / sum;
                gradient[k] += share;
                gradient[Parts + k] += share * distance[k] * inverse[k];
                gradient[(2 * Parts) + k] += share * ((distance[k] * distance[k]) - 1);
            }
        }

        for (var k = 0; k < Parts; k++)
        {
            weights += Math.Exp(x[k]);
        }

        for (var k = 0; k < Parts; k++)
        {
            gradient[k] -= data.Length * Math.Exp(x[k]) / weights;
        }

        return value - (data.Length * (Math.Log(weights) + (0.5 * Math.Log(2 * Math.PI))));
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual value = 0, weights = 0;
        foreach (var number in data)
        {
            Dual sum = 0;
            for (var k = 0; k < Parts; k++)
            {
                var distance = (number - x[Parts + k]) * Dual.Exp(-x[(2 * Parts) + k]);
                sum += Dual.Exp(x[k] - x[(2 * Parts) + k] - (0.5 * distance * distance));
            }

            value += Dual.Log(sum);
        }

        for (var k = 0; k < Parts; k++)
        {
            weights += Dual.Exp(x[k]);
        }

        return value - (data.Length * (Dual.Log(weights) + (0.5 * Math.Log(2 * Math.PI))));
    }
}
