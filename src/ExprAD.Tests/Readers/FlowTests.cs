using System.Linq.Expressions;
using System.Numerics;
using ExprAD.Graphs;
using Xunit;

namespace ExprAD.Tests.Readers;

/// <summary>The loops of <see cref="Flow"/>: as methods, and as the reader takes them.</summary>
public class FlowTests
{
    private static readonly double[] Numbers = [0.3, -1.75, 2.5, 0.0];

    internal sealed record Body(double Position, double Velocity, int Steps = 0);

    [Fact]
    public void A_loop_makes_as_many_steps_as_it_is_told_and_none_for_a_negative_number()
    {
        Assert.Equal(["0a", "1ab"], [Flow.For(1, "a", (i, s) => i + s), Flow.For(2, "b", (i, s) => i == 0 ? "a" + s : i + s)]);
        Assert.Equal([7, 7], [Flow.For(0, 7, (_, s) => s + 1), Flow.For(-3, 7, (_, s) => s + 1)]);
    }

    [Fact]
    public void A_while_loop_ends_at_the_first_state_for_which_the_condition_does_not_hold()
    {
        Assert.Equal(128, Flow.While(1, s => s < 100, s => 2 * s));
        Assert.Equal(500, Flow.While(500, s => s < 100, s => 2 * s));
    }

    [Fact]
    public void A_scan_gives_the_states_after_the_seed()
    {
        Assert.Equal([1, 2, 4, 7], Flow.Scan(4, 1, (i, s) => s + i));
        Assert.Empty(Flow.Scan(0, 1, (i, s) => s + i));
        Assert.Empty(Flow.Scan(-1, 1, (i, s) => s + i));
    }

