using BenchmarkDotNet.Attributes;
using MathNet.Numerics.Differentiation;

namespace ExprAD.Bench;

/// <summary>The same for few enough variables that forward mode, differences and the interpreter need not be waited for.</summary>
public abstract class Gradients : LargeGradients
{
    private readonly NumericalJacobian central = new();
    private Func<Dual[], Dual> dual = null!;
    private Func<double[], double> function = null!;
    private Func<double[], double[], double> interpreted = null!;

    public override void Make()
    {
        base.Make();
        dual = OnDuals;
        function = Derive.Inline(Function).Compile();
        interpreted = Ad.GradInto(Function, new AdOptions { Backend = AdBackend.Interpreted });
        Check(interpreted);
        Check((x, gradient) => Dual.Gradient(dual, x, gradient));
        Check((x, gradient) =>
        {
            central.Evaluate(function, x).CopyTo(gradient, 0);
            return function(x);
        }, 1e-4);
    }

    [Benchmark]
    public double Interpreted() => interpreted(At, Gradient);

    [Benchmark]
    public double DualNumbers() => Dual.Gradient(dual, At, Gradient);

    [Benchmark]
    public double[] CentralDifferences() => central.Evaluate(function, At);

    private protected abstract Dual OnDuals(Dual[] x);
}
