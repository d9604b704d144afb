using System.Linq.Expressions;
using ExprAD.GradBench;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.GradBench;

/// <summary>How many operations gradients of evaluations execute, at sizes that grow: in proportion to what their functions do.</summary>
public class CostTests
{
    [Theory]
    [InlineData(2, 3, 10)]
    [InlineData(5, 4, 10)]
    [InlineData(5, 4, 40)]
    public void Of_a_mixture(int d, int k, int n) => AssertCheap(
        Derive.Inline(Gmm.Objective), Derive.GradFirst(Gmm.Objective), 4, Mixture(d, k, n).Parameters, Mixture(d, k, n));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 5)]
    [InlineData(2, 40)]
    public void Of_a_recurrent_network(int layers, int steps)
    {
        var input = new Lstm.Input(Rows(2 * layers, 56), Rows(3, 14), Rows(2 * layers, 14), Rows(steps, 14));
        AssertCheap(Derive.Inline(Lstm.Loss), Derive.GradFirst(Lstm.Loss), 5, input.Network, input.Layers, input.Sequence);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(50, 3)]
    [InlineData(50, 12)]
    public void Of_differential_equations(int n, int steps)
    {
        var gradient = Derive.GradFirst((double[] x, int s) => Ode.Solution.Invoke(x, s)[x.Length - 1]);
        AssertCheap(Derive.Inline(Ode.Solution), gradient, 5, Rows(1, n)[0], steps);
    }

    private static void AssertCheap(LambdaExpression function, LambdaExpression gradient, int times, params object[] at)
    {
        var (once, executed) = (ExecutedOperations.Of(function, at), ExecutedOperations.Of(gradient, at));
        Assert.True(executed <= times * once, $"{executed} operations, the function {once}");
    }

    private static Gmm.Input Mixture(int d, int k, int n) =>
        new(0, 1, Rows(1, k)[0], Rows(k, d), Rows(k, d), Rows(k, d * (d - 1) / 2), Rows(n, d));

    private static double[][] Rows(int n, int d) => [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, d).Select(j => Math.Sin((7 * i) + (3 * j) + 1) / 2).ToArray())];
}
