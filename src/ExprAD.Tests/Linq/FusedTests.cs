using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>Chains of operators become one loop, without a call of a delegate or an object per element, whatever the number of elements.</summary>
public class FusedTests
{
    private static readonly double[] s_ys = [2, -0.75, 1.25, 3, -1];

    private static readonly Dictionary<string, (Expression<Func<double[], double>> Function, int Loops)> s_chains = new()
    {
        ["Select, Where, Zip, Sum"] = (x => x.Select(v => v * v).Where(v => v > 1).Zip(s_ys, (a, b) => a * b).Sum(), 1),
        ["Select, Sum"] = (x => x.Select(v => Math.Sin(v)).Sum(), 1),
        ["Select, Select, Select, Average"] = (x => x.Select(v => v + 1).Select(v => v * v).Select((v, i) => v * i).Average(), 1),
        ["Where, Sum"] = (x => x.Where(v => v > 0).Sum(v => v * v), 1),
        ["Where, Where, Select, Average"] = (x => x.Where(v => v > 0).Where(v => v < 9).Select(v => v * v).Average(), 2),
        ["Zip of three, Sum"] = (x => x.Zip(s_ys, s_ys).Sum(t => t.First * t.First * t.Second * t.Third), 1),
        ["Zip with the next, Sum"] = (x => x.Zip(x.Skip(1), (a, b) => (a - b) * (a - b)).Sum(), 1),
        ["Reverse, Take, Select, Sum"] = (x => x.Reverse().Take(3).Select(v => v * v).Sum(), 1),
        ["Anonymous objects"] = (x => x.Select(v => new { A = v, B = v * v }).Where(p => p.B > 1).Sum(p => p.A * p.B), 1),
        ["Range, Sum"] = (x => Enumerable.Range(0, x.Length).Sum(i => x[i] * x[i] * s_ys[i]), 1),
        ["Sum of sums"] = (x => x.Sum(a => x.Sum(b => a * b * b)), 4),
    };

    public static TheoryData<string> Chains => [.. s_chains.Keys];

    private static AdMode[] Modes => [AdMode.Auto, AdMode.Reverse];

