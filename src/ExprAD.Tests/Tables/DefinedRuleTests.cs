using System.Linq.Expressions;
using Xunit;
using static ExprAD.Tests.Tables.UserFunctions;

namespace ExprAD.Tests.Tables;

[Collection(SerialTests.Name)]
public class DefinedRuleTests
{
    private static readonly AdOptions Forward = new() { Mode = AdMode.Forward };
    private static readonly AdOptions Reverse = new() { Mode = AdMode.Reverse };

    [Fact]
    public void A_rule_of_one_argument_holds_to_every_order()
    {
        Rules.Define((double x) => Cube(x), x => 3 * x * x);
        foreach (var options in (AdOptions[])[Forward, Reverse])
        {
            Assert.Equal(12, Ad.Grad(x => Cube(x), options)(2));
            Assert.Equal(2 * 3 * 36 + 1, Ad.Grad(x => Cube(2 * x) + x, options)(3));
            Assert.Equal([8, 12, 12, 6, 0], Enumerable.Range(0, 5).Select(order => Ad.Derivative(x => Cube(x), order, options)(2)));
        }
    }

    [Fact]
    public void A_rule_may_use_the_value()
    {
        Rules.Define((double x) => Logistic(x), (x, f) => f * (1 - f));
        var f = Logistic(0.3);
        foreach (var options in (AdOptions[])[Forward, Reverse])
        {
            Assert.Equal(f * (1 - f), Ad.Grad(x => Logistic(x), options)(0.3), 15);
            Assert.Equal(f * (1 - f) * (1 - 2 * f), Ad.Derivative(x => Logistic(x), 2, options)(0.3), 15);
            Assert.Equal(f * (1 - f) * (1 - 6 * f + 6 * f * f), Ad.Derivative(x => Logistic(x), 3, options)(0.3), 15);
        }
    }

    [Fact]
    public void Rules_of_two_arguments_have_two_partials_with_or_without_the_value()
    {
        Rules.Define((double x, double y) => Product(x, y), (x, y) => y, (x, y) => x);
        Rules.Define((double x, double y) => Ratio(x, y), (x, y, f) => 1 / y, (x, y, f) => -f / y);
        Rules.Define((double x, double y) => Quotient(x, y), (x, y) => 1 / y, (x, y, f) => -f / y);
        Rules.Define((double x, double y) => Fraction(x, y), (x, y, f) => f / x, (x, y) => -x / (y * y));
        foreach (var options in (AdOptions[])[Forward, Reverse])
        {
            Assert.Equal((4, 3), Ad.Grad((x, y) => Product(x, y), options)(3, 4));
            Assert.Equal((0.25, -0.1875), Ad.Grad((x, y) => Ratio(x, y), options)(3, 4));
            Assert.Equal((0.25, -0.1875), Ad.Grad((x, y) => Quotient(x, y), options)(3, 4));
            Assert.Equal((0.25, -0.1875), Ad.Grad((x, y) => Fraction(x, y), options)(3, 4));
            Assert.Equal(0.09375, Ad.Derivative(y => Ratio(3, y), 2, options)(4));
            Assert.Equal(0.09375, Ad.Derivative(y => Fraction(3, y), 2, options)(4));
        }
    }

