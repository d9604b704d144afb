using ExprAD.Graphs;
using ExprAD.Readers;

namespace ExprAD.Passes;

/// <summary>
/// What a function may throw at a point, its derivative throws there too: values that may throw and that the derivative does not
/// evaluate by itself are evaluated before it, under the tests under which the function evaluates them.
/// </summary>
internal sealed class Effects
{
    private readonly Graph g;
    private readonly Schedule schedule;
    private readonly HashSet<(Value, Place)> kept = [];
    private readonly HashSet<Effect> missing = [];

    private Effects(Graph g, Schedule schedule)
    {
        this.g = g;
        this.schedule = schedule;
        foreach (var value in schedule.Values)
        {
            if (value.Operation is Scatter scatter)
            {
                kept.UnionWith(schedule.Of(value).SelectMany(place => Written(scatter, value, place)));
            }
        }
    }

    /// <summary>The result, after every effect of the function that the result does not have itself.</summary>
    internal static Value Keep(Graph g, Value result, Effect? last)
    {
        if (last is null)
        {
            return result;
        }

        var inOrder = Effect.Since(null, last);
        var effects = new Effects(g, new Schedule(result, []));
        effects.FindMissing(inOrder, effects.schedule.Top);
        return g.Ensure(result, effects.Listed(inOrder, upToLastMissing: true));
    }

    // Where gradient[i] is written, x[i] would not throw.
    private IEnumerable<(Value, Place)> Written(Scatter scatter, Value value, Place place) =>
        scatter.Entries(value).Select(entry => (g.Get(value.Operands[0], entry.At), Needs.Under(place, entry)));

    // Up to the last effect that the result does not have itself, all are listed, so that of two exceptions the right one comes.
    private List<Value> Listed(IReadOnlyList<Effect> effects, bool upToLastMissing)
    {
        var last = effects.Count - 1;
        while (upToLastMissing && last >= 0 && !missing.Contains(effects[last]))
        {
            last--;
        }

        var listed = new List<Value>();
        for (var i = 0; i <= last; i++)
        {
            listed.Add(effects[i].Branches is { } branches
                ? Choice(effects[i].Value, Listed(branches.Then, upToLastMissing && i == last), Listed(branches.Otherwise, upToLastMissing && i == last))
                : effects[i].Value);
        }

        return listed;
    }

    private Value Choice(Value test, List<Value> then, List<Value> otherwise) =>
        g.Intern(new If(typeof(bool)), test, g.Ensure(g.Boolean(true), then), g.Ensure(g.Boolean(true), otherwise));

    // What is missing at one place is there from then on.
    private void FindMissing(IReadOnlyList<Effect> effects, Place place)
    {
        foreach (var effect in effects)
        {
            if (effect.Branches is { } branches)
            {
                FindMissing(branches.Then, place.Inside(effect.Value, true));
                FindMissing(branches.Otherwise, place.Inside(effect.Value, false));
                if (branches.Then.Concat(branches.Otherwise).Any(missing.Contains))
                {
                    missing.Add(effect);
                }
            }
            else if (!IsThere(effect.Value, place))
            {
                missing.Add(effect);
                kept.Add((effect.Value, place));
            }
        }
    }

    // What may throw in the steps of a loop stands behind a 0 that the steps add up, or in branches of tests.
    private bool IsThere(Value value, Place place)
    {
        switch (value.Operation)
        {
            case Loop { Kind: LoopKind.Sum } loop when loop.Body(value) is { Operation: Ensure } body && body.Operands[0].IsNumber(0):
                var hasSteps = g.Operator(System.Linq.Expressions.ExpressionType.LessThan, typeof(bool), g.Integer(0), value.Operands[0]);
                return new[] { place, place.Inside(hasSteps, true) }.Any(at => Array.TrueForAll(body.Operands[1..], inner => IsThere(inner, at.Inside(value).Body)));
            case If when value.Operands.Skip(1).All(branch => branch.Data is true || branch.Operation is Ensure):
                return IsThere(value.Operands[0], place)
                    && value.Operands[1].Operands.Skip(1).All(inner => IsThere(inner, place.Inside(value.Operands[0], true)))
                    && value.Operands[2].Operands.Skip(1).All(inner => IsThere(inner, place.Inside(value.Operands[0], false)));
            default:
                return IsEvaluated(value, place) || (place.Home(ulong.MaxValue).IsLoop && !Guards.MayThrow(value, place));
        }
    }

    private bool IsEvaluated(Value value, Place place)
    {
        if (Needs.IsLeaf(value) || schedule.Of(value).Any(at => Schedule.Serves(value, at, place)))
        {
            return true;
        }

        for (var at = place; at is not null; at = at.Parent)
        {
            if (kept.Contains((value, at)) || (at.Branch && at.Test is not null && Assures(at.Test, value)))
            {
                return true;
            }
        }

        return false;
    }

    // Where x.HasValue holds, x.Value does not throw.
    private static bool Assures(Value test, Value value) => test.Operation switch
    {
        Member { Info.Name: nameof(Nullable<int>.HasValue) } => value.Operation is Member { Info.Name: nameof(Nullable<int>.Value) } && value.Operands[0] == test.Operands[0],
        If when test.Operands[2].Data is false => Assures(test.Operands[0], value) || Assures(test.Operands[1], value),
        _ => false,
    };
}
