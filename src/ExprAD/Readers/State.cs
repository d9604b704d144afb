using System.Collections.Immutable;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>What the variables and local arrays hold at a point of the program, and the jumps under way.</summary>
/// <param name="Variables">The values of parameters and locals.</param>
/// <param name="Arrays">The contents of the arrays that the function has made and may write to.</param>
/// <param name="Effects">What has been evaluated so far and may throw.</param>
/// <param name="IsLive">Whether control reaches this point.</param>
internal sealed record State(
    ImmutableDictionary<ParameterExpression, Value> Variables,
    ImmutableDictionary<int, Value> Arrays,
    Effect? Effects,
    bool IsLive)
{
    internal static readonly State Empty = new(ImmutableDictionary<ParameterExpression, Value>.Empty, ImmutableDictionary<int, Value>.Empty, null, true);

    internal State After(Value value) => this with { Effects = new Effect(Effects, value) };

    internal State With(ParameterExpression variable, Value value) => this with { Variables = Variables.SetItem(variable, value) };

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
                Effect.Merge(test, then.Effects, otherwise.Effects), true);
    }

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
internal sealed record Jump(LabelTarget Label, Value Test, Value? Value, State State);
