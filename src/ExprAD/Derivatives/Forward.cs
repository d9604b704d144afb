using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>Forward mode: the tangents of all values from the tangents of the seeds, in order of evaluation.</summary>
internal sealed partial class Forward
{
    private readonly Graph g;
    private readonly Calculus calculus;
    private readonly Activity activity;
    private readonly Forward? outer;
    private readonly Dictionary<Value, Tangent> tangents = [];

    private Forward(Graph g, Calculus calculus, Activity activity, Forward? outer)
    {
        this.g = g;
        this.calculus = calculus;
        this.activity = activity;
        this.outer = outer;
    }

    /// <summary>The tangent of a value; structural zero where it does not depend on the seeds.</summary>
    internal static Value Of(Graph g, Value root, IReadOnlyDictionary<Value, Value> seeds)
    {
        var calculus = new Calculus(g);
        return calculus.Tangents.Close(Of(g, calculus, root, seeds), root);
    }

    /// <summary>The tangent with its guard; null where it is structural zero everywhere.</summary>
    internal static Tangent? Of(Graph g, Calculus calculus, Value root, IReadOnlyDictionary<Value, Value> seeds)
    {
        var forward = new Forward(g, calculus, new Activity(g, [.. seeds.Keys], root), null);
        forward.Run(seeds.ToDictionary(seed => seed.Key, seed => Tangent.Of(seed.Value)), root);
        return forward.At(root);
    }

    // From a bottleneck to the next one by a tangent of 1, which then is multiplied by the bottleneck's own.
    private void Run(IReadOnlyDictionary<Value, Tangent?> seeds, params ReadOnlySpan<Value> roots)
    {
        List<Value> values = [.. seeds.Keys, .. activity.Values.Where(value => activity.Includes(value) && !seeds.ContainsKey(value))];
        var bottlenecks = Bottlenecks.Between(values, roots, value => g.Partials.TryGetValue(value, out var call) ? call.Operands : value.Inputs, input => !activity.IsHere(input) && outer!.At(input) is not null);
        var (factor, end) = ((Value?)null, (Value?)null);
        foreach (var value in values)
        {
            var tangent = seeds.TryGetValue(value, out var seed) ? seed : Of(value);
            if (value == end)
            {
                tangent = Tangent.Multiple(tangent, t => g.Multiply(t, factor!));
                end = null;
            }

            if (tangent is { Guard: null, Value.Data: null } && bottlenecks.TryGetValue(value, out var next))
            {
                (factor, end) = (tangent.Value, next);
                tangent = new Tangent(g.Number(1, value.Type));
            }

            Add(value, tangent);
        }
    }

    private void Add(Value value, Tangent? tangent)
    {
        if (tangent is not null)
        {
            tangents.Add(value, tangent);
        }
    }

    private Tangent? At(Value value) => activity.IsHere(value) ? tangents.GetValueOrDefault(value) : outer!.At(value);

    private Value Closed(Value value) => calculus.Tangents.Close(At(value), value);

    private Tangent? Of(Value value) =>
        calculus.OfPartial(value) is var (operand, derivative) ? calculus.Tangent(derivative, At(operand))
        : value.Operation is Loop loop ? OfLoop(value, loop)
        : Calculus.IsLinear(value) ? calculus.Linear(value, At)
        : calculus.Tangent(value, Array.ConvertAll(value.Operands, At));
}
