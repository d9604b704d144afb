using System.Linq.Expressions;
using ExprAD.Sparsity;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Matrices;

/// <summary>Sparse Jacobians and Hessians: the numbers are those of the dense ones, the pattern is no larger than it has to be, the groups are few.</summary>
public class SparseTests
{
    private static readonly Expression<Func<double[], double>> Chained = x => Enumerable.Range(0, x.Length - 1).Sum(i => Math.Pow(x[i + 1] - (x[i] * x[i]), 2));

    [Fact]
    public void A_chain_has_a_tridiagonal_Hessian_in_three_groups()
    {
        foreach (var n in (int[])[1, 2, 3, 4, 50])
        {
            Hessian(Chained, Point(n), n < 2 ? 0 : (3 * n) - 2);
        }

        Assert.Equal(3, Groups(Chained, Point(100)));
    }

    [Fact]
    public void A_pattern_is_found_once_for_a_length_and_needs_no_gradient()
    {
        Expression<Func<double[], double>> f = x => x.Select((v, i) => Math.Exp(v) * Math.Sin(i)).Sum() + Enumerable.Range(0, x.Length - 1).Sum(i => Math.Pow(x[i + 1] - (x[i] * x[i]), 2));
        Hessian(f, Point(30), (3 * 30) - 2);
        Assert.Equal(1, Derive.SparseHessian(f).CountOperations().ByKind["Math.Exp"]);

        // The compressed columns and the entries: had the pattern been found again, its collected entries would be more than that.
        var hessian = Ad.SparseHessian(f);
        var x = Point(1000);
        Assert.InRange(Allocated.By(() => hessian(x)), 10 * 6 * 1000 * sizeof(double), 10 * 7 * 1000 * sizeof(double));
    }

    [Fact]
    public void Blocks() => Hessian(
        x => Enumerable.Range(0, x.Length / 3).Sum(b => x[3 * b] * x[(3 * b) + 1] * x[(3 * b) + 2]), Point(12), 4 * 6);

    [Fact]
    public void A_diagonal_is_one_group()
    {
        Hessian(x => x.Sum(v => Math.Exp(v)), Point(20), 20);
        Assert.Equal(1, Groups(x => x.Sum(v => Math.Exp(v)), Point(20)));
    }

    [Fact]
    public void An_arrow_has_few_groups()
    {
        Expression<Func<double[], double>> f = x => Enumerable.Range(1, x.Length - 1).Sum(i => x[0] * x[0] * x[i] * x[i]);
        Hessian(f, Point(60), (3 * 60) - 2);
        Assert.Equal(2, Groups(f, Point(60)));
    }

    [Fact]
    public void Stencils()
    {
        // The Laplacian on a grid of 6 columns: five points.
        Expression<Func<double[], double>> f = x =>
            Enumerable.Range(0, x.Length).Sum(k => (k % 6 == 5 ? 0 : Math.Pow(x[k] - x[k + 1], 4)) + (k + 6 >= x.Length ? 0 : Math.Pow(x[k] - x[k + 6], 4)));
        Hessian(f, Point(36), (5 * 36) - 24);
        Assert.InRange(Groups(f, Point(36)), 4, 8);
    }

    [Fact]
    public void Index_arrays_are_read_at_run_time()
    {
        Expression<Func<double[], int[], int[], double>> f = (x, a, b) => Enumerable.Range(0, a.Length).Sum(e => x[a[e]] * x[a[e]] * x[b[e]]);
        Expression<Func<double[], int[], int[], double[]>> g = (x, a, b) => Enumerable.Range(0, a.Length).Select(e => x[a[e]] * x[b[e]]).ToArray();
        var (hessian, jacobian) = (Ad.SparseHessian(f), Ad.SparseJacobian(g));
        foreach (var (a, b) in ((int[], int[])[])[([0, 1, 2], [1, 2, 3]), ([0, 0, 0], [1, 2, 4]), ([0, 1, 2], [1, 2, 3]), ([4, 4, 4], [4, 4, 4])])
        {
            Everywhere.Close(Ad.Hessian(f)(Point(5), a, b), hessian(Point(5), a, b).ToDense(), 1e-15, "Hessian");
            Everywhere.Close(Ad.Jacobian(g)(Point(5), a, b), jacobian(Point(5), a, b).ToDense(), 1e-15, "Jacobian");
        }

        Assert.Equal(3 * 2 + 3, hessian(Point(5), [0, 1, 2], [1, 2, 3]).NonZeroCount);
        Assert.Throws<IndexOutOfRangeException>(() => hessian(Point(5), [7], [0]));
    }

