using System.Linq.Expressions;
using Xunit;
using static ExprAD.Tests.Contract.Shapes;

namespace ExprAD.Tests.Contract;

/// <summary>Verbs inside lambdas, to any depth; no derivative is confused with an outer one.</summary>
public class NestedDerivativeTests
{
    // J. M. Siskind and B. A. Pearlmutter, "Perturbation confusion and referential transparency" (2005): 1, not 2.
    [Fact]
    public void Perturbations_are_not_confused()
    {
        Everywhere.Derivative(x => x * Ad.Grad(y => x + y)(1), 1, 1);
        Everywhere.Derivative(x => x * Ad.Derivative(y => x + y)(1), 1, 1);
        Everywhere.Derivative(x => x * Ad.Grad(y => x * y)(2), 3, 6);
        Everywhere.Derivative(x => x * Ad.Grad(y => x * y * y)(x), 3, 54); // 2 x^3
    }

    [Fact]
    public void A_second_derivative_is_a_derivative_of_a_derivative()
    {
        Everywhere.Derivative(x => Ad.Grad(y => y * y * y)(x), 2, 12);
        Everywhere.Derivative(x => Ad.Grad(y => Math.Sin(y) * x)(x), 0.5, Math.Cos(0.5) - (0.5 * Math.Sin(0.5)));
    }

    [Fact]
    public void Derivatives_nest_three_deep()
    {
        // d/dz z^4 x y = 4 z^3 x y; at z = y: 4 x y^4; d/dy: 16 x y^3; at y = x: 16 x^4; d/dx: 64 x^3.
        Everywhere.Derivative(x => Ad.Grad(y => Ad.Grad(z => z * z * z * z * x * y)(y))(x), 2, 512);
        Everywhere.Derivative(x => Ad.Grad(y => Ad.Grad(z => Ad.Grad(w => w * w * w * w * w)(z))(y))(x), 2, 240);
    }

    [Fact]
    public void The_inner_derivative_may_have_options_and_an_order()
    {
        Everywhere.Derivative(x => Ad.Grad(y => y * y * y, new AdOptions { Mode = AdMode.Forward })(x), 2, 12);
        Everywhere.Derivative(x => Ad.Derivative(y => y * y * y * y, 2)(x), 2, 48);
        Everywhere.Derivative(x => Ad.Derivative(y => y * y * y * y, 2, AdOptions.Default)(x), 2, 48);
        Everywhere.Derivative(x => Ad.Derivative(y => y * y * x, 0)(x), 2, 12);
    }

    [Fact]
    public void Gradients_of_arrays_nest()
    {
        Everywhere.Gradient((double[] v) => Ad.Grad((double[] w) => w[0] * w[0] * w[1] * v[1])(v)[0], new[] { 2.0, 3 }, [18, 24]); // 2 v0 v1^2
        Everywhere.Gradient((double[] v) => Ad.Grad((a, b) => a * b * b * v[0])(v[0], v[1]).Item2, new[] { 2.0, 3 }, [24, 8]); // 2 v0^2 v1
    }

    [Fact]
    public void Every_verb_may_stand_inside()
    {
        Everywhere.Derivative(x => Ad.ValueAndGrad(y => y * y * x)(x).Value, 2, 12);
        Everywhere.Derivative(x => Ad.ValueAndGrad(y => y * y * x)(x).Gradient, 2, 8);
        Everywhere.Derivative(x => Ad.GradFirst((double y, double a) => y * y * a)(x, x), 2, 8);
        Everywhere.Derivative(x => Ad.ValueAndGradFirst((double y, double a) => y * y * a)(x, x).Gradient, 2, 8);
        Everywhere.Derivative(x => Ad.Grad((y, z) => y * y * z)(x, x).Item1, 2, 8);
        Everywhere.Derivative(x => Ad.Jvp((double y) => y * y)(x, x).Tangent, 2, 8);
        Everywhere.Derivative(x => Ad.Vjp((double y) => y * y)(x, x).Cotangent, 2, 8);
        Everywhere.Derivative(x => Ad.Grad((Pair p) => p.X * p.X * p.Y)(new Pair(x, x)).X, 2, 8);
    }

