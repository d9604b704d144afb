using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics;

namespace ExprAD.Bench;

/// <summary>The derivative of an iterate of the logistic map, a function of one number, by a loop and written out.</summary>
public partial class LogisticMap
{
    private double at;
    private Expression<Func<double, double>> function = null!;
    private Func<double, double> hand = null!;
    private Func<double, double> fast = null!;
    private Func<double, double> system = null!;
    private Func<double, double> interpreted = null!;
    private Func<double, double> writtenOut = null!;
    private Func<double, double> dual = null!;
    private Func<double, double> central = null!;

    [ParamsSource(nameof(Lengths))]
    public int Steps { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(4, 16, 64);

    [GlobalSetup]
    public void Make()
    {
        at = 0.3;
        var steps = Steps;
        function = x => Flow.For(steps, x, (_, s) => 3.5 * s * (1 - s));
        Expression<Func<double, double>> identity = x => x;
        var x = identity.Parameters[0];
        var body = Enumerable.Range(0, steps).Aggregate((Expression)x, (s, _) =>
            Expression.Multiply(Expression.Multiply(Expression.Constant(3.5), s), Expression.Subtract(Expression.Constant(1.0), s)));
        hand = v => ByHand(v, steps);
        dual = v => OnDuals(new Dual(v, 1), steps).Tangent;
        fast = Ad.Grad(function, new AdOptions { Backend = AdBackend.Fast });
        system = Ad.Grad(function, new AdOptions { Backend = AdBackend.System });
        interpreted = Ad.Grad(function, new AdOptions { Backend = AdBackend.Interpreted });
        writtenOut = Ad.Grad(Expression.Lambda<Func<double, double>>(body, x));
        central = Differentiate.FirstDerivativeFunc(Derive.Inline(function).Compile());
        foreach (var competitor in new[] { dual, fast, system, interpreted, writtenOut })
        {
            Agreement.Check(hand(at), competitor(at), 1e-11);
        }

        Agreement.Check(hand(at), FirstGradient(), 1e-6);
        Agreement.Check(hand(at), central(at), 1e-2); // the more steps, the larger the third derivative
        MakeTorch();
    }

    [Benchmark(Baseline = true)]
    public double Hand() => hand(at);

    [Benchmark(Description = "Fast")]
    public double ByFast() => fast(at);

    [Benchmark(Description = "System")]
    public double BySystem() => system(at);

    [Benchmark(Description = "Interpreted")]
    public double ByInterpreted() => interpreted(at);

    [Benchmark]
    public double WrittenOut() => writtenOut(at);

    [Benchmark]
    public double DualNumbers() => dual(at);

    [Benchmark]
    public double CentralDifferences() => central(at);

    /// <summary>The derivative made, compiled and called.</summary>
    [Benchmark]
    public double FirstGradient() => Ad.Grad(Unseen.Like(function))(at);

    // Only with -p:Torch=true.
    partial void MakeTorch();

    private static double ByHand(double x, int steps)
    {
        var derivative = 1.0;
        for (var i = 0; i < steps; i++)
        {
            derivative *= 3.5 * (1 - (2 * x));
            x = 3.5 * x * (1 - x);
        }

        return derivative;
    }

    private static Dual OnDuals(Dual x, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            x = 3.5 * x * (1 - x);
        }

        return x;
    }
}
