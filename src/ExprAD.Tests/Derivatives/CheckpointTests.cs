using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tests.Linq;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Derivatives;

/// <summary>Reverse mode that keeps few of the states of a loop: the same numbers in less memory.</summary>
public class CheckpointTests
{
    private const int Steps = 10_000;

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    private static IEnumerable<Row> Rows => FlowTests.Rows.Concat(LoopNodeTests.Rows);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_result_is_the_same_bit_by_bit(string name)
    {
        var row = Rows.First(row => row.Name == name);
        var all = Trees.ValueAndGrad(row.Function, new AdOptions { Mode = AdMode.Reverse }).Compile();
        foreach (var checkpoints in (int[])[1, 2, 3, 50])
        {
            var options = new AdOptions { Mode = AdMode.Reverse, Checkpoints = checkpoints };
            var tree = Trees.ValueAndGrad(row.Function, options);
            foreach (var backend in Enum.GetValues<AdBackend>())
            {
                var few = Compiler.Compile(tree, backend);
                foreach (var point in row.Points)
                {
                    var (expected, actual) = (Backends.Call(all, point), Backends.Call(few, point));
                    Assert.True(Backends.SameBits(Leaves.Of(expected), Leaves.Of(actual)), $"{Backends.Text(actual)} instead of {Backends.Text(expected)} with {checkpoints}, {backend}");
                }
            }
        }
    }

    [Fact]
    public void The_reference_evaluator_agrees()
    {
        foreach (var row in Rows)
        {
            var graph = DerivativeGraph.Of(Verb.ValueAndGrad, row.Function, new AdOptions { Mode = AdMode.Reverse, Checkpoints = 2 });
            foreach (var point in row.Points)
            {
                var (result, gradient) = (graph.At(point), row.Gradient(point));
                var (numbers, doubt) = (Leaves.Of(result)[1..], graph.Uncertainty(point, result)[1..]);
                for (var i = 0; i < numbers.Length; i++)
                {
                    Assert.True(numbers[i].Equals(gradient[i]) || Math.Abs(numbers[i] - gradient[i]) <= doubt[i] + (1e-14 * Math.Abs(gradient[i])), $"{row.Name}: {numbers[i]:R} instead of {gradient[i]:R}");
                }
            }
        }
    }

    [Fact]
    public void A_hundred_checkpoints_of_ten_thousand_steps_take_the_memory_of_two_hundred_states()
    {
        Expression<Func<double, double>> f = x => Flow.For(Steps, x, (i, s) => 3.7 * s * (1 - s));
        var (all, few) = (Bytes(f, 0), Bytes(f, 100));
        Assert.InRange(all, Steps * sizeof(double), 2 * Steps * sizeof(double));
        Assert.True(few <= 240 * sizeof(double), $"{few} bytes");
    }

    [Fact]
    public void So_does_a_loop_of_unknown_length()
    {
        Expression<Func<double, double>> f = x => Flow.While(new { Count = 0, S = x }, s => s.Count < Steps && s.S > -1, s => new { Count = s.Count + 1, S = 3.7 * s.S * (1 - s.S) }).S;
        var (all, few) = (Bytes(f, 0), Bytes(f, 100));
        Assert.True(all >= Steps * sizeof(double), $"{all} bytes");
        Assert.True(few <= 240 * sizeof(double), $"{few} bytes");
    }

    [Fact]
    public void A_loop_in_a_loop_has_checkpoints_of_its_own()
    {
        Expression<Func<double, double>> f = x => Flow.For(20, x, (i, s) => Flow.For(2_500, s, (j, t) => Math.Sin(t) + x) / 2);
        var (all, few) = (Bytes(f, 0), Bytes(f, 50));
        Assert.True(all >= 2_500 * sizeof(double), $"{all} bytes");
        Assert.True(few <= 500 * sizeof(double), $"{few} bytes");
    }

    [Fact]
    public void Arrays_that_are_states_are_kept_in_segments()
    {
        Expression<Func<double[], double>> f = x => Flow.For(Steps, x, (i, s) => s.Select(v => Math.Sin(v)).ToArray()).Sum();
        foreach (var (checkpoints, isSegmented) in new[] { (0, false), (100, true) })
        {
            var root = DerivativeGraph.Of(Verb.Grad, f, new AdOptions { Mode = AdMode.Reverse, Checkpoints = checkpoints }).Root;
            var kept = Order.Ascending(root).Where(value => value.Operation is Loop { Kind: LoopKind.Build } && value.Type == typeof(double[][])).ToList();
            Assert.NotEmpty(kept);
            Assert.Equal(isSegmented, kept.TrueForAll(array => array.Operands[0].Data is not Steps));
        }
    }

    [Fact]
    public void The_second_derivative_has_checkpoints_too()
    {
        Expression<Func<double, double>> f = x => Flow.For(7, x, (i, s) => Math.Sin(s) * (x + i));
        var options = new AdOptions { Mode = AdMode.Reverse };
        var (all, few) = (Ad.Derivative(f, 2, options)(0.7), Ad.Derivative(f, 2, options with { Checkpoints = 3 })(0.7));
        Assert.Equal(1, few / all, 1e-13);
    }

    [Fact]
    public void A_negative_number_is_refused() =>
        Assert.Equal("Checkpoints", Assert.Throws<ArgumentOutOfRangeException>(() => new AdOptions { Checkpoints = -1 }).ParamName);

    // Of one call of the gradient.
    private static long Bytes(Expression<Func<double, double>> f, int checkpoints)
    {
        var gradient = Ad.Grad(f, new AdOptions { Mode = AdMode.Reverse, Checkpoints = checkpoints });
        return Allocated.By(() => gradient(0.3)) / 10;
    }
}