    [Fact]
    public void A_tree_inside_is_compiled_in_place()
    {
        Everywhere.Derivative(x => Derive.Grad(y => y * y * y).Compile()(x), 2, 12);
        Everywhere.Derivative(x => Derive.Grad(y => y * y * y).Invoke(x), 2, 12);
    }

    [Fact]
    public void Derived_trees_are_differentiated_again()
    {
        Everywhere.Derivative(Derive.Grad(x => x * x * x * Math.Sin(x)), 0.7,
            (6 * 0.7 * Math.Sin(0.7)) + (6 * 0.49 * Math.Cos(0.7)) - (0.343 * Math.Sin(0.7)), 1e-13);
        var gradient = Derive.Grad((double[] v) => v[0] * v[0] * v[1]);
        Everywhere.Gradient((double[] v) => gradient.Invoke(v)[0], new[] { 2.0, 3 }, [6, 4]);
        foreach (var options in Everywhere.Options)
        {
            var tree = Derive.Grad(x => Math.Exp(2 * x), options);
            var third = Derive.Grad(Derive.Grad(tree, options), options);
            Assert.Equal(8 * Math.Exp(1), third.Compile()(0.5), 1e-14);
        }
    }

    [Fact]
    public void Derivatives_of_captured_expressions_nest()
    {
        Expression<Func<double, double>> cube = y => y * y * y;
        Everywhere.Derivative(x => Ad.Grad(cube)(x) + x, 2, 13);
        Everywhere.Derivative(x => Ad.Grad(y => cube.Invoke(y) * x)(x), 2, 36); // 3 x^3
    }

    [Fact]
    public void Captured_numbers_are_seen_by_inner_derivatives()
    {
        foreach (var options in Everywhere.Options)
        {
            var a = 2.0;
            var f = Ad.Grad(x => Ad.Grad(y => a * y * y * x)(x), options); // 2 a x^2
            Assert.Equal(24, f(3));
            a = 3;
            Assert.Equal(36, f(3));
        }
    }

    [Fact]
    public void Inner_derivatives_stand_under_conditions() => Everywhere.Derivative(
        x => x > 0 ? Ad.Grad(y => Math.Sqrt(y) * x)(x) : x, 4, 0.5 / 4); // sqrt(x) / 2

    [Fact]
    public void Rules_are_differentiated_again()
    {
        Rules.Define((double x) => Softplus(x), x => 1 / (1 + Math.Exp(-x)));
        var s = 1 / (1 + Math.Exp(-0.5));
        Everywhere.Derivative(x => Softplus(x), 0.5, s);
        Everywhere.Derivative(x => Ad.Grad(y => Softplus(y))(x), 0.5, s * (1 - s), 1e-13);
    }

    [Fact]
    public void Rules_of_two_and_three_arguments_name_the_value()
    {
        Rules.Define((double x, double y) => Norm(x, y), (x, y, f) => x / f, (x, y, f) => y / f);
        Rules.Define((double x, int n, double y) => Blend(x, n, y), (x, n, y) => n * y, (x, n, y) => n * x);
        Everywhere.Expect((0.6, 0.8), o => Ad.Grad((x, y) => Norm(x, y), o)(3, 4));
        Everywhere.Expect((8.0, 6.0), o => Ad.Grad((x, y) => Blend(x, 2, y), o)(3, 4));
        Everywhere.Derivative(x => Ad.Grad((a, b) => Norm(a, b))(x, 4).Item1, 3, 16.0 / 125, 1e-13);
    }

    [Fact]
    public void A_rule_defined_again_holds_for_derivatives_made_afterwards()
    {
        Rules.Define((double x) => Changing(x), x => 1);
        var before = Ad.Grad(x => Changing(x));
        Rules.Define((double x) => Changing(x), x => 2);
        Assert.Equal(2, Ad.Grad(x => Changing(x))(5));
        Assert.Equal(1, before(5));
    }

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double Norm(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static double Blend(double x, int n, double y) => x * n * y;

    private static double Changing(double x) => x;
}
