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

    private List<Value> Missing(IReadOnlyList<Effect> effects, Place place)
    {
        var missing = new List<Value>();
        foreach (var effect in effects)
        {
            if (effect.Branches is { } branches)
            {
                var then = Missing(branches.Then, place.Inside(effect.Value, true));
                var otherwise = Missing(branches.Otherwise, place.Inside(effect.Value, false));
                if (then.Count + otherwise.Count > 0)
                {
                    var done = g.Boolean(true);
                    missing.Add(g.Intern(new If(typeof(bool)), effect.Value, g.Ensure(done, then), g.Ensure(done, otherwise)));
                }
            }
            else if (!IsEvaluated(effect.Value, place))
            {
                kept.Add((effect.Value, place));
                missing.Add(effect.Value);
            }
        }

        return missing;
    }

    private bool IsEvaluated(Value value, Place place)
    {
        if (Schedule.IsLeaf(value) || schedule.Of(value).Any(at => at.Contains(place)))
        {
            return true;
        }

        for (var at = place; at is not null; at = at.Parent)
        {
            if (kept.Contains((value, at)))
            {
                return true;
            }
        }

        return false;
    }
}
