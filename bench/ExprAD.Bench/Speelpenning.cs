using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Speelpenning's product of all variables, whose gradient is to cost a few products a variable.</summary>
public partial class Speelpenning : Gradients
{
    private double[] prefixes = [];

    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(10, 100, 1_000);

    private protected override Expression<Func<double[], double>> Function => x => x.Aggregate(1.0, (product, v) => product * v);

    private protected override double[] Point()
    {
        prefixes = new double[Length];
        return [.. Enumerable.Range(0, Length).Select(i => 1 + (0.1 * Math.Sin(i)))];
    }

    private protected override double ByHand(double[] x, double[] gradient)
    {
        var product = 1.0;
        for (var i = 0; i < x.Length; i++)
        {
            prefixes[i] = product;
            product *= x[i];
        }

        var suffix = 1.0;
        for (var i = x.Length - 1; i >= 0; i--)
        {
            gradient[i] = prefixes[i] * suffix;
            suffix *= x[i];
        }

        return product;
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual product = 1;
        foreach (var v in x)
        {
            product *= v;
        }

        return product;
    }
}
