using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using Xunit;

namespace ExprAD.Tests.Derivatives;

/// <summary>In forward mode a derivative meets the tangent of a value through which it flows as a whole once.</summary>
public class BottleneckTests
{
    private static readonly AdOptions s_forward = new() { Mode = AdMode.Forward };
    private static readonly double[] s_weights = [0.5, -1.25, 2];

    private static readonly Dictionary<string, Expression<Func<double, double>>> s_functions = new()
    {
        ["one after the other"] = x => Flow.Let(x * Math.Sin(x), u => Flow.Let(u * Math.Exp(u) / (2 + u), v => (v + 1) * (v - Math.Sqrt(v * v + 1)))),
        ["with a branch between"] = x => Flow.Let(Math.Sin(x), u => (u > 0.3 ? u * u * u : Math.Exp(u)) * (u + 2)),
        ["with a branch where nothing flows"] = x => Flow.Let(x * x, u => Flow.Let((u > 1 ? 2.0 : u * u) + 3 * (u < 2 ? 1.0 : u), v => v * Math.Exp(-v))),
        ["with an array between"] = x => Flow.Let(x * x, u => s_weights.Select(w => w * u + Math.Cos(u)).ToArray().Sum(v => v * v) * u),
        ["with a loop between"] = x => Flow.Let(Math.Cos(x), u => Flow.For(3, u, (i, s) => s * (u + s) * Math.Sin(s)) + u),
        ["a loop that reads from outside"] = x => Flow.Let(x * x, u => Flow.For(4, 1.0, (i, s) => s * Math.Exp(-s) + u * s / (1 + s))),
        ["a loop that begins with a number"] = x => Flow.For(4, 1.0, (i, s) => i == 2 ? x : s * (2 - s)),
        ["sums of steps"] = x => s_weights.Sum(w => Flow.Let(w * x, u => u * Math.Exp(-u))) * x,
        ["states kept"] = x => Flow.Scan(3, x, (i, s) => 3.5 * s * (1 - s)).Sum(s => s * s),
        ["with a partial that knows its derivative"] = x => Flow.Let(x * x - 1, u => Math.Tanh(u) * Math.Tanh(Math.Tanh(u) + u)),
        ["not used"] = x => Flow.Let(x * x, u => Math.Floor(u) * u + Math.Sign(u)),
    };

    public static TheoryData<string> Functions => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Derivatives_are_those_of_reverse_mode(string name)
    {
        var f = s_functions[name];
        foreach (var at in (double[])[-1.3, -0.2, 0.4, 1.1, 2.5])
        {
            Everywhere.Close(Ad.Grad(f, new AdOptions { Mode = AdMode.Reverse })(at), Ad.Grad(f, s_forward)(at), 1e-12, $"{name} at {at}");
            Everywhere.Close(Ad.Derivative(f, 2, new AdOptions { Mode = AdMode.Reverse })(at), Ad.Derivative(f, 2, s_forward)(at), 1e-11, $"{name} twice at {at}");
        }
    }

    // Two operations of the factors, three of the state, one product.
    [Fact]
    public void A_step_of_a_loop_multiplies_its_tangent_once() =>
        Assert.Equal(6, Derive.Grad(x => Flow.For(100, x, (i, s) => 3.5 * s * (1 - s)), s_forward).CountOperations().Total);

    [Fact]
    public void So_does_a_step_that_is_written_out()
    {
        Expression<Func<double, double>> f = x => x * Math.Exp(x), twice = x => Flow.Let(x * Math.Exp(x), u => u * Math.Exp(u));
        var (once, both) = (Derive.Grad(f, s_forward).CountOperations().Total, Derive.Grad(twice, s_forward).CountOperations().Total);
        Assert.Equal((2 * once) + 1, both);
    }

    [Fact]
    public void What_one_value_uses_is_no_bottleneck() =>
        Assert.Equal("x => 0.5 / Math.Sqrt(Math.Sin(x)) * Math.Cos(x)", Derive.Grad(x => Math.Sqrt(Math.Sin(x)), s_forward).ToCSharp());
}
