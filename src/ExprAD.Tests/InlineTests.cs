using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests;

public class InlineTests
{
    [Fact]
    public void Expressions_of_four_parameters_are_invoked()
    {
        Expression<Func<double, double, double, double, double>> cubic = (a, b, c, x) => (a * x + b) * x + c;
        Assert.Equal(2.0 * 9 + 3 * 3 + 5, cubic.Invoke(2, 3, 5, 3));
        Assert.Equal(2 * 2 * 3 + 3, Ad.Grad((double x) => cubic.Invoke(2, 3, 5, x))(3.0));
    }

    [Fact]
    public void Invoked_expressions_are_put_in_place()
    {
        Expression<Func<double, double>> square = x => x * x;
        Assert.Equal("x => ((x + 1) * (x + 1))", Derive.Inline((double x) => square.Invoke(x + 1), new AdOptions { Form = AdForm.Pure }).ToString());
    }

    [Fact]
    public void Verbs_are_put_in_place()
    {
        Expression<Func<double, double>> square = x => x * x;
        var inlined = Derive.Inline((double x, int n) => n + Ad.Grad(square)(x), new AdOptions { Form = AdForm.Pure });
        Assert.Equal("(x, n) => (Convert(n, Double) + (2 * x))", inlined.ToString());
    }

    [Fact]
    public void Functions_without_real_numbers_may_be_inlined()
    {
        Expression<Func<int, bool>> even = n => n % 2 == 0;
        Assert.Equal("n => ((n % 2) == 0)", Derive.Inline((int n) => even.Invoke(n)).ToString());
    }

    [Fact]
    public void A_block_names_what_is_used_twice()
    {
        Expression<Func<double, double>> square = x => x * x;
        var inlined = Derive.Inline((double x) => square.Invoke(Math.Sin(x)));
        Assert.Equal(ExpressionType.Block, inlined.Body.NodeType);
        Assert.Equal(Math.Sin(2) * Math.Sin(2), inlined.Compile()(2));
    }

    [Fact]
    public void A_null_function_is_refused() => Assert.Throws<ArgumentNullException>(() => Derive.Inline((Expression<Func<double, double>>)null!));
}
