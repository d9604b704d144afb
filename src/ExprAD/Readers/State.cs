using System.Collections.Immutable;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>What the variables and local arrays hold at a point of the program, and the jumps under way.</summary>
/// <param name="Variables">The values of parameters and locals.</param>
/// <param name="Arrays">The contents of the arrays that the function has made and may write to.</param>
/// <param name="Shared">What may be seen, or may have been changed, by others than the reader.</param>
/// <param name="Own">The variables declared since the lambda that is being read began; null outside of stored lambdas: all.</param>
/// <param name="Effects">What has been evaluated so far and may throw.</param>
/// <param name="IsLive">Whether control reaches this point.</param>
internal sealed record State(
    ImmutableDictionary<ParameterExpression, Value> Variables,
    ImmutableDictionary<int, Value> Arrays,
    ImmutableDictionary<Value, Shared> Shared,
    ImmutableHashSet<ParameterExpression>? Own,
    Effect? Effects,
    bool IsLive)
{
    internal static readonly State Empty = new(
        ImmutableDictionary<ParameterExpression, Value>.Empty, ImmutableDictionary<int, Value>.Empty, ImmutableDictionary<Value, Shared>.Empty, null, null, true);

    internal State After(Value value) => this with { Effects = new Effect(Effects, value) };

    internal State With(ParameterExpression variable, Value value) => this with { Variables = Variables.SetItem(variable, value) };

    internal State Declare(ParameterExpression variable, Value value) => With(variable, value) with { Own = Own?.Add(variable) };

    /// <summary>The state after the end of a scope: its variables are again what they were before.</summary>
    /// <param name="before">The state before the scope.</param>
    /// <param name="entered">The state at its beginning.</param>
    /// <param name="declared">The variables of the scope.</param>
    internal State Leave(State before, State entered, IReadOnlyList<ParameterExpression> declared)
    {
        var variables = before.Variables;
        if (!ReferenceEquals(Variables, entered.Variables))
        {
            variables = declared.Aggregate(
                Variables, (all, variable) => before.Variables.TryGetValue(variable, out var outer) ? all.SetItem(variable, outer) : all.Remove(variable));
        }

        return this with { Variables = variables, Own = before.Own };
    }

    /// <summary>Whether nothing but effects has changed since another state.</summary>
    internal bool IsSame(State other) =>
        ReferenceEquals(Variables, other.Variables) && ReferenceEquals(Arrays, other.Arrays) && ReferenceEquals(Shared, other.Shared)
        && ReferenceEquals(Own, other.Own) && IsLive == other.IsLive;

    /// <summary>test ? then : otherwise, variable by variable.</summary>
    internal static State Merge(Graph g, Value test, State then, State otherwise)
    {
        if (ReferenceEquals(then, otherwise) || !otherwise.IsLive)
        {
            return then;
        }

        return !then.IsLive
            ? otherwise
            : new State(
                Merge(g, test, then.Variables, otherwise.Variables), Merge(g, test, then.Arrays, otherwise.Arrays),
                Merge(then.Shared, otherwise.Shared), otherwise.Own,
                Effect.Merge(test, then.Effects, otherwise.Effects), true);
    }

    private static ImmutableDictionary<Value, Shared> Merge(ImmutableDictionary<Value, Shared> then, ImmutableDictionary<Value, Shared> otherwise) =>
        ReferenceEquals(then, otherwise) ? then
        : then.Aggregate(otherwise, (all, pair) => pair.Value.MayHaveChanged || !all.ContainsKey(pair.Key) ? all.SetItem(pair.Key, pair.Value) : all);

    private static ImmutableDictionary<TKey, Value> Merge<TKey>(
        Graph g, Value test, ImmutableDictionary<TKey, Value> then, ImmutableDictionary<TKey, Value> otherwise)
        where TKey : notnull
    {
        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        var merged = otherwise.ToBuilder();
        foreach (var (key, value) in then)
        {
            merged[key] = otherwise.TryGetValue(key, out var other) && other != value ? g.If(test, value, other) : value;
        }

        return merged.ToImmutable();
    }
}

/// <summary>A jump on its way to its label: taken if the test holds and no earlier one was taken.</summary>
internal sealed record Jump(GotoExpression Node, Value Test, Value? Value, State State);

/// <summary>A value that others may see, or may have changed, since an expression.</summary>
internal sealed record Shared(Expression By, bool MayHaveChanged);
