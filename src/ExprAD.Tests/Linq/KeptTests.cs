using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>What loops have in common is computed once, what no step changes before the loop, and arrays are made once.</summary>
public class KeptTests
{
    private static readonly double[][] s_rows = [[1, 2, 0.5], [3, -1, 1], [0.25, 1, -2]];
    private static readonly double[] s_labels = [1, -1, 1];

    private static readonly Expression<Func<double[], double>> s_network = w => s_rows.Sum(x => Flow.Let(
        Enumerable.Range(0, 4).Select(j => Math.Tanh(x.Select((v, i) => v * w[(3 * j) + i]).Sum())).ToArray(),
        h => Flow.Let(
            Enumerable.Range(0, 2).Select(o => h.Select((v, j) => v * w[12 + (4 * o) + j]).Sum()).ToArray(),
            o => Math.Log(o.Sum(v => Math.Exp(v))) - o[1])));

    private static readonly Dictionary<string, Expression<Func<double[], double>>> s_withArrays = new()
    {
        ["log-sum-exp"] = w => Math.Log(w.Sum(v => Math.Exp(v))),
        ["log-sum-exp, shifted"] = w => Flow.Let(w.Max(), m => m + Math.Log(w.Sum(v => Math.Exp(v - m)))),
        ["softmax"] = w => Flow.Let(w.Select(v => Math.Exp(v)).ToArray(), e => Flow.Let(e.Sum(), s => e.Select(v => v / s * Math.Log(v / s)).Sum())),
        ["network"] = s_network,
        ["recurrent, a number"] = w => s_labels.Aggregate(0.0, (h, u) => Math.Tanh((w[0] * h) + (w[1] * u))),
        ["recurrent, an array"] = w => s_rows.Aggregate(new double[3], (h, x) => h.Select((v, j) => Math.Tanh((v * w[j]) + x[j])).ToArray()).Sum(),
        ["while"] = w => Flow.While(1.0, s => s < 100, s => s * (1.5 + (w[0] * w[0]))),
        ["where, as an array"] = w => w.Where(v => v > 0).ToArray().Sum(v => v * v * v),
        ["two sums"] = w => w.Sum(v => Math.Sin(v)) * w.Sum(v => Math.Cos(v)),
    };

    public static TheoryData<string> WithArrays => [.. s_withArrays.Keys];

    private static double[] Point(int seed) => [.. Enumerable.Range(0, 20).Select(i => Math.Sin((7 * seed) + (3 * i)))];

    [Theory]
    [MemberData(nameof(WithArrays))]
    public void GradInto_takes_its_arrays_from_call_to_call(string name)
    {
        var f = s_withArrays[name];
        double[] w = Point(1), gradient = new double[20];
        var expected = Ad.ValueAndGrad(f)(w);
        foreach (var backend in (AdBackend[])[AdBackend.Fast, AdBackend.System])
        {
            var into = Ad.GradInto(f, new AdOptions { Backend = backend });
            Assert.Equal(0, Allocated.By(() => into(w, gradient)));
            Assert.Equal(expected.Value, into(w, gradient));
            Assert.Equal(expected.Gradient, gradient);
        }
    }

    [Theory]
    [MemberData(nameof(WithArrays))]
    public void GradInto_is_right_from_many_threads_and_at_other_shapes(string name)
    {
        var f = s_withArrays[name];
        var (grad, into) = (Ad.ValueAndGrad(f), Ad.GradInto(f));
        Parallel.For(0, 200, k =>
        {
            double[] w = [.. Point(k), .. new double[k % 3]];
            var gradient = new double[w.Length];
            var (value, expected) = grad(w);
            Assert.Equal(value, into(w, gradient));
            Assert.Equal(expected, gradient);
        });
    }

    [Fact]
    public void GradInto_is_right_after_a_call_that_has_thrown()
    {
        var into = Ad.GradInto((double[] w, int n) => Enumerable.Range(0, n).Select(i => w[i] * w[i]).ToArray().Aggregate(1.0, (p, v) => (p * v) + 1));
        double[] w = [1, 2, 3], gradient = new double[3];
        Assert.Throws<IndexOutOfRangeException>(() => into(w, 4, gradient));
        Assert.Equal(82, into(w, 3, gradient));
        Assert.Equal([72, 72, 54], gradient);
        Assert.Throws<IndexOutOfRangeException>(() => into(w, 5, gradient));
        Assert.Equal(9, into(w, 2, gradient));
        Assert.Equal([8, 8, 0], gradient);
    }

