using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Matrices;

/// <summary>Hessians, and Hessians times vectors, against closed forms.</summary>
public class HessianTests
{
    private static readonly double[] s_x = [0.5, -2, 3];

    private static readonly Expression<Func<double[], double>> Straight = x => (x[0] * x[0] * Math.Exp(x[1])) + (x[1] * x[2]);

    private static readonly Expression<Func<double[], double>> Chained = x => Enumerable.Range(0, x.Length - 1).Sum(i => Math.Pow(x[i + 1] - (x[i] * x[i]), 2));

    private static readonly Expression<Func<double[], double[], double>> Squares = (p, t) => t.Sum(s => Math.Pow((p[0] * Math.Exp(p[1] * s)) - s, 2));

    private static double[,] OfStraight => new double[,]
    {
        { 2 * Math.Exp(-2), 2 * 0.5 * Math.Exp(-2), 0 },
        { 2 * 0.5 * Math.Exp(-2), 0.25 * Math.Exp(-2), 1 },
        { 0, 1, 0 },
    };

    [Fact]
    public void The_Hessian_is_the_matrix_of_second_derivatives()
    {
        Same(OfStraight, Straight, s_x);
        Func<double[], double[,]> plain = Ad.Hessian(x => x[0] * x[1]);
        Everywhere.Close(new double[,] { { 0, 1 }, { 1, 0 } }, plain([2, 3]), 0, "plain");
        Expression<Func<double[], double[,]>> tree = Derive.Hessian(x => x[0] * x[1]);
        Everywhere.Close(new double[,] { { 0, 1 }, { 1, 0 } }, tree.Compile()([2, 3]), 0, "tree");
    }

