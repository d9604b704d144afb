using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>The logarithm of a sum of exponentials, shifted by the maximum, whose own derivative cancels out.</summary>
public partial class LogSumExp : Gradients
{
    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(100, 1_000);

    private protected override Expression<Func<double[], double>> Function => OfArray;

    internal static Expression<Func<double[], double>> OfArray => x => Flow.Let(x.Max(), max => max + Math.Log(x.Sum(v => Math.Exp(v - max))));

    internal static double[] PointOf(int length) => [.. Enumerable.Range(0, length).Select(i => 3 * Math.Sin(i))];

    internal static double ValueAndGradient(double[] x, double[] gradient)
    {
        var max = x[0];
        foreach (var v in x)
        {
            max = v > max ? v : max;
        }

        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += gradient[i] = Math.Exp(x[i] - max);
        }

        for (var i = 0; i < x.Length; i++)
        {
            gradient[i] /= sum;
        }

        return max + Math.Log(sum);
    }

    private protected override double[] Point() => PointOf(Length);

    private protected override double ByHand(double[] x, double[] gradient) => ValueAndGradient(x, gradient);

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual max = x[0], sum = 0;
        foreach (var v in x)
        {
            max = v.Value > max.Value ? v : max;
        }

        foreach (var v in x)
        {
            sum += Dual.Exp(v - max);
        }

        return max + Dual.Log(sum);
    }
}
