using System.Linq.Expressions;
using ExprAD.Writers;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>The text itself: what a reader of a derivative sees.</summary>
public class CSharpPrinterTests
{
    private static readonly ParameterExpression X = Parameter(typeof(double), "x");
    private static readonly ParameterExpression Y = Parameter(typeof(double), "y");
    private static readonly ParameterExpression I = Parameter(typeof(int), "i");

    private static string Text(Expression<Func<double, double>> lambda) => CSharpPrinter.Print(lambda);

    private static string Text(Expression body, params ParameterExpression[] parameters) => CSharpPrinter.Print(Lambda(body, parameters));

    [Fact]
    public void A_sum_of_products_prints_as_it_is_written() =>
        Assert.Equal("x => Math.Sin(x) + x * Math.Cos(x)", Text(x => Math.Sin(x) + x * Math.Cos(x)));

    [Fact]
    public void Several_parameters_stand_in_parentheses()
    {
        Expression<Func<double, double, double>> two = (x, y) => x * y;
        Expression<Func<double>> none = () => 1;
        Assert.Equal("(x, y) => x * y", CSharpPrinter.Print(two));
        Assert.Equal("() => 1.0", CSharpPrinter.Print(none));
    }

    [Fact]
    public void Operands_on_the_right_keep_their_parentheses()
    {
        Assert.Equal("(x, y) => x - (y - x)", Text(Subtract(X, Subtract(Y, X)), X, Y));
        Assert.Equal("(x, y) => x - y - x", Text(Subtract(Subtract(X, Y), X), X, Y));
        Assert.Equal("(x, y) => x / (y * x)", Text(Divide(X, Multiply(Y, X)), X, Y));
        Assert.Equal("(x, y) => x + (y + x)", Text(Add(X, Add(Y, X)), X, Y));
        Assert.Equal("(x, y) => x * y / x", Text(Divide(Multiply(X, Y), X), X, Y));
        Assert.Equal("(x, y) => x * (y / x)", Text(Multiply(X, Divide(Y, X)), X, Y));
        Assert.Equal("(x, y) => (x + y) * (x - y)", Text(Multiply(Add(X, Y), Subtract(X, Y)), X, Y));
    }

    [Fact]
    public void Signs_never_meet()
    {
        Assert.Equal("x => -(-x)", Text(Negate(Negate(X)), X));
        Assert.Equal("x => -(-2.0)", Text(Negate(Constant(-2.0)), X));
        Assert.Equal("x => x - -x", Text(Subtract(X, Negate(X)), X));
        Assert.Equal("x => x - -2", Text(Subtract(X, Constant(-2.0)), X));
        Assert.Equal("x => -(x * x)", Text(Negate(Multiply(X, X)), X));
        Assert.Equal("x => -x * x", Text(Multiply(Negate(X), X), X));
    }

