using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>All Taylor coefficients of exp(sin x). Goal: quadratic in the order, and order 30 well under a millisecond.</summary>
public class TaylorSeries
{
    private static readonly Expression<Func<double, double>> Function = x => Math.Exp(Math.Sin(x));

    private Func<double, double[]> coefficients = null!;

    [Params(5, 10, 20, 30)]
    public int Order { get; set; }

    [GlobalSetup]
    public void Make()
    {
        coefficients = Ad.Taylor(Function, Order);

        // The series at 0.5 is summed at a distance of 0.1, where what is left out is smaller than rounding.
        var sum = coefficients(0.5).Reverse().Aggregate(0.0, (rest, c) => (rest * 0.1) + c);
        Agreement.Check([Math.Exp(Math.Sin(0.6))], [sum], Math.Max(1e-14, Math.Pow(0.1, Order)));
    }

    [Benchmark]
    public double[] Coefficients() => coefficients(0.5);
}
