using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>A value that the steps of a loop carry on: a state of the loop for each of its parts.</summary>
internal sealed class Carried
{
    private readonly Graph g;
    private readonly Region region;
    private readonly Parts parts;
    private readonly Type type;
    private readonly Value[] states;

    /// <summary>Begins to carry a value.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="region">The loop.</param>
    /// <param name="parts">How the value is taken apart.</param>
    /// <param name="seed">The value before the first step.</param>
    internal Carried(Graph g, Region region, Parts parts, Value seed)
    {
        (this.g, this.region, this.parts, type) = (g, region, parts, seed.Type);
        states = [.. parts.Of(g, seed).Select(region.State)];
        Now = parts.Whole(g, type, states);
    }

    /// <summary>The value in a step.</summary>
    internal Value Now { get; }

    /// <summary>The states that it is carried in.</summary>
    internal IReadOnlyList<Value> States => states;

    /// <summary>The value after the last step.</summary>
    internal Value Final => parts.Whole(g, type, Array.ConvertAll(states, region.Final));

    /// <summary>Whether the value of the next step could be taken apart like the first one.</summary>
    internal bool Continue(Value next)
    {
        if (!parts.Fits(g, next))
        {
            return false;
        }

        foreach (var (state, part) in states.Zip(parts.Of(g, next)))
        {
            region.Next(state, part);
        }

        return true;
    }
}
