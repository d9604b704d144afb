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
/// <item>Solutions: an equation is no longer needed when its solution has been differentiated.</item>
/// <item>Keep effects: after differentiation, when it is known what the derivative does not evaluate.</item>
/// <item>Arrange: products in the order in which a person writes them, when nothing simplifies them any more.</item>
/// <item>Tabulate: what an inner loop would compute anew in every step of the loop around it; a query has no arrays.</item>
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
                Lambda(Begin(key.Options), key.Delegate, key.Verb, from.function, key.Options, key.Order, from.captures, from.resolved), key.Verb, key.Options.Backend));
        return captures.Length == 0 ? (TDelegate)compiled : Binding.Bind<TDelegate>(compiled, captures);
    }

    private static Delegate Delegate(LambdaExpression derivative, Verb verb, AdBackend backend) => Compiler.Compile(
        Splitter.Split(verb == Verb.GradInto ? Reuse.Arrays(derivative) : derivative, backend), backend);

    internal static Expression<TDelegate> Derive<TDelegate>(Verb verb, LambdaExpression function, AdOptions options, int order = 1)
        where TDelegate : Delegate
    {
        Check(function, options, order);
        if (options.Form == AdForm.Pure && verb is Verb.GradInto or Verb.SparseJacobian or Verb.SparseHessian)
        {
            var (reason, remedy) = verb == Verb.GradInto ? ("writing the gradient into an array is a statement, so GradInto has no pure form", "use Derive.ValueAndGrad, or AdForm.Block")
                : ("the pattern of a sparse matrix is found by loops, so it has no pure form", "use AdForm.Block");
            throw new NotDifferentiableException(function, reason, remedy);
        }

        var g = Begin(options);
        var derivative = Lambda(g, typeof(TDelegate), verb, function, options, order, null, null);
        Provenance.Remember(derivative, verb, function, options, order, g.HasSolutions);
        return (Expression<TDelegate>)derivative;
    }

    private static Graph Begin(AdOptions options) => new(options.Arithmetic) { Checkpoints = options.Checkpoints };

    internal static OperationCount Count(LambdaExpression lambda) =>
        new(Order.Ascending(Read(lambda)).Select(value => OperationCounter.KindOf(value.Operation)).OfType<string>());

    internal static string Mermaid(LambdaExpression lambda) => MermaidWriter.Write(Read(lambda));

    // A lambda as a value, its parameters numbered in order; with what it writes into an array of the caller's.
    private static Value Read(LambdaExpression lambda)
    {
        var g = new Graph(AdArithmetic.Strict);
        var reader = new Reader(g, null, null, Verbs.Result);
        var result = Solutions.AsComputed(g, reader.Read(lambda, Parameters(g, lambda)));
        return reader.Filled is { } filled ? Verbs.Tuple(g, result, filled) : result;
    }

    private static void Check(LambdaExpression function, AdOptions options, int order)
    {
        ArgumentNullException.ThrowIfNull(function, "f");
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
    }

    private static LambdaExpression Lambda(
        Graph g, Type type, Verb verb, LambdaExpression function, AdOptions options, int order, object[]? captures, IReadOnlyDictionary<Expression, object?>? resolved)
    {
        var own = Directions.Of(verb, function.Parameters.Count);
        var parameters = Parameters(g, function, own?.At ?? int.MaxValue);
        var result = Derivative(g, type, verb, function, parameters, options, order, captures, resolved);
        var evaluated = g.Evaluated.GetValueOrDefault(result, []);
        var signature = new Signature(type, function, captures, own?.Name ?? "gradient", own?.At)
        {
            Sources = captures is null ? null : g.Sources,
        };
        signature.Names.NameResults(verb, result, function);
        return verb == Verb.GradInto
            ? signature.IntoLambda(result, parameters[0], evaluated)
            : signature.Lambda(options.Form == AdForm.Pure && captures is null
                ? PureWriter.Write(g, result, signature.Leaf, options.MaxPureOperations)
                : TreeWriter.Write(result, evaluated, signature.Leaf, signature.Names, sources: signature.Sources).ToExpression());
    }

    /// <summary>The graph from which the derivative is written.</summary>
    internal static Value Derivative(
        Graph g, Type type, Verb verb, LambdaExpression function, Value[] parameters, AdOptions options, int order,
        object[]? captures = null, IReadOnlyDictionary<Expression, object?>? resolved = null)
    {
        var reader = new Reader(g, captures, resolved, Verbs.Result) { LeavesQueries = options.Form == AdForm.Pure && captures is null };
        var body = Traced("read", reader.Read(function, parameters));
        g.Evaluated[body] = Effect.Values(g, Effect.Since(null, reader.Effects));
        var own = Directions.Of(verb, function.Parameters.Count) is var (name, at) ? g.Intern(new Parameter(type.GetMethod("Invoke")!.GetParameters()[at].ParameterType, 0, at, name)) : null;
        var check = own is null ? [] : Directions.Check(g, verb, own, body, parameters[0]);
        var direction = check is [var isOfShape] ? isOfShape : own;
        var result = Checked("differentiated", g.Ensure(Verbs.Result(g, new Nested(verb, options, order) { IsCompiled = captures is not null }, body, parameters, direction), check));
        result = Solutions.AsComputed(g, result);
        var effects = g.HasSolutions ? Effect.Replace(null, reader.Effects, effect => Solutions.AsComputed(g, effect)) : reader.Effects;
        result = Checked("effects kept", Effects.Keep(g, result, effects));
        var assured = g.Assured.ConvertAll(value => Solutions.AsComputed(g, value));
        (result, var evaluated) = Arrange.Factors(g, result, [.. Effect.Values(g, Effect.Since(null, effects)), .. assured]);
        Checked("arranged", result);
        if (options.Form != AdForm.Pure)
        {
            (result, evaluated) = Tabulate.Repeated(g, result, evaluated);
            Checked("tabulated", result);
        }

        g.Evaluated[result] = evaluated;
        return result;
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

    private static Value[] Parameters(Graph g, LambdaExpression lambda, int own = int.MaxValue) =>
        [.. lambda.Parameters.Select((p, i) => g.Intern(new Parameter(p.Type, 0, i < own ? i : i + 1, p.Name ?? "x")))];

    private readonly record struct CacheKey(StructuralKey Lambda, Verb Verb, AdOptions Options, int Order, Type Delegate, int Rules);
}