    [Fact]
    public void The_shape_is_that_of_the_point()
    {
        Same(new double[0, 0], x => x.Sum(v => v * v), []);
        Same(new double[,] { { 2 } }, x => x.Sum(v => v * v), [3]);
        Same(new double[,] { { 2, 0 }, { 0, 2 } }, x => x.Sum(v => v * v), [3, 4]);
        Same(new double[3, 3], x => x.Sum(), s_x);
        Same(new double[3, 3], x => 1.0, s_x);
        Same(new double[0, 0], x => 1.0, []);
        Same(new double[,] { { 2, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }, x => x[0] * x[0], s_x);
    }

    [Fact]
    public void A_chain_has_a_tridiagonal_Hessian()
    {
        var expected = new double[4, 4];
        double[] x = [0.5, -2, 3, 1];
        for (var i = 0; i < 3; i++)
        {
            expected[i, i] += (12 * x[i] * x[i]) - (4 * x[i + 1]);
            expected[i + 1, i + 1] += 2;
            expected[i, i + 1] = expected[i + 1, i] = -4 * x[i];
        }

        Same(expected, Chained, x);
    }

    [Fact]
    public void A_product_of_all_has_a_full_Hessian() =>
        Same(new double[,] { { 0, 3, -2 }, { 3, 0, 0.5 }, { -2, 0.5, 0 } }, x => x.Aggregate(1.0, (p, v) => p * v), s_x);

    [Fact]
    public void Data_are_taken_as_they_are()
    {
        double[] t = [0, 1, 2];
        var expected = new double[2, 2];
        foreach (var s in t)
        {
            var (e, r) = (Math.Exp(0.5 * s), (2 * Math.Exp(0.5 * s)) - s);
            expected[0, 0] += 2 * e * e;
            expected[0, 1] += 2 * ((e * 2 * s * e) + (r * s * e));
            expected[1, 1] += 2 * ((2 * s * e * 2 * s * e) + (r * 2 * s * s * e));
        }

        expected[1, 0] = expected[0, 1];
        Everywhere.Expect(expected, o => Ad.Hessian(Squares, o)([2, 0.5], t));
        Everywhere.Expect(expected, o => Derive.Hessian(Squares, o).Compile()([2, 0.5], t));
        Everywhere.Close(expected, Ad.Hessian(Squares)([2, 0.5], t), 1e-15, "plain");
        Everywhere.Close(expected, Derive.Hessian(Squares).Compile()([2, 0.5], t), 1e-15, "plain tree");
        double[] product = [expected[0, 0] + (10 * expected[0, 1]), expected[1, 0] + (10 * expected[1, 1])];
        Everywhere.Expect(product, o => Ad.Hvp(Squares, o)([2, 0.5], [1, 10], t));
        Everywhere.Expect(product, o => Derive.Hvp(Squares, o).Compile()([2, 0.5], [1, 10], t));
        Everywhere.Close(product, Ad.Hvp(Squares)([2, 0.5], [1, 10], t), 1e-15, "plain");
        Everywhere.Close(product, Derive.Hvp(Squares).Compile()([2, 0.5], [1, 10], t), 1e-15, "plain tree");
        Expression<Func<double[], double, int, double>> f = (x, a, n) => a * n * x[0] * x[1];
        Everywhere.Expect(new double[,] { { 0, 6 }, { 6, 0 } }, o => Ad.Hessian(f, o)([1, 2], 2, 3));
        Everywhere.Expect(new double[,] { { 0, 6 }, { 6, 0 } }, o => Derive.Hessian(f, o).Compile()([1, 2], 2, 3));
        Everywhere.Close(new double[,] { { 0, 6 }, { 6, 0 } }, Ad.Hessian(f)([1, 2], 2, 3), 0, "plain");
        Everywhere.Close(new double[,] { { 0, 6 }, { 6, 0 } }, Derive.Hessian(f).Compile()([1, 2], 2, 3), 0, "plain tree");
        Everywhere.Expect<double[]>([60, 6], o => Ad.Hvp(f, o)([1, 2], [1, 10], 2, 3));
        Everywhere.Expect<double[]>([60, 6], o => Derive.Hvp(f, o).Compile()([1, 2], [1, 10], 2, 3));
        Everywhere.Close(new double[] { 60, 6 }, Ad.Hvp(f)([1, 2], [1, 10], 2, 3), 0, "plain");
        Everywhere.Close(new double[] { 60, 6 }, Derive.Hvp(f).Compile()([1, 2], [1, 10], 2, 3), 0, "plain tree");
    }

    [Fact]
    public void Hvp_is_the_Hessian_times_the_vector()
    {
        double[] v = [1, 10, 100];
        Times(Straight, s_x, v);
        Times(Chained, s_x, v);
        Times(x => x.Aggregate(1.0, (p, u) => p * u), s_x, v);
        Times(x => x.Sum(), s_x, v);
        Times(x => x.Sum(u => u * u), [], []);
        Times(x => x.Sum(u => u * u), [3], [2]);
        Func<double[], double[], double[]> plain = Ad.Hvp(x => x[0] * x[1]);
        Assert.Equal([5.0, 4.0], plain([2, 3], [4, 5]));
        Expression<Func<double[], double[], double[]>> tree = Derive.Hvp(x => x[0] * x[1]);
        Assert.Equal([5.0, 4.0], tree.Compile()([2, 3], [4, 5]));
        Assert.Equal(["x", "v"], tree.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused()
    {
        foreach (var options in Everywhere.Options)
        {
            var refusal = Assert.Throws<ArgumentException>(() => Ad.Hvp(Straight, options)(s_x, [1, 2]));
            Assert.Equal("v", refusal.ParamName);
            Assert.Contains("2", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("3", refusal.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentNullException>(() => Ad.Hvp(Straight, options)(s_x, null!));
        }
    }

    [Fact]
    public void What_the_function_throws_is_thrown()
    {
        foreach (var options in Everywhere.Options)
        {
            Assert.Throws<IndexOutOfRangeException>(() => Ad.Hessian(Straight, options)([1, 2]));
            Assert.Throws<NullReferenceException>(() => Ad.Hessian(Straight, options)(null!));
            Assert.Throws<ArgumentNullException>(() => Ad.Hessian(null!, options));
            Assert.Throws<ArgumentNullException>(() => Derive.Hessian(null!, options));
            Assert.Throws<ArgumentNullException>(() => Ad.Hvp(null!, options));
            Assert.Throws<ArgumentNullException>(() => Derive.Hvp(null!, options));
        }

        Assert.Throws<ArgumentNullException>(() => Ad.Hessian(Straight, null!));
        Assert.Throws<ArgumentNullException>(() => Ad.Hvp(Straight, null!));
    }

    [Fact]
    public void Infinite_numbers_stay_in_their_places()
    {
        Same(new double[,] { { 0, 1 }, { 1, 0 } }, x => x[0] * x[1], [double.PositiveInfinity, 2]);
        Same(new double[,] { { double.NegativeInfinity, 0 }, { 0, 6 } }, x => Math.Sqrt(x[0]) + (3 * x[1] * x[1]), [0, 4]);
        Same(new double[,] { { double.NegativeInfinity, 0 }, { 0, -1.0 / 32 } }, x => x.Sum(v => Math.Sqrt(v)), [0, 4]);
        Same(new double[,] { { double.NaN, 0 }, { 0, 12 } }, x => x.Sum(v => v * v * v), [double.NaN, 2]);
    }

    [Fact]
    public void Branches_not_taken_contribute_nothing() =>
        Same(new double[,] { { 0, 0 }, { 0, 2 } }, x => x.Sum(v => v > 0 ? v * v : v * 1), [-1, 2]);

    [Fact]
    public void A_Hessian_is_the_Jacobian_of_a_gradient()
    {
        Everywhere.Expect(OfStraight, o => Ad.Jacobian(x => Ad.Grad(Straight)(x), o)(s_x));
        var expected = Ad.Hessian(Chained)(s_x);
        Everywhere.Expect(expected, o => Ad.Jacobian(x => Ad.Grad(Chained)(x), o)(s_x));
        Everywhere.Expect(expected, o => Ad.Jacobian(Derive.Grad(Chained), o)(s_x));
    }

    [Fact]
    public void Hessians_stand_inside_lambdas()
    {
        Everywhere.Derivative(a => Ad.Hessian(v => v[0] * v[0] * v[1] * a)(new[] { a, a })[0, 1], 3, 12); // 2 a^2
        Everywhere.Derivative(a => Ad.Hessian((double[] v, double b) => v.Sum(u => u * u * u) * b)(new[] { a, 2 * a }, a)[1, 1], 3, 72); // 12 a^2
        Everywhere.Derivative(a => Ad.Hvp(v => v[0] * v[0] * v[1] * a)(new[] { a, a }, new[] { 0, a })[0], 3, 54); // 2 a^3
        Everywhere.Derivative(a => Ad.Hvp((double[] v, double b) => v[0] * v[0] * v[1] * b)(new[] { a, a }, new[] { 0, a }, a)[0], 3, 54);
        Everywhere.Gradient((double[] x) => Ad.Hvp(v => v.Sum(u => u * u * u))(x, x).Sum(), new[] { 1.0, 2 }, [12, 24]); // 6 x^2
        Everywhere.Derivative(a => Derive.Hvp(v => v[0] * v[0] * v[1] * a).Invoke(new[] { a, a }, new[] { 0, a })[0], 3, 54);
    }

    [Fact]
    public void The_printed_Hessian_computes_the_same()
    {
        LambdaExpression[] trees = [Derive.Hessian(Straight), Derive.Hessian(Chained), Derive.Hessian(Squares), Derive.Hvp(Chained), Derive.Hvp(Squares)];
        object[][] points = [[s_x], [s_x], [new[] { 2, 0.5 }, s_x], [s_x, s_x], [new[] { 2, 0.5 }, new[] { 1.0, 3 }, s_x]];
        var compiled = RoslynCompile.Printed(trees);
        for (var i = 0; i < trees.Length; i++)
        {
            Everywhere.Close(trees[i].Compile().DynamicInvoke(points[i]), compiled[i].DynamicInvoke(points[i]), 0, $"tree {i}");
        }
    }

    [Fact]
    public void Straight_line_functions_have_straight_line_Hessians()
    {
        Assert.Empty(Emitted.In(Derive.Hessian(Straight)).Loops);
        Assert.Single(Emitted.In(Derive.Hessian(Squares)).Loops);
        Assert.InRange(Derive.Hessian(Chained).CountOperations().Total, 1, 30);
    }

    private static void Same(double[,] expected, Expression<Func<double[], double>> f, double[] at)
    {
        Everywhere.Expect(expected, o => Ad.Hessian(f, o)(at));
        Everywhere.Expect(expected, o => Derive.Hessian(f, o).Compile()(at));
        foreach (var mode in Enum.GetValues<AdMode>())
        {
            Everywhere.Close(expected, DerivativeGraph.Of(Verb.Hessian, f, new AdOptions { Mode = mode }).At([at]), 1e-14, "reference");
        }
    }

    private static void Times(Expression<Func<double[], double>> f, double[] at, double[] v)
    {
        var hessian = Ad.Hessian(f)(at);
        double[] expected = [.. Enumerable.Range(0, v.Length).Select(i => Enumerable.Range(0, v.Length).Sum(j => hessian[i, j] * v[j]))];
        Everywhere.Expect(expected, o => Ad.Hvp(f, o)(at, v));
        Everywhere.Expect(expected, o => Derive.Hvp(f, o).Compile()(at, v));
    }
}
