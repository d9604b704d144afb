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

        var schedule = new Schedule(result);
        return g.Ensure(result, new Effects(g, schedule).Missing(Effect.Since(null, last), schedule.Top));
    }

    // Where gradient[i] is written, x[i] would not throw.
    private IEnumerable<(Value, Place)> Written(Scatter scatter, Value value, Place place) =>
        scatter.Entries(value).Select(entry => (g.Get(value.Operands[0], entry.At), Schedule.Under(place, entry)));

    // Up to the last effect that the result does not have itself, all are listed, so that of two exceptions the right one comes.
    private List<Value> Missing(IReadOnlyList<Effect> effects, Place place)
    {
        var (listed, count) = (new List<Value>(), 0);
        foreach (var effect in effects)
        {
            var isMissing = false;
            if (effect.Branches is { } branches)
            {
                var then = Missing(branches.Then, place.Inside(effect.Value, true));
                var otherwise = Missing(branches.Otherwise, place.Inside(effect.Value, false));
                isMissing = then.Count + otherwise.Count > 0;
                if (isMissing)
                {
                    var done = g.Boolean(true);
                    listed.Add(g.Intern(new If(typeof(bool)), effect.Value, g.Ensure(done, then), g.Ensure(done, otherwise)));
                }
            }
            else
            {
                isMissing = !IsEvaluated(effect.Value, place);
                listed.Add(effect.Value);
                kept.Add((effect.Value, place));
            }

            count = isMissing ? listed.Count : count;
        }

        return listed[..count];
    }

    private bool IsEvaluated(Value value, Place place)
    {
        if (Schedule.IsLeaf(value) || schedule.Of(value).Any(at => at.Contains(place)))
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
