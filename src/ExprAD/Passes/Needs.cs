using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// What a value at a place needs, and where: a conditional its branches, a nullable its value where it has one, a scatter its entries
/// where their tests hold, a loop its body inside.
/// </summary>
internal sealed class Needs
{
    // Deeper branches are computed ahead of their tests, where nothing can throw: nesting stays bounded however deep the function is.
    internal const int Deepest = 12;

    private readonly Dictionary<Value, int[]> states = [];

    internal Needs(InPlace inPlace) => InPlace = inPlace;

    internal InPlace InPlace { get; }

    /// <summary>A literal, a parameter or a captured object: it is written where it is used.</summary>
    internal static bool IsLeaf(Value value) => value.Operation is Literal or Parameter or Capture || (value.IsZero && value.Operands.Length == 0);

    internal List<(Value Operand, Place Place)> Of(Value value, Place place)
    {
        var a = value.Operands;
        var found = new List<(Value, Place)>();
        if (InPlace.IsSum(value))
        {
            found.AddRange(InPlace.LikeOrSize(value).Select(operand => (operand, place)));
            AddParts(found, value, place);
        }
        else if (value.Operation is Loop loop)
        {
            AddCarry(found, value, place);
            var body = place.Inside(value).Body;
            if (loop.Kind == LoopKind.Collect)
            {
                found.Add((a[loop.First], body));
                found.Add((a[loop.First + 1], Kept(a[loop.First], body)));
            }
            else if (loop.Kind is LoopKind.Sum or LoopKind.Build)
            {
                Add(found, loop.Body(value), body);
            }
        }
        else if (value.Operation is If)
        {
            found.AddRange([(a[0], place), (a[1], place.Inside(a[0], true)), (a[2], place.Inside(a[0], false))]);
        }
        else if (value.Operation is Construct && IsConditional(value))
        {
            found.AddRange([(a[0], place), (a[1], place.Inside(a[0], true))]);
        }
        else
        {
            found.AddRange(a.Select(operand => (operand, place)));
        }

        return found;
    }

    /// <summary>Whether the value is a conditional, or a nullable that may have no value.</summary>
    internal static bool IsConditional(Value value) => value.Operation is If
        || (value.Operation is Construct && Nullable.GetUnderlyingType(value.Type) is not null && value.Operands[0].Operation is not Literal);

    /// <summary>The place where an entry of a scatter is added: inside its tests, one inside the other.</summary>
    internal static Place Under(Place place, Entry entry) => entry.Test.Operation is Literal
        ? place
        : Conjuncts(entry.Test).Aggregate(place, (at, conjunct) => at.Inside(conjunct, true));

    /// <summary>Where a step of a loop is that collects what is kept.</summary>
    internal static Place Kept(Value keep, Place body) => keep.Data is true ? body : body.Inside(keep, true);

    /// <summary>The states that the result of a loop depends on.</summary>
    internal int[] States(Value value)
    {
        if (!states.TryGetValue(value, out var found))
        {
            states.Add(value, found = [.. Loops.StatesOf((Loop)value.Operation, value.Operands)]);
        }

        return found;
    }

    // What adding a value in place needs: itself, or that of its parts.
    private void Add(List<(Value, Place)> found, Value added, Place place)
    {
        if (InPlace.IsAbsorbed(added))
        {
            AddParts(found, added, place);
        }
        else
        {
            found.Add((added, place));
        }
    }

    private void AddParts(List<(Value, Place)> found, Value value, Place place)
    {
        switch (value.Operation)
        {
            case Scatter scatter:
                foreach (var entry in scatter.Entries(value))
                {
                    AddEntry(found, entry, place);
                }

                break;
            case Loop loop:
                AddCarry(found, value, place);
                Add(found, loop.Body(value), place.Inside(value).Body);
                break;
            case If:
                found.Add((value.Operands[0], place));
                Add(found, value.Operands[1], place.Inside(value.Operands[0], true));
                Add(found, value.Operands[2], place.Inside(value.Operands[0], false));
                break;
            case Call:
                DeepStack.Call(() =>
                {
                    Add(found, value.Operands[0], place);
                    Add(found, value.Operands[1], place);
                    return true;
                });
                break;
        }
    }

    private void AddEntry(List<(Value, Place)> found, Entry entry, Place place)
    {
        var at = Under(place, entry);
        for (var decided = at; decided != place; decided = decided.Parent!)
        {
            found.Add((decided.Test!, decided.Parent!));
        }

        found.AddRange(entry.At.Select(index => (index, at)));
        Add(found, entry.Added, at);
    }

    // The count is looked at before each step: it counts as used twice.
    private void AddCarry(List<(Value, Place)> found, Value value, Place place)
    {
        var carry = ((Loop)value.Operation).CarryOf(value);
        var inside = place.Inside(value);
        found.AddRange([(carry.Count, place), (carry.Count, place), (carry.Test, inside)]);
        foreach (var k in States(value))
        {
            found.Add((carry.Seeds[k], place));
            found.Add((carry.Nexts[k], inside.Body));
        }
    }

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
}
