using System.Linq.Expressions;
using ExprAD.Caching;
using Xunit;

namespace ExprAD.Tests.Caching;

public class CapturedExpressionKeyTests
{
    private static Expression<Func<double, double>>? s_field = x => x;

    private static Expression<Func<double, double>> Endless => x => Endless.Compile()(x - 1) + Endless.Compile()(x - 2);

    private static Expression<Func<double, double>> Failing => throw new InvalidOperationException("no expression today");

    private static Expression<Func<double, double>> Reentrant
    {
        get
        {
            Expression<Func<double, double>> other = x => x * x * 3;
            StructuralKey.Of(other, out _);
            return x => x + 1;
        }
    }

    [Fact]
    public void The_structure_of_a_captured_expression_matters()
    {
        StructuralKeyTests.AssertSame(Using(x => x * x), Using(y => y * y));
        StructuralKeyTests.AssertDifferent(Using(x => x * x), Using(x => x + x));
    }

    [Fact]
    public void The_structure_of_an_expression_in_a_static_field_matters()
    {
        Expression<Func<double, double>> f = x => s_field!.Compile()(x);
        s_field = x => x * x;
        var square = StructuralKeyTests.Key(f);
        s_field = x => x * x * x;
        var cube = StructuralKeyTests.Key(f);
        s_field = null;
        var none = StructuralKeyTests.Key(f);
        s_field = y => y * y;
        Assert.Equal(square, StructuralKeyTests.Key(f));
        Assert.Equal(3, new[] { square, cube, none }.Distinct().Count());
    }

    [Fact]
    public void Assigning_a_captured_variable_anew_changes_the_key()
    {
        Expression<Func<double, double>> g = x => x * 2;
        Expression<Func<double, double>> f = x => g.Compile()(x);
        var before = StructuralKeyTests.Key(f);
        g = x => x * 3;
        Assert.NotEqual(before, StructuralKeyTests.Key(f));
    }

    [Fact]
    public void The_expression_that_was_read_is_handed_out()
    {
        Expression<Func<double, double>> g = x => x * 2;
        Expression<Func<double, double>> f = x => g.Compile()(x);
        StructuralKey.Of(f, out _, out var resolved);
        var (node, value) = Assert.Single(resolved);
        Assert.Same(g, value);
        Assert.Same(((MethodCallExpression)((InvocationExpression)f.Body).Expression).Object, node);
    }

    [Fact]
    public void Captures_of_a_captured_expression_are_captures()
    {
        var inner = Scaled(2);
        Expression<Func<double, double>> f = x => inner.Compile()(x);
        StructuralKey.Of(f, out var captures);
        Assert.Equal(2, captures.Length);
        StructuralKeyTests.AssertSame(Using(Scaled(2)), Using(Scaled(3)));
    }

    [Fact]
    public void Elements_of_captured_arrays_lists_and_dictionaries_are_read()
    {
        Expression<Func<double, double>>[] array = [x => x, x => x * x];
        List<Expression<Func<double, double>>> list = [x => x, x => x * x];
        var byName = new Dictionary<string, Expression<Func<double, double>>> { ["a"] = x => x, ["b"] = x => x * x };
        object plain = array[0];
        var choice = 1;
        Expression<Func<double, double>>[] functions =
        [
            x => array[choice].Compile()(x), x => list[choice].Compile()(x), x => byName["b"].Compile()(x), x => ((Expression<Func<double, double>>)plain).Compile()(x),
        ];
        object[] expected = [array[1], list[1], byName["b"], plain];
        for (var index = 0; index < functions.Length; index++)
        {
            StructuralKey.Of(functions[index], out _, out var resolved);
            Assert.Same(expected[index], Assert.Single(resolved).Value);
        }
    }

    [Fact]
    public void An_expression_that_captures_itself_has_a_key()
    {
        StructuralKeyTests.AssertSame(Recursive(2), Recursive(2));
        StructuralKeyTests.AssertDifferent(Recursive(2), Recursive(3));
    }

    [Fact]
    public void Two_expressions_that_capture_each_other_have_keys()
    {
        Expression<Func<double, double>>? even = null;
        Expression<Func<double, double>> odd = x => even!.Compile()(x - 1) * 2;
        even = x => odd.Compile()(x - 1) + 1;
        Assert.NotEqual(StructuralKeyTests.Key(even), StructuralKeyTests.Key(odd));
    }

    [Fact]
    public void A_property_that_builds_its_expression_anew_has_one_key_and_ends()
    {
        Expression<Func<double, double>> f = x => Endless.Compile()(x);
        StructuralKeyTests.AssertSame((LambdaExpression)f, f);
    }

    [Fact]
    public void A_property_that_throws_is_left_unread()
    {
        Expression<Func<double, double>> f = x => Failing.Compile()(x);
        StructuralKey.Of(f, out _, out var resolved);
        Assert.Empty(resolved);
    }

    [Fact]
    public void A_property_may_ask_for_a_key_while_one_is_made()
    {
        Expression<Func<double, double>> f = x => Reentrant.Compile()(x) + Reentrant.Compile()(x * 2);
        StructuralKeyTests.AssertSame((LambdaExpression)f, f);
    }

    [Fact]
    public void Thousands_of_captured_expressions_inside_each_other_have_a_key()
    {
        StructuralKeyTests.AssertSame(Composed(20_000), Composed(20_000));
        StructuralKeyTests.AssertDifferent(Composed(1000), Composed(1001));
    }

    [Fact]
    public void An_expression_in_a_constant_counts_by_structure()
    {
        StructuralKeyTests.AssertSame(Constant(x => x * x), Constant(y => y * y));
        StructuralKeyTests.AssertDifferent(Constant(x => x * x), Constant(x => x + x));
    }

    [Fact]
    public void Parameters_of_expression_type_are_not_read()
    {
        Expression<Func<Expression<Func<double, double>>, double>> f = g => g.Compile()(1);
        StructuralKey.Of(f, out _, out var resolved);
        Assert.Empty(resolved);
    }

    private static Expression<Func<double, double>> Using(Expression<Func<double, double>> g) => x => g.Compile()(x) + 1;

    private static Expression<Func<double, double>> Scaled(double scale) => x => scale * x;

    private static Expression<Func<double, double>> Recursive(int kind)
    {
        Expression<Func<double, double>> f = null!;
        Expression<Func<double, double>> twice = x => f.Compile()(x * 2), thrice = x => f.Compile()(x * 3);
        return f = kind == 2 ? twice : thrice;
    }

    private static Expression<Func<double, double>> Composed(int times)
    {
        Expression<Func<double, double>> f = x => x;
        for (var i = 0; i < times; i++)
        {
            var inner = f;
            f = x => inner.Compile()(4 * x * (1 - x));
        }

        return f;
    }

    private static LambdaExpression Constant(Expression<Func<double, double>> value) => Expression.Lambda(Expression.Constant(value));
}
