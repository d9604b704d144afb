using System.Linq.Expressions;
using Xunit;
using static ExprAD.Tests.Contract.Shapes;

namespace ExprAD.Tests.Contract;

/// <summary>What a verb of <see cref="Derive"/> gives is a function like any other: it is differentiated again.</summary>
public class DerivedAgainTests
{
    private static readonly Expression<Func<double[], double>> s_f = a => a[0] * a[0] * a[1];

    [Fact]
    public void A_tangent_that_depends_on_the_parameters_is_differentiated()
    {
        var jvp = Derive.Jvp(s_f); // 2 x y t0 + x^2 t1; with t = (y, x): 2 x y^2 + x^3
        Everywhere.Gradient((double[] v) => jvp.Invoke(v, new[] { v[1], v[0] }).Tangent, new[] { 2.0, 3 }, [30, 24]);
    }

    [Fact]
    public void A_cotangent_that_depends_on_the_parameters_is_differentiated()
    {
        var vjp = Derive.Vjp((double[] a) => new[] { a[0] * a[1], a[0] * a[0] }); // c0 y + 2 x c1; with c = (y, x): y^2 + 2 x^2
        Everywhere.Gradient((double[] v) => vjp.Invoke(v, new[] { v[1], v[0] }).Cotangent[0], new[] { 2.0, 3 }, [8, 6]);
    }

    [Fact]
    public void A_tangent_made_of_a_record_is_differentiated()
    {
        var jvp = Derive.Jvp((Pair p) => p.X * p.X * p.Y);
        Everywhere.Derivative(x => jvp.Invoke(new Pair(x, 1), new Pair(x * x, 0)).Tangent, 2, 24); // 2 x^3
    }

    [Fact]
    public void A_tangent_of_the_wrong_size_is_still_refused()
    {
        var jvp = Derive.Jvp(s_f);
        Assert.Throws<ArgumentException>(() => Ad.Grad((double[] v) => jvp.Invoke(v, new[] { v[1] }).Tangent)([2.0, 3]));
    }

    [Fact]
    public void The_gradient_with_respect_to_a_list_is_differentiated_again()
    {
        var gradient = Derive.Grad((List<double> l) => l[0] * l[0] * l[1]);
        Everywhere.Expect([8, 4], o => Ad.Vjp(gradient, o)([2.0, 3], [1, 0.5]).Cotangent); // (6 + 4 / 2, 4)
        Everywhere.Expect([8, 4], o => Ad.Jvp(gradient, o)([2.0, 3], [1, 0.5]).Tangent);
    }

    [Fact]
    public void The_gradient_with_respect_to_a_list_seen_through_an_interface_is_differentiated_again()
    {
        var gradient = Derive.Grad((IReadOnlyList<double> l) => l[0] * l[0] * l[1]);
        Everywhere.Gradient((IReadOnlyList<double> l) => gradient.Invoke(l)[0], new double[] { 2, 3 }, new List<double> { 6, 4 });
    }

    [Fact]
    public void A_derivative_that_copies_an_array_is_read_again()
    {
        var gradient = Derive.Grad(s_f);
        var outer = Derive.Grad((double[] v) => gradient.Invoke(v)[0] * gradient.Invoke(v)[1]); // 2 x^3 y
        Everywhere.Gradient((double[] v) => outer.Invoke(v)[0], new[] { 2.0, 3 }, [72, 24]); // 6 x^2 y
    }
}