    [Fact]
    public void Arguments_that_are_not_real_are_passed_on_and_have_no_partial()
    {
        Rules.Define((double x, int n) => Power(x, n), (x, n) => n * Power(x, n - 1));
        Rules.Define((int n, double x) => Root(n, x), (n, x, f) => f / (n * x));
        Rules.Define((double x, int n, double y) => Weighted(x, n, y), (x, n, y) => n * y, (x, n, y) => n * x);
        Rules.Define((string unit, double x, double y) => Scaled(unit, x, y), (unit, x, y, f) => f / x, (unit, x, y, f) => f / y);
        Rules.Define((string label, int n, double x) => Labeled(label, n, x), (label, n, x) => label.Length * n);
        Rules.Define((string label, int n, double x) => Tagged(label, n, x), (label, n, x, f) => 2 * f / x);
        foreach (var options in (AdOptions[])[Forward, Reverse])
        {
            Assert.Equal(80, Ad.Grad(x => Power(x, 5), options)(2));
            Assert.Equal(160, Ad.Derivative(x => Power(x, 5), 2, options)(2));
            Assert.Equal(0.25, Ad.Grad(x => Root(2, x), options)(4));
            Assert.Equal((15, 6), Ad.Grad((x, y) => Weighted(x, 3, y), options)(2, 5));
            Assert.Equal((10, 4), Ad.Grad((x, y) => Scaled("mm", x, y), options)(2, 5));
            Assert.Equal(9, Ad.Grad(x => Labeled("abc", 3, x), options)(2));
            Assert.Equal(36, Ad.Grad(x => Tagged("abc", 3, x), options)(2));
            Assert.Equal(18, Ad.Derivative(x => Tagged("abc", 3, x), 2, options)(2));
        }
    }

