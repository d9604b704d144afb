using System.Linq.Expressions;
using System.Reflection;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>Trees that no lambda of C# gives: statements, assignments, switches and jumps forward.</summary>
public class HandBuiltTests
{
    private static readonly ParameterExpression X = Expression.Parameter(typeof(double), "x");
    private static readonly ParameterExpression V = Expression.Variable(typeof(double), "v");
    private static readonly ParameterExpression W = Expression.Variable(typeof(double), "w");
    private static readonly MethodInfo Sin = ((Func<double, double>)Math.Sin).Method;

    [Fact]
    public void Blocks_and_assignments() =>
        Check(Block(Assign(V, Mul(X, X)), Assign(W, Add(V, X)), Mul(V, W)), 2, (4 * 8) + (3 * 4)); // x^4 + x^3

    [Fact]
    public void A_local_may_be_assigned_again() => Check(Block(Assign(V, X), Assign(V, Mul(V, V)), Assign(V, Mul(V, V)), V), 2, 32);

    [Fact]
    public void A_local_without_assignment_is_zero() => Check(Block(Add(V, X)), 3, 1);

    [Fact]
    public void An_assignment_is_a_value() => Check(Block(Add(Assign(V, Mul(X, X)), V)), 3, 12);

    [Fact]
    public void The_parameter_may_be_assigned() => Check(Block(Assign(X, Mul(X, X)), Mul(X, X)), 2, 32);

    [Fact]
    public void Nested_blocks_hide_outer_locals() => Check(
        Block(Assign(V, X), Expression.Block([V], Assign(V, Mul(X, X)), V), V), 3, 1);

    [Fact]
    public void Compound_assignments()
    {
        Check(Block(Assign(V, X), Expression.AddAssign(V, Mul(X, X)), V), 3, 7);
        Check(Block(Assign(V, X), Expression.SubtractAssign(V, Mul(X, X)), V), 3, -5);
        Check(Block(Assign(V, X), Expression.MultiplyAssign(V, V), V), 3, 6);
        Check(Block(Assign(V, Const(6)), Expression.DivideAssign(V, X), V), 2, -1.5);
        Check(Block(Assign(V, X), Expression.ModuloAssign(V, Const(2)), V), 3, 1);
        Check(Block(Assign(V, X), Expression.PowerAssign(V, Const(3)), V), 2, 12);
        Check(Block(Assign(V, Mul(X, X)), Expression.PreIncrementAssign(V), Expression.PostDecrementAssign(V)), 2, 4);
    }

    [Fact]
    public void Powers_increments_and_unary_operators()
    {
        Check(Expression.Power(X, Const(3)), 2, 12);
        Check(Expression.Increment(Mul(X, X)), 2, 4);
        Check(Expression.Decrement(Expression.Negate(Mul(X, X))), 2, -4);
        Check(Expression.UnaryPlus(Mul(X, X)), 2, 4);
    }

