using System.Linq.Expressions;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Passes;
using ExprAD.Readers;

namespace ExprAD.Tests.Oracles;

/// <summary>The graph from which a verb's tree is written, to be evaluated by the reference evaluator.</summary>
internal sealed record DerivativeGraph(Value Root, Value[] Parameters)
{
    /// <summary>What the function evaluates besides.</summary>
    internal IReadOnlyList<Value> Evaluated { get; private init; } = [];

    internal static DerivativeGraph Of(Verb verb, LambdaExpression function, AdOptions options, int order = 1)
    {
        var g = new Graph(options.Arithmetic) { Checkpoints = options.Checkpoints };
        var parameters = ParametersOf(g, function);
        return new DerivativeGraph(Pipeline.Derivative(g, function.Type, verb, function, parameters, options, order), parameters);
    }

    /// <summary>The function itself.</summary>
    internal static DerivativeGraph Of(LambdaExpression function, AdArithmetic arithmetic)
    {
        var g = new Graph(arithmetic);
        var parameters = ParametersOf(g, function);
        var reader = new Reader(g, null, null, Verbs.Result);
        var body = reader.Read(function, parameters);
        var effects = Effect.Replace(null, reader.Effects, effect => Solutions.AsComputed(g, effect));
        return new DerivativeGraph(Effects.Keep(g, Solutions.AsComputed(g, body), effects), parameters) { Evaluated = Effect.Values(g, Effect.Since(null, effects)) };
    }

    internal object? At(object?[] point) => Evaluate.Result(Root, Inputs(point));

    internal double[] Uncertainty(object?[] point, object? undisturbed) => Rounding.Uncertainty(Root, Inputs(point), undisturbed);

    private Dictionary<Value, object?> Inputs(object?[] point) => Parameters.Zip(point).ToDictionary(pair => pair.First, pair => pair.Second);

    private static Value[] ParametersOf(Graph g, LambdaExpression function) =>
        [.. function.Parameters.Select((p, i) => g.Intern(new Parameter(p.Type, 0, i, p.Name ?? "x")))];
}
