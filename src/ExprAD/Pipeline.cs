using System.Linq.Expressions;
using ExprAD.Caching;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Passes;
using ExprAD.Readers;
using ExprAD.Tables;
using ExprAD.Writers;

namespace ExprAD;

/// <summary>
/// The compiler on one page. From a lambda to its derivative, in this order:
/// <list type="number">
/// <item>Key: equal lambdas are compiled once (<see cref="StructuralKey"/>); only trees for delegates are looked up.</item>
/// <item>Read: the lambda becomes values of a <see cref="Graph"/>, which simplifies and shares on the way in.</item>
/// <item>Differentiate: the verb gives the derivative as values of the same graph, so that it shares what the function computes.</item>
/// <item>Keep effects: after differentiation, when it is known what the derivative does not evaluate.</item>
/// <item>Arrange: products in the order in which a person writes them, when nothing simplifies them any more.</item>
/// <item>Write: last, because only the whole graph tells what is shared and where it is needed.</item>
/// </list>
/// </summary>
internal static class Pipeline
{
    private static readonly BoundedCache<CacheKey, Delegate> Cache = new();

    [ThreadStatic]
    private static Action<string, Value>? t_trace;

    /// <summary>For documentation and diagnosis: called on this thread with the name of each stage and what it has given.</summary>
    internal static Action<string, Value>? Trace
    {
        get => t_trace;
        set => t_trace = value;
    }

    internal static TDelegate Compile<TDelegate>(Verb verb, LambdaExpression function, AdOptions options, int order = 1)
        where TDelegate : Delegate
    {
        Check(function, options, order);
        var key = StructuralKey.Of(function, out var captures, out var resolved);
        var compiled = Cache.GetOrAdd(
            new CacheKey(key, verb, options, order, typeof(TDelegate), RuleTable.Version),
            (function, captures, resolved),
            static (key, from) => Delegate(
                Lambda(key.Delegate, key.Verb, from.function, key.Options, key.Order, from.captures, from.resolved), key.Verb, key.Options.Backend));
        return captures.Length == 0 ? (TDelegate)compiled : Binding.Bind<TDelegate>(compiled, captures);
    }

    private static Delegate Delegate(LambdaExpression derivative, Verb verb, AdBackend backend) => Compiler.Compile(
        Splitter.Split(verb == Verb.GradInto ? Reuse.Arrays(derivative) : derivative, backend), backend);

    internal static Expression<TDelegate> Derive<TDelegate>(Verb verb, LambdaExpression function, AdOptions options, int order = 1)
        where TDelegate : Delegate
    {
        Check(function, options, order);
        if (verb == Verb.GradInto && options.Form == AdForm.Pure)
        {
            throw new NotDifferentiableException(
                function, "writing the gradient into an array is a statement, so GradInto has no pure form", "use Derive.ValueAndGrad, or AdForm.Block");
        }

        var derivative = Lambda(typeof(TDelegate), verb, function, options, order, null, null);
        Provenance.Remember(derivative, verb, function, options, order);
        return (Expression<TDelegate>)derivative;
    }

    internal static OperationCount Count(LambdaExpression lambda) =>
        new(Order.Ascending(Read(lambda)).Select(value => OperationCounter.KindOf(value.Operation)).OfType<string>());

    internal static string Mermaid(LambdaExpression lambda) => MermaidWriter.Write(Read(lambda));

    // A lambda as a value, its parameters numbered in order; with what it writes into an array of the caller's.
    private static Value Read(LambdaExpression lambda)
    {
        var g = new Graph(AdArithmetic.Strict);
        var reader = new Reader(g, null, null, Verbs.Result);
        var result = reader.Read(lambda, Parameters(g, lambda));
        return reader.Filled is { } filled ? Verbs.Tuple(g, result, filled) : result;
    }

    private static void Check(LambdaExpression function, AdOptions options, int order)
    {
        ArgumentNullException.ThrowIfNull(function, "f");
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
    }

    private static LambdaExpression Lambda(
        Type type, Verb verb, LambdaExpression function, AdOptions options, int order, object[]? captures, IReadOnlyDictionary<Expression, object?>? resolved)
    {
        var g = new Graph(options.Arithmetic) { Checkpoints = options.Checkpoints };
        var parameters = Parameters(g, function);
        var result = Derivative(g, type, verb, function, parameters, options, order, captures, resolved);
        var signature = new Signature(type, function, captures, verb == Verb.Jvp ? "tangent" : verb == Verb.Vjp ? "cotangent" : "gradient")
        {
            Sources = captures is null ? null : g.Sources,
        };
        signature.Names.NameResults(verb, result, function);
        return verb == Verb.GradInto
            ? signature.IntoLambda(result, parameters[0])
            : signature.Lambda(options.Form == AdForm.Pure && captures is null
                ? PureWriter.Write(g, result, signature.Leaf, options.MaxPureOperations)
                : TreeWriter.Write(result, signature.Leaf, signature.Names, sources: signature.Sources).ToExpression());
    }

    /// <summary>The graph from which the derivative is written.</summary>
    internal static Value Derivative(
        Graph g, Type type, Verb verb, LambdaExpression function, Value[] parameters, AdOptions options, int order,
        object[]? captures = null, IReadOnlyDictionary<Expression, object?>? resolved = null)
    {
        var reader = new Reader(g, captures, resolved, Verbs.Result) { LeavesQueries = options.Form == AdForm.Pure && captures is null };
        var body = Traced("read", reader.Read(function, parameters));
        g.Evaluated[body] = Effect.Values(g, Effect.Since(null, reader.Effects));
        var direction = verb is Verb.Jvp or Verb.Vjp ? Direction(g, verb, type, body, parameters[0]) : null;
        var result = Checked("differentiated", Verbs.Result(g, new Nested(verb, options, order), body, parameters, direction));
        result = Checked("effects kept", Effects.Keep(g, result, reader.Effects));
        result = direction?.Operation is Call ? g.Ensure(result, direction) : result; // The check of its shape: once, wherever it is used.
        return Checked("arranged", Arrange.Factors(g, result));
    }

    private static Value Traced(string stage, Value result)
    {
        Trace?.Invoke(stage, result);
        return result;
    }

    // What has been read may still hold what differentiation refuses.
    private static Value Checked(string stage, Value result)
    {
        Validity.Check(result);
        return Traced(stage, result);
    }

    private static Value[] Parameters(Graph g, LambdaExpression lambda) =>
        [.. lambda.Parameters.Select((p, i) => g.Intern(new Parameter(p.Type, 0, i, p.Name ?? "x")))];

    // The tangent or cotangent: the last parameter, checked to have the shape of the point, or of the value.
    private static Value Direction(Graph g, Verb verb, Type type, Value body, Value point)
    {
        var types = type.GetMethod("Invoke")!.GetParameters();
        var name = verb == Verb.Jvp ? "tangent" : "cotangent";
        var direction = g.Intern(new Parameter(types[^1].ParameterType, 0, types.Length - 1, name));
        if (Kinds.Of(direction.Type) == Kind.Real)
        {
            return direction;
        }

        var check = typeof(VectorSpace).GetMethod(nameof(VectorSpace.SameShape))!.MakeGenericMethod(direction.Type);
        return g.Intern(new Call(direction.Type, check), direction, verb == Verb.Jvp ? point : body, g.Literal(name, typeof(string)));
    }

    private readonly record struct CacheKey(StructuralKey Lambda, Verb Verb, AdOptions Options, int Order, Type Delegate, int Rules);
}