    [Fact]
    public void An_array_may_be_added_to_in_place()
    {
        var (array, rows) = (Expression.Variable(typeof(double[]), "a"), Expression.Variable(typeof(double[][]), "rows"));
        var pair = Expression.NewArrayInit(typeof(double), X, Mul(X, X));
        var first = Expression.ArrayAccess(array, Expression.Constant(0));
        var row = Expression.ArrayAccess(rows, Expression.Constant(0));
        Check(
            Expression.Block([array], Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Zero), [typeof(double[])], pair)),
                AddTo(array, pair), Assign(first, Add(first, X)), AddTo(array, pair), Mul(first, Expression.ArrayIndex(array, Expression.Constant(1)))),
            2, 72); // 3 x * 2 x^2
        Check(
            Expression.Block([rows], Assign(rows, Expression.NewArrayInit(typeof(double[]), Expression.NewArrayInit(typeof(double), X, Const(1)))),
                AddTo(row, pair), Mul(Expression.ArrayIndex(row, Expression.Constant(0)), Expression.ArrayIndex(row, Expression.Constant(1)))),
            2, 26); // 2 x (1 + x^2)
    }

    [Fact]
    public void Conditional_statements()
    {
        Check(Block(Assign(V, X), Expression.IfThen(Expression.GreaterThan(X, Const(1)), Assign(V, Mul(X, X))), V), 3, 6);
        Check(Block(Assign(V, X), Expression.IfThen(Expression.GreaterThan(X, Const(1)), Assign(V, Mul(X, X))), V), 0.5, 1);
        var both = Block(
            Expression.IfThenElse(Expression.LessThan(X, Const(0)), Assign(V, Expression.Negate(X)), Expression.Block(Assign(V, Mul(X, X)), Assign(W, V))), Mul(V, W));
        Check(both, 2, 32);
        Check(both, -2, 0);
    }

    [Fact]
    public void Switches()
    {
        var floor = Expression.Convert(X, typeof(int));
        var body = Expression.Switch(
            floor, X,
            Expression.SwitchCase(Mul(X, X), Expression.Constant(1), Expression.Constant(2)),
            Expression.SwitchCase(Expression.Call(Sin, X), Expression.Constant(3)));
        Check(body, 1.5, 3);
        Check(body, 2.5, 5);
        Check(body, 3.5, Math.Cos(3.5));
        Check(body, 9, 1);
    }

    [Fact]
    public void Switches_as_statements()
    {
        var body = Block(
            Assign(V, X),
            Expression.Switch(
                typeof(void), Expression.Convert(X, typeof(int)), null, null,
                Expression.SwitchCase(Expression.Block(Assign(V, Mul(X, X)), Expression.Empty()), Expression.Constant(2))),
            V);
        Check(body, 2.5, 5);
        Check(body, 3.5, 1);
    }

    [Fact]
    public void Switches_over_strings()
    {
        var s = Expression.Parameter(typeof(string), "s");
        var body = Expression.Switch(s, X, Expression.SwitchCase(Mul(X, X), Expression.Constant("square")), Expression.SwitchCase(Const(1), Expression.Constant("one")));
        var f = Expression.Lambda<Func<double, string, double>>(body, X, s);
        Everywhere.Expect((6.0, 0.0, 1.0), o => (Ad.GradFirst(f, o)(3, "square"), Ad.GradFirst(f, o)(3, "one"), Ad.GradFirst(f, o)(3, "other")));
    }

    [Fact]
    public void Writes_to_local_arrays()
    {
        var a = Expression.Variable(typeof(double[]), "a");
        Expression At(int i) => Expression.ArrayAccess(a, Expression.Constant(i));
        var body = Expression.Block(
            [a],
            Assign(a, Expression.NewArrayBounds(typeof(double), Expression.Constant(3))),
            Assign(At(0), X),
            Assign(At(1), Mul(At(0), At(0))),
            Assign(At(0), Mul(At(1), X)),
            Expression.AddAssign(At(2), At(1)),
            Add(At(0), At(2)));
        Check(body, 2, 12 + 4);
    }

    [Fact]
    public void Writes_at_a_computed_index()
    {
        var a = Expression.Variable(typeof(double[]), "a");
        var n = Expression.Parameter(typeof(int), "n");
        var body = Expression.Block(
            [a],
            Assign(a, Expression.NewArrayInit(typeof(double), X, Mul(X, X))),
            Assign(Expression.ArrayAccess(a, n), Const(5)),
            Mul(Expression.ArrayIndex(a, Expression.Constant(0)), Expression.ArrayIndex(a, Expression.Constant(1))));
        var f = Expression.Lambda<Func<double, int, double>>(body, X, n);
        Everywhere.Expect((20.0, 5.0), o => (Ad.GradFirst(f, o)(2, 0), Ad.GradFirst(f, o)(2, 1)));
    }

    [Fact]
    public void A_second_name_of_a_local_array_sees_its_writes()
    {
        var (a, b) = (Expression.Variable(typeof(double[]), "a"), Expression.Variable(typeof(double[]), "b"));
        var body = Expression.Block(
            [a, b],
            Assign(a, Expression.NewArrayBounds(typeof(double), Expression.Constant(1))),
            Assign(b, a),
            Assign(Expression.ArrayAccess(a, Expression.Constant(0)), Mul(X, X)),
            Expression.ArrayIndex(b, Expression.Constant(0)));
        Check(body, 3, 6);
    }

    [Fact]
    public void Jumps_forward()
    {
        var end = Expression.Label(typeof(double), "end");
        var body = Expression.Block(
            [V],
            Assign(V, Mul(X, X)),
            Expression.IfThen(Expression.GreaterThan(X, Const(1)), Expression.Return(end, Mul(V, X))),
            Assign(V, Mul(V, V)),
            Expression.Label(end, V));
        Check(body, 2, 12);
        Check(body, 0.5, 0.5);
    }

    [Fact]
    public void Jumps_forward_over_statements()
    {
        var skip = Expression.Label("skip");
        var body = Expression.Block(
            [V],
            Assign(V, X),
            Expression.IfThen(Expression.GreaterThan(X, Const(1)), Expression.Goto(skip)),
            Assign(V, Mul(V, V)),
            Assign(V, Mul(V, V)),
            Expression.Label(skip),
            Mul(V, Const(3)));
        Check(body, 2, 3);
        Check(body, 0.5, 3 * 4 * 0.125);
    }

    [Fact]
    public void Invocations_of_lambdas_with_statements()
    {
        var y = Expression.Parameter(typeof(double), "y");
        var inner = Expression.Lambda<Func<double, double>>(Expression.Block([W], Assign(W, Mul(y, y)), Mul(W, X)), y);
        Check(Expression.Invoke(inner, Mul(X, X)), 2, 5 * 16);
    }

    [Fact]
    public void A_lambda_kept_in_a_local_is_invoked()
    {
        var y = Expression.Parameter(typeof(double), "y");
        var f = Expression.Variable(typeof(Func<double, double>), "f");
        Check(Expression.Block([f], Assign(f, Expression.Lambda<Func<double, double>>(Mul(y, y), y)), Add(Expression.Invoke(f, X), Expression.Invoke(f, Const(2)))), 3, 6);
    }

    [Fact]
    public void Shared_nodes_are_computed_once()
    {
        // The logistic map x -> 4 x (1 - x), iterated: every node of the tree is shared by two.
        const int iterations = 60;
        Expression e = X;
        for (var i = 0; i < iterations; i++)
        {
            e = Mul(Mul(Const(4), e), Expression.Subtract(Const(1), e));
        }

        var f = Expression.Lambda<Func<double, double>>(e, X);
        var (x, d) = (0.3, 1.0);
        for (var i = 0; i < iterations; i++)
        {
            (x, d) = (4 * x * (1 - x), 4 * (1 - (2 * x)) * d);
        }

        // The map is chaotic: only where the values round alike do the derivatives agree.
        foreach (var options in Everywhere.Options)
        {
            Assert.Equal(1, Ad.Grad(f, options with { Arithmetic = AdArithmetic.Strict })(0.3) / d, 1e-12);
        }
    }

    private static void Check(Expression body, double at, double expected) =>
        Everywhere.Derivative(Expression.Lambda<Func<double, double>>(body, X), at, expected);

    private static BlockExpression Block(params Expression[] statements) => Expression.Block([V, W], statements);

    private static BinaryExpression Assign(Expression to, Expression value) => Expression.Assign(to, value);

    private static BinaryExpression Mul(Expression a, Expression b) => Expression.Multiply(a, b);

    private static BinaryExpression Add(Expression a, Expression b) => Expression.Add(a, b);

    private static MethodCallExpression AddTo(Expression target, Expression added) =>
        Expression.Call(typeof(VectorSpace), nameof(VectorSpace.AddTo), [target.Type], target, added);

    private static ConstantExpression Const(double value) => Expression.Constant(value);
}
