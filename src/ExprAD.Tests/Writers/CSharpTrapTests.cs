using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>What printers of expression trees are known to get wrong: the text, and that it computes what the tree does.</summary>
public class CSharpTrapTests
{
    private static readonly ParameterExpression X = Parameter(typeof(double), "x");
    private static readonly ParameterExpression Y = Parameter(typeof(double), "y");
    private static readonly ParameterExpression N = Parameter(typeof(int), "n");

    [Fact]
    public void Parentheses_on_the_right_of_minus_stay() =>
        Prints("(x, y) => x - (y - x)", Lambda(Subtract(X, Subtract(Y, X)), X, Y));

    [Fact]
    public void Parentheses_on_the_right_of_a_division_stay() =>
        Prints("(x, y) => x / (y * x) / (y / x)", Lambda(Divide(Divide(X, Multiply(Y, X)), Divide(Y, X)), X, Y));

    [Fact]
    public void Parentheses_on_the_right_of_plus_stay_because_sums_are_rounded() =>
        Prints("(x, y) => 1E+200 + (x - 1E+200) * (y * x)", Lambda(Add(Constant(1e200), Multiply(Subtract(X, Constant(1e200)), Multiply(Y, X))), X, Y));

    [Fact]
    public void Two_minus_signs_never_become_a_decrement() =>
        Prints("(x, y) => -(-x) - -y - -1", Lambda(Subtract(Subtract(Negate(Negate(X)), Negate(Y)), Constant(-1.0)), X, Y));

