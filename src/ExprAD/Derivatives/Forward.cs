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
        forward.Run(seeds);
        return forward.At(root);
    }

    private void Run(IReadOnlyDictionary<Value, Value> seeds)
    {
        foreach (var (seed, tangent) in seeds)
        {
            Add(seed, Tangent.Of(tangent));
        }

        foreach (var value in activity.Values)
        {
            if (activity.Includes(value) && !seeds.ContainsKey(value))
            {
                Add(value, Of(value));
            }
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

    private Tangent? Of(Value value)
    {
        var a = value.Operands;
        var whole = a.Length == 0 ? null : At(a[0]);
        if (calculus.OfPartial(value) is var (operand, derivative))
        {
            return calculus.Tangent(derivative, At(operand));
        }

        return value.Operation switch
        {
            If => calculus.Tangents.Choose(a[0], At(a[1]), At(a[2])),
            Set => new Tangent(g.Make(value.Operation, [Closed(a[0]), .. a[1..^1], Closed(a[^1])])),
            Get => calculus.Tangents.Element(whole, a.AsSpan(1)),
            Member => Tangent.Map(whole, t => g.Make(value.Operation, t)),
            Ensure => whole,
            NewArray => new Tangent(g.Make(value.Operation, Array.ConvertAll(a, Closed))),
            Construct => new Tangent(g.Make(value.Operation, Array.ConvertAll(a, operand => Kinds.IsActive(operand.Type) ? Closed(operand) : operand))),
            Loop loop => OfLoop(value, loop),
            Scatter scatter => new Tangent(g.Make(scatter, [a[0], .. scatter.Entries(value).Where(entry => At(entry.Added) is not null).SelectMany(Tangential)])),
            Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) => calculus.Tangents.Sum(At(a[0]), At(a[1]), value),
            _ => calculus.Tangent(value, Array.ConvertAll(a, At)),
        };
    }

    private Value[] Tangential(Entry entry) => [entry.Test, .. entry.At, Closed(entry.Added)];
}
