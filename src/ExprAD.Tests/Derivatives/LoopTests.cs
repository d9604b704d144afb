using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Passes;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Derivatives;

/// <summary>Random graphs of loops: forward and reverse mode against differences, and both again on the gradient.</summary>
public class LoopTests
{
    private const int Programs = 500;
    private static readonly double[] X = [0.3, -0.7, 1.1];
    private static readonly double[] W = [0.9, 0.2, -0.4];
    private const double A = 0.6;

    [Fact]
    public void Both_modes_agree_with_differences()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (g, parameters, result) = RandomLoops.Make(seed);
            Check(g, result, parameters, $"program {seed}:\n{Dump.Text(result)}");
        }
    }

    [Fact]
    public void The_gradient_has_the_right_derivatives()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (g, parameters, result) = RandomLoops.Make(seed);
            var gradient = Reverse.Adjoints(g, result, g.Number(1, typeof(double)), parameters);
            using var region = g.Open(g.LengthOf(parameters[0]));
            var weighted = g.Multiply(g.Get(gradient[0], region.Index), g.Add(g.Number(1, typeof(double)), g.Get(gradient[1], region.Index)));
            var ofGradient = g.Add(region.Sum(weighted), gradient[2]);
            Check(g, ofGradient, parameters, $"gradient of program {seed}:\n{Dump.Text(result)}");
        }
    }

    private static void Check(Graph g, Value result, Value[] parameters, string which)
    {
        Validity.Check(result);
        var adjoints = Reverse.Adjoints(g, result, g.Number(1, typeof(double)), parameters);
        Value[] directions = [.. parameters.Select((p, i) => g.Fresh(p.Type, $"d{i}"))];
        var tangent = Forward.Of(g, result, parameters.Zip(directions).ToDictionary(pair => pair.First, pair => pair.Second));
        Validity.Check([.. adjoints, tangent]);
        var reverse = adjoints.Select(adjoint => At(adjoint, parameters, [X, W, A])).ToArray();
        double[] components = [.. (double[])reverse[0]!, .. (double[])reverse[1]!, (double)reverse[2]!];
        for (var k = 0; k < 7; k++)
        {
            var unit = new double[7];
            unit[k] = 1;
            var inputs = Inputs(parameters, [X, W, A]).Concat(Inputs(directions, [unit[..3], unit[3..6], unit[6]])).ToDictionary();
            var forward = (double)Evaluate.Result(tangent, inputs)!;
            Near(forward, components[k], 1e-10, $"component {k}, forward and reverse, {which}");
            var (difference, coarse) = (Difference(result, parameters, k, 1e-5), Difference(result, parameters, k, 2e-5));
            Near(difference, components[k], 1e-6 + (5 * Math.Abs(difference - coarse) / (1 + Math.Abs(difference))), $"component {k}, difference and reverse, {which}");
        }
    }

    private static double Difference(Value result, Value[] parameters, int k, double h)
    {
        return (Moved(h) - Moved(-h)) / (2 * h);

        double Moved(double by)
        {
            double[] moved = [.. X, .. W, A];
            moved[k] += by;
            return (double)At(result, parameters, [moved[..3], moved[3..6], moved[6]])!;
        }
    }

    private static object? At(Value value, Value[] parameters, object[] point) => Evaluate.Result(value, Inputs(parameters, point));

    private static Dictionary<Value, object?> Inputs(Value[] parameters, object[] point) =>
        parameters.Zip(point).ToDictionary(pair => pair.First, pair => (object?)pair.Second);

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"{actual:R} instead of {expected:R}: {what}");
}
