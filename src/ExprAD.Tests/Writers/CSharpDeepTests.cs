using System.Linq.Expressions;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>Trees nested 100,000 deep are printed without using up the stack, in time that grows with their size.</summary>
public class CSharpDeepTests
{
    private const int Depth = 100_000;

    private static readonly ParameterExpression X = Parameter(typeof(double), "x");

    [Fact]
    public void Sums_nested_on_the_left_print_as_one_chain() =>
        Assert.Equal(
            "x => x" + string.Concat(Enumerable.Repeat(" + x", Depth)),
            OnOneLine(Nested(inner => Add(inner, X))));

    [Fact]
    public void Sums_nested_on_the_right_keep_their_parentheses() =>
        Assert.Equal(
            "x => " + string.Concat(Enumerable.Repeat("x + (", Depth - 1)) + "x + x" + new string(')', Depth - 1),
            OnOneLine(Nested(inner => Add(X, inner))));

    [Fact]
    public void Conditionals_nested_in_the_last_branch_print_as_one_chain() =>
        Assert.Equal(
            "x => " + string.Concat(Enumerable.Repeat("x < 0 ? x : ", Depth)) + "x",
            OnOneLine(Nested(inner => Condition(LessThan(X, Constant(0.0)), X, inner))));

    // Not deeper: the type of a conditional is asked of its first branch, so that making such a tree takes the square of its depth.
    [Fact]
    public void Conditionals_nested_in_the_first_branch_keep_their_parentheses() =>
        Assert.Equal(
            "x => " + string.Concat(Enumerable.Repeat("x < 0 ? (", 1_999)) + "x < 0 ? x : x" + string.Concat(Enumerable.Repeat(") : x", 1_999)),
            OnOneLine(Nested(inner => Condition(LessThan(X, Constant(0.0)), inner, X), 2_000)));

    [Fact]
    public void Conditionals_nested_in_the_test_keep_their_parentheses()
    {
        var text = OnOneLine(Nested(inner => Condition(LessThan(inner, Constant(0.0)), X, X)));
        Assert.Equal(
            "x => " + string.Concat(Enumerable.Repeat("(", Depth - 1)) + "x < 0 ? x : x" + string.Concat(Enumerable.Repeat(") < 0 ? x : x", Depth - 1)), text);
    }

    [Fact]
    public void Calls_nested_in_calls_are_printed() =>
        Assert.Equal(
            "x => " + string.Concat(Enumerable.Repeat("Math.Sin(", Depth)) + "x" + new string(')', Depth),
            OnOneLine(Nested(inner => Call(typeof(Math), "Sin", null, inner))));

    [Fact]
    public void If_statements_nested_in_else_are_printed()
    {
        var t = Variable(typeof(double), "t");
        Expression inner = Assign(t, X);
        for (var i = 0; i < Depth; i++)
        {
            inner = IfThenElse(LessThan(X, Constant((double)i)), Assign(t, X), inner);
        }

        var text = Lambda<Func<double, double>>(Block([t], Assign(t, Constant(0.0)), inner, t), X).ToCSharp();
        Assert.Equal(Depth, Occurrences(text, "if (x < "));
        Assert.Equal(Depth - 1, Occurrences(text, "else if ("));
    }

    [Fact]
    public void The_derivative_of_a_long_chain_prints_one_statement_or_several_for_each_link()
    {
        Expression chain = X;
        for (var i = 0; i < 20_000; i++)
        {
            chain = Call(typeof(Math), "Sin", null, chain);
        }

        var text = Derive.Grad(Lambda<Func<double, double>>(chain, X)).ToCSharp();
        Assert.Equal(20_000, Occurrences(text, "Math.Cos("));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 200, line));
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static Expression Nested(Func<Expression, Expression> around, int depth = Depth)
    {
        Expression nested = X;
        for (var i = 0; i < depth; i++)
        {
            nested = around(nested);
        }

        return nested;
    }

    private static string OnOneLine(Expression body) =>
        string.Join(' ', Lambda<Func<double, double>>(body, X).ToCSharp().Split('\n').Select(line => line.Trim(' ')));
}
