using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Rosenbrock's function of a thousand numbers, term by term with indices, against a loop. Goal: no allocation.</summary>
public class RosenbrockOfThousand
{
    private const int Count = 1000;
    private readonly double[] at = [.. Enumerable.Range(0, Count).Select(i => Math.Sin(i) * 2)];
    private readonly double[] gradient = new double[Count];
    private Func<double[], double[], double> fast = null!;
    private Func<double[], double[], double> system = null!;

    [GlobalSetup]
    public void Make()
    {
        var function = Function();
        fast = Ad.GradInto(function, new AdOptions { Backend = AdBackend.Fast });
        system = Ad.GradInto(function, new AdOptions { Backend = AdBackend.System });
        var expected = new double[Count];
        var value = Rosenbrock.ValueAndGradient(at, expected);
        foreach (var competitor in new[] { fast, system })
        {
            Agreement.Check(value, competitor(at, gradient), 1e-11); // terms of the size of thousands are added in another order
            Agreement.Check(expected, gradient, 1e-11);
        }
    }

    [Benchmark(Baseline = true)]
    public double Hand() => Rosenbrock.ValueAndGradient(at, gradient);

    [Benchmark(Description = "Fast")]
    public double ByFast() => fast(at, gradient);

    [Benchmark(Description = "System")]
    public double BySystem() => system(at, gradient);

    private static Expression<Func<double[], double>> Function()
    {
        Expression<Func<double, double, double>> term = (a, b) => (100 * (b - (a * a)) * (b - (a * a))) + ((1 - a) * (1 - a));
        var x = Expression.Parameter(typeof(double[]), "x");
        Expression At(int i) => Expression.ArrayIndex(x, Expression.Constant(i));
        var sum = Enumerable.Range(0, Count - 1).Select(i => (Expression)Expression.Invoke(term, At(i), At(i + 1))).Aggregate(Expression.Add);
        return Expression.Lambda<Func<double[], double>>(sum, x);
    }
}
