using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Matrices;

/// <summary>Jacobians against closed forms: straight-line functions, maps, loops, in every back end and mode.</summary>
public class JacobianTests
{
    private static readonly double[] s_x = [0.5, -2, 3];

    private static readonly Expression<Func<double[], double[]>> Straight = x => new[] { x[0] * x[1], Math.Sin(x[0]) + x[2], x[1] * x[1] * x[2] };

    private static readonly Expression<Func<double[], double[]>> Differences = x => x.Zip(x.Skip(1), (a, b) => (a * a) - b).ToArray();

    private static readonly Expression<Func<double[], double[], double[]>> Model = (p, t) => t.Select(s => p[0] * Math.Exp(-p[1] * s)).ToArray();

    [Fact]
    public void Row_i_is_the_gradient_of_result_i()
    {
        double[,] expected = { { -2, 0.5, 0 }, { Math.Cos(0.5), 0, 1 }, { 0, -12, 4 } };
        Same(expected, Straight, s_x);
        Func<double[], double[,]> plain = Ad.Jacobian(x => new[] { x[0] * x[1] });
        Everywhere.Close(new double[,] { { -2, 0.5, 0 } }, plain(s_x), 0, "one row");
        Expression<Func<double[], double[,]>> tree = Derive.Jacobian(x => new[] { x[0] * x[1] });
        Everywhere.Close(new double[,] { { -2, 0.5, 0 } }, tree.Compile()(s_x), 0, "one row");
    }

    [Fact]
    public void The_shape_is_that_of_results_and_point()
    {
        Same(new double[,] { { 2, 0, 0, 0, 0 } }, x => new[] { 2 * x[0] }, [1, 2, 3, 4, 5]);
        Same(new double[0, 2], x => new double[] { }, [1, 2]);
        Same(new double[2, 0], x => new[] { 1.0, 2.0 }, []);
        Same(new double[0, 0], x => x.Select(v => v * v).ToArray(), []);
        Same(new double[,] { { 14 } }, x => x.Select(v => v * v).ToArray(), [7]);
        Same(new double[,] { { 2, 0 }, { 0, 4 } }, x => x.Select(v => v * v).ToArray(), [1, 2]);
        Same(new double[2, 3], x => new double[2], [1, 2, 3]);
    }

    [Fact]
    public void A_function_may_return_its_point() => Same(new double[,] { { 1, 0 }, { 0, 1 } }, x => x, [3, 4]);

    [Fact]
    public void A_map_has_a_diagonal() => Same(
        new double[,] { { Math.Cos(0.5), 0, 0 }, { 0, Math.Cos(2), 0 }, { 0, 0, Math.Cos(3) } }, x => x.Select(v => Math.Sin(v)).ToArray(), s_x);

    [Fact]
    public void Fewer_results_than_numbers()
    {
        Same(new double[,] { { 1, -1, 0 }, { 0, -4, -1 } }, Differences, s_x);
        Same(new double[,] { { 1, 1, 1 } }, x => new[] { x.Sum() }, s_x);
        Same(new double[,] { { -6, 1.5, -1 }, { 1, -4, 6 } }, x => new[] { x.Aggregate(1.0, (p, v) => p * v), x.Sum(v => v * v) }.Select((v, i) => i == 0 ? v : v + x[1] - x[1]).ToArray(), s_x);
    }

    [Fact]
    public void More_results_than_numbers()
    {
        double[] t = [0, 1, 2, 3];
        var expected = new double[4, 2];
        for (var i = 0; i < 4; i++)
        {
            (expected[i, 0], expected[i, 1]) = (Math.Exp(-0.5 * t[i]), -2 * t[i] * Math.Exp(-0.5 * t[i]));
        }

        Everywhere.Expect(expected, o => Ad.Jacobian(Model, o)([2, 0.5], t));
        Everywhere.Expect(expected, o => Derive.Jacobian(Model, o).Compile()([2, 0.5], t));
        Everywhere.Close(expected, Ad.Jacobian(Model)([2, 0.5], t), 1e-15, "plain");
        Everywhere.Close(expected, Derive.Jacobian(Model).Compile()([2, 0.5], t), 1e-15, "plain tree");
        Everywhere.Expect(new double[0, 2], o => Ad.Jacobian(Model, o)([2, 0.5], []));
    }

