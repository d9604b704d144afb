using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>What is dear in the steps of an inner loop and does not depend on the loop around it is computed before, into an array.</summary>
public class TableTests
{
    private static readonly double[] s_data = [0.5, -1, 2, 0.25, 1.5];
    private static readonly double[][] s_rows = [[1, 2, 0.5], [3, -1], [0.25, 1, -2, 4]];

    private static readonly Dictionary<string, (Expression<Func<double[], double>> Function, Func<double[], double> Plain)> s_cases = new()
    {
        ["a function"] = (p => s_data.Sum(x => p.Sum(v => x * Math.Exp(v))), p => s_data.Sum(x => p.Sum(v => x * Math.Exp(v)))),
        ["a sum"] = (
            p => s_data.Sum(x => s_rows.Sum(row => Math.Sin(x * row.Zip(p, (a, b) => a * b).Sum()))),
            p => s_data.Sum(x => s_rows.Sum(row => Math.Sin(x * row.Zip(p, (a, b) => a * b).Sum())))),
        ["in both branches"] = (
            p => s_data.Sum(x => p.Sum(v => x > 0 ? Math.Exp(v) * x : Math.Exp(v) / x)),
            p => s_data.Sum(x => p.Sum(v => x > 0 ? Math.Exp(v) * x : Math.Exp(v) / x))),
        ["in loops of different lengths"] = (
            p => s_data.Sum(x => p.Sum(v => x * Math.Exp(v)) * p.Take(2).Sum(v => x * Math.Exp(v))),
            p => s_data.Sum(x => p.Sum(v => x * Math.Exp(v)) * p.Take(2).Sum(v => x * Math.Exp(v)))),
        ["in loops as long as the step"] = (
            p => s_rows.Sum(row => row.Select((c, j) => c * Math.Exp(p[j])).Sum()),
            p => s_rows.Sum(row => row.Select((c, j) => c * Math.Exp(p[j])).Sum())),
        ["in a fold"] = (
            p => s_data.Aggregate(1.0, (s, x) => Math.Sin(p.Sum(v => s * Math.Exp(v) + x))),
            p => s_data.Aggregate(1.0, (s, x) => Math.Sin(p.Sum(v => (s * Math.Exp(v)) + x)))),
        ["of a state"] = (
            p => s_data.Sum(x => p.Aggregate(0.5, (s, v) => Math.Exp(-s) * v) * x),
            p => s_data.Sum(x => p.Aggregate(0.5, (s, v) => Math.Exp(-s) * v) * x)),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_the_function(string name)
    {
        var (f, plain) = s_cases[name];
        double[] at = [0.3, -0.7, 1.1, 0.2], gradient = new double[4];
        foreach (var backend in Enum.GetValues<AdBackend>())
        {
            var (value, derivative) = Ad.ValueAndGrad(f, new AdOptions { Backend = backend })(at);
            Everywhere.Close(plain(at), value, 1e-14, name);
            Everywhere.Close(Numeric.Gradient(plain, at), derivative, 1e-7, name);
            Assert.Equal(value, Ad.GradInto(f, new AdOptions { Backend = backend })(at, gradient));
            Everywhere.Close(derivative, gradient, 1e-15, name);
        }

        Everywhere.Close(Ad.Hvp(f, new AdOptions { Mode = AdMode.Reverse })(at, [1, 2, 3, 4]), Ad.Hvp(f)(at, [1, 2, 3, 4]), 1e-12, name);
    }

    [Fact]
    public void A_function_is_called_once_for_each_step_of_the_inner_loop()
    {
        double[] at = [0.3, -0.7, 1.1];
        Expression<Func<double[], double[], double>> f = (p, data) => data.Sum(x => p.Sum(v => x * Math.Exp(v)));
        long Executed(int count) => ExecutedOperations.Of(Derive.ValueAndGradFirst(f), at, new double[count]);
        var tree = Derive.ValueAndGradFirst(f);
        Assert.Equal(1, Calls.Of(tree, nameof(Math.Exp)));
        Assert.All(Emitted.In(tree).Loops, loop => Assert.False(Calls.Of(loop, nameof(Math.Exp)) > 0 && Emitted.In(Expression.Lambda(loop)).Loops.Count > 1));
        Assert.Equal(Executed(2) - Executed(1), Executed(20) - Executed(19));
        Assert.InRange(Executed(20) - Executed(19), 1, (4 * at.Length) + 2);
    }

    [Fact]
    public void What_may_throw_is_not_computed_where_no_step_needs_it()
    {
        Expression<Func<double[], double[], double>> f = (p, data) => data.Sum(x => Enumerable.Range(0, 3).Sum(k => x * Math.Exp(p[k])));
        foreach (var backend in Enum.GetValues<AdBackend>())
        {
            var grad = Ad.ValueAndGradFirst(f, new AdOptions { Backend = backend });
            Assert.Equal(0, grad([], []).Value);
            Assert.Throws<IndexOutOfRangeException>(() => grad([1, 2], [1]));
            Everywhere.Close(new[] { 3 * Math.E, 3, 3 / Math.E }, grad([1, 0, -1], [1, 2]).Gradient, 1e-15, backend.ToString());
        }
    }

    [Fact]
    public void An_adjoint_of_the_logarithm_of_a_quotient_goes_round_the_quotient()
    {
        Assert.Equal("(x, y) => (1 / x, -1 / y)", Derive.Grad((double x, double y) => Math.Log(x / y)).ToCSharp());
        Assert.Equal((1e-200, -1e200), Ad.Grad((double x, double y) => Math.Log(x / y))(1e200, 1e-200));
    }

    [Fact]
    public void Factors_that_cancel_are_found_inside_of_a_product()
    {
        Expression<Func<double, double, double>> f = (x, y) => y * (0.5 * x * x);
        Assert.Equal("(x, y) => (x * y, 0.5 * x * x)", Derive.Grad(f).ToCSharp());
    }
}
