using Xunit;

namespace ExprAD.Tests.Contract;

public class NumericTests
{
    public static TheoryData<string, double> SmoothFunctions => new()
    {
        { "sin", 1.0 }, { "sin", 0.0 }, { "sin", 1e-9 }, { "sin", -30.0 }, { "exp", 2.0 }, { "exp", -3.0 }, { "log", 0.3 }, { "log", 1e-3 },
        { "log", 1e-9 }, { "log", 1e6 }, { "inverse", 1e-4 }, { "inverse", 3.0 }, { "cube", 1e4 }, { "steep", 0.02 }, { "linear", 5.0 },
    };

    private static (Func<double, double> Value, Func<double, double> Derivative) Named(string name) => name switch
    {
        "sin" => (Math.Sin, Math.Cos),
        "exp" => (Math.Exp, Math.Exp),
        "log" => (Math.Log, x => 1 / x),
        "inverse" => (x => 1 / x, x => -1 / (x * x)),
        "cube" => (x => x * x * x, x => 3 * x * x),
        "steep" => (x => Math.Exp(300 * x), x => 300 * Math.Exp(300 * x)),
        "linear" => (x => (3 * x) - 1, _ => 3),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "unknown"),
    };

    [Theory]
    [MemberData(nameof(SmoothFunctions))]
    public void Richardson_differences_have_nine_digits(string name, double x)
    {
        var (f, derivative) = Named(name);
        Assert.Equal(1, Numeric.Derivative(f, x) / derivative(x), 1e-9);
    }

    [Theory]
    [MemberData(nameof(SmoothFunctions))]
    public void The_error_estimate_bounds_the_error(string name, double x)
    {
        var (f, derivative) = Named(name);
        var found = Numeric.Derivative(f, x, out var error);
        Assert.Equal(Numeric.Derivative(f, x), found);
        // Ten: an estimate, not a bound, and the closed form is itself rounded.
        Assert.InRange(Math.Abs(found - derivative(x)), 0, (10 * error) + (4e-16 * Math.Abs(found)));
        Assert.InRange(error, 0, 1e-8 * Math.Abs(derivative(x)));
    }

    [Fact]
    public void A_forward_difference_is_the_quotient_that_its_name_says() =>
        Assert.Equal(((1.5 * 1.5) - 1) / 0.5, Numeric.Derivative(x => x * x, 1, NumericMethod.Forward, 0.5));

    [Fact]
    public void A_central_difference_is_the_quotient_that_its_name_says() =>
        Assert.Equal(((1.5 * 1.5 * 1.5) - (0.5 * 0.5 * 0.5)) / 1, Numeric.Derivative(x => x * x * x, 1, NumericMethod.Central, 0.5));

    [Theory]
    [InlineData(NumericMethod.Forward, 3e-8)] // sqrt(epsilon), each of two errors
    [InlineData(NumericMethod.Central, 1e-10)] // epsilon^(2/3), each of two errors
    [InlineData(NumericMethod.Richardson, 1e-12)]
    public void Default_steps_reach_the_order_of_the_method(NumericMethod method, double tolerance) =>
        Assert.Equal(Math.Cos(1), Numeric.Derivative(Math.Sin, 1, method), tolerance);

    [Fact]
    public void A_given_step_is_the_largest_one_of_Richardson()
    {
        var reach = 0.0;
        Numeric.Derivative(x => Math.Exp(reach = Math.Max(reach, x)), 0, NumericMethod.Richardson, 0.25);
        Assert.Equal(0.25, reach);
    }

    [Fact]
    public void Steps_stay_within_the_domain() =>
        Assert.Equal(0.5 / Math.Sqrt(0.01), Numeric.Derivative(Math.Sqrt, 0.01), 1e-9);

    [Fact]
    public void A_point_outside_of_the_domain_gives_NaN()
    {
        Assert.Equal(double.NaN, Numeric.Derivative(Math.Log, -1.0, out var error));
        Assert.Equal(double.PositiveInfinity, error);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_point_that_is_not_finite_gives_NaN(double x) => Assert.Equal(double.NaN, Numeric.Derivative(Math.Atan, x));

    [Fact]
    public void A_constant_has_the_derivative_zero() => Assert.Equal(0, Numeric.Derivative(_ => 7, 3));

    [Theory]
    [InlineData(NumericMethod.Forward, 1e-6)] // h f'' / 2 with h = 1.5e-8 * |x| and f'' <= 1200
    [InlineData(NumericMethod.Central, 1e-8)]
    [InlineData(NumericMethod.Richardson, 1e-9)]
    public void The_gradient_of_Rosenbrock_agrees_with_its_closed_form(NumericMethod method, double tolerance)
    {
        double[] x = [-1.2, 1.0];
        var gradient = Numeric.Gradient(v => (100 * Math.Pow(v[1] - (v[0] * v[0]), 2)) + Math.Pow(1 - v[0], 2), x, method);
        double[] expected = [(-400 * x[0] * (x[1] - (x[0] * x[0]))) - (2 * (1 - x[0])), 200 * (x[1] - (x[0] * x[0]))];
        Assert.Equal(1, gradient[0] / expected[0], tolerance);
        Assert.Equal(1, gradient[1] / expected[1], tolerance);
        Assert.Equal([-1.2, 1.0], x);
    }

    [Fact]
    public void The_gradient_of_no_components_is_empty() => Assert.Empty(Numeric.Gradient(_ => 1, []));

    [Fact]
    public void The_gradient_takes_a_step() =>
        Assert.Equal([1.5, 2.5], Numeric.Gradient(v => (v[0] * v[0] / 2) + (v[1] * v[1] / 2), [1, 2], NumericMethod.Forward, 1.0));

    [Fact]
    public void Null_functions_and_points_are_refused()
    {
        Assert.Equal("f", Assert.Throws<ArgumentNullException>(() => Numeric.Derivative(null!, 1)).ParamName);
        Assert.Equal("f", Assert.Throws<ArgumentNullException>(() => Numeric.Derivative(null!, 1, out _)).ParamName);
        Assert.Equal("f", Assert.Throws<ArgumentNullException>(() => Numeric.Gradient(null!, [1])).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Numeric.Gradient(_ => 1, null!)).ParamName);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Steps_that_are_not_positive_numbers_are_refused(double step)
    {
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => Numeric.Derivative(Math.Sin, 1, NumericMethod.Central, step)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => Numeric.Gradient(v => v[0], [1], step: step)).ParamName);
    }

    [Fact]
    public void An_unknown_method_is_refused()
    {
        Assert.Equal("method", Assert.Throws<ArgumentOutOfRangeException>(() => Numeric.Derivative(Math.Sin, 1, (NumericMethod)9)).ParamName);
        Assert.Equal("method", Assert.Throws<ArgumentOutOfRangeException>(() => Numeric.Gradient(v => v[0], [1], (NumericMethod)9)).ParamName);
    }
}
