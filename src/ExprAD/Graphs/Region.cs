namespace ExprAD.Graphs;

/// <summary>
/// A loop being made: its index and states are there from the start, then its results are asked for. It is to be closed (disposed of) when
/// nothing more is built inside it; results may still be asked for afterwards.
/// </summary>
internal sealed class Region(Graph g, Value count, int level, bool isDescending) : IDisposable
{
    private readonly List<Value> seeds = [];
    private readonly List<Value> nexts = [];
    private Settled? settled;

    internal int Level => level;

    internal Value Count => count;

    internal Value Index { get; } = Loops.IndexAt(g, level);

    /// <summary>Whether another step is made; asked before each.</summary>
    internal Value Test { get; set; } = g.Boolean(true);

    /// <summary>The carry as it stands.</summary>
    internal Carry Carry => settled?.Carry ?? new(level, count, Test, [.. seeds], [.. nexts], isDescending);

    /// <summary>A state that begins with a seed; it stays as it is unless it is given a next value.</summary>
    internal Value State(Value seed)
    {
        var state = Loops.StateAt(g, level, seeds.Count, seed.Type);
        seeds.Add(seed);
        nexts.Add(state);
        return state;
    }

    /// <summary>The value of a state in the next step.</summary>
    internal void Next(Value state, Value next) => nexts[Number(state)] = next;

    /// <summary>All states have their next values: finds the steps that are counted, and the states that are sums.</summary>
    internal void Settle() => settled = Settled.Of(g, Carry);

    /// <summary>The value of a state after the last step.</summary>
    internal Value Final(Value state) => settled is null ? Loops.State(g, Carry, Number(state)) : settled.Final(Number(state));

    /// <summary>The sum over the steps.</summary>
    /// <param name="body">What each step adds.</param>
    /// <param name="like">What has its shape outside; null for a number.</param>
    internal Value Sum(Value body, Value? like = null) => Loops.Sum(g, Carry, Inside(body), like);

    /// <summary>What the steps evaluate, as a sum of zeros.</summary>
    internal Value Each(Value evaluated) => Loops.Sum(g, Carry, settled is null ? evaluated : settled.Evaluated(evaluated), null);

    /// <summary>The array of what the steps give.</summary>
    internal Value Build(Value body) => Loops.Build(g, Carry, Inside(body));

    /// <summary>The array of what those steps give where a test holds.</summary>
    internal Value Collect(Value keep, Value body) => Loops.Of(g, LoopKind.Collect, body.Type.MakeArrayType(), Carry, 0, Inside(keep), Inside(body));

    public void Dispose() => g.Close(this);

    private Value Inside(Value value) => settled is null ? value : settled.Inside(value);

    private static int Number(Value state) => ((Parameter)state.Operation).Index - 1;
}
