using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Reverse mode: the adjoints of all values from the adjoint of the result, users before operands. What reading an element or a
/// member contributes is collected, and becomes the adjoint of the array or object when all its uses have been met.
/// </summary>
internal sealed partial class Reverse
{
    private readonly Graph g;
    private readonly Calculus calculus;
    private readonly Activity activity;
    private readonly Dictionary<Value, Tangent> whole = [];
    private readonly Dictionary<Value, List<Value>> elements = [];
    private readonly Dictionary<Value, Tangent?[]> members = [];
    private readonly Reverse? outer;
    private readonly HashSet<Value> certain;
    private readonly HashSet<Value> isThere;
    private readonly List<Value> assured = [];

    private Reverse(Graph g, Calculus calculus, Activity activity, HashSet<Value> certain, Reverse? outer = null)
    {
        this.g = g;
        this.calculus = calculus;
        this.activity = activity;
        this.certain = certain;
        this.outer = outer;
        isThere = [
            .. outer?.isThere ?? [],
            .. certain.Where(value => value.Type.IsValueType),
            .. Looked(certain)];
    }

    private Tangents Tangents => calculus.Tangents;

    /// <summary>The adjoints of the inputs for a given adjoint of the result.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="root">The result.</param>
    /// <param name="seed">Its adjoint.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="evaluated">What the function evaluates beside the result; what is known of it if that is not given.</param>
    internal static Value[] Adjoints(Graph g, Value root, Value seed, IReadOnlyList<Value> inputs, IReadOnlyList<Value>? evaluated = null)
    {
        var reverse = new Reverse(g, new Calculus(g), new Activity(g, inputs, root), Certain([root, .. evaluated ?? g.Evaluated.GetValueOrDefault(root, [])]));
        reverse.isThere.UnionWith(Looked(InSteps(root)).Where(inputs.Contains));
        reverse.Contribute(root, Tangent.Of(seed));
        var adjoints = reverse.Run(inputs);
        g.Assured.AddRange(reverse.assured);
        return adjoints;
    }

    /// <summary>
    /// The adjoints of the inputs from adjoints of elements and members of theirs, however deep. Null if it is not known when the
    /// function reads one of the elements: reading it in any case might throw.
    /// </summary>
    internal static Value[]? Gather(Graph g, Value root, IReadOnlyDictionary<Value, Tangent> leaves, IReadOnlyList<Value> inputs)
    {
        var certain = Certain(root);
        if (leaves.Any(leaf => leaf.Key.Operation is Get && leaf.Value.Guard is null && !certain.Contains(leaf.Key)))
        {
            return null;
        }

        var reverse = new Reverse(g, new Calculus(g), new Activity(g, inputs, [.. leaves.Keys]), certain);
        foreach (var (leaf, adjoint) in leaves)
        {
            reverse.Contribute(leaf, adjoint);
        }

        return reverse.Run(inputs);
    }

    private Value[] Run(IReadOnlyList<Value> inputs)
    {
        Visit([.. inputs]);
        return [.. inputs.Select(input => Tangents.Close(Sealed(input), input))];
    }

    private void Visit(HashSet<Value> stops)
    {
        for (var i = activity.Values.Count - 1; i >= 0; i--)
        {
            var value = activity.Values[i];
            if (value.Operation is Loop loop && !stops.Contains(value))
            {
                PropagateLoop(value, loop);
            }
            else if (activity.Includes(value) && !stops.Contains(value) && Sealed(value) is { } adjoint)
            {
                Propagate(value, adjoint);
            }
        }
    }

    // What is looked into.
    private static IEnumerable<Value> Looked(HashSet<Value> values) =>
        values.Where(value => value.Operation is Get or Member or Length && value.Operands.Length > 0).Select(part => part.Operands[0]);

    // What the function evaluates in any case: all but the branches of conditionals and the steps of loops.
    internal static HashSet<Value> Certain(params ReadOnlySpan<Value> roots) => Reached(roots, InAnyCase);

    // The same, with the steps of loops.
    private static HashSet<Value> InSteps(Value root) => Reached([root], value => value.Operation is Loop ? value.Operands : InAnyCase(value));

