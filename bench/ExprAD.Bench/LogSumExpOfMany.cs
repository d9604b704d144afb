using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>The same of more numbers than forward mode and differences could be waited for.</summary>
public partial class LogSumExpOfMany : LargeGradients
{
    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(10_000, 100_000, 1_000_000);

    private protected override Expression<Func<double[], double>> Function => LogSumExp.OfArray;

    private protected override double[] Point() => LogSumExp.PointOf(Length);

    private protected override double ByHand(double[] x, double[] gradient) => LogSumExp.ValueAndGradient(x, gradient);
}
