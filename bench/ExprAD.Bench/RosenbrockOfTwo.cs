using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Rosenbrock's function of two numbers, written with indices: the gradient as a new array.</summary>
public class RosenbrockOfTwo
{
    private readonly double[] at = [-1.2, 1];
    private Func<double[], double[]> hand = null!;
    private Func<double[], double[]> fast = null!;
    private Func<double[], double[]> system = null!;

    [GlobalSetup]
    public void Make()
    {
        Expression<Func<double[], double>> function = v => (100 * (v[1] - (v[0] * v[0])) * (v[1] - (v[0] * v[0]))) + ((1 - v[0]) * (1 - v[0]));
        hand = v =>
        {
            var t = v[1] - (v[0] * v[0]);
            return [(-400 * t * v[0]) - (2 * (1 - v[0])), 200 * t];
        };
        fast = Ad.Grad(function, new AdOptions { Backend = AdBackend.Fast });
        system = Ad.Grad(function, new AdOptions { Backend = AdBackend.System });
        Agreement.Check(hand(at), fast(at));
        Agreement.Check(hand(at), system(at));
    }

    [Benchmark(Baseline = true)]
    public double[] Hand() => hand(at);

    [Benchmark(Description = "Fast")]
    public double[] ByFast() => fast(at);

    [Benchmark(Description = "System")]
    public double[] BySystem() => system(at);
}
