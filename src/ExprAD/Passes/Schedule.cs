using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// Decides where each value is computed: at the deepest place that all its uses lie in, so a value that only one branch needs is
/// computed in that branch; but outside of the loops that it does not depend on. A value that may throw, or needs one that may, is not
/// moved above a test that guards it: where its uses have nothing but an unguarded place in common, it is computed in each of them.
/// </summary>
internal sealed class Schedule
{
    private readonly Needs needs;
    private readonly Guards guards;
    private readonly Dictionary<Value, List<Demand>> demands = [];
    private readonly Dictionary<Value, List<Place>> places = [];

    /// <param name="root">The root.</param>
    /// <param name="evaluated">What the function evaluates: what it may throw there, it has thrown before the root is computed.</param>
    internal Schedule(Value root, IReadOnlyList<Value> evaluated)
    {
        Values = Order.Ascending(root);
        Top = new Place(Values);
        InPlace = new InPlace(Values);
        needs = new Needs(InPlace);
        guards = new Guards(needs, [root, .. evaluated], Top);
        Require(root, Top);
        for (var i = Values.Count - 1; i >= 0; i--)
        {
            Settle(Values[i]);
        }
    }

    internal Place Top { get; }

    internal InPlace InPlace { get; }

    /// <summary>All values, operands before users.</summary>
    internal List<Value> Values { get; }

    /// <summary>The places where a value is computed: nearly always one.</summary>
    internal IReadOnlyList<Place> Of(Value value) => places.TryGetValue(value, out var found) ? found : [];

    /// <summary>What a value at a place needs, and where.</summary>
    internal List<(Value Operand, Place Place)> Needs(Value value, Place place) => needs.Of(value, place);

    /// <summary>The states that the result of a loop depends on.</summary>
    internal int[] StatesOf(Value loop) => needs.States(loop);

    /// <summary>Whether what is computed of a value at one place is its value at another one: inside, and within the same loops.</summary>
    internal static bool Serves(Value value, Place at, Place from) => at.Contains(from) && at.Home(value.Levels) == from.Home(value.Levels);

    private void Require(Value value, Place place)
    {
        if (Passes.Needs.IsLeaf(value))
        {
            return;
        }

        if (!demands.TryGetValue(value, out var known))
        {
            demands.Add(value, known = []);
        }

        if (guards.Roof(value, place) is not { } roof)
        {
            known.Add(new Demand(place, null));
            return;
        }

        place = Along(value, Outward(place, roof), roof);
        var same = known.FindIndex(demand => demand.Roof == roof);
        if (same < 0)
        {
            known.Add(new Demand(place, roof));
        }
        else
        {
            known[same] = new Demand(Place.Common(known[same].At, place), roof);
        }
    }

    // Out of the loops inside the roof, and of branches that are too deep.
    private static Place Outward(Place place, Place roof)
    {
        var outermost = place;
        for (var at = place; at != roof; at = at.Parent!)
        {
            outermost = at.IsLoop || at.IsEntry ? at.Parent! : outermost;
        }

        while (outermost != roof && outermost.Choices > Passes.Needs.Deepest && !outermost.IsLoop)
        {
            outermost = outermost.Parent!;
        }

        return outermost;
    }

    // Out of the branch that is taken if a loop makes a step: the loop itself stands with those that it can run together with.
    private static Place Along(Value value, Place place, Place roof)
    {
        while (place != roof && place is { Branch: true, Test: { } test } && value.Operation is Loop loop && TellsOfSteps(test, loop.CarryOf(value)))
        {
            place = place.Parent!;
        }

        return place;
    }

    // n > 0, or what a loop has noted that runs as the other one does.
    private static bool TellsOfSteps(Value test, Carry carry) => test.Operation is Operator { Kind: ExpressionType.GreaterThan } && test.Operands[1].Data is 0
        ? test.Operands[0] == carry.Count || (test.Operands[0].Operation is Loop { Kind: LoopKind.Steps } steps && carry.IsPrefixOf(steps.CarryOf(test.Operands[0])))
        : test.Operation is Loop { Kind: LoopKind.State } noting && carry.IsPrefixOf(noting.CarryOf(test));

    private void Settle(Value value)
    {
        // A test that is decided conjunct by conjunct is not needed as a whole.
        if (!demands.Remove(value, out var own))
        {
            return;
        }

        places[value] = own.Count == 1 ? [own[0].At]
            : [.. own.Select(demand => demand.At).GroupBy(place => place.Home(value.Levels)).SelectMany(group => Covered([.. group]))];
        foreach (var place in places[value])
        {
            foreach (var (operand, at) in needs.Of(value, place))
            {
                Require(operand, at);
            }
        }
    }

    // Both branches of a test, or a place and one inside it: the outer place.
    private static List<Place> Covered(HashSet<Place> set)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var place in set.OrderByDescending(place => place.Depth).ToList())
            {
                if (place is { Parent: { } parent, Test: { } test } && set.Contains(place) && set.Contains(parent.Inside(test, !place.Branch)))
                {
                    set.Remove(place);
                    set.Remove(parent.Inside(test, !place.Branch));
                    changed = set.Add(parent) || changed;
                }
            }
        }

        return [.. set.Where(place => !set.Any(outer => outer != place && outer.Contains(place)))];
    }

    /// <summary>Where a value is needed, and the outermost place to which it could be moved from there.</summary>
    private readonly record struct Demand(Place At, Place? Roof);
}