    [Fact]
    public void Captured_sizes_may_change()
    {
        foreach (var options in Everywhere.Options)
        {
            var width = 1;
            Expression<Func<double[], double[]>> f = x => Enumerable.Range(0, x.Length - width).Select(i => x[i] * x[i + width]).ToArray();
            var (sparse, dense) = (Ad.SparseJacobian(f, options), Ad.Jacobian(f, options));
            Everywhere.Close(dense(Point(6)), sparse(Point(6)).ToDense(), 1e-15, "1");
            width = 3;
            Everywhere.Close(dense(Point(6)), sparse(Point(6)).ToDense(), 1e-15, "3");
        }
    }

    [Fact]
    public void Jacobians_of_maps_bands_and_whole_rows()
    {
        Jacobian(x => x.Select(v => v * v).ToArray(), Point(7), 7);
        Jacobian(x => x.Zip(x.Skip(1), (a, b) => (a * a) - b).ToArray(), Point(7), 12);
        Jacobian(x => x.Select(v => v * x[0]).ToArray(), Point(7), 13);
        Jacobian(x => new[] { x.Sum(v => v * v), x[0], x[2] * x[1] }, Point(7), 7 + 1 + 2);
        Jacobian(x => x.Select((v, i) => v * x.Sum()).ToArray(), Point(4), 16);
        Jacobian(x => new[] { 1.0, x[0] }, Point(3), 1);
        Jacobian(x => x, Point(3), 3);
        Jacobian(x => new double[] { }, Point(3), 0);
        Jacobian(x => x.Select(v => v * v).ToArray(), [], 0);
        Jacobian(x => new[] { x[1], x[1] * x[2], Math.Floor(x[0]) }, Point(3), 3);
        Jacobian(x => x.Reverse().ToArray(), Point(5), 5);
        Jacobian(x => x.Concat(x.Select(v => v * v)).ToArray(), Point(3), 6);
    }

    // Sums over the range of the terms around them.
    [Fact]
    public void Sums_inside_terms()
    {
        Hessian(x => Math.Pow(x.Sum(v => v * v), 2) + x.Sum(v => Math.Exp(v)), Point(5), 25);
        Hessian(x => x.Sum(v => v * v * v) + (x.Sum() * 2), Point(5), 5);
        Jacobian(x => x.Select((v, i) => x.Take(i + 1).Sum(u => u * v)).ToArray(), Point(5), 15);
        Jacobian(x => Enumerable.Range(0, x.Length).Select(i => Enumerable.Range(0, 2).Sum(j => x[(i + j) % x.Length] * x[i])).ToArray(), Point(6), 12);
        Hessian(x => Enumerable.Range(0, x.Length / 2).Sum(b => Math.Pow(x[2 * b] + x[(2 * b) + 1] + x.Skip(2 * b).Take(2).Sum(v => v * v), 2)), Point(6), 12);
    }

    [Fact]
    public void Loops_with_states_are_taken_as_full()
    {
        Jacobian(x => Flow.Scan(x.Length, 1.0, (i, s) => s * x[i]), Point(4), 16);
        Hessian(x => x.Aggregate(1.0, (p, v) => p * v), Point(4), 16);
    }

    [Fact]
    public void Both_branches_belong_to_the_pattern()
    {
        Expression<Func<double[], double[]>> f = x => Enumerable.Range(0, x.Length - 1).Select(i => x[i] > 0 ? x[i] * x[i] : x[i + 1]).ToArray();
        Jacobian(f, [1, -2, 3, -4], 6);
        var jacobian = Ad.SparseJacobian(f);
        Everywhere.Close(Ad.Jacobian(f)([1, -2, 3, -4]), jacobian([1, -2, 3, -4]).ToDense(), 0, "one way");
        Everywhere.Close(Ad.Jacobian(f)([-1, 2, -3, 4]), jacobian([-1, 2, -3, 4]).ToDense(), 0, "the other way");
    }

