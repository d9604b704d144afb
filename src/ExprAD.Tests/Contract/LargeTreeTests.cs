using System.Linq.Expressions;
using System.Reflection;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>Long and deeply nested trees: what a program writes, not a person. A stack overflow would end the test run.</summary>
public class LargeTreeTests
{
    private static readonly ParameterExpression X = Expression.Parameter(typeof(double), "x");
    private static readonly MethodInfo Sin = ((Func<double, double>)Math.Sin).Method;

    public static TheoryData<AdBackend, AdMode> All
    {
        get
        {
            var all = new TheoryData<AdBackend, AdMode>();
            foreach (var options in Everywhere.Options.Where(o => o.Mode != AdMode.Auto))
            {
                all.Add(options.Backend, options.Mode);
            }

            return all;
        }
    }

    [Theory]
    [InlineData(AdBackend.Fast)]
    [InlineData(AdBackend.System)]
    [InlineData(AdBackend.Interpreted)]
    public void Straight_line_code_of_a_hundred_thousand_operations(AdBackend backend)
    {
        // v = 0.99999 (v + c), fifty thousand times: the derivative is 0.99999^50000.
        var v = Expression.Variable(typeof(double), "v");
        var statements = new List<Expression> { Expression.Assign(v, X) };
        var (value, derivative) = (0.5, 1.0);
        for (var i = 0; i < 50_000; i++)
        {
            var c = 1e-5 * (i % 7);
            statements.Add(Expression.Assign(v, Multiply(Expression.Constant(0.99999), Expression.Add(v, Expression.Constant(c)))));
            (value, derivative) = (0.99999 * (value + c), derivative * 0.99999);
        }

        statements.Add(v);
        var f = Ad.ValueAndGrad(Expression.Lambda<Func<double, double>>(Expression.Block([v], statements), X), new AdOptions { Backend = backend });

        // 50,000 roundings of half an ulp that may add up.
        Everywhere.Close((value, derivative), f(0.5), 1e-11, "result");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_nested_a_hundred_thousand_deep(bool right)
    {
        var sum = Nest(100_000, e => right ? Expression.Add(X, e) : Expression.Add(e, X));
        foreach (var mode in new[] { AdMode.Forward, AdMode.Reverse })
        {
            Assert.Equal((50_000.5, 100_001), Ad.ValueAndGrad(sum, new AdOptions { Mode = mode })(0.5));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Products_nested_on_either_side(AdBackend backend, AdMode mode)
    {
        var options = new AdOptions { Backend = backend, Mode = mode };
        Assert.Equal((1, 1001), Ad.ValueAndGrad(Nest(1000, e => Multiply(e, X)), options)(1));
        Assert.Equal((1, 1001), Ad.ValueAndGrad(Nest(1000, e => Multiply(X, e)), options)(1));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Calls_nested_a_thousand_deep(AdBackend backend, AdMode mode)
    {
        var (value, derivative) = (0.5, 1.0);
        for (var i = 0; i < 1000; i++)
        {
            (value, derivative) = (Math.Sin(value), derivative * Math.Cos(value));
        }

        var f = Ad.ValueAndGrad(Nest(1000, e => Expression.Call(Sin, e)), new AdOptions { Backend = backend, Mode = mode });
        Everywhere.Close((value, derivative), f(0.5), 1e-12, "result");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Conditions_nested_a_thousand_deep(AdBackend backend, AdMode mode)
    {
        // x < 1 ? 1 x : x < 2 ? 2 x : ..
        var i = 1000;
        Expression Link(Expression e) =>
            Expression.Condition(Expression.LessThan(X, Expression.Constant((double)--i)), Multiply(X, Expression.Constant((double)i)), e);
        var f = Ad.ValueAndGrad(Nest(999, Link), new AdOptions { Backend = backend, Mode = mode });
        Assert.Equal((0.5, 1), f(0.5));
        Assert.Equal((500.5 * 501, 501), f(500.5));
        Assert.Equal((5000, 1), f(5000));
    }

    [Fact]
    public void Conditions_whose_branches_share_an_expression_nested_a_hundred_thousand_deep()
    {
        // x > 1 ? e : e + x. Whoever counted visited nodes to look at the stack now and then would count on leaves only.
        var chain = Nest(100_000, e => Expression.Condition(Expression.GreaterThan(X, Expression.Constant(1.0)), Multiply(e, Expression.Constant(1.0)), Expression.Add(e, X)));
        Assert.Equal(100_001, Ad.Grad(chain)(0.5));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Invocations_nested_a_thousand_deep(AdBackend backend, AdMode mode)
    {
        var y = Expression.Parameter(typeof(double), "y");
        var successor = Expression.Lambda<Func<double, double>>(Expression.Add(y, Multiply(y, y)), y);
        var (value, derivative) = (-0.5, 1.0);
        for (var i = 0; i < 1000; i++)
        {
            (value, derivative) = (value + (value * value), derivative * (1 + (2 * value)));
        }

        var f = Ad.ValueAndGrad(Nest(1000, e => Expression.Invoke(successor, e)), new AdOptions { Backend = backend, Mode = mode });
        Everywhere.Close((value, derivative), f(-0.5), 1e-11, "result");
    }

    private static Expression<Func<double, double>> Nest(int depth, Func<Expression, Expression> around)
    {
        Expression e = X;
        for (var i = 0; i < depth; i++)
        {
            e = around(e);
        }

        return Expression.Lambda<Func<double, double>>(e, X);
    }

    private static BinaryExpression Multiply(Expression a, Expression b) => Expression.Multiply(a, b);
}
