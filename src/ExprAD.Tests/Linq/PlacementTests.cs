using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>What is the same in every step of a loop is computed once, also where it may throw, and never where the function does not.</summary>
public class PlacementTests
{
    private static double[] Point(int n) => [.. Enumerable.Range(0, n).Select(i => 0.5 + (0.4 * Math.Sin(i)))];

    [Fact]
    public void An_array_that_only_a_branch_of_the_steps_reads_is_made_once_if_the_function_makes_it()
    {
        Expression<Func<double[], double>> f = x => Flow.Let(
            x.Prepend(1).Select(v => Math.Exp(v)).ToArray(),
            all => x.Select((v, i) => v > 0.5 ? v * all[i + 1] : v).Sum());
        foreach (var n in (int[])[10, 100])
        {
            Assert.True(ExecutedOperations.Of(Derive.ValueAndGrad(f), Point(n)) <= 7 * n);
        }
    }

    [Fact]
    public void A_chain_of_arrays_from_neighbours_costs_as_much_as_its_elements()
    {
        Expression<Func<double[], double[]>> next = x => x.Zip(x.Prepend(1), (a, b) => a * b).ToArray();
        Expression<Func<double[], double>> f = x => next.Invoke(next.Invoke(next.Invoke(next.Invoke(x)))).Sum();
        foreach (var n in (int[])[10, 100])
        {
            Assert.True(ExecutedOperations.Of(Derive.ValueAndGrad(f), Point(n)) <= 20 * n);
        }
    }

    [Fact]
    public void Rows_that_only_steps_read_are_not_read_where_there_is_no_step()
    {
        var gradient = Ad.GradFirst((double[][] rows, int n) => Flow.For(n, 0.0, (i, sum) => sum + (rows[0].Sum() * rows[1][i])));

        Assert.Empty(gradient([], 0));
        Assert.Equal([[7.0, 7.0], [3.0, 3.0]], gradient([[1, 2], [3, 4]], 2));
        Assert.Throws<IndexOutOfRangeException>(() => gradient([], 1));
    }

    [Fact]
    public void Rows_that_only_some_steps_read_are_not_read_where_none_does()
    {
        var gradient = Ad.GradFirst((double[][] rows, double[] at) => at.Sum(t => t > 0 ? rows[1].Sum(v => v * t) : rows[0].Sum(v => v * t)));

        Assert.Equal([[-3.0]], gradient([[1]], [-1, -2]));
        Assert.Equal([[-1.0], [2.0, 2.0]], gradient([[1], [1, 2]], [-1, 2]));
        Assert.Throws<IndexOutOfRangeException>(() => gradient([[1]], [1]));
    }

    [Fact]
    public void Sums_of_the_same_steps_are_gone_back_through_together()
    {
        Expression<Func<double[], double>> f = x => x.Sum(v => Math.Exp(v)) * x.Sum(v => Math.Exp(v) * v);
        Assert.True(ExecutedOperations.Of(Derive.ValueAndGrad(f, new AdOptions { Mode = AdMode.Reverse }), Point(100)) <= 910);
    }
}
