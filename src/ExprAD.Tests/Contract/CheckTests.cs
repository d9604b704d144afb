using System.Globalization;
using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Contract;

public class CheckTests
{
    private sealed record Loan(double Rate, float Fee, int Years, double[] Payments);

    private struct Point
    {
        public double X;
        public double? Y;
    }

    // Its rule is wrong on purpose: a check must find it.
    [Derivative(nameof(WrongDerivative))]
    private static double Wrong(double x) => x * x;

    private static double WrongDerivative(double x) => 2.001 * x;

    [Fact]
    public void A_right_derivative_passes()
    {
        var result = Ad.Check(x => x * Math.Sin(x), 2.0);
        Assert.True(result.Passed, result.ToString());
        Assert.InRange(result.MaxError, 0, 1e-9);
        Assert.Equal("x", result.Worst);
        Assert.Equal(1, result.Components);
        Assert.Equal(Math.Sin(2) + (2 * Math.Cos(2)), result.Analytic, 1e-15);
        Assert.Equal(result.Analytic, result.Numeric, 1e-9);
    }

    [Fact]
    public void A_wrong_rule_fails_and_names_the_component()
    {
        var result = Ad.Check((double[] w) => Math.Sin(w[0]) + w[1] + Wrong(w[2]), [0.5, 1, 3, 4]);
        Assert.False(result.Passed);
        Assert.Equal("w[2]", result.Worst);
        Assert.Equal(4, result.Components);
        Assert.Equal(6.003, result.Analytic, 1e-12);
        Assert.Equal(6, result.Numeric, 1e-9);
        Assert.Equal(0.003 / 6.003, result.MaxError, 1e-9);
    }

    [Fact]
    public void A_wrong_rule_of_a_small_number_fails() => Assert.False(Ad.Check(x => 1e-12 * Wrong(x), 3.0).Passed);

    [Fact]
    public void Untyped_lambdas_of_one_two_and_three_numbers_resolve()
    {
        Assert.True(Ad.Check(x => 1.0, 2.0).Passed);
        Assert.True(Ad.Check((x, y) => x / y, 2.0, 3.0).Passed);
        Assert.True(Ad.Check((x, y) => x / y, (2.0, 3.0)).Passed);
        Assert.True(Ad.Check((x, y, z) => Math.Pow(x, y) * z, 2.0, 3.0, 4.0).Passed);
        Assert.True(Ad.Check((x, y, z) => Math.Pow(x, y) * z, (2.0, 3.0, 4.0)).Passed);
        Assert.True(Ad.Check(v => v[0] * v[1], [2.0, 3.0]).Passed);
    }

    [Fact]
    public void Two_and_three_numbers_are_named_by_the_lambda()
    {
        Assert.Equal("rate", Ad.Check((years, rate) => Math.Exp(years) * Wrong(rate), 2.0, 3.0).Worst);
        Assert.Equal("c", Ad.Check((a, b, c) => (a * b) + Wrong(c), (1.0, 2.0, 3.0)).Worst);
    }

    [Fact]
    public void Options_are_heeded()
    {
        var options = new AdOptions { Backend = AdBackend.Interpreted };
        Assert.True(Ad.Check(x => x * x, 2.0, options).Passed);
        Assert.True(Ad.Check(v => v[0] * v[0], [2.0], options).Passed);
        Assert.True(Ad.Check((x, y) => x * y, (2.0, 3.0), options).Passed);
        Assert.True(Ad.Check((x, y, z) => x * y * z, (2.0, 3.0, 4.0), options).Passed);
        Assert.True(Ad.Check((Loan l) => l.Rate * l.Payments[0], new Loan(0.1, 1, 2, [3]), options).Passed);
    }

    [Fact]
    public void Structured_parameters_pass()
    {
        var at = new Loan(0.07, 1.5f, 30, [100, 200, 300]);
        var result = Ad.Check((Loan loan) => (loan.Rate * loan.Payments[0] * loan.Years) + (loan.Fee * loan.Payments[2]), at);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(5, result.Components);
    }

