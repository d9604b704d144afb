using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Calls of the derivative of a function of one number by the back ends, against a delegate written by hand.</summary>
public abstract class SmallDerivatives
{
    private Func<double, double> fast = null!;
    private Func<double, double> system = null!;
    private Func<double, double> interpreted = null!;

    /// <summary>Where the derivative is taken.</summary>
    private protected double At { get; private set; }

    /// <summary>The derivative by hand.</summary>
    private protected Func<double, double> ByHand { get; private set; } = null!;

    private protected Func<double, double>[] Competitors => [fast, system, interpreted];

    [Benchmark(Baseline = true)]
    public double Hand() => ByHand(At);

    [Benchmark(Description = "Fast")]
    public double ByFast() => fast(At);

    [Benchmark(Description = "System")]
    public double BySystem() => system(At);

    [Benchmark(Description = "Interpreted")]
    public double ByInterpreted() => interpreted(At);

    private protected void Make(Expression<Func<double, double>> function, Func<double, double> hand, double at)
    {
        (ByHand, At) = (hand, at);
        fast = Ad.Grad(function, new AdOptions { Backend = AdBackend.Fast });
        system = Ad.Grad(function, new AdOptions { Backend = AdBackend.System });
        interpreted = Ad.Grad(function, new AdOptions { Backend = AdBackend.Interpreted });
    }
}
