using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Rosenbrock's function by LINQ, over pairs of neighbours.</summary>
public partial class Rosenbrock : Gradients
{
    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(2, 100, 1_000);

    private protected override Expression<Func<double[], double>> Function => x =>
        x.Zip(x.Skip(1), (a, b) => 100 * Math.Pow(b - a * a, 2) + Math.Pow(1 - a, 2)).Sum();

    private protected override double[] Point() => [.. Enumerable.Range(0, Length).Select(i => Math.Sin(i + 1) * 2)];

    private protected override double ByHand(double[] x, double[] gradient) => ValueAndGradient(x, gradient);

    internal static double ValueAndGradient(double[] x, double[] gradient)
    {
        Array.Clear(gradient);
        var value = 0.0;
        for (var i = 0; i < x.Length - 1; i++)
        {
            var t = x[i + 1] - (x[i] * x[i]);
            var s = 1 - x[i];
            value += (100 * t * t) + (s * s);
            gradient[i] += (-400 * t * x[i]) - (2 * s);
            gradient[i + 1] += 200 * t;
        }

        return value;
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual value = 0;
        for (var i = 0; i < x.Length - 1; i++)
        {
            var t = x[i + 1] - (x[i] * x[i]);
            var s = 1 - x[i];
            value += (100 * t * t) + (s * s);
        }

        return value;
    }
}
