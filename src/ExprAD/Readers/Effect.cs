using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// Something that the function evaluates and that may throw, in a list from the last to the first: a value, what the two
/// branches of a test have evaluated, or what the steps of a loop have.
/// </summary>
/// <param name="previous">The effect before.</param>
/// <param name="value">The value, or the test; of a loop, one whose steps evaluate nothing else.</param>
/// <param name="branches">The effects of the branches, if it is a test.</param>
internal sealed class Effect(Effect? previous, Value value, (IReadOnlyList<Effect> Then, IReadOnlyList<Effect> Otherwise)? branches = null)
{
    private readonly int count = previous is null ? 1 : previous.count + 1;

    internal Effect? Previous { get; } = previous;

    internal Value Value { get; } = value;

    internal (IReadOnlyList<Effect> Then, IReadOnlyList<Effect> Otherwise)? Branches { get; } = branches;

    /// <summary>The effects of the steps of a loop.</summary>
    internal static Effect OfLoop(Graph g, Effect? previous, Region region, IReadOnlyList<Effect> step) => new(
        previous, region.Each(g.Ensure(g.Number(0, typeof(double)), Values(g, step))));

    /// <summary>Each effect as a value that evaluates it.</summary>
    internal static List<Value> Values(Graph g, IReadOnlyList<Effect> effects) => [.. effects.Select(effect => effect.Branches is not { } branches
        ? effect.Value
        : g.Intern(new If(typeof(bool)), effect.Value, g.Ensure(g.Boolean(true), Values(g, branches.Then)), g.Ensure(g.Boolean(true), Values(g, branches.Otherwise))))];

    /// <summary>The effects since a point, first to last.</summary>
    internal static List<Effect> Since(Effect? start, Effect? end)
    {
        var effects = new List<Effect>();
        for (; end != start; end = end!.Previous)
        {
            effects.Add(end!);
        }

        effects.Reverse();
        return effects;
    }

    /// <summary>Whether one list is the beginning of another.</summary>
    internal static bool Contains(Effect? all, Effect? beginning)
    {
        while (all is not null && all.count > (beginning?.count ?? 0))
        {
            all = all.Previous;
        }

        return all == beginning;
    }

    /// <summary>The effects of a conditional: what both branches began with, then what each has added.</summary>
    internal static Effect? Merge(Value test, Effect? then, Effect? otherwise)
    {
        var (a, b) = (then, otherwise);
        while (a != b)
        {
            (a, b) = (a?.count ?? 0) >= (b?.count ?? 0) ? (a!.Previous, b) : (a, b!.Previous);
        }

        return a == then && a == otherwise ? a : new Effect(a, test, (Since(a, then), Since(a, otherwise)));
    }

    /// <summary>The effects since a point, with every value replaced by a function of it.</summary>
    internal static Effect? Replace(Effect? start, Effect? end, Func<Value, Value> function) =>
        Since(start, end).Aggregate(start, (previous, effect) => effect.After(previous, function));

    private Effect After(Effect? previous, Func<Value, Value> function) => new(
        previous,
        function(Value),
        Branches is not { } branches ? null : (
            [.. branches.Then.Select(inner => inner.After(null, function))],
            [.. branches.Otherwise.Select(inner => inner.After(null, function))]));
}
