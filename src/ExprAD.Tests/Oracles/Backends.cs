using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>A verb of one function, made by every back end and as a graph for the reference evaluator: all give the same bits.</summary>
internal sealed class Backends
{
    private readonly LambdaExpression function;
    private readonly bool hasLoops;
    private readonly Dictionary<AdBackend, Delegate> delegates;

    internal Backends(LambdaExpression function, AdOptions options, params AdBackend[] backends)
    {
        this.function = function;
        Graph = DerivativeGraph.Of(Verb.ValueAndGrad, function, options);
        Tree = Trees.ValueAndGrad(function, options);
        hasLoops = Emitted.In(Tree).Loops.Count > 0;
        delegates = backends.ToDictionary(backend => backend, backend => Compiler.Compile(Tree, backend));
    }

    internal DerivativeGraph Graph { get; }

    internal LambdaExpression Tree { get; }

    /// <summary>What all back ends agree on: the value, then the gradient.</summary>
    internal object At(object?[] point)
    {
        var expected = Graph.At(point)!;
        foreach (var (backend, compiled) in delegates)
        {
            var actual = Call(compiled, point)!;
            Assert.True(
                Same(Plain(expected), Plain(actual)),
                $"{backend} gives {Text(actual)} where the reference evaluator gives {Text(expected)} at {Text(point)} for the derivative\n{Tree.ToCSharp()}\nof\n{function.ToCSharp()}");
        }

        return expected;
    }

    /// <summary>Equal bit for bit, but for the sign and payload of NaN.</summary>
    /// <remarks>In loops the order in which the terms of an adjoint are added is not defined: there a few units in the last place are allowed.</remarks>
    private bool Same(double[] a, double[] b) => SameBits(a, b)
        || (hasLoops && a.Length == b.Length && a.Zip(b).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-14 * Math.Abs(pair.First)));

    /// <summary>Equal bit for bit, but for the sign and payload of NaN.</summary>
    internal static bool SameBits(double[] a, double[] b) => a.Length == b.Length
        && a.Zip(b).All(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second)
            || (double.IsNaN(pair.First) && double.IsNaN(pair.Second)));

    // The sign of a zero in a gradient is not defined: a sum over no, one or two uses may start from 0 or from the first term.
    private static double[] Plain(object? valueAndGradient)
    {
        var numbers = Leaves.Of(valueAndGradient);
        return [.. numbers[..1], .. numbers[1..].Select(number => number + 0.0)];
    }

    internal static object? Call(Delegate function, object?[] point)
    {
        try
        {
            return function.DynamicInvoke(point);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    internal static string Text(object? value) => string.Join(", ", Leaves.Of(value).Select(SameValueText));

    internal static string Text(object?[] point) => string.Join("; ", point.Select(part => $"({Text(part)})"));

    private static string SameValueText(double number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
