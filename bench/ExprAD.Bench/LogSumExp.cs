using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>The logarithm of a sum of exponentials, shifted by the maximum, whose own derivative cancels out.</summary>
public class LogSumExp : LargeGradients
{
    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(100, 10_000, 1_000_000);

    private protected override Expression<Func<double[], double>> Function => x =>
        Flow.Let(x.Max(), max => max + Math.Log(x.Sum(v => Math.Exp(v - max))));

    private protected override double[] Point() => [.. Enumerable.Range(0, Length).Select(i => 3 * Math.Sin(i))];

    private protected override double ByHand(double[] x, double[] gradient)
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
}