    // A number outside the group has a structurally zero tangent.
    [Fact]
    public void Infinite_numbers_stay_in_their_places()
    {
        Jacobian(x => Enumerable.Range(0, x.Length - 1).Select(i => Math.Sqrt(x[i]) + (x[i + 1] * x[i + 1])).ToArray(), [0, 4, 0, 9], 6);
        Hessian(x => Enumerable.Range(0, x.Length - 1).Sum(i => Math.Sqrt(x[i]) * x[i + 1] * x[i + 1]), [4, double.PositiveInfinity, 9, 1], 10, 1e-12);
    }

    [Fact]
    public void Data_behind_the_point()
    {
        Expression<Func<double[], double[], double>> f = (x, d) => Enumerable.Range(0, d.Length).Sum(i => d[i] * x[i] * x[i + 1] * x[i]);
        Expression<Func<double[], double, int, double[]>> g = (x, a, n) => x.Skip(n).Select(v => a * v * v).ToArray();
        Everywhere.Expect(Ad.Hessian(f)(Point(5), [1, 2, 3]), o => Ad.SparseHessian(f, o)(Point(5), [1, 2, 3]).ToDense());
        Everywhere.Expect(Ad.Hessian(f)(Point(5), [1, 2, 3]), o => Derive.SparseHessian(f, o).Compile()(Point(5), [1, 2, 3]).ToDense());
        Everywhere.Expect(Ad.Jacobian(g)(Point(5), 3, 2), o => Ad.SparseJacobian(g, o)(Point(5), 3, 2).ToDense());
        Everywhere.Expect(Ad.Jacobian(g)(Point(5), 3, 2), o => Derive.SparseJacobian(g, o).Compile()(Point(5), 3, 2).ToDense());
        Everywhere.Close(Ad.Hessian(f)(Point(5), [1, 2, 3]), Ad.SparseHessian(f)(Point(5), [1, 2, 3]).ToDense(), 1e-15, "plain");
        Everywhere.Close(Ad.Hessian(f)(Point(5), [1, 2, 3]), Derive.SparseHessian(f).Compile()(Point(5), [1, 2, 3]).ToDense(), 1e-15, "plain");
        Everywhere.Close(Ad.Jacobian(g)(Point(5), 3, 2), Ad.SparseJacobian(g)(Point(5), 3, 2).ToDense(), 1e-15, "plain");
        Everywhere.Close(Ad.Jacobian(g)(Point(5), 3, 2), Derive.SparseJacobian(g).Compile()(Point(5), 3, 2).ToDense(), 1e-15, "plain");
        Expression<Func<double[], double, double, double>> h = (x, a, b) => x.Sum(v => a * v * v * b);
        Everywhere.Close(Ad.Hessian(h)(Point(3), 2, 3), Ad.SparseHessian(h)(Point(3), 2, 3).ToDense(), 1e-15, "plain");
        Everywhere.Close(Ad.Hessian(h)(Point(3), 2, 3), Derive.SparseHessian(h).Compile()(Point(3), 2, 3).ToDense(), 1e-15, "plain");
    }

    [Fact]
    public void The_printed_sparse_Hessian_computes_the_same()
    {
        LambdaExpression[] trees = [Derive.SparseHessian(Chained), Derive.SparseJacobian(x => x.Select(v => v * x[0]).ToArray())];
        var compiled = RoslynCompile.Printed(trees);
        for (var i = 0; i < trees.Length; i++)
        {
            Everywhere.Close(((SparseMatrix)trees[i].Compile().DynamicInvoke(Point(5))!).ToDense(), ((SparseMatrix)compiled[i].DynamicInvoke(Point(5))!).ToDense(), 0, $"tree {i}");
        }
    }

