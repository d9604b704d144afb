using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Loops backwards. What a step contributes to the adjoint of a value outside is summed over the steps. If a derivative flows from step to step, the
/// steps are gone through from the last to the first, and what they need of the way there is read from arrays that the forward loop keeps.
/// </summary>
internal sealed partial class Reverse
{
    private readonly HashSet<Value> done = [];

    // Results of one carry go backwards together, where none of them is needed by another one: at the oldest of them.
    private void PropagateLoop(Value value, Loop loop)
    {
        if (!activity.Includes(value) || done.Contains(value))
        {
            return;
        }

        if (activity.Of(value).ActiveStates.Length == 0)
        {
            if (Sealed(value) is { } adjoint)
            {
                PropagateSteps(value, loop, adjoint);
            }

            return;
        }

        var together = Together(value, loop);
        if (together[0] == value)
        {
            done.UnionWith(together);
            var adjoints = together.Select(Sealed).ToArray();
            if (Array.Exists(adjoints, adjoint => adjoint is not null))
            {
                new Backwards(this, together, adjoints).Propagate();
            }
        }
    }

    private List<Value> Together(Value value, Loop loop)
    {
        var carry = loop.CarryOf(value);
        var same = activity.Values.FindAll(other => other.Operation is Loop candidate && !done.Contains(other) && activity.Includes(other)
            && candidate.States == loop.States && candidate.IsDescending == loop.IsDescending && candidate.Level == loop.Level
            && carry.IsPrefixOf(candidate.CarryOf(other)));
        var oldest = same[0];
        return Array.TrueForAll(value.Inputs, input => input.Id < oldest.Id)
            ? same.FindAll(other => Array.TrueForAll(other.Inputs, input => input.Id < oldest.Id))
            : [value];
    }

    // Steps that are independent of one another: each adds to the adjoints of what it uses, in any order.
    private void PropagateSteps(Value value, Loop loop, Tangent adjoint)
    {
        var inside = Inside(value, loop.Body(value));
        inside.Contribute(loop.Body(value), () => loop.Kind == LoopKind.Build ? Tangents.Element(adjoint, Loops.IndexAt(g, loop.Level)) : adjoint);
        inside.Visit([]);
        var carry = loop.CarryOf(value);
        foreach (var (outer, contribution) in inside.Leaving())
        {
            Contribute(outer, Tangents.Over(carry, contribution, outer, Kinds.IsReal(outer.Type) ? null : outer));
        }
    }

    private Reverse Inside(Value loop, params ReadOnlySpan<Value> roots) => new(g, calculus, activity.Of(loop), Certain(roots), this);

    // What the steps contribute to values outside of the loop, oldest last.
    private IEnumerable<(Value Outer, Tangent Contribution)> Leaving()
    {
        var leaving = whole.Keys.Concat(elements.Keys).Concat(members.Keys).Where(value => !activity.IsHere(value)).Distinct().OrderByDescending(value => value.Id).ToList();
        return leaving.Select(value => (value, Sealed(value)!));
    }
}
