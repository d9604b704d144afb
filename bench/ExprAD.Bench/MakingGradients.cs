using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>
/// What a small gradient costs until its first result, in a warm process. Goals: 20 ms for a new lambda, 20 us for a lambda that
/// equals an earlier one but for its closure.
/// </summary>
public class MakingGradients
{
    private double made = 1;

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
        var a = made;
        Expression<Func<double, double>> f = x => a * x * Math.Sin(x);
        return f;
    }

    [Benchmark]
    public double EqualLambda() => Captured(made)(0.7);

    [Benchmark]
    public double NewLambdaFast() => New(AdBackend.Fast);

    [Benchmark]
    public double NewLambdaSystem() => New(AdBackend.System);

    [Benchmark]
    public double NewLambdaInterpreted() => New(AdBackend.Interpreted);

    private static Func<double, double> Captured(double a) => Ad.Grad(x => a * x * Math.Sin(x));

    // A number that no lambda has had makes it a new function.
    private double New(AdBackend backend)
    {
        var x = Expression.Parameter(typeof(double), "x");
        var product = Expression.Multiply(Expression.Constant(made += 1e-9), x);
        var function = Expression.Lambda<Func<double, double>>(Expression.Multiply(product, Expression.Call(typeof(Math), nameof(Math.Sin), null, x)), x);
        return Ad.Grad(function, new AdOptions { Backend = backend })(0.7);
    }
}