    private static HashSet<Value> Reached(ReadOnlySpan<Value> roots, Func<Value, IEnumerable<Value>> operands)
    {
        var certain = new HashSet<Value>();
        var pending = new Stack<Value>();
        foreach (var root in roots)
        {
            pending.Push(root);
        }

        while (pending.TryPop(out var value))
        {
            if (certain.Add(value))
            {
                foreach (var operand in operands(value))
                {
                    pending.Push(operand);
                }
            }
        }

        return certain;
    }

    private static IEnumerable<Value> InAnyCase(Value value) => value.Operation switch
    {
        If => value.Operands[..1],
        Scatter => value.Operands[..2],
        Loop loop => value.Operands.Where((_, i) => !loop.IsInside(i)),
        _ => value.Operands,
    };

    private void Propagate(Value value, Tangent adjoint)
    {
        var a = value.Operands;
        if (calculus.OfPartial(value) is var (operand, derivative))
        {
            Contribute(operand, () => calculus.Adjoint(derivative, adjoint));
            return;
        }

        switch (value.Operation)
        {
            case If:
                Contribute(a[1], Tangents.Where(a[0], true, adjoint));
                Contribute(a[2], Tangents.Where(a[0], false, adjoint));
                break;
            case Ensure:
                Contribute(a[0], adjoint);
                break;
            case Get:
                ContributeElement(value, adjoint);
                break;
            case Member member:
                ContributeMember(a[0], member, adjoint);
                break;
            case Construct construct:
                for (var i = 0; i < a.Length; i++)
                {
                    var info = construct.Shape.Members[i];
                    Contribute(a[i], () => Tangent.Map(adjoint, t => g.MemberOf(t, info)));
                }

                break;
            case NewArray:
                for (var i = 0; i < a.Length; i++)
                {
                    Contribute(a[i], () => Tangents.Element(adjoint, g.Integer(i)));
                }

                break;
            case Set:
                var at = a[1..^1];
                Contribute(a[^1], () => Tangents.Element(adjoint, at));
                Contribute(a[0], () => Tangent.Map(adjoint, t => g.Make(value.Operation, [t, .. at, g.Zero(a[^1])])));
                break;
            case Scatter scatter:
                // Where an entry is added is known only where its test holds.
                foreach (var entry in scatter.Entries(value))
                {
                    Contribute(entry.Added, () => Tangents.Within(adjoint.Guard, Tangents.Within(entry.Test, Tangents.Element(adjoint with { Guard = null }, entry.At))));
                }

                break;
            case Call { Method.DeclaringType: var type } when type == typeof(VectorSpace):
                Contribute(a[0], adjoint);
                Contribute(a[1], adjoint);
                break;
            case Solution:
                foreach (var (input, contribution) in new ImplicitFunction(g, value).Adjoints(adjoint, activity.Includes))
                {
                    Contribute(input, contribution);
                }

                break;
            default:
                for (var i = 0; i < a.Length; i++)
                {
                    Contribute(a[i], () => calculus.Adjoint(value, adjoint, i));
                }

                break;
        }
    }

    private void Contribute(Value value, Func<Tangent?> adjoint)
    {
        if (activity.Includes(value))
        {
            Contribute(value, adjoint());
        }
    }

    private void Contribute(Value value, Tangent? adjoint)
    {
        if (adjoint is not null && activity.Includes(value))
        {
            whole[value] = Tangents.Sum(whole.GetValueOrDefault(value), adjoint, value)!;
        }
    }

    // An element that the function reads in any case can be added to in any case; another one only where it was read.
    private void ContributeElement(Value element, Tangent adjoint)
    {
        var container = element.Operands[0];
        if (!elements.TryGetValue(container, out var entries))
        {
            elements[container] = entries = [];
        }

        var always = adjoint.Guard is null || (adjoint.IsTotal && certain.Contains(element));
        entries.AddRange([always ? g.Boolean(true) : adjoint.Guard!, .. element.Operands.AsSpan(1), adjoint.Value]);
    }

