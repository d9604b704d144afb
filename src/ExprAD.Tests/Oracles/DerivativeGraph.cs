using System.Linq.Expressions;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Passes;
using ExprAD.Readers;

namespace ExprAD.Tests.Oracles;

/// <summary>The graph from which a verb's tree is written, to be evaluated by the reference evaluator.</summary>
internal sealed record DerivativeGraph(Value Root, Value[] Parameters)
{
    internal static DerivativeGraph Of(Verb verb, LambdaExpression function, AdOptions options, int order = 1)
    {
        var (g, reader, body, parameters) = Read(function, options.Arithmetic);
        var result = Arrange.Factors(g, Effects.Keep(g, Verbs.Result(g, new Nested(verb, options, order), body, parameters, null), reader.Effects));
        return new DerivativeGraph(Arrange.Factors(g, result), parameters);
    }

    /// <summary>The function itself.</summary>
    internal static DerivativeGraph Of(LambdaExpression function, AdArithmetic arithmetic)
    {
        var (g, reader, body, parameters) = Read(function, arithmetic);
        return new DerivativeGraph(Effects.Keep(g, body, reader.Effects), parameters);
    }

    internal object? At(object?[] point) => Evaluate.Result(Root, Inputs(point));

    internal double[] Uncertainty(object?[] point, object? undisturbed) => Rounding.Uncertainty(Root, Inputs(point), undisturbed);

    private Dictionary<Value, object?> Inputs(object?[] point) => Parameters.Zip(point).ToDictionary(pair => pair.First, pair => pair.Second);

    private static (Graph Graph, Reader Reader, Value Body, Value[] Parameters) Read(LambdaExpression function, AdArithmetic arithmetic)
    {
        var g = new Graph(arithmetic);
        var reader = new Reader(g, null, null, Verbs.Result);
        Value[] parameters = [.. function.Parameters.Select((p, i) => g.Intern(new Parameter(p.Type, 0, i, p.Name ?? "x")))];
        return (g, reader, reader.Read(function, parameters), parameters);
    }
}