    [Fact]
    public void Missing_functions_are_refused()
    {
        Assert.Equal("step", Assert.Throws<ArgumentNullException>(() => Flow.For(1, 0.0, null!)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentNullException>(() => Flow.Scan(0, 0.0, null!)).ParamName);
        Assert.Equal("condition", Assert.Throws<ArgumentNullException>(() => Flow.While(1, null!, s => s)).ParamName);
        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => Flow.While(1, s => s < 0, null!)).ParamName);
    }

    [Fact]
    public void Loops_over_a_number_are_read_as_they_run()
    {
        LoopValues.Agree(x => Flow.For(10, x, (i, s) => 3.7 * s * (1 - s)), Numbers);
        LoopValues.Agree(x => Flow.For(5, 1.0, (i, s) => (s * x) + i), Numbers);
        LoopValues.Agree(x => Flow.For(0, x, (i, s) => s * s), Numbers);
        LoopValues.Agree(x => Flow.For(-2, x, (i, s) => s * s), Numbers);
        LoopValues.Agree<double, double>(x => Flow.While(x, r => Math.Abs((r * r) - 2) > 1e-9, r => (r + (2 / r)) / 2), 1, 2, 5);
        LoopValues.Agree(x => Flow.Scan(4, 1.0, (i, s) => s * x), Numbers);
        LoopValues.Agree(x => Flow.For(3, (float)x, (i, s) => s * 1.1f), Numbers);
    }

    [Fact]
    public void A_number_of_steps_from_the_arguments_is_read()
    {
        LoopValues.Agree<int, double>(n => Flow.For(n, 1.0, (i, s) => s / (i + 1)), 0, 3, -1);
        LoopValues.Agree<int, double[]>(n => Flow.Scan(n - 1, 1.0, (i, s) => s / (i + 1)), 0, 3, -1);
        LoopValues.Agree<double[], double[]>(x => Flow.Scan(x.Length, 0.0, (i, s) => s + x[i]), [], [1.5], [1, 2, 3]);
    }

    [Fact]
    public void A_state_of_several_members_is_carried_member_by_member()
    {
        LoopValues.Agree(x => Flow.For(6, new Body(x, 0), (i, b) => new Body(b.Position + (0.1 * b.Velocity), b.Velocity - (0.1 * b.Position), b.Steps + i)), Numbers);
        LoopValues.Agree(x => Flow.For(6, new { A = x, B = new { C = 1.0, N = 0 } }, (i, s) => new { A = s.B.C, B = new { C = s.A + s.B.C, N = s.B.N + 1 } }).B.C, Numbers);
        LoopValues.Agree(x => Flow.For(6, ValueTuple.Create(x, 1.0), (i, s) => ValueTuple.Create(s.Item2, s.Item1 * x)), Numbers);
        LoopValues.Agree(x => Flow.For(5, new Complex(x, 1), (i, z) => new Complex((z.Real * z.Real) - (z.Imaginary * z.Imaginary), 2 * z.Real * z.Imaginary)).Real, Numbers);
        LoopValues.Agree(x => Flow.Scan(3, new Body(x, 1), (i, b) => new Body(b.Velocity, b.Position * x)), Numbers);
        LoopValues.Agree(x => Flow.While(new { S = x, Go = true }, s => s.Go, s => new { S = s.S + 1, Go = s.S < 3 }).S, Numbers);
        LoopValues.Agree<Body, Body>(b => Flow.For(3, b, (i, s) => new Body(s.Velocity, s.Position, s.Steps + 1)), new Body(1, 2, 3));
    }

    [Fact]
    public void Each_member_of_a_state_is_a_state_of_the_loop()
    {
        var (root, _) = LoopValues.Read((Expression<Func<double, double>>)(x =>
            Flow.For(6, new Body(x, 0), (i, b) => new Body(b.Position + (0.1 * b.Velocity), b.Velocity - (0.1 * b.Position), b.Steps + 1)).Position));
        Assert.Equal(2, Assert.IsType<Loop>(root.Operation).States);
        Assert.DoesNotContain(Order.Ascending(root), value => value.Operation is Construct);
    }

    [Fact]
    public void A_missing_number_is_carried()
    {
        LoopValues.Agree(x => Flow.For(4, (double?)null, (i, s) => s == null ? x : s.Value * x), Numbers);
        LoopValues.Agree(x => Flow.For(4, (double?)x, (i, s) => i < 2 ? s * x : null) ?? 7.0, Numbers);
    }

    [Fact]
    public void A_state_that_carries_no_number_is_one_state()
    {
        LoopValues.Agree<string, string>(t => Flow.For(3, t, (i, s) => s + i), "a", "");
        LoopValues.Agree<int, int>(n => Flow.While(n, k => k > 10, k => k / 3), 100, 5);
    }

    [Fact]
    public void Arrays_are_states()
    {
        LoopValues.Agree<double[], double[]>(x => Flow.For(3, x, (i, s) => new[] { s[1], s[0] * s[1] }), [0.5, 2], [1, -3]);
        LoopValues.Agree<double[], double>(x => Flow.For(2, new { A = x, T = 0.0 }, (i, s) => new { A = new[] { s.A[1], s.A[0] }, T = s.T + s.A[0] }).T, [0.5, 2]);
    }

    [Fact]
    public void Loops_stand_in_loops()
    {
        LoopValues.Agree(x => Flow.For(3, x, (i, s) => Flow.For(i, s, (j, t) => (t * x) + j + i)), Numbers);
        LoopValues.Agree(x => Flow.For(3, 0.0, (i, s) => s + Flow.For(4, 1.0, (j, t) => t * (x + i))), Numbers);
        LoopValues.Agree(x => Flow.For(2, x, (i, s) => Flow.While(s, t => t < 10, t => t + 2.5 + i) / 3), Numbers);
        LoopValues.Agree(x => Flow.For(2, x, (i, s) => Flow.For(2, s, (j, t) => Flow.For(2, t, (k, u) => u + (i * 100) + (j * 10) + k))), Numbers);
    }

    [Fact]
    public void What_does_not_depend_on_the_loop_is_outside()
    {
        var (root, _) = LoopValues.Read((Expression<Func<double, double>>)(x => Flow.For(3, 0.0, (i, s) => s + Flow.For(4, 1.0, (j, t) => t * x))));
        Assert.All(Order.Ascending(root).Where(value => value.Operation is Loop), value => Assert.Equal(1, ((Loop)value.Operation).Level));
    }

    [Fact]
    public void Functions_that_are_captured_are_read_or_called()
    {
        Expression<Func<int, double, double>> step = (i, s) => (s * s) + i;
        Func<double, double> next = s => s / 2;
        LoopValues.Agree(x => Flow.For(3, x, step.Compile()), Numbers);
        LoopValues.Agree(x => Flow.While(x, s => s > 0.1, next), Numbers);
        LoopValues.Agree(x => Flow.While(x, s => s > 0.1, Half), Numbers);
        LoopValues.Agree(x => Flow.Let(x + 1, y => Flow.For(3, x, (i, s) => s + y)), Numbers);
    }

    [Fact]
    public void A_derivative_may_be_a_step() => LoopValues.Agree(x => Flow.For(2, x, (i, s) => Ad.Grad(y => y * y * s)(s)), Numbers);

    [Fact]
    public void What_a_step_changes_outside_is_refused()
    {
        var x = Expression.Parameter(typeof(double), "x");
        var total = Expression.Variable(typeof(double), "total");
        Expression<Func<int, double, double>> template = (i, s) => s + i;
        var step = Expression.Lambda<Func<int, double, double>>(
            Expression.Block(Expression.AddAssign(total, x), total), template.Parameters);
        var loop = Expression.Call(typeof(Flow), nameof(Flow.For), [typeof(double)], Expression.Constant(3), x, step);
        var f = Expression.Lambda<Func<double, double>>(Expression.Block([total], Expression.Assign(total, x), loop), x);

        Assert.Throws<NotDifferentiableException>(() => LoopValues.Read(f));
    }

    private static double Half(double x) => x / 2;
}
