using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>
/// Decides where each value is computed: at the deepest place that all its uses lie in, so a value that only one branch needs is
/// computed in that branch. A value that may throw, or needs one that may, is not moved above a test that guards it: where its
/// uses have nothing but an unguarded place in common, it is computed in each of them.
/// </summary>
internal sealed class Schedule
{
    private readonly Dictionary<Value, List<Place>> places = [];
    private readonly Dictionary<Value, int> uses = [];
    private readonly HashSet<Value> guarded = [];

    internal Schedule(Value root)
    {
        Top = new Place(null, null, false);
        Values = Order.Ascending(root);
        FindGuarded(root);
        Demand(root, Top);
        for (var i = Values.Count - 1; i >= 0; i--)
        {
            Settle(Values[i]);
        }
    }

    internal Place Top { get; }

    internal List<Value> Values { get; }

    /// <summary>How often a value is used, at all places together.</summary>
    internal int Uses(Value value) => uses.GetValueOrDefault(value);

    /// <summary>The places where a value is computed: nearly always one.</summary>
    internal IReadOnlyList<Place> Of(Value value) => places.GetValueOrDefault(value) ?? [];

    /// <summary>The place among a value's own from which it is visible at another place.</summary>
    internal Place Visible(Value value, Place from) => places[value].Find(place => place.Contains(from))!;

    /// <summary>The operands of a value with the places where each of them is needed, if the value is computed at a given place.</summary>
    internal static IEnumerable<(Value Operand, Place Place)> Needs(Value value, Place place)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case If:
                return [(a[0], place), (a[1], place.Inside(a[0], true)), (a[2], place.Inside(a[0], false))];
            case Scatter scatter:
                return scatter.Entries(value)
                    .SelectMany(entry => entry.At.Append(entry.Added)
                        .Select(operand => (operand, entry.Test.Operation is Literal ? place : place.Inside(entry.Test, true)))
                        .Append((entry.Test, place)))
                    .Prepend((a[0], place));
            default:
                return a.Select(operand => (operand, place));
        }
    }

    internal static bool IsLeaf(Value value) => value.Operation is Literal or Parameter or Capture or Zero { Type.IsValueType: true };

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
            if (!certain.Contains(value) && (Effects.MayThrow(value) || Array.Exists(value.Operands, guarded.Contains)))
            {
                guarded.Add(value);
            }
        }
    }

    private void Demand(Value value, Place place)
    {
        uses[value] = uses.GetValueOrDefault(value) + 1;
        if (!IsLeaf(value))
        {
            if (!places.TryGetValue(value, out var demands))
            {
                places.Add(value, demands = []);
            }

            if (!demands.Contains(place))
            {
                demands.Add(place);
            }
        }
    }

    private void Settle(Value value)
    {
        if (IsLeaf(value))
        {
            return;
        }

        var demands = places[value];
        if (demands.Count > 1)
        {
            demands = Covered(demands);
            if (demands.Count > 1 && !guarded.Contains(value))
            {
                demands = [demands.Aggregate(Place.Common)];
            }

            places[value] = demands;
        }

        foreach (var place in demands)
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