    [Fact]
    public void Two_arguments_of_data()
    {
        Expression<Func<double[], double, int, double[]>> f = (x, a, n) => x.Select(v => a * v * n).ToArray();
        double[,] expected = { { 6, 0 }, { 0, 6 } };
        Everywhere.Expect(expected, o => Ad.Jacobian(f, o)([1, 2], 2, 3));
        Everywhere.Expect(expected, o => Derive.Jacobian(f, o).Compile()([1, 2], 2, 3));
        Everywhere.Close(expected, Ad.Jacobian(f)([1, 2], 2, 3), 0, "plain");
        Everywhere.Close(expected, Derive.Jacobian(f).Compile()([1, 2], 2, 3), 0, "plain tree");
    }

    [Fact]
    public void States_of_loops_are_results()
    {
        // s = x0, x0 x1, x0 x1 x2
        Same(new double[,] { { 1, 0, 0 }, { -2, 0.5, 0 }, { -6, 1.5, -1 } }, x => Flow.Scan(x.Length, 1.0, (i, s) => s * x[i]), s_x);
    }

    [Fact]
    public void Results_chosen_at_run_time()
    {
        Expression<Func<double[], bool, double[]>> f = (x, swap) => swap ? new[] { x[1], x[0] * x[0] } : x.Select(v => 3 * v).ToArray();
        Everywhere.Expect(new double[,] { { 0, 1 }, { 10, 0 } }, o => Ad.Jacobian(f, o)([5, 7], true));
        Everywhere.Expect(new double[,] { { 3, 0 }, { 0, 3 } }, o => Ad.Jacobian(f, o)([5, 7], false));
        Everywhere.Expect(new double[,] { { 0, 4 } }, o => Ad.Jacobian((double[] x, int i) => new[] { x[i] * x[i] }, o)([5, 2], 1));
    }

    [Fact]
    public void Numbers_read_by_index_may_coincide()
    {
        Expression<Func<double[], int, int, double[]>> f = (x, i, j) => new[] { x[i] * x[j] };
        Everywhere.Expect(new double[,] { { 0, 14 } }, o => Ad.Jacobian(f, o)([5, 7], 1, 1));
        Everywhere.Expect(new double[,] { { 7, 5 } }, o => Ad.Jacobian(f, o)([5, 7], 1, 0));
    }

    [Fact]
    public void An_index_that_the_function_does_not_use_is_not_used() =>
        Same(new double[,] { { 2 } }, x => new[] { x.Length > 1 ? x[1] * x[0] : 2 * x[0] }, [5]);

    [Fact]
    public void What_the_function_throws_is_thrown()
    {
        foreach (var options in Everywhere.Options)
        {
            Assert.Throws<IndexOutOfRangeException>(() => Ad.Jacobian(x => new[] { x[0], x[3] }, options)(s_x));
            Assert.Throws<NullReferenceException>(() => Ad.Jacobian(x => new[] { x[0] }, options)(null!));
            Assert.Throws<ArgumentNullException>(() => Ad.Jacobian((Expression<Func<double[], double[]>>)null!, options));
            Assert.Throws<ArgumentNullException>(() => Derive.Jacobian((Expression<Func<double[], double[]>>)null!, options));
        }

        Assert.Throws<NotDifferentiableException>(() => Derive.Jacobian(Straight, new AdOptions { Form = AdForm.Pure }));
        Assert.Throws<NotDifferentiableException>(() => Ad.Jacobian(x => x.Select(v => (double)(decimal)v).ToArray()));
        Assert.Throws<ArgumentNullException>(() => Ad.Jacobian(Straight, null!));
        Assert.Throws<ArgumentNullException>(() => Derive.Jacobian(Straight, null!));
    }