    [Fact]
    public void Components_of_structures_are_named_as_a_user_writes_them()
    {
        var loan = new Loan(3, 1, 30, [100, 3, 300]);
        Assert.Equal("l.Rate", Ad.Check((Loan l) => Wrong(l.Rate), loan).Worst);
        Assert.Equal("l.Payments[1]", Ad.Check((Loan l) => l.Rate + Wrong(l.Payments[1]), loan).Worst);
        Assert.Equal("m[1, 0]", Ad.Check((double[,] m) => Wrong(m[1, 0]), new double[,] { { 1, 2 }, { 3, 4 } }).Worst);
        Assert.Equal("r[1][0]", Ad.Check((double[][] r) => Wrong(r[1][0]), [[1, 2], [3]]).Worst);
        Assert.Equal("v[1]", Ad.Check((List<double> v) => Wrong(v[1]), [1, 2]).Worst);
        Assert.Equal("loans[1].Rate", Ad.Check((Loan[] loans) => Wrong(loans[1].Rate), [loan, loan]).Worst);
        Assert.Equal("t.Item2", Ad.Check(((double, double) t) => Wrong(t.Item2), (1, 2)).Worst);
        Assert.Equal("t.Item9", Ad.Check(
            ((double, double, double, double, double, double, double, double, double) t) => Wrong(t.Item9), (1, 2, 3, 4, 5, 6, 7, 8, 9)).Worst);
        Assert.Equal("p.X", Ad.Check((Point p) => Wrong(p.X), new Point { X = 2 }).Worst);
    }

    [Fact]
    public void Read_only_lists_are_checked() =>
        Assert.True(Ad.Check((IReadOnlyList<double> v) => v[0] * v[1], new double[] { 2, 3 }).Passed);

    [Fact]
    public void Nullable_members_are_components_where_they_have_values()
    {
        Assert.Equal(1, Ad.Check((Point p) => p.X * p.X, new Point { X = 2 }).Components);
        var both = Ad.Check((Point p) => p.X * p.Y!.Value, new Point { X = 2, Y = 3 });
        Assert.Equal(2, both.Components);
        Assert.True(both.Passed, both.ToString());
    }

    [Fact]
    public void Floats_are_compared_to_the_digits_they_have()
    {
        var right = Ad.Check((float x) => MathF.Exp(x) * x, 1.25f);
        Assert.True(right.Passed, right.ToString());
        Assert.False(Ad.Check((float x) => Wrong(x), 3f).Passed);
    }

    [Fact]
    public void No_components_pass()
    {
        var result = Ad.Check(v => 1 + v.Length, Array.Empty<double>());
        Assert.True(result.Passed);
        Assert.Equal(0, result.Components);
        Assert.Equal("Passed: there are no components.", result.ToString());
    }

    [Fact]
    public void A_component_that_does_not_matter_passes() => Assert.True(Ad.Check(v => 1e9 * v[1], [1.0, 2.0]).Passed);

    [Fact]
    public void A_derivative_that_is_not_finite_fails()
    {
        var result = Ad.Check(x => Math.Sqrt(x), 0.0);
        Assert.False(result.Passed);
        Assert.Equal(double.PositiveInfinity, result.MaxError);
        Assert.Equal("x", result.Worst);
    }

    [Fact]
    public void A_jump_fails() => Assert.False(Ad.Check(x => Math.Floor(x), 1.0).Passed);

    [Fact]
    public void A_kink_nearby_does_not_disturb() => Assert.True(Ad.Check(x => Math.Abs(x), 0.01).Passed);

    [Fact]
    public void What_the_function_throws_comes_through()
    {
        Assert.Throws<IndexOutOfRangeException>(() => Ad.Check(v => v[2], [1.0, 2.0]));
    }

    [Fact]
    public void The_result_prints_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var failed = Ad.Check(v => v[0] + Wrong(v[1]), [1.5, 0.5]).ToString();
            Assert.StartsWith("Failed: of 2 components the largest error is 5.0E-4; the worst is v[1]: 1.0005 (Forward) against ", failed);
            Assert.EndsWith(" by finite differences.", failed);
            Assert.StartsWith("Passed: the derivative agrees to ", Ad.Check(x => x * x, 1.5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Null_arguments_are_refused()
    {
        Expression<Func<double[], double>> f = v => v[0];
        Assert.Equal("f", Assert.Throws<ArgumentNullException>(() => Ad.Check((Expression<Func<double, double>>)null!, 1.0)).ParamName);
        Assert.Equal("f", Assert.Throws<ArgumentNullException>(() => Ad.Check((Expression<Func<double, double, double>>)null!, 1.0, 2.0)).ParamName);
        Assert.Equal("f", Assert.Throws<ArgumentNullException>(() => Ad.Check((Expression<Func<Loan, double>>)null!, null!)).ParamName);
        Assert.Equal("at", Assert.Throws<ArgumentNullException>(() => Ad.Check(f, null!)).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => Ad.Check(f, [1.0], null!)).ParamName);
    }

    [Fact]
    public void What_cannot_be_differentiated_is_refused() =>
        Assert.Throws<NotDifferentiableException>(() => Ad.Check(x => Opaque(x), 1.0));

    private static double Opaque(double x) => x;
}
