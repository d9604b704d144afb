using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Passes;

/// <summary>
/// Decides where each value is computed: at the deepest place that all its uses lie in, so a value that only one branch needs is
/// computed in that branch. A value that may throw, or needs one that may, is not moved above a test that guards it: where its
/// uses have nothing but an unguarded place in common, it is computed in each of them.
/// </summary>
internal sealed class Schedule
{
    // Deeper branches are computed ahead of their tests, where nothing can throw: nesting stays bounded however deep the function is.
    private const int Deepest = 12;

    private readonly Dictionary<Value, List<Place>> places = [];
    private readonly HashSet<Value> guarded = [];

    internal Schedule(Value root)
    {
        Values = Order.Ascending(root);
        FindGuarded(root);
        Demand(root, Top);
        for (var i = Values.Count - 1; i >= 0; i--)
        {
            Settle(Values[i]);
        }
    }

    internal Place Top { get; } = new(null, null, false);

    /// <summary>All values, operands before users.</summary>
    internal List<Value> Values { get; }

    /// <summary>The places where a value is computed: nearly always one.</summary>
    internal IReadOnlyList<Place> Of(Value value) => places.TryGetValue(value, out var found) ? found : [];

    /// <summary>A literal, a parameter or a captured object: it is written where it is used.</summary>
    internal static bool IsLeaf(Value value) => value.Operation is Literal or Parameter or Capture || (value.IsZero && value.Operands.Length == 0);

    /// <summary>
    /// What a value at a place needs, and where: a conditional its branches, a nullable its value where it has one, a scatter its
    /// entries where their tests hold.
    /// </summary>
    internal static IEnumerable<(Value Operand, Place Place)> Needs(Value value, Place place)
    {
        var a = value.Operands;
        return value.Operation switch
        {
            If => [(a[0], place), (a[1], place.Inside(a[0], true)), (a[2], place.Inside(a[0], false))],
            Construct when IsConditional(value) => [(a[0], place), (a[1], place.Inside(a[0], true))],
            Scatter scatter => scatter.Entries(value).SelectMany(entry => Needs(entry, place)).Prepend((a[0], place)),
            _ => a.Select(operand => (operand, place)),
        };
    }

    private static IEnumerable<(Value Operand, Place Place)> Needs(Entry entry, Place place)
    {
        var at = Under(place, entry);
        for (var decided = at; decided != place; decided = decided.Parent!)
        {
            yield return (decided.Test!, decided.Parent!);
        }

        foreach (var index in entry.At)
        {
            yield return (index, at);
        }

        yield return (entry.Added, at);
    }

    /// <summary>The place where an entry of a scatter is added: inside its tests, one inside the other.</summary>
    internal static Place Under(Place place, Entry entry) => entry.Test.Operation is Literal
        ? place
        : Conjuncts(entry.Test).Aggregate(place, (at, conjunct) => at.Inside(conjunct, true));

    /// <summary>Whether the value is a conditional, or a nullable that may have no value.</summary>
    internal static bool IsConditional(Value value) => value.Operation is If
        || (value.Operation is Construct && Nullable.GetUnderlyingType(value.Type) is not null && value.Operands[0].Operation is not Literal);

    // The tests, one inside the other, of a nesting test.
    private static List<Value> Conjuncts(Value test)
    {
        var conjuncts = new List<Value>();
        while (test.Operation is If { IsNesting: true } && conjuncts.Count < Deepest)
        {
            conjuncts.Add(test.Operands[1]);
            test = test.Operands[0];
        }

        conjuncts.Add(test);
        conjuncts.Reverse();
        return conjuncts;
    }

    // A value is guarded if it needs one that may throw and that is not evaluated in any case.
    private void FindGuarded(Value root)
    {
        var certain = new HashSet<Value>();
        var pending = new Stack<Value>([root]);
        while (pending.TryPop(out var value))
        {
            if (certain.Add(value))
            {
                foreach (var (operand, place) in Needs(value, Top))
                {
                    if (place == Top)
                    {
                        pending.Push(operand);
                    }
                }
            }
        }

        foreach (var value in Values)
        {
            if (!certain.Contains(value) && (Throwing.May(value) || Array.Exists(value.Operands, guarded.Contains)))
            {
                guarded.Add(value);
            }
        }
    }

    private void Demand(Value value, Place place)
    {
        if (IsLeaf(value))
        {
            return;
        }

        if (!places.TryGetValue(value, out var demands))
        {
            places.Add(value, demands = []);
        }

        if (guarded.Contains(value))
        {
            if (!demands.Contains(place))
            {
                demands.Add(place);
            }
        }
        else
        {
            place = place.At(Deepest);
            demands = places[value] = [demands.Count == 0 ? place : Place.Common(demands[0], place)];
        }
    }

    private void Settle(Value value)
    {
        // A test that is decided conjunct by conjunct is not needed as a whole.
        if (IsLeaf(value) || !places.TryGetValue(value, out var own))
        {
            return;
        }

        if (own.Count > 1)
        {
            places[value] = Covered(own);
        }

        foreach (var place in places[value])
        {
            foreach (var (operand, at) in Needs(value, place))
            {
                Demand(operand, at);
            }
        }
    }

    // Both branches of a test, or a place and one inside it: the outer place.
    private static List<Place> Covered(List<Place> demands)
    {
        var set = new HashSet<Place>(demands);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var place in set.OrderByDescending(place => place.Depth).ToList())
            {
                if (place.Parent is { } parent && set.Contains(place) && set.Contains(parent.Inside(place.Test!, !place.Branch)))
                {
                    set.Remove(place);
                    set.Remove(parent.Inside(place.Test!, !place.Branch));
                    changed = set.Add(parent) || changed;
                }
            }
        }

        return [.. set.Where(place => !set.Any(outer => outer != place && outer.Contains(place)))];
    }
}