    // A direction's zeros are structural: they meet no infinite partial derivative.
    [Fact]
    public void Infinite_numbers_stay_in_their_places()
    {
        double[] x = [double.PositiveInfinity, 2, 0];
        Same(new double[,] { { 2, double.PositiveInfinity, 0 }, { 0, 0, double.PositiveInfinity } }, v => new[] { v[0] * v[1], Math.Sqrt(v[2]) }, x);
        Same(new double[,] { { double.PositiveInfinity, 0, 0 }, { 0, 4, 0 }, { 0, 0, 0 } }, v => v.Select(a => a * a).ToArray(), x);
        Same(new double[,] { { double.PositiveInfinity, 0 }, { 0, 0.25 } }, v => v.Select(a => Math.Sqrt(a)).ToArray(), [0, 4]);
        Same(new double[,] { { double.NaN, 0 }, { 0, 6 } }, v => v.Select(a => a * a).ToArray(), [double.NaN, 3]);
        Same(new double[,] { { 1, 0 }, { 2, double.PositiveInfinity } }, v => Flow.Scan(2, 1.0, (i, s) => s * v[i]), [double.PositiveInfinity, 2]);
    }

    [Fact]
    public void Jacobians_stand_inside_lambdas()
    {
        // J = (x1, x0; 0, 2 x1): its determinant 2 x1^2.
        Everywhere.Gradient((double[] x) => Ad.Jacobian(v => new[] { v[0] * v[1], v[1] * v[1] })(x)[0, 0] * Ad.Jacobian(v => new[] { v[0] * v[1], v[1] * v[1] })(x)[1, 1], new[] { 3.0, 4 }, [0, 16]);
        Everywhere.Derivative(a => Ad.Jacobian(v => v.Select(u => u * u * a).ToArray())(new[] { a, 2 * a })[1, 1], 3, 24); // 4 a^2
        Everywhere.Derivative(a => Ad.Jacobian((double[] v, double b) => v.Select(u => u * u * b).ToArray())(new[] { a, 2 * a }, a)[1, 1], 3, 24);
        Everywhere.Derivative(a => Derive.Jacobian(v => new[] { v[0] * v[0] * a }).Invoke(new[] { a })[0, 0], 3, 12);
    }

    [Fact]
    public void The_printed_Jacobian_computes_the_same()
    {
        LambdaExpression[] trees = [Derive.Jacobian(Straight), Derive.Jacobian(Differences), Derive.Jacobian(Model), Derive.Jacobian(Differences, new AdOptions { Mode = AdMode.Reverse })];
        object[][] points = [[s_x], [s_x], [new[] { 2, 0.5 }, s_x], [s_x]];
        var compiled = RoslynCompile.Printed(trees);
        for (var i = 0; i < trees.Length; i++)
        {
            Everywhere.Close(trees[i].Compile().DynamicInvoke(points[i]), compiled[i].DynamicInvoke(points[i]), 0, $"tree {i}");
        }
    }

    [Fact]
    public void Straight_line_functions_have_straight_line_Jacobians()
    {
        Assert.Empty(Emitted.In(Derive.Jacobian(Straight)).Loops);
        Assert.Single(Emitted.In(Derive.Jacobian(Model)).Loops);
    }

    [Fact]
    public void Few_results_of_branches_have_their_rows_written_out()
    {
        Expression<Func<double[], double[]>> f = x => Flow.Let(x[2] > 0 ? x[0] * x[1] : x[0] / x[1], q => new[] { q * x[2], Math.Exp(q) });
        Assert.Empty(Emitted.In(Derive.Jacobian(f)).Loops);
        Assert.InRange(Derive.Jacobian(f).CountOperations().Total, 1, 13);
        var e = Math.Exp(-1);
        Same(new double[,] { { -6, 1.5, -1 }, { -2 * e, 0.5 * e, 0 } }, f, s_x);
        Same(new double[,] { { -6, 24, 4 }, { 2 * Math.Exp(4), -8 * Math.Exp(4), 0 } }, f, [2, 0.5, -3]);
        Same(new double[,] { { 0, 0, 0 }, { 0, 0, -4 } }, x => new[] { x.Length > 3 ? x[3] : 0, x.Length > 2 ? x[2] * x[2] : 0 }, [1, 1, -2]);
        Same(new double[,] { { 0, 0 }, { 0, 0 } }, x => new[] { x.Length > 3 ? x[3] : 0, x.Length > 2 ? x[2] * x[2] : 0 }, [1, 1]);
    }