    [Fact]
    public void Rules_of_three_arguments_have_three_partials_with_or_without_the_value()
    {
        Rules.Define((double x, double y, double z) => Volume(x, y, z), (x, y, z) => y * z, (x, y, z) => x * z, (x, y, z) => x * y);
        foreach (var define in (Action[])
        [
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z, f) => f / x, (x, y, z, f) => f / y, (x, y, z, f) => f / z),
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z) => y * z, (x, y, z) => x * z, (x, y, z, f) => f / z),
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z) => y * z, (x, y, z, f) => f / y, (x, y, z) => x * y),
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z, f) => f / x, (x, y, z) => x * z, (x, y, z) => x * y),
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z, f) => f / x, (x, y, z, f) => f / y, (x, y, z) => x * y),
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z, f) => f / x, (x, y, z) => x * z, (x, y, z, f) => f / z),
            () => Rules.Define((double x, double y, double z) => Cuboid(x, y, z), (x, y, z) => y * z, (x, y, z, f) => f / y, (x, y, z, f) => f / z),
        ])
        {
            define();
            foreach (var options in (AdOptions[])[Forward, Reverse])
            {
                Assert.Equal((20, 10, 8), Ad.Grad((x, y, z) => Volume(x, y, z), options)(2, 4, 5));
                Assert.Equal((20, 10, 8), Ad.Grad((x, y, z) => Cuboid(x, y, z), options)(2, 4, 5));
            }
        }

        Rules.Define((double x, int n, double y) => Weighted(x, n, y), (x, n, y) => n * y, (x, n, y, f) => f / y);
        Assert.Equal((15, 6), Ad.Grad((x, y) => Weighted(x, 3, y))(2, 5));
        Rules.Define((double x, int n, double y) => Weighted(x, n, y), (x, n, y, f) => f / x, (x, n, y) => n * x);
        Assert.Equal((15, 6), Ad.Grad((x, y) => Weighted(x, 3, y))(2, 5));
    }

    [Fact]
    public void Rules_may_be_of_floats_and_mixtures()
    {
        Rules.Define((float x) => UserFunctions.Single(x), x => 2 * x);
        Rules.Define((float x, double y) => Mixed(x, y), (x, y) => (float)y, (x, y) => x);
        foreach (var options in (AdOptions[])[Forward, Reverse])
        {
            Assert.Equal(6f, Ad.Grad((float x) => (double)UserFunctions.Single(x), options)(3));
            Assert.Equal(6, Ad.Grad((double x) => UserFunctions.Single((float)x), options)(3));
            Assert.Equal((4f, 3), Ad.Grad((float x, double y) => (double)Mixed(x, y), options)(3, 4));
        }
    }

    [Fact]
    public void Rules_may_be_of_generic_methods_and_methods_of_objects()
    {
        Rules.Define((double x) => Identity(x), x => 1);
        Rules.Define((UserModel m, double t) => m.Decay(t), (m, t, f) => -m.Rate * f);
        var model = new UserModel(2);
        foreach (var options in (AdOptions[])[Forward, Reverse])
        {
            Assert.Equal(6, Ad.Grad(x => Identity(x) * Identity(x), options)(3));
            Assert.Equal(-2 * Math.Exp(-1), Ad.Grad(t => model.Decay(t), options)(0.5), 15);
            Assert.Equal(4 * Math.Exp(-1), Ad.Derivative(t => model.Decay(t), 2, options)(0.5), 15);
        }
    }

    [Fact]
    public void A_rule_may_capture_variables_and_call_other_rules()
    {
        var scale = 5.0;
        Rules.Define((double x) => Square(x), x => 2 * x);
        Rules.Define((double x) => Wrapped(x), x => scale * Square(x));
        var (first, second) = (Ad.Grad(x => Wrapped(x)), Ad.Derivative(x => Wrapped(x), 2));
        Assert.Equal((20, 20), (first(2), second(2)));
        scale = 7;
        Assert.Equal((28, 28), (first(2), second(2)));
    }

    [Fact]
    public void Defining_again_changes_derivatives_made_afterwards_only()
    {
        Expression<Func<double, double>> f = x => Changing(x) * 2;
        Rules.Define((double x) => Changing(x), x => 10);
        var (before, tree) = (Ad.Grad(f), Derive.Grad(f).Compile());
        Assert.Equal((20, 20), (before(1), tree(1)));

        Rules.Define((double x) => Changing(x), x => 100);
        Assert.Equal(200, Ad.Grad(f)(1));
        Assert.Equal(200, Derive.Grad(f).Compile()(1));
        Assert.Equal((20, 20), (before(1), tree(1)));
    }

    [Fact]
    public void Rules_may_be_defined_while_derivatives_are_made()
    {
        Rules.Define((double x) => Contended(x), x => 1);
        Parallel.For(0, 400, i =>
        {
            if (i % 4 == 0)
            {
                var slope = i;
                Rules.Define((double x) => Contended(x), x => slope);
            }

            var derivative = Ad.Grad(x => Contended(x) + i * x)(2) - i;
            Assert.True(derivative == 1 || (derivative % 4 == 0 && derivative is >= 0 and < 400), $"No rule gives {derivative}.");
        });
    }

    [Fact]
    public void The_derivative_of_a_factorial_is_a_number()
    {
        // Gamma(5) = 4! = 24 and digamma(5) = 25/12 - Euler's constant.
        Rules.Define((double x) => Gamma(x), (x, f) => f * (25.0 / 12 - 0.57721566490153286));
        Assert.Equal(36.14682404236321, Ad.Grad(x => Gamma(x))(5), 13);
    }

    [Fact]
    public void A_function_without_a_rule_is_refused_with_the_remedy()
    {
        var exception = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => Unknown(x)));
        Assert.Contains("Rules.Define", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_a_call_or_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Rules.Define((double x) => x * x, x => 2 * x));
        Assert.Throws<ArgumentException>(() => Rules.Define((double x) => Unknown(2 * x), x => 2));
        Assert.Throws<ArgumentException>(() => Rules.Define((double x, double y) => Product(y, x), (x, y) => y, (x, y) => x));
        Assert.Throws<ArgumentException>(() => Rules.Define((double x, double y) => Product(x, y), (x, y) => y));
        Assert.Throws<ArgumentException>(() => Rules.Define((double x, int n) => Power(x, n), (x, n) => n, (x, n) => 0));
        Assert.Throws<ArgumentException>(() => Rules.Define((double x) => Math.Sign(x), x => 0));
        Assert.Throws<ArgumentNullException>(() => Rules.Define(null!, (double x) => 2 * x));
        Assert.Throws<ArgumentNullException>(() => Rules.Define((double x) => Unknown(x), (Expression<Func<double, double>>)null!));
    }
}