    private void ContributeMember(Value owner, Member member, Tangent adjoint)
    {
        var shape = Shape.Of(owner.Type)!;
        if (!members.TryGetValue(owner, out var adjoints))
        {
            members[owner] = adjoints = new Tangent?[shape.Members.Length];
        }

        var index = shape.IndexOf(member.Info);
        adjoints[index] = Tangents.Sum(adjoints[index], adjoint, g.MemberOf(owner, member.Info));
    }

    // Entries at known indices, in ascending order; the adjoints have come in from the last use to the first.
    private static IEnumerable<Value> InOrder(List<Value> entries, int rank)
    {
        var chunks = entries.Chunk(rank + 2).Reverse().ToList();
        return chunks.TrueForAll(entry => entry[1..^1].All(index => index.Data is int))
            ? chunks.OrderBy(entry => (int)entry[1].Data!).ThenBy(entry => rank > 1 ? (int)entry[2].Data! : 0).SelectMany(entry => entry)
            : chunks.SelectMany(entry => entry);
    }

    private Tangent? Sealed(Value value)
    {
        var adjoint = whole.GetValueOrDefault(value);
        if (elements.TryGetValue(value, out var entries))
        {
            var rank = value.Type.IsArray ? value.Type.GetArrayRank() : 1;
            if (adjoint is { Guard: null } && IsCarried(adjoint.Value))
            {
                return new Tangent(entries.Chunk(rank + 2).Aggregate(adjoint.Value, (sum, entry) => AddedTo(sum, entry)));
            }

            var scatter = g.Make(new Scatter(value.Type, rank), [value, .. InOrder(entries, rank)]);
            adjoint = Tangents.Sum(adjoint, Where(value, scatter, entries.Chunk(rank + 2).Select(entry => entry[0])), value);
        }

        if (members.TryGetValue(value, out var adjoints))
        {
            var shape = Shape.Of(value.Type)!;
            var construct = g.Make(new Construct(value.Type, shape), [.. shape.Members.Select((m, i) => MemberAdjoint(value, m, adjoints[i]))]);
            adjoint = Tangents.Sum(adjoint, Where(value, construct, adjoints.OfType<Tangent>().Select(member => member.Guard ?? g.Boolean(true))), value);
        }

        return adjoint;
    }

    // The adjoint of an array that a loop carries is added to in place:  sum + (v at i)  becomes  sum[i] = sum[i] + v.
    private static bool IsCarried(Value adjoint) => adjoint.Operation is Parameter { Level: > 0, Index: > 0 } || Elements.IsCarried(adjoint);

    private Value AddedTo(Value sum, Value[] entry)
    {
        var (test, at) = (entry[0], entry[1..^1]);
        if (sum.Operation is If && (sum.Operands[0] == test || sum.Operands[0] == g.Not(test)))
        {
            Value[] always = [g.Boolean(true), .. entry[1..]];
            return sum.Operands[0] == test ? g.If(test, AddedTo(sum.Operands[1], always), sum.Operands[2]) : g.If(sum.Operands[0], sum.Operands[1], AddedTo(sum.Operands[2], always));
        }

        return g.If(test, g.Make(new Set(sum.Type), [sum, .. at, Linear.Add(g, g.Get(sum, at), entry[^1])]), sum);
    }

    // The adjoint of a whole from those of its parts. Where the function does not look into the whole in any case, it may be that
    // nothing is there: its adjoint is made only where that of a part is.
    private Tangent Where(Value whole, Value adjoint, IEnumerable<Value> guards)
    {
        var guard = isThere.Contains(whole) ? g.Boolean(true) : guards.Aggregate(g.Or);
        return guard.Data is true ? new Tangent(adjoint) : new Tangent(adjoint, guard, IsTotal: false);
    }

    private Value MemberAdjoint(Value owner, System.Reflection.MemberInfo member, Tangent? adjoint) =>
        adjoint is null && !Kinds.IsActive(Shape.TypeOf(member)) ? g.MemberOf(owner, member) : Tangents.Close(adjoint, g.MemberOf(owner, member));
}