    [Fact]
    public void Few_results_that_are_chosen_have_their_rows_written_out()
    {
        Expression<Func<double[], double[]>> f = x => x[0] > 0 ? new[] { x[0] * x[1], x[0] / x[1] } : new[] { x[1], x[0] * x[2] };
        Assert.Empty(Emitted.In(Derive.Jacobian(f)).Loops);
        Assert.InRange(Derive.Jacobian(f).CountOperations().Total, 1, 4);
        Same(new double[,] { { -2, 0.5, 0 }, { -0.5, -0.125, 0 } }, f, s_x);
        Same(new double[,] { { 0, 1, 0 }, { 3, 0, -0.5 } }, f, [-0.5, -2, 3]);
    }

    // Bundle adjustment's: a number that is read before the branches that need it is read in any case.
    [Fact]
    public void Few_numbers_of_branches_have_their_columns_written_out()
    {
        Expression<Func<double[], double[], double[]>> f = (p, t) => Flow.Let(p[0], a => Flow.Let(p[1], b => t.Select(s => s > 0 ? a * s : b).ToArray()));
        Assert.Single(Emitted.In(Derive.Jacobian(f)).Loops);
        double[] t = [3, -1];
        Everywhere.Expect(new double[,] { { 3, 0 }, { 0, 1 } }, o => Ad.Jacobian(f, o)([5, 7], t));
    }

    [Fact]
    public void Few_sums_are_rows_of_one_loop()
    {
        Expression<Func<double[], double[]>> f = x => new[] { x.Sum(v => v * v), x.Sum(v => Math.Sin(v)), x.Sum() };
        Assert.Single(Emitted.In(Derive.Jacobian(f)).Loops);
        Same(new double[,] { { 1, -4, 6 }, { Math.Cos(0.5), Math.Cos(2), Math.Cos(3) }, { 1, 1, 1 } }, f, s_x);
        Same(new double[3, 0], f, []);
    }

    [Fact]
    public void Results_of_many_operations_are_a_loop()
    {
        var x = Expression.Parameter(typeof(double[]), "x");
        Expression Sum(int i) => Enumerable.Range(0, 40).Select(k => (Expression)Expression.Call(typeof(Math), nameof(Math.Pow), null, Expression.ArrayIndex(x, Expression.Constant((i + k) % 50)), Expression.Constant(k + 0.5)))
            .Aggregate(Expression.Add);
        var f = Expression.Lambda<Func<double[], double[]>>(Expression.NewArrayInit(typeof(double), Enumerable.Range(0, 50).Select(Sum)), x);
        Assert.NotEmpty(Emitted.In(Derive.Jacobian(f, new AdOptions { Mode = AdMode.Reverse })).Loops);
    }

    [Fact]
    public void Code_does_not_grow_with_the_number_of_directions() => Assert.InRange(Derive.Jacobian(Differences).CountOperations().Total, 1, 20);

    private static void Same(double[,] expected, Expression<Func<double[], double[]>> f, double[] at)
    {
        Everywhere.Expect(expected, o => Ad.Jacobian(f, o)(at));
        Everywhere.Expect(expected, o => Derive.Jacobian(f, o).Compile()(at));
        foreach (var mode in Enum.GetValues<AdMode>())
        {
            Everywhere.Close(expected, DerivativeGraph.Of(Verb.Jacobian, f, new AdOptions { Mode = mode }).At([at]), 1e-14, "reference");
        }
    }
}
