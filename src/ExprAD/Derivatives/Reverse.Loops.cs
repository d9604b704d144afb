using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Loops backwards. What a step contributes to the adjoint of a value outside is summed over the steps. If a derivative flows from step to step, the
/// steps are gone through from the last to the first, and what they need of the way there is read from arrays that the forward loop keeps.
/// </summary>
internal sealed partial class Reverse
{
    // So many values at most are gone back through in every step though they are the same in all of them.
    private const int LargestInside = 12;

    // Deeper sums are not looked into.
    private const int DeepestSum = 4;

    private readonly HashSet<Value> done = [];

    // Results of one carry go backwards together, where none of them is needed by another one: at the oldest of them.
    private void PropagateLoop(Value value, Loop loop)
    {
        if (!activity.Includes(value) || done.Contains(value))
        {
            return;
        }

        var together = Together(value, loop);
        if (together[0] != value)
        {
            return;
        }

        done.UnionWith(together);
        var adjoints = together.ToDictionary(one => one, Sealed);
        if (activity.Of(value).ActiveStates.Length > 0)
        {
            if (adjoints.Values.Any(adjoint => adjoint is not null))
            {
                new Backwards(this, together, [.. adjoints.Values]).Propagate();
            }
        }
        else
        {
            foreach (var group in together.Where(one => adjoints[one] is not null).GroupBy(one => new { adjoints[one]!.Guard }).Reverse())
            {
                PropagateSteps([.. group], [.. group.Select(one => adjoints[one]!)]);
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
    private void PropagateSteps(List<Value> loops, List<Tangent> adjoints)
    {
        var (carry, guard) = (((Loop)loops[0].Operation).CarryOf(loops[0]), adjoints[0].Guard);
        var bodies = loops.ConvertAll(one => ((Loop)one.Operation).Body(one));
        var inside = new Reverse(g, calculus, activity.Of(loops), CertainIn(carry, [.. bodies]), this);
        for (var i = 0; i < loops.Count; i++)
        {
            var given = new Tangent(adjoints[i].Value);
            var isBuilt = loops[i].Operation is Loop { Kind: LoopKind.Build };
            inside.Contribute(bodies[i], () => isBuilt ? Tangents.Element(given, Loops.IndexAt(g, carry.Level)) : given);
        }

        inside.Visit([]);
        Assure(carry, inside.assured);
        foreach (var (outer, contribution) in inside.Leaving())
        {
            Contribute(outer, Tangents.Within(guard, Over(carry, contribution, outer)));
        }
    }

    // What the steps contribute to a value outside: a sum, which is 0 if there are none. Where that would meet a factor, or the value cannot be evaluated
    // because no step has done so, the adjoint is one only where a step has.
    private Tangent? Over(Carry carry, Tangent t, Value to) => IsSum(carry.IsCounted ? carry.Count : null, t, to)
        ? Tangents.Over(carry, t, to, Kinds.IsReal(to.Type) ? null : to, IsSafe)
        : Tangents.WhereReached(carry, t, to, Kinds.IsReal(to.Type) ? null : to);

    // The same over steps that are gone through in segments.
    private Func<Tangent?> Over(Segments segments, int level, Value steps, Tangent t, Value to)
    {
        var like = Kinds.IsReal(to.Type) ? null : to;
        if (IsSum(steps, t, to))
        {
            var (guard, step) = Tangents.InStep(level, t, to, IsSafe);
            var sum = segments.Sum(step, like);
            return () => Derivatives.Tangents.Over(sum(), guard, t);
        }

        if (!Derivatives.Tangents.IsVarying(level, t))
        {
            var sum = segments.Sum(t.Value, like);
            return () => Tangents.WhereReached(sum(), steps, t);
        }

        var (closed, some) = (segments.Sum(Tangents.Close(t, to), like), segments.Any(t.Guard!));
        return () => closed() is { IsZero: false } total ? new Tangent(total, some()) : null;
    }

    private bool IsSum(Value? count, Tangent t, Value to) => (TakesAsItIs(to) || RunsAlong(count, t, to)) && IsSafe(to);

    // A loop of as many steps meets factors in its steps only.
    private static bool RunsAlong(Value? count, Tangent t, Value to) =>
        to.Operation is Loop && t.Guard is null && to.Operands[0] == count;

    // Whether the adjoint of a value goes on to parameters without factors.
    private bool TakesAsItIs(Value value, int depth = 0) => value.Operation switch
    {
        Parameter => true,
        Get or Member => TakesAsItIs(value.Operands[0], depth),
        Operator { Kind: ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Negate or ExpressionType.Convert } =>
            depth < DeepestSum && Array.TrueForAll(value.Operands, operand => !activity.Includes(operand) || TakesAsItIs(operand, depth + 1)),
        _ => false,
    };

    // Whether a value throws nothing where it is evaluated here that the function does not.
    private bool IsSafe(Value value) => Safety.IsSafe(value, IsCertain);

    // The members of an object that is there in any case are read for its adjoint.
    private bool IsCertain(Value value) => certain.Contains(value) || (value is { Operation: Member, Operands: [var owner] } && isThere.Contains(owner)) || outer?.IsCertain(value) == true;

    // What every step of a loop evaluates: what its own results need, and what those of all loops do that run as it does.
    private HashSet<Value> CertainIn(Carry carry, params ReadOnlySpan<Value> roots)
    {
        List<Value> all = [.. roots];
        for (var around = this; around is not null; around = around.outer)
        {
            foreach (var value in around.certain)
            {
                if (value.Operation is Loop loop && loop.CarryOf(value) is var other && (carry.IsPrefixOf(other) || other.IsPrefixOf(carry)))
                {
                    all.AddRange(value.Operands.Where((_, i) => loop.IsInside(i) && (loop.Kind != LoopKind.Collect || i != loop.First + 1)));
                }
            }
        }

        return Certain([.. all]);
    }

    // Whatever steps evaluate on the way there throws nothing on the way back. What depends on a state that this loop does not carry is of a longer one.
    private void Assure(Carry carry, IReadOnlyList<Value> values)
    {
        foreach (var value in values.Where(value => (value.Levels & (1UL << carry.Level)) != 0))
        {
            var steps = Loops.Sum(g, carry, g.Ensure(g.Number(0, typeof(double)), value), null);
            if (steps.Operation is Loop loop && Loops.StatesOf(loop, steps.Operands).All(k => k < loop.States))
            {
                assured.Add(steps);
            }
        }
    }

    // What the steps contribute to values outside of the loop, oldest last.
    private IEnumerable<(Value Outer, Tangent Contribution)> Leaving()
    {
        while (Outside().FirstOrDefault(StaysInside) is { } value)
        {
            var adjoint = Sealed(value)!;
            whole.Remove(value);
            elements.Remove(value);
            Propagate(value, adjoint);
        }

        return Outside().Select(value => (value, Sealed(value)!));
    }

    private IEnumerable<Value> Outside() =>
        whole.Keys.Concat(elements.Keys).Concat(members.Keys).Where(value => !activity.IsHere(value)).Distinct().OrderByDescending(value => value.Id).ToList();

    // An array in an array that cannot be read outside if no step has done so: the steps add to it where it is.
    private bool IsRow(Value value) => value.Operation is Get && Kinds.Element(value.Type) is not null && !outer!.IsSafe(value)
        && (outer.IsSafe(value.Operands[0]) || IsRow(value.Operands[0]));

    // A little arithmetic with what cannot be read outside if no step has done so: its factors are there in the steps.
    private bool StaysInside(Value value)
    {
        if (IsRow(value))
        {
            return true;
        }

        if (!Kinds.IsReal(value.Type) || value.Operation is not (Operator or Call) || outer!.IsSafe(value))
        {
            return false;
        }

        var parts = Order.Outside([value], part => part.Operation is Get or Member || outer.IsCertain(part));
        return parts.Count <= LargestInside && !parts.Exists(part => part.Operation is Loop);
    }
}