    [Theory]
    [MemberData(nameof(Chains))]
    public void Chains_over_parameters_call_no_LINQ_and_make_nothing_in_a_loop(string name)
    {
        var (f, loops) = s_chains[name];
        foreach (var mode in Modes)
        {
            var emitted = Emitted.In(Derive.ValueAndGrad(f, new AdOptions { Mode = mode }));
            Assert.InRange(emitted.Loops.Count, 1, loops);
            Assert.Empty(emitted.CallsOfLinq);
            Assert.Empty(emitted.Lambdas);
            Assert.Empty(emitted.NewInLoops);
        }
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void GradInto_of_a_chain_allocates_nothing(string name)
    {
        double[] x = [1.5, -0.5, 2, 3];
        var gradient = new double[4];
        foreach (var mode in Modes)
        {
            foreach (var backend in (AdBackend[])[AdBackend.Fast, AdBackend.System])
            {
                var into = Ad.GradInto(s_chains[name].Function, new AdOptions { Mode = mode, Backend = backend });
                Assert.Equal(0, Allocated.By(() => into(x, gradient)));
                Everywhere.Close(Ad.Grad(s_chains[name].Function)(x), gradient, 1e-14, name);
            }
        }
    }

    [Fact]
    public void GradInto_with_data_allocates_nothing()
    {
        double[] w = [0.5, 2], gradient = new double[2], d = [1, 2, 3];
        List<double> list = [1, 2, 3];
        double[][] rows = [[1, 2], [3, 4]];
        var overArray = Ad.GradInto((double[] p, double[] e) => e.Sum(v => ((p[0] * v) + p[1]) * v));
        var overList = Ad.GradInto((double[] p, List<double> e) => e.Sum(v => ((p[0] * v) + p[1]) * v));
        var overRows = Ad.GradInto((double[] p, double[][] e) => e.Sum(r => Math.Tanh(r.Zip(p, (a, b) => a * b).Sum())));
        Assert.Equal(0, Allocated.By(() => overArray(w, d, gradient)));
        Assert.Equal(0, Allocated.By(() => overList(w, list, gradient)));
        Assert.Equal(0, Allocated.By(() => overRows(w, rows, gradient)));
    }

    [Fact]
    public void Emitted_code_does_not_grow_with_the_data()
    {
        static (int Nodes, int Operations) Size(int n)
        {
            var (data, rows) = (Enumerable.Range(0, n).Select(i => Math.Sin(i)).ToArray(), Enumerable.Range(0, n).Select(i => new Data.Point(i, Math.Cos(i))).ToList());
            Expression<Func<double[], double>> f = w => data.Where(d => d > 0).Sum(d => d * w[0]) + rows.Sum(p => (p.X - w[0]) * (p.Y - w[1])) + Enumerable.Range(0, n).Sum(i => w[0] * i);
            return (Emitted.In(Derive.ValueAndGrad(f)).Nodes, Derive.ValueAndGrad(f).CountOperations().Total);
        }

        Assert.Equal(Size(3), Size(3000));
    }

    [Fact]
    public void Operations_in_a_loop_count_once()
    {
        Expression<Func<double[], double>> squares = x => x.Sum(v => v * v);
        Expression<Func<double[], double>> pairs = x => x.Sum(a => x.Sum(b => Math.Sin(a * b)));
        Assert.Equal("2 operations: 1 add, 1 multiply", squares.CountOperations().ToString());
        Assert.Equal("4 operations: 2 add, 1 Math.Sin, 1 multiply", pairs.CountOperations().ToString());
    }

    [Fact]
    public void Work_that_does_not_depend_on_the_step_is_outside_the_loop()
    {
        Expression<Func<double[], double>> f = x => x.Sum(v => v * Math.Exp(x[0] * x[1]));
        foreach (var mode in Modes)
        {
            var tree = Derive.ValueAndGrad(f, new AdOptions { Mode = mode });
            var functions = Emitted.In(tree).Loops.Sum(loop => Calls.Of(loop, nameof(Math.Exp)));
            Assert.Equal((0, 1), (functions, Calls.Of(tree.Body, nameof(Math.Exp))));
        }
    }

    [Fact]
    public void Residuals_of_data_have_a_gradient_of_one_loop_that_allocates_nothing()
    {
        double[] data = [1, 2, 3];
        Expression<Func<double[], double>> f = w => data.Sum(d => ((w[0] * d) - 1) * ((w[0] * d) - 1));
        var emitted = Emitted.In(Derive.GradInto(f));
        Assert.Single(emitted.Loops);
        Assert.Empty(emitted.Lambdas);
        double[] at = [0.5], gradient = new double[1];
        var into = Ad.GradInto(f);
        Assert.Equal(0, Allocated.By(() => into(at, gradient)));
        Assert.Equal([2 * ((0.5 * 14) - 6)], gradient);
    }

    // The way forward is gone once, and not again in every step of the way back.
    [Fact]
    public void A_fold_whose_steps_may_throw_has_no_loop_inside_a_loop()
    {
        Expression<Func<double[], double[], double>> f = (w, xs) => Flow.For(xs.Length, 0.0, (i, h) => Math.Tanh((w[0] * h) + (w[1] * xs[i])));
        foreach (var tree in (LambdaExpression[])[Derive.GradFirst(f), Derive.ValueAndGradFirst(f)])
        {
            Assert.All(Emitted.In(tree).Loops, loop => Assert.Single(Emitted.In(Expression.Lambda(loop)).Loops));
        }
    }

    [Fact]
    public void Data_that_do_not_depend_on_the_parameters_are_evaluated_outside_the_loops()
    {
        Expression<Func<double, double>> f = x => Data.Samples.Sum(s => s.X * x * Data.Five.OrderBy(d => d).First());
        var emitted = Emitted.In(Derive.ValueAndGrad(f));
        Assert.Empty(emitted.CallsOfLinqInLoops);
        Assert.Empty(emitted.LambdasInLoops);
    }
}
