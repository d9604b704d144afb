using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>GradInto allocates nothing once it has run.</summary>
public class AllocationTests
{
    public static TheoryData<AdBackend, AdMode> Compiled => new()
    {
        { AdBackend.Fast, AdMode.Auto }, { AdBackend.Fast, AdMode.Reverse }, { AdBackend.System, AdMode.Auto }, { AdBackend.System, AdMode.Reverse },
    };

    [Theory]
    [InlineData(AdBackend.Fast)]
    [InlineData(AdBackend.System)]
    public void GradInto_of_Rosenbrock_of_a_thousand_allocates_nothing(AdBackend backend)
    {
        const int n = 1000;
        var f = Ad.GradInto(Rosenbrock(n), new AdOptions { Backend = backend });
        var (x, gradient) = (Enumerable.Range(0, n).Select(i => Math.Sin(i) * 2).ToArray(), new double[n]);
        var value = f(x, gradient);
        var (expectedValue, expected) = Expected(x);
        Assert.Equal(1, value / expectedValue, 1e-13);
        Everywhere.Close(expected, gradient, 1e-11, "gradient"); // terms of the size of 4,000 cancel in some components
        Assert.Equal(0, Allocated.By(() => f(x, gradient)));
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void GradInto_of_small_functions_allocates_nothing(AdBackend backend, AdMode mode)
    {
        var options = new AdOptions { Backend = backend, Mode = mode };
        var a = 2.0;
        double[] data = [3, 4];
        double[] x = [0.5, 0.25];
        var gradient = new double[2];
        var plain = Ad.GradInto(v => Math.Sin(v[0]) * Math.Exp(v[1]), options);
        var captured = Ad.GradInto(v => v[0] * a * data[0] * v[1], options);
        var conditional = Ad.GradInto(v => v[0] > v[1] ? Math.Log(v[0]) : Math.Sqrt(v[1]), options);
        var withData = Ad.GradInto((double[] v, int i, double[] d) => v[i] * v[i] * d[i], options);
        var pair = Ad.GradInto(v => new ValueTuple<double, double>(v[0] * v[1], v[0]).Item1 * v[1], options);
        var nested = Ad.GradInto(v => Ad.Grad(y => y * y * y * v[1])(v[0]), options);
        Assert.Equal(0, Allocated.By(() => plain(x, gradient)));
        Assert.Equal(0, Allocated.By(() => captured(x, gradient)));
        Assert.Equal(0, Allocated.By(() => conditional(x, gradient)));
        Assert.Equal(0, Allocated.By(() => withData(x, 1, data, gradient)));
        Assert.Equal(0, Allocated.By(() => pair(x, gradient)));
        Assert.Equal(0, Allocated.By(() => nested(x, gradient)));
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Derivatives_of_numbers_allocate_nothing(AdBackend backend, AdMode mode)
    {
        var options = new AdOptions { Backend = backend, Mode = mode };
        var a = 2.0;
        var one = Ad.Grad(x => a * x * Math.Sin(x), options);
        var two = Ad.ValueAndGrad((x, y) => a * x / y, options);
        var pair = Ad.Grad((Shapes.Pair p) => p.X * p.Y * a, options);
        Assert.Equal(0, Allocated.By(() => one(2)));
        Assert.Equal(0, Allocated.By(() => two(2, 3)));
        Assert.Equal(0, Allocated.By(() => pair(new(2, 3))));
    }

    // 100 (x1 - x0^2)^2 + (1 - x0)^2 + .., written with indices, a balanced sum as a person would not write it but a program would.
    private static Expression<Func<double[], double>> Rosenbrock(int n)
    {
        Expression<Func<double[], double>> term = v => (100 * (v[1] - (v[0] * v[0])) * (v[1] - (v[0] * v[0]))) + ((1 - v[0]) * (1 - v[0]));
        var x = Expression.Parameter(typeof(double[]), "x");
        Expression sum = Expression.Constant(0.0);
        for (var i = 0; i < n - 1; i++)
        {
            sum = Expression.Add(sum, new Shift(term.Parameters[0], x, i).Visit(term.Body));
        }

        return Expression.Lambda<Func<double[], double>>(sum, x);
    }

    private static (double Value, double[] Gradient) Expected(double[] x)
    {
        var (value, gradient) = (0.0, new double[x.Length]);
        for (var i = 0; i < x.Length - 1; i++)
        {
            var (t, s) = (x[i + 1] - (x[i] * x[i]), 1 - x[i]);
            value += (100 * t * t) + (s * s);
            gradient[i] += (-400 * x[i] * t) - (2 * s);
            gradient[i + 1] += 200 * t;
        }

        return (value, gradient);
    }

    private sealed class Shift(ParameterExpression from, ParameterExpression to, int by) : ExpressionVisitor
    {
        protected override Expression VisitBinary(BinaryExpression node) =>
            node.NodeType == ExpressionType.ArrayIndex
                ? Expression.ArrayIndex(Visit(node.Left), Expression.Constant((int)((ConstantExpression)node.Right).Value! + by))
                : base.VisitBinary(node);

        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