    [Fact]
    public void Whole_numbers_lose_their_point_only_beside_a_double()
    {
        Assert.Equal("x => 2 * x", Text(x => 2 * x));
        Assert.Equal("x => 1 - x * x", Text(x => 1 - x * x));
        Assert.Equal("x => 0.5 / x", Text(x => 0.5 / x));
        Assert.Equal("x => 1.0 / 3.0", Text(Divide(Constant(1.0), Constant(3.0)), X));
        Assert.Equal("x => 1.0 / 3.0 * x", Text(Multiply(Divide(Constant(1.0), Constant(3.0)), X), X));
        Assert.Equal("x => x > 0 ? 1.0 : 2.0", Text(x => x > 0 ? 1.0 : 2.0));
        Assert.Equal("x => Math.Pow(x, 2)", Text(x => Math.Pow(x, 2)));
        Assert.Equal("x => Math.Abs(2.0)", Text(Call(typeof(Math), "Abs", null, Constant(2.0)), X));
        Assert.Equal("x => x * -0.0", Text(Multiply(X, Constant(-0.0)), X));
    }

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(1e16, "1E+16")]
    [InlineData(-1.25e15, "-1.25E+15")]
    [InlineData(123456.75, "123456.75")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    [InlineData(double.Epsilon, "double.Epsilon")]
    [InlineData(Math.PI, "Math.PI")]
    [InlineData(Math.E, "Math.E")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(1f, "1f")]
    [InlineData(1, "1")]
    [InlineData(int.MinValue, "int.MinValue")]
    [InlineData(1L, "1L")]
    [InlineData(1U, "1U")]
    [InlineData(1UL, "1UL")]
    [InlineData((byte)7, "(byte)7")]
    [InlineData((short)-7, "(short)(-7)")]
    [InlineData('\'', "'\\''")]
    [InlineData("a\"b\\\n\u2028ß", "\"a\\\"b\\\\\\n\\u2028ß\"")]
    [InlineData(DayOfWeek.Monday, "DayOfWeek.Monday")]
    [InlineData((DayOfWeek)9, "(DayOfWeek)9")]
    public void Literals_say_their_type(object value, string text) =>
        Assert.Equal("() => " + text, Text(Constant(value)));

    [Fact]
    public void A_block_declares_its_variables_where_they_are_assigned()
    {
        var sine = Variable(typeof(double), "sinX");
        var other = Variable(typeof(double), "t");
        var body = Block([sine, other],
            Assign(sine, Call(typeof(Math), "Sin", null, X)),
            IfThenElse(GreaterThan(X, Constant(0.0)), Assign(other, sine), Assign(other, Negate(sine))),
            Add(sine, other));
        Assert.Equal(
            """
            x =>
            {
                double sinX = Math.Sin(x);
                double t;
                if (x > 0)
                {
                    t = sinX;
                }
                else
                {
                    t = -sinX;
                }
                return sinX + t;
            }
            """, Text(body, X));
    }

    [Fact]
    public void A_counted_loop_prints_as_for()
    {
        var n = Parameter(typeof(int), "n");
        var (i, sum, done) = (Variable(typeof(int), "i"), Variable(typeof(double), "sum"), Label());
        var body = Block([i, sum],
            Assign(sum, Constant(0.0)),
            Assign(i, Constant(0)),
            Loop(Block(
                IfThen(Not(LessThan(i, n)), Break(done)),
                Assign(sum, Add(sum, Multiply(X, Convert(i, typeof(double))))),
                Assign(i, Add(i, Constant(1)))), done),
            sum);
        Assert.Equal(
            """
            (x, n) =>
            {
                double sum = 0.0;
                for (int i = 0; i < n; i++)
                {
                    sum += x * i;
                }
                return sum;
            }
            """, Text(body, X, n));
    }

    [Fact]
    public void A_captured_variable_prints_by_its_name()
    {
        double rate = 0.3;
        Assert.Equal("x => rate * x", Text(x => rate * x));
        Assert.Equal("rate1 => rate * rate1", CSharpPrinter.Print(Renamed(x => rate * x, "rate")));
    }

    private static LambdaExpression Renamed(Expression<Func<double, double>> lambda, string name)
    {
        var parameter = Parameter(typeof(double), name);
        return Lambda(new Replaced(lambda.Parameters[0], parameter).Visit(lambda.Body), parameter);
    }

    private sealed class Replaced(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    [Fact]
    public void Names_are_told_apart_and_escaped()
    {
        var (a, b, c, d) = (Parameter(typeof(double), "x"), Parameter(typeof(double), "x"), Parameter(typeof(double)), Parameter(typeof(double), "class"));
        Assert.Equal("(x, x1, x2, @class) => x - x1 - x2 - @class", Text(Subtract(Subtract(Subtract(a, b), c), d), a, b, c, d));
        var (e, f, g) = (Parameter(typeof(double), "my name"), Parameter(typeof(double), "1st"), Parameter(typeof(double), "Math"));
        Assert.Equal("(my_name, _1st, Math1) => my_name + _1st + Math.Sin(Math1)", Text(Add(Add(e, f), Call(typeof(Math), "Sin", null, g)), e, f, g));
    }

    [Fact]
    public void A_long_sum_is_broken_before_its_operators()
    {
        Expression sum = Multiply(X, Constant(1.125));
        for (int i = 0; i < 12; i++) sum = Add(sum, Call(typeof(Math), "Sin", null, Multiply(X, Constant(i + 0.25))));
        var lines = Text(sum, X).Split('\n');
        Assert.True(lines.Length > 1);
        Assert.All(lines, line => Assert.True(line.Length <= 110, line));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("    + Math.Sin(", line));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tree_nested_deeply_is_printed_in_linear_time(bool left)
    {
        Expression sum = X;
        for (int i = 0; i < 100_000; i++) sum = left ? Add(sum, Y) : Add(Y, sum);
        var text = Text(sum, X, Y);
        Assert.Equal(100_000, text.Count(c => c == '+'));
        Assert.Equal(left ? 1 : 100_000, text.Count(c => c == '('));
        Assert.InRange(CSharpPrinter.Print(sum).Length, 10, 200);
    }

    [Fact]
    public void A_fragment_is_one_line_cut_with_an_ellipsis()
    {
        var t = Variable(typeof(double), "t");
        Assert.Equal("{ double t = x; t * t; }", CSharpPrinter.Print(Block([t], Assign(t, X), Multiply(t, t))));
        Assert.Equal("x * y", CSharpPrinter.Print(Multiply(X, Y)));
        Assert.Equal("x => x * y", CSharpPrinter.Print((Expression)Lambda(Multiply(X, Y), X)));
        Assert.Equal("x * y + x…", CSharpPrinter.Print(Add(Multiply(X, Y), Multiply(X, Y)), 10));
        Assert.Equal("goto out;", CSharpPrinter.Print(Goto(Label("out"))));
    }

    [Fact]
    public void What_would_name_an_anonymous_type_is_printed_to_be_read()
    {
        var found = Variable(new { A = 1 }.GetType(), "found");
        Assert.Equal(
            "x =>\n{\n    AnonymousType found = null;\n    return found == null ? x : 0.0;\n}",
            Text(Block([found], Condition(Equal(found, Constant(null, found.Type)), X, Constant(0.0))), X));
        Assert.Equal("() => new AnonymousType[2]", Text(NewArrayBounds(found.Type, Constant(2))));
    }
}