    [Fact]
    public void A_quotient_of_literals_is_not_an_integer_division() =>
        Prints("() => 1.0 / 3.0", Lambda(Divide(Constant(1.0), Constant(3.0))));

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(-0.0f, "-0f")]
    [InlineData(5e-324, "double.Epsilon")]
    [InlineData(1.7976931348623157e308, "double.MaxValue")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(int.MinValue, "int.MinValue")]
    public void A_literal_says_its_type_and_every_bit(object value, string text) =>
        Prints("() => " + text, Lambda(Constant(value)));

    [Fact]
    public void A_literal_divisor_that_is_whole_does_not_make_an_integer_division()
    {
        Prints("n => (double)n / 2", Lambda(Divide(Convert(N, typeof(double)), Constant(2.0)), N));
        Prints("n => (double)(n / 2)", Lambda(Convert(Divide(N, Constant(2)), typeof(double)), N));
        Prints("(n, x) => (n / 2) * x", Lambda(Multiply(Convert(Divide(N, Constant(2)), typeof(double)), X), N, X));
        Prints("(n, x) => x * (n * n)", Lambda(Multiply(X, Convert(Multiply(N, N), typeof(double))), N, X));
        Prints("n => (double)n * (double)n", Lambda(Multiply(Convert(N, typeof(double)), Convert(N, typeof(double))), N));
    }

    [Fact]
    public void Checked_arithmetic_stays_checked_and_the_rest_unchecked()
    {
        Prints("n => checked(n * n)", Lambda(MultiplyChecked(N, N), N));
        Prints("n => checked(n + unchecked(n * n))", Lambda(AddChecked(N, Multiply(N, N)), N));
        Prints("n => n * checked(n + 1)", Lambda(Multiply(N, AddChecked(N, Constant(1))), N));
        Prints("x => checked((int)x)", Lambda(ConvertChecked(X, typeof(int)), X));
    }

    [Fact]
    public void A_power_of_a_power_keeps_its_order()
    {
        Prints("() => Math.Pow(Math.Pow(2, 3), 2)", Lambda(Power(Power(Constant(2.0), Constant(3.0)), Constant(2.0))));
        Prints("() => Math.Pow(2, Math.Pow(3, 2))", Lambda(Power(Constant(2.0), Power(Constant(3.0), Constant(2.0)))));
        Prints("x => -Math.Pow(-x, 2)", Lambda(Negate(Power(Negate(X), Constant(2.0))), X));
    }

    [Fact]
    public void Keywords_as_names_are_escaped()
    {
        var (a, b, c) = (Parameter(typeof(double), "class"), Parameter(typeof(double), "double"), Parameter(typeof(double), "await"));
        Prints("(@class, @double, await1) => @class - @double * await1", Lambda(Subtract(a, Multiply(b, c)), a, b, c));
    }

    [Fact]
    public void Names_that_are_no_identifiers_become_some()
    {
        var (a, b, c) = (Parameter(typeof(double), "<>h__TransparentIdentifier0"), Parameter(typeof(double), "1 + x"), Parameter(typeof(double), ""));
        Prints("(h__TransparentIdentifier0, _1_x, x) => h__TransparentIdentifier0 - _1_x / x", Lambda(Subtract(a, Divide(b, c)), a, b, c));
    }

    [Fact]
    public void A_name_used_again_in_another_scope_is_used_again()
    {
        var (t, u) = (Variable(typeof(double), "t"), Variable(typeof(double), "t"));
        var body = Block(
            Block([t], Assign(t, Multiply(X, X)), IfThen(GreaterThan(t, X), Assign(X, t))),
            Block([u], Assign(u, Add(X, X)), Multiply(u, u)));
        Prints(
            """
            x =>
            {
                {
                    double t = x * x;
                    if (t > x)
                    {
                        x = t;
                    }
                }
                {
                    double t = x + x;
                    return t * t;
                }
            }
            """, Lambda(body, X));
    }

    [Fact]
    public void Two_variables_of_one_name_are_not_merged()
    {
        var (t, u) = (Variable(typeof(double), "t"), Variable(typeof(double), "t"));
        Prints(
            """
            x =>
            {
                double t = x * x;
                double t1 = t + 1;
                return t - t1;
            }
            """, Lambda(Block([t, u], Assign(t, Multiply(X, X)), Assign(u, Add(t, Constant(1.0))), Subtract(t, u)), X));
    }

    [Fact]
    public void A_variable_of_a_nested_lambda_does_not_hide_one_outside()
    {
        var inner = Parameter(typeof(double), "x");
        var function = Lambda<Func<double, double>>(Subtract(inner, X), inner);
        Prints("x => ((Func<double, double>)(x1 => x1 - x))(x * x)", Lambda(Invoke(function, Multiply(X, X)), X));
    }

    [Fact]
    public void A_variable_named_like_a_type_that_the_text_needs_gives_way()
    {
        var (math, func) = (Parameter(typeof(double), "Math"), Parameter(typeof(double), "double"));
        Prints("(Math1, @double) => Math.Sin(Math1) + @double", Lambda(Add(Call(typeof(Math), "Sin", null, math), func), math, func));
    }

    [Fact]
    public void Captured_variables_print_by_name_and_keep_apart()
    {
        var rates = new List<LambdaExpression>();
        foreach (var rate in new[] { 0.5, 2.0 })
        {
            Expression<Func<double, double>> scaled = x => rate * x;
            rates.Add(scaled);
        }

        Prints("x => rate * x", rates[0]);
        Prints("x => rate * x + rate1 * x", Lambda(Add(rates[0].Body, Replaced(rates[1], rates[0].Parameters[0])), rates[0].Parameters));
    }

    [Fact]
    public void Members_of_captured_objects_print_as_the_source_has_them()
    {
        var point = new Point(2, 3);
        double[] weights = [1, 2];
        Prints("x => point.X * x + weights[1] * weights.Length", (double x) => point.X * x + weights[1] * weights.Length);
    }

    private static Expression Replaced(LambdaExpression lambda, Expression by) => new Replacement(lambda.Parameters[0], by).Visit(lambda.Body);

    private static void Prints<T>(string text, Expression<Func<double, T>> lambda) => Prints(text, (LambdaExpression)lambda);

    // The text and its values, under a culture that writes 1,5.
    private static void Prints(string text, LambdaExpression lambda)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(text, lambda.ToCSharp());
            SameValues.AssertAll([lambda]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class Replacement(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