    [Fact]
    public void GradInto_can_be_called_while_it_runs()
    {
        Func<double[], double[], double> into = null!;
        Func<double, double> inner = x =>
        {
            var g = new double[2];
            return x > 0 ? into([0, x], g) + g[1] : 0;
        };

        // p[0] says how often it calls itself: log-sum-exp of an array in between.
        Expression<Func<double[], double>> f = p => Math.Log(p.Sum(v => Math.Exp(v))) + (p[0] > 0.5 ? Ad.Stop(inner(p[1])) : 0);
        into = Ad.GradInto(f);
        double[] gradient = new double[2], plain = new double[2];
        var value = into([1, 2], gradient);
        var once = into([0, 2], plain);
        Assert.Equal(Math.Log(Math.Exp(1) + Math.Exp(2)) + once + plain[1], value, 14);
        Assert.Equal(Math.Exp(1) / (Math.Exp(1) + Math.Exp(2)), gradient[0], 15);
    }

    [Fact]
    public void What_the_way_back_of_a_fold_needs_stands_in_the_gradient_of_GradInto()
    {
        Expression<Func<double[], double>> f = x => x.Aggregate(1.0, (p, v) => p * v);
        var tree = Derive.GradInto(f);
        Assert.Equal((2, 0, 1), (Emitted.In(tree).Loops.Count, Calls.Of(tree, nameof(VectorSpace.Clear)), Calls.Of(tree, nameof(VectorSpace.Target))));
        Assert.DoesNotContain("new double", tree.ToCSharp(), StringComparison.Ordinal);
        AssertFills(f);
    }

    [Fact]
    public void What_a_step_backwards_reads_twice_has_an_array_of_its_own()
    {
        Expression<Func<double[], double>> f = x => x.Aggregate(1.0, (p, v) => p * (p + v));
        Assert.Contains("new double", Derive.GradInto(f).ToCSharp(), StringComparison.Ordinal);
        AssertFills(f);
    }

    private static void AssertFills(Expression<Func<double[], double>> f)
    {
        foreach (var (backend, length) in Enum.GetValues<AdBackend>().SelectMany(backend => Enumerable.Range(1, 4), (backend, length) => (backend, length)))
        {
            double[] at = [.. Enumerable.Range(0, length).Select(i => i - 1.5)], gradient = [.. Enumerable.Repeat(double.NaN, length)];
            var expected = Ad.ValueAndGrad(f)(at);
            Assert.Equal(expected.Value, Ad.GradInto(f, new AdOptions { Backend = backend })(at, gradient));
            Assert.Equal(expected.Gradient, gradient);
            Assert.Throws<ArgumentException>(() => Ad.GradInto(f, new AdOptions { Backend = backend })(at, new double[length + 1]));
        }
    }

    [Fact]
    public void What_is_dear_is_not_computed_again_by_a_later_loop()
    {
        Expression<Func<double[], double>> f = x => Math.Log(x.Sum(v => Math.Exp(v)));
        Assert.Equal(1, Calls.Of(Derive.ValueAndGrad(f), nameof(Math.Exp)));
        double[] at = Point(3);
        Assert.Equal((2 * at.Length) + 1, ExecutedOperations.Of(Derive.Inline(f), at));
        Assert.Equal((3 * at.Length) + 2, ExecutedOperations.Of(Derive.ValueAndGrad(f), at)); // with the reciprocal of the sum
    }

    [Fact]
    public void What_is_the_same_in_every_step_has_its_reciprocal_taken_once()
    {
        Expression<Func<double[], double>> f = x => Math.Log(x.Sum(v => v * v * v));
        var tree = Derive.Grad(f);
        Assert.Equal(1, tree.CountOperations().ByKind["divide"]);
        Assert.Contains(" = 1 / sum;", tree.ToCSharp(), StringComparison.Ordinal);
        double[] at = Point(3);
        Assert.Equal([.. at.Select(v => 3 * v * v / at.Sum(u => u * u * u))], Ad.Grad(f)(at), (a, b) => Math.Abs(a - b) <= 1e-15 * Math.Abs(a));
    }

