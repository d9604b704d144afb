using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Programs;

/// <summary>Derivatives do not swell: a gradient costs a small multiple of the function, whatever the number of inputs and the depth.</summary>
public class SwellTests
{
    public static TheoryData<string> Names => [.. ClassicFunctions.All.Select(classic => classic.Name)];

    [Fact]
    public void There_are_at_least_sixty_classic_functions_with_names_of_their_own() =>
        Assert.True(ClassicFunctions.All.Select(classic => classic.Name).Distinct().Count() >= 60 && ClassicFunctions.All.Count >= 60);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_has_at_most_five_times_the_operations_of_its_function(string name)
    {
        var f = Named(name).Function;
        var operations = f.CountOperations().Total;
        foreach (var mode in new[] { AdMode.Auto, AdMode.Reverse })
        {
            var options = new AdOptions { Mode = mode };
            Assert.InRange(Derive.Grad(f, options).CountOperations().Total, 0, 5 * operations);
            Assert.InRange(Derive.ValueAndGrad(f, options).CountOperations().Total, operations - 1, 5 * operations);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivatives_of_a_classic_function_are_right(string name)
    {
        var classic = Named(name);
        if (classic.Gradient is { } gradient)
        {
            DerivativesAre.Right(classic.Function, gradient, at: [classic.At]);
        }
        else
        {
            DerivativesAre.Right(classic.Function, at: [classic.At]);
        }
    }

    [Fact]
    public void The_gradient_of_a_product_of_a_thousand_factors_costs_less_than_four_multiplications_a_factor()
    {
        var x = Expression.Parameter(typeof(double[]), "x");
        Expression product = Expression.ArrayIndex(x, Expression.Constant(0));
        for (var i = 1; i < 1000; i++)
        {
            product = Expression.Multiply(product, Expression.ArrayIndex(x, Expression.Constant(i)));
        }

        var gradient = Derive.ValueAndGrad(Expression.Lambda<Func<double[], double>>(product, x));

        Assert.InRange(gradient.CountOperations().Total, 2000, 4000);
    }

    [Theory]
    [InlineData(AdMode.Forward)]
    [InlineData(AdMode.Reverse)]
    public void The_derivative_of_the_iterated_logistic_map_grows_linearly(AdMode mode)
    {
        int Operations(int n) => Derive.Grad(LogisticMap.Iterated(n), new AdOptions { Mode = mode }).CountOperations().Total;

        // The factors of the first few iterations are put together, the others cost the same each.
        var perIteration = (Operations(200) - Operations(100)) / 100.0;

        Assert.InRange(perIteration, 1, 15);
        Assert.Equal(Operations(200) + (800 * perIteration), Operations(1000), 10.0);
    }

    [Fact]
    public void The_derivative_of_the_iterated_logistic_map_is_that_of_its_closed_form()
    {
        // l_n+1(x) = sin^2(2^n asin(sqrt(x))), so l'_n+1 = 2^n sin(2^(n+1) t) / sin(2 t) with t = asin(sqrt(x)).
        foreach (var (n, x) in new[] { (1, 0.3), (3, 0.2), (6, 0.7) })
        {
            var t = Math.Asin(Math.Sqrt(x));
            var closed = Math.ScaleB(1, n) * Math.Sin(Math.ScaleB(t, n + 1)) / Math.Sin(2 * t);

            Assert.Equal(closed, Ad.Grad(LogisticMap.Iterated(n))(x), 1e-13 * Math.ScaleB(1, 2 * n));
        }
    }

    [Theory]
    [InlineData("Sin", AdMode.Forward, 100)]
    [InlineData("Sin", AdMode.Auto, 100)]
    [InlineData("Exp", AdMode.Forward, 100)]
    [InlineData("Exp", AdMode.Reverse, 100)]
    [InlineData("Exp", AdMode.Auto, 100)]
    [InlineData("Atan", AdMode.Auto, 100)]
    [InlineData("Tan", AdMode.Auto, 100)]
    [InlineData("Tanh", AdMode.Forward, 100)]
    [InlineData("Tanh", AdMode.Auto, 100)]

    // Dearer: reverse mode five times over a function of one number.
    [InlineData("Sin", AdMode.Reverse, 150)]
    public void The_fifth_derivative_of_a_tenfold_composition_stays_a_small_multiple(string function, AdMode mode, int limit)
    {
        var x = Expression.Parameter(typeof(double), "x");
        Expression composed = x;
        for (var i = 0; i < 10; i++)
        {
            composed = Expression.Call(typeof(Math), function, null, composed);
        }

        var f = Expression.Lambda<Func<double, double>>(composed, x);

        Assert.InRange(Derive.Derivative(f, 5, new AdOptions { Mode = mode }).CountOperations().Total, 1, (limit * f.CountOperations().Total) - 1);
    }

    [Fact]
    public void Conditional_writes_to_a_local_array_do_not_multiply()
    {
        // if (x < i) w[i % 3] = w[(i + 1) % 3] * x, three hundred times: reading an element goes into both branches of every one.
        var (x, w) = (Expression.Parameter(typeof(double), "x"), Expression.Variable(typeof(double[]), "w"));
        var statements = new List<Expression> { Expression.Assign(w, Expression.NewArrayInit(typeof(double), x, x, x)) };
        for (var i = 0; i < 300; i++)
        {
            var write = Expression.Assign(
                Expression.ArrayAccess(w, Expression.Constant(i % 3)), Expression.Multiply(Expression.ArrayIndex(w, Expression.Constant((i + 1) % 3)), x));
            statements.Add(Expression.IfThen(Expression.LessThan(x, Expression.Constant(i * 0.01)), write));
        }

        var f = Expression.Lambda<Func<double, double>>(Expression.Block([w], [.. statements, Expression.ArrayIndex(w, Expression.Constant(0))]), x);

        Assert.InRange(Derive.Grad(f).CountOperations().Total, 300, 5 * 300);
        DerivativesAre.Right(f, at: [1.5, 2.99]);
    }

    private static Classic Named(string name) => ClassicFunctions.All.Single(classic => classic.Name == name);
}
