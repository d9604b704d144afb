namespace ExprAD.Graphs;

/// <summary>
/// A loop being made: its index and states are there from the start, then its results are asked for. It is to be closed (disposed of) when
/// nothing more is built inside it; results may still be asked for afterwards.
/// </summary>
internal sealed class Region(Graph g, Value count, int level, bool isDescending) : IDisposable
{
    private readonly List<Value> seeds = [];
    private readonly List<Value> nexts = [];

    internal int Level => level;

    internal Value Count => count;

    internal Value Index { get; } = Loops.IndexAt(g, level);

    /// <summary>Whether another step is made; asked before each.</summary>
    internal Value Test { get; set; } = g.Boolean(true);

    /// <summary>The carry as it stands.</summary>
    internal Carry Carry => new(level, count, Test, [.. seeds], [.. nexts], isDescending);

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

    /// <summary>The value of a state after the last step.</summary>
    internal Value Final(Value state) => Loops.State(g, Carry, Number(state));

    /// <summary>The sum of numbers over the steps.</summary>
    internal Value Sum(Value body) => Loops.Sum(g, Carry, body, null);

    /// <summary>The array of what the steps give.</summary>
    internal Value Build(Value body) => Loops.Build(g, Carry, body);

    /// <summary>The array of what those steps give where a test holds.</summary>
    internal Value Collect(Value keep, Value body) => Loops.Of(g, LoopKind.Collect, body.Type.MakeArrayType(), Carry, 0, keep, body);

    public void Dispose() => g.Close(this);

    private static int Number(Value state) => ((Parameter)state.Operation).Index - 1;
}