    [Fact]
    public void Matrices_of_many_threads_are_their_own()
    {
        var hessian = Ad.SparseHessian(Chained);
        var expected = Enumerable.Range(0, 30).Select(n => Ad.Hessian(Chained)(Point(n + 1))).ToArray();
        Parallel.For(0, 600, i => Everywhere.Close(expected[i % 30], hessian(Point((i % 30) + 1)).ToDense(), 1e-14, "Hessian"));
        var matrix = hessian(Point(5));
        matrix.ColumnIndices[0] = 4;
        matrix.RowPointers[1] = 0;
        Assert.Equal(0, hessian(Point(5)).ColumnIndices[0]);
        Assert.Equal(2, hessian(Point(5)).RowPointers[1]);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Ad.SparseHessian(null!));
        Assert.Throws<ArgumentNullException>(() => Derive.SparseHessian(null!));
        Assert.Throws<ArgumentNullException>(() => Ad.SparseJacobian(null!));
        Assert.Throws<ArgumentNullException>(() => Derive.SparseJacobian(null!));
        Assert.Throws<ArgumentNullException>(() => Ad.SparseHessian(Chained, null!));
        Assert.Throws<NullReferenceException>(() => Ad.SparseHessian(x => x[0] * x[0])(null!));
        Assert.Throws<NotDifferentiableException>(() => Derive.SparseHessian(Chained, new AdOptions { Form = AdForm.Pure }));
        Assert.Throws<NotDifferentiableException>(() => Derive.SparseJacobian(x => new[] { x[0] }, new AdOptions { Form = AdForm.Pure }));
        Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => Ad.SparseHessian(v => v[0] * v[0] * v[0])(x)[0, 0]));
    }

    [Fact]
    public void Random_graphs_are_star_colored()
    {
        var random = new Random(1);
        for (var run = 0; run < 200; run++)
        {
            var n = random.Next(1, 60);
            var edges = Enumerable.Range(0, random.Next(0, 3 * n)).Select(_ => (random.Next(n), random.Next(run % 3 == 0 ? Math.Min(n, 3) : n))).ToList();
            var entries = SparsityPattern.Begin(n, n);
            edges.ForEach(edge => SparsityPattern.Add(entries, edge.Item1, edge.Item2));
            var (starts, indices) = entries.Compressed(isSymmetric: true);
            var colors = StarColoring.Of(starts, indices, out var count);
            AssertStarColoring(starts, indices, colors);
            Assert.InRange(count, 1, n);

            var columns = SparsityPattern.Of(entries, SparsityGrouping.Columns);
            AssertApart(columns, SparsityPattern.Groups(columns));
        }
    }

    // No two neighbors, and no path of four, in fewer than two and three colors.
    private static void AssertStarColoring(int[] starts, int[] neighbors, int[] colors)
    {
        IEnumerable<int> Of(int v) => neighbors[starts[v]..starts[v + 1]].Where(w => w != v);
        for (var v = 0; v < colors.Length; v++)
        {
            Assert.All(Of(v), w => Assert.NotEqual(colors[v], colors[w]));
            var paths = from w in Of(v) from x in Of(w) where x != v from y in Of(x) where y != w && y != v select (w, x, y);
            Assert.All(paths, path => Assert.False(colors[v] == colors[path.x] && colors[path.w] == colors[path.y], $"{v} {path}"));
        }
    }

    private static void AssertApart(SparsityPattern pattern, int[] groups)
    {
        for (var i = 0; i < pattern.Rows; i++)
        {
            var row = pattern.Indices[pattern.Starts[i]..pattern.Starts[i + 1]];
            Assert.Equal(row.Length, row.Select(j => groups[j]).Distinct().Count());
        }
    }

    private static double[] Point(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin((2 * i) + 1) + 0.25)];

    private static int Groups(Expression<Func<double[], double>> f, double[] at)
    {
        var matrix = Ad.SparseHessian(f)(at);
        var entries = SparsityPattern.Begin(matrix.Rows, matrix.Columns);
        foreach (var (row, column, _) in matrix)
        {
            SparsityPattern.Add(entries, row, column);
        }

        return SparsityPattern.Of(entries, SparsityGrouping.Symmetric).GroupCount;
    }

    private static void Hessian(Expression<Func<double[], double>> f, double[] at, int nonZeros, double tolerance = 1e-14)
    {
        var expected = Ad.Hessian(f)(at);
        Everywhere.Expect(expected, o => Ad.SparseHessian(f, o)(at).ToDense(), tolerance);
        Everywhere.Expect(expected, o => Derive.SparseHessian(f, o).Compile()(at).ToDense(), tolerance);
        Assert.Equal(nonZeros, Ad.SparseHessian(f)(at).NonZeroCount);
    }

    private static void Jacobian(Expression<Func<double[], double[]>> f, double[] at, int nonZeros)
    {
        var expected = Ad.Jacobian(f)(at);
        Everywhere.Expect(expected, o => Ad.SparseJacobian(f, o)(at).ToDense());
        Everywhere.Expect(expected, o => Derive.SparseJacobian(f, o).Compile()(at).ToDense());
        Assert.Equal(nonZeros, Ad.SparseJacobian(f)(at).NonZeroCount);
    }
}
