using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Reverse mode: the adjoints of all values from the adjoint of the result, users before operands. What reading an element or a
/// member contributes is collected, and becomes the adjoint of the array or object when all its uses have been met.
/// </summary>
internal sealed class Reverse
{
    private readonly Graph g;
    private readonly Calculus calculus;
    private readonly Activity activity;
    private readonly Dictionary<Value, Value> whole = [];
    private readonly Dictionary<Value, List<Value>> elements = [];
    private readonly Dictionary<Value, Value?[]> members = [];

    private Reverse(Graph g, Activity activity)
    {
        this.g = g;
        this.activity = activity;
        calculus = new Calculus(g);
    }

    /// <summary>The adjoints of the inputs for a given adjoint of the result.</summary>
    internal static Value[] Adjoints(Graph g, Value root, Value seed, IReadOnlyList<Value> inputs)
    {
        var reverse = new Reverse(g, new Activity(g, inputs, root));
        reverse.Contribute(root, seed);
        reverse.Run([.. inputs]);
        return [.. inputs.Select(input => reverse.Sealed(input) ?? g.Zero(input))];
    }

    /// <summary>The adjoints of the inputs from adjoints of elements and members of theirs, however deep.</summary>
    internal static Value[] Gather(Graph g, IReadOnlyDictionary<Value, Value> leaves, IReadOnlyList<Value> inputs)
    {
        var reverse = new Reverse(g, new Activity(g, inputs, [.. leaves.Keys]));
        foreach (var (leaf, adjoint) in leaves)
        {
            reverse.Contribute(leaf, adjoint);
        }

        reverse.Run([.. inputs]);
        return [.. inputs.Select(input => reverse.Sealed(input) ?? g.Zero(input))];
    }

    private void Run(HashSet<Value> inputs)
    {
        for (var i = activity.Values.Count - 1; i >= 0; i--)
        {
            var value = activity.Values[i];
            if (activity.Includes(value) && !inputs.Contains(value) && Sealed(value) is { IsZero: false } adjoint)
            {
                Propagate(value, adjoint);
            }
        }
    }

    private void Propagate(Value value, Value adjoint)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case If:
                Contribute(a[1], Linear.Map(g, adjoint, a[1], t => g.If(a[0], t, g.Zero(a[1]))));
                Contribute(a[2], Linear.Map(g, adjoint, a[2], t => g.If(a[0], g.Zero(a[2]), t)));
                break;
            case Ensure:
                Contribute(a[0], adjoint);
                break;
            case Get:
                ContributeElement(a[0], a.AsSpan(1), adjoint);
                break;
            case Member member:
                ContributeMember(a[0], member, adjoint);
                break;
            case Construct construct:
                for (var i = 0; i < a.Length; i++)
                {
                    var info = construct.Shape.Members[i];
                    Contribute(a[i], () => Linear.Map(g, adjoint, a[i], t => g.MemberOf(t, info)));
                }

                break;
            case NewArray:
                for (var i = 0; i < a.Length; i++)
                {
                    Contribute(a[i], () => Linear.Map(g, adjoint, a[i], t => g.Get(t, g.Integer(i))));
                }

                break;
            case Set:
                var at = a[1..^1];
                Contribute(a[^1], () => Linear.Map(g, adjoint, a[^1], t => g.Get(t, at)));
                Contribute(a[0], () => Linear.Map(g, adjoint, a[0], t => g.Make(value.Operation, [t, .. at, g.Zero(a[^1])])));
                break;
            case Scatter scatter:
                foreach (var entry in scatter.Entries(value))
                {
                    Contribute(entry.Added, () => g.If(
                        entry.Test, Linear.Map(g, adjoint, entry.Added, t => g.Get(t, entry.At)), g.Zero(entry.Added)));
                }

                break;
            case Call { Method.DeclaringType: var type } when type == typeof(VectorSpace):
                Contribute(a[0], adjoint);
                Contribute(a[1], adjoint);
                break;
            default:
                for (var i = 0; i < a.Length; i++)
                {
                    Contribute(a[i], () => calculus.Adjoint(value, adjoint, i));
                }

                break;
        }
    }

    private void Contribute(Value value, Func<Value?> adjoint)
    {
        if (activity.Includes(value) && adjoint() is { } contribution)
        {
            Contribute(value, contribution);
        }
    }

    private void Contribute(Value value, Value adjoint)
    {
        if (!adjoint.IsZero && activity.Includes(value))
        {
            whole[value] = whole.TryGetValue(value, out var sum) ? Linear.Add(g, sum, adjoint) : adjoint;
        }
    }

    private void ContributeElement(Value container, ReadOnlySpan<Value> at, Value adjoint)
    {
        var (test, added) = Linear.Split(g, adjoint);
        if (!elements.TryGetValue(container, out var entries))
        {
            elements[container] = entries = [];
        }

        entries.AddRange([test, .. at, added]);
    }

    private void ContributeMember(Value owner, Member member, Value adjoint)
    {
        var shape = Shape.Of(owner.Type)!;
        if (!members.TryGetValue(owner, out var adjoints))
        {
            members[owner] = adjoints = new Value?[shape.Members.Length];
        }

        var index = shape.IndexOf(member.Info);
        adjoints[index] = calculus.Sum(adjoints[index], adjoint);
    }

    // Entries at known indices, in ascending order; the adjoints have come in from the last use to the first.
    private static IEnumerable<Value> InOrder(List<Value> entries, int rank)
    {
        var chunks = entries.Chunk(rank + 2).Reverse().ToList();
        return chunks.TrueForAll(entry => entry[1..^1].All(index => index.Data is int))
            ? chunks.OrderBy(entry => (int)entry[1].Data!).SelectMany(entry => entry)
            : chunks.SelectMany(entry => entry);
    }

    private Value? Sealed(Value value)
    {
        var adjoint = whole.GetValueOrDefault(value);
        if (elements.TryGetValue(value, out var entries))
        {
            var rank = value.Type.IsArray ? value.Type.GetArrayRank() : 1;
            adjoint = calculus.Sum(adjoint, g.Make(new Scatter(value.Type, rank), [value, .. InOrder(entries, rank)]));
        }

        if (members.TryGetValue(value, out var adjoints))
        {
            var shape = Shape.Of(value.Type)!;
            adjoint = calculus.Sum(adjoint, g.Make(
                new Construct(value.Type, shape),
                [.. shape.Members.Select((m, i) => adjoints[i] ?? (Kinds.IsActive(Shape.TypeOf(m)) ? g.Zero(g.MemberOf(value, m)) : g.MemberOf(value, m)))]));
        }

        return adjoint;
    }
}
