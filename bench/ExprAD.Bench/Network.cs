using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>The squared error of a network of 2 inputs, 8 tanh units and 1 output on 100 points.</summary>
public partial class Network : Gradients
{
    private const int Units = 8;
    private readonly Sample[] samples = [.. Enumerable.Range(0, 100).Select(i => new Sample(Math.Sin(i), Math.Cos(2 * i), Math.Sin(3 * i)))];

    // For each unit two weights, then a bias each, then the weights of the output and its bias.
    private protected override Expression<Func<double[], double>> Function => w =>
        samples.Sum(s => Math.Pow(
            Enumerable.Range(0, Units).Sum(u => w[3 * Units + u] * Math.Tanh(w[2 * u] * s.X + w[2 * u + 1] * s.Y + w[2 * Units + u])) + w[4 * Units] - s.Z, 2));

    private protected override double[] Point() => [.. Enumerable.Range(0, (4 * Units) + 1).Select(i => Math.Sin(1 + (i * i)))];

    private protected override double ByHand(double[] x, double[] gradient)
    {
        Array.Clear(gradient);
        Span<double> hidden = stackalloc double[Units];
        var value = 0.0;
        foreach (var s in samples)
        {
            var error = x[4 * Units] - s.Z;
            for (var u = 0; u < Units; u++)
            {
                hidden[u] = Math.Tanh((x[2 * u] * s.X) + (x[(2 * u) + 1] * s.Y) + x[(2 * Units) + u]);
                error += x[(3 * Units) + u] * hidden[u];
            }

            value += error * error;
            var adjoint = 2 * error;
            gradient[4 * Units] += adjoint;
            for (var u = 0; u < Units; u++)
            {
                gradient[(3 * Units) + u] += adjoint * hidden[u];
                var inner = adjoint * x[(3 * Units) + u] * (1 - (hidden[u] * hidden[u]));
                gradient[2 * u] += inner * s.X;
                gradient[(2 * u) + 1] += inner * s.Y;
                gradient[(2 * Units) + u] += inner;
            }
        }

        return value;
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual value = 0;
        foreach (var s in samples)
        {
            var error = x[4 * Units] - s.Z;
            for (var u = 0; u < Units; u++)
            {
                error += x[(3 * Units) + u] * Dual.Tanh((x[2 * u] * s.X) + (x[(2 * u) + 1] * s.Y) + x[(2 * Units) + u]);
            }

            value += error * error;
        }

        return value;
    }

    private sealed record Sample(double X, double Y, double Z);
}