    [Fact]
    public void Inner_loops_of_the_way_forward_are_not_run_again_on_the_way_back()
    {
        Expression<Func<double[], double>> f = w => Flow.Let(
            s_rows.Select(r => r.Zip(w, (a, b) => a * b).Sum()).ToArray(), y => Math.Sqrt(y.Sum(v => Math.Exp(-v) * v)));
        var (function, gradient) = (ExecutedOperations.Of(Derive.Inline(f), [Point(2)]), ExecutedOperations.Of(Derive.Grad(f), [Point(2)]));
        Assert.InRange(gradient, function, 3 * function);
    }

    [Fact]
    public void A_network_makes_no_array_in_a_loop_and_calls_each_function_once()
    {
        var tree = Derive.ValueAndGrad(s_network);
        var emitted = Emitted.In(tree);
        Assert.Empty(emitted.NewInLoops);
        Assert.Empty(emitted.CallsOfLinq);
        Assert.Equal((1, 1), (Calls.Of(tree, nameof(Math.Exp)), Calls.Of(tree, nameof(Math.Tanh))));
        Assert.InRange(ExecutedOperations.Of(tree, Point(1)), 1, 4 * ExecutedOperations.Of(Derive.Inline(s_network), [Point(1)]));
    }

    [Fact]
    public void What_every_step_needs_and_may_throw_stands_before_the_loop_if_there_is_a_step()
    {
        Expression<Func<double[], double[], double>> f = (w, data) => data.Sum(d => d * Math.Exp(w[0] * w[1]));
        var tree = Derive.ValueAndGradFirst(f);
        Assert.All(Emitted.In(tree).Loops, loop => Assert.Equal(0, Calls.Of(loop, nameof(Math.Exp))));
        foreach (var backend in Enum.GetValues<AdBackend>())
        {
            var grad = Ad.ValueAndGradFirst(f, new AdOptions { Backend = backend });
            Assert.Equal(0, grad([], []).Value);
            Assert.Equal([], grad([], []).Gradient);
            Assert.Throws<IndexOutOfRangeException>(() => grad([1], [1]));
            Everywhere.Close(new double[] { 6 * Math.E, 1.5 * Math.E }, grad([0.5, 2], [1, 2]).Gradient, 1e-15, backend.ToString());
        }
    }

    [Fact]
    public void A_sum_that_no_step_changes_is_not_added_up_in_every_step()
    {
        Expression<Func<double[], double[], double>> f = (w, y) => w.Sum(v => y.Sum(u => v * u));
        var tree = Derive.GradFirst(f);
        Assert.All(Emitted.In(tree).Loops, loop => Assert.Single(Emitted.In(Expression.Lambda(loop)).Loops));
        Assert.Equal([3, 3], Ad.GradFirst(f)([5, 7], [1, 2]));
        Assert.Equal([], Ad.GradFirst(f)([], null!));
    }

    [Fact]
    public void Two_inputs_of_a_fold_have_one_loop_each_way()
    {
        var tree = Derive.Grad((double r, double x) => Flow.For(100, x, (i, s) => r * s * (1 - s)));
        Assert.Equal(2, Emitted.In(tree).Loops.Count);
    }

    [Fact]
    public void The_shape_of_a_cotangent_is_checked_once_even_if_no_step_reads_it()
    {
        Expression<Func<double[], double[]>> f = x => s_rows.Select(r => r.Zip(x, (a, b) => a * b).Sum()).ToArray();
        var vjp = Derive.Vjp(f);
        Assert.All(Emitted.In(vjp).Loops, loop => Assert.Equal(0, Calls.Of(loop, nameof(VectorSpace.SameShape))));
        Assert.Equal(1, Calls.Of(vjp, nameof(VectorSpace.SameShape)));
        Assert.Throws<ArgumentException>(() => Ad.Vjp(f)([], new double[2]));
        Assert.Throws<ArgumentException>(() => Ad.Jvp(f)(new double[3], new double[2]));
    }
}
