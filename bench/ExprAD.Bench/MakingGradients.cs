using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>
/// What a small gradient costs until its first result, in a warm process. Goals: 20 ms for a new lambda, 20 us for a lambda that
/// equals an earlier one but for its closure.
/// </summary>
public class MakingGradients
{
    private readonly double closed = 1.5;

    [GlobalSetup]
    public void Check()
    {
        for (var a = 1.5; a < 4; a++)
        {
            Agreement.Check(a * (Math.Sin(0.7) + (0.7 * Math.Cos(0.7))), Captured(a)(0.7));
        }
    }

    /// <summary>The tree alone: what the C# compiler's code does before the call.</summary>
    [Benchmark]
    public Expression TreeAlone()
    {
        var a = closed;
        Expression<Func<double, double>> f = x => a * x * Math.Sin(x);
        return f;
    }

    [Benchmark]
    public double EqualLambda() => Captured(closed)(0.7);

    [Benchmark]
    public double NewLambdaFast() => New(AdBackend.Fast);

    [Benchmark]
    public double NewLambdaSystem() => New(AdBackend.System);

    [Benchmark]
    public double NewLambdaInterpreted() => New(AdBackend.Interpreted);

    private static Func<double, double> Captured(double a) => Ad.Grad(x => a * x * Math.Sin(x));

    private static double New(AdBackend backend) => Ad.Grad(Unseen.Like<Func<double, double>>(x => x * Math.Sin(x)), new AdOptions { Backend = backend })(0.7);
}
