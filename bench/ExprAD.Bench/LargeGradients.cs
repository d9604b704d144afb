using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Value and gradient of a function of an array: reverse mode written by hand, and what the back ends of ExprAD make of the lambda.</summary>
public abstract partial class LargeGradients
{
    private Func<double[], double[], double> hand = null!;
    private Func<double[], double[], double> fast = null!;
    private Func<double[], double[], double> system = null!;

    private protected double[] At { get; private set; } = [];

    private protected double[] Gradient { get; private set; } = [];

    /// <summary>The function as a user writes it.</summary>
    private protected abstract Expression<Func<double[], double>> Function { get; }

    [GlobalSetup]
    public virtual void Make()
    {
        At = Point();
        Gradient = new double[At.Length];
        hand = ByHand;
        fast = Ad.GradInto(Function, new AdOptions { Backend = AdBackend.Fast });
        system = Ad.GradInto(Function, new AdOptions { Backend = AdBackend.System });
        Check(fast);
        Check(system);
        Agreement.Check(ByHand(At, Gradient), FirstGradient(), 1e-6);
        MakeTorch();
    }

    [Benchmark(Baseline = true)]
    public double Hand() => hand(At, Gradient);

    [Benchmark(Description = "Fast")]
    public double ByFast() => fast(At, Gradient);

    [Benchmark(Description = "System")]
    public double BySystem() => system(At, Gradient);

    /// <summary>The gradient made, compiled and called.</summary>
    [Benchmark]
    public double FirstGradient() => Ad.GradInto(Unseen.Like(Function))(At, Gradient);

    // Only with -p:Torch=true.
    partial void MakeTorch();

    private protected abstract double[] Point();

    private protected abstract double ByHand(double[] x, double[] gradient);

    private protected void Check(Func<double[], double[], double> competitor, double tolerance = 1e-11)
    {
        var expected = new double[At.Length];
        Agreement.Check(ByHand(At, expected), competitor(At, Gradient), tolerance);
        Agreement.Check(expected, Gradient, tolerance);
    }
}
