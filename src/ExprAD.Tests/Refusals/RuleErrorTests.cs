using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Refusals;

/// <summary>Rules that do not fit their function are ArgumentExceptions with a message that says what fits.</summary>
public class RuleErrorTests
{
    [Fact]
    public void The_function_must_be_one_call() => Refused(
        () => Rules.Define((double x) => x * x, x => 2 * x),
        "The function must be a lambda that calls one method with its parameters in order, such as (double x) => Erf(x). (Parameter 'function')");

    [Fact]
    public void The_call_takes_the_parameters_in_order() => Refused(
        () => Rules.Define((double x, double y) => Math.Atan2(y, x), (x, y) => x, (x, y) => y),
        "The function must be a lambda that calls one method with its parameters in order, such as (double x) => Erf(x). (Parameter 'function')");

    [Fact]
    public void The_function_returns_a_real_number() => Refused(
        () => Rules.Define((double x) => Own.IsLarge(x), x => false),
        "The function returns bool: rules are for functions that return double or float. (Parameter 'function')");

    [Fact]
    public void Every_real_argument_has_a_partial_derivative() => Refused(
        () => Rules.Define((double x, double y) => Math.Pow(x, y), (x, y) => y),
        "The function has 2 real arguments and 1 partial derivatives: give one for each argument of type double or float. (Parameter 'partials')");

    [Fact]
    public void Other_arguments_have_none() => Refused(
        () => Rules.Define((double[] a, double factor) => Own.Scaled(a, factor), (a, factor) => a[0], (a, factor) => 0),
        "The function has 1 real arguments and 2 partial derivatives: give one for each argument of type double or float. (Parameter 'partials')");

    [Fact]
    public void A_null_function_is_named() =>
        Assert.Equal("function", Assert.Throws<ArgumentNullException>(() => Rules.Define((Expression<Func<double, double>>)null!, x => x)).ParamName);

    [Fact]
    public void A_null_partial_derivative_is_named() =>
        Assert.Equal("partials", Assert.Throws<ArgumentNullException>(() => Rules.Define((double x) => Own.Model(x), (Expression<Func<double, double>>)null!)).ParamName);

    [Fact]
    public void A_partial_derivative_that_cannot_be_differentiated_is_refused_where_it_is_needed()
    {
        Rules.Define((double x) => Half(x), x => HalfSlope(x));
        Assert.Equal(0.5, Ad.Grad(x => Half(x))(3));
        var refusal = Assert.Throws<NotDifferentiableException>(() => Ad.Derivative(x => Half(x), 2));
        Assert.Equal("RuleErrorTests.HalfSlope is compiled code that cannot be read, and no derivative has been defined for it", refusal.Reason);
    }

    private static void Refused(Action define, string message) => Assert.Equal(message, Assert.Throws<ArgumentException>(define).Message);

    private static double Half(double x) => x / 2;

    private static double HalfSlope(double x) => 0.5 + (0 * x);
}
