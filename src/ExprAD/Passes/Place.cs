using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// Where code stands: at the top, in a branch of a test that is decided at another place, or in the steps of a loop. A loop's place
/// stands in its entry, and what a loop does after its own test in a place inside the loop's, its <see cref="Body"/>.
/// </summary>
internal sealed class Place
{
    private readonly Dictionary<(Value, bool), Place> branches = [];
    private readonly Dictionary<Value, Place> loopOf = [];
    private readonly List<Place> loops = [];
    private Place? entered;

    private readonly Dictionary<Value, Value> entries;

    /// <summary>The top.</summary>
    /// <param name="values">All values: a loop may be entered in a branch of one that tests whether it makes a step.</param>
    internal Place(IEnumerable<Value> values)
    {
        entries = [];
        foreach (var value in values)
        {
            if (value.Operation is Operator { Kind: ExpressionType.GreaterThan } && value.Operands[1].Data is 0)
            {
                entries.TryAdd(value.Operands[0], value);
            }
        }
    }

    private Place(Place parent)
    {
        entries = parent.entries;
        Parent = parent;
        Depth = parent.Depth + 1;
    }

    internal Place? Parent { get; }

    /// <summary>The test whose outcome <see cref="Branch"/> leads here; null at the top and in loops.</summary>
    internal Value? Test { get; private init; }

    internal bool Branch { get; private init; }

    /// <summary>What the loops written here together carry; null if it is no loop's place.</summary>
    internal Carry? Carry { get; private set; }

    internal bool IsLoop => Carry is not null;

    /// <summary>Whether it is before a loop, but only evaluated if the loop makes a step: for what every step needs and may throw.</summary>
    internal bool IsEntry => entered is not null;

    /// <summary>Whether it is the branch where a number of steps is greater than 0.</summary>
    internal bool IsWhereSteps => Branch && Test is { Operation: Operator { Kind: ExpressionType.GreaterThan } } && Test.Operands[1].Data is 0;

    /// <summary>Of an entry: what the loops behind it carry.</summary>
    internal Carry? Entered => entered?.Carry;

    /// <summary>Whether it is inside a loop, past its test.</summary>
    internal bool IsBody => Parent is { Carry.IsCounted: false } && Parent.Body == this;

    internal int Depth { get; }

    /// <summary>How many tests stand around it, out to the innermost loop.</summary>
    internal int Choices { get; private init; }

    /// <summary>How many loops stand around it.</summary>
    internal int Loops { get; private init; }

    /// <summary>Of a loop: where its results and next states are computed.</summary>
    internal Place Body => Carry!.IsCounted ? this : Inside(Carry.Test, true);

    /// <summary>The tests that have come out so here.</summary>
    internal IEnumerable<(Value Test, bool Outcome)> Tests
    {
        get
        {
            for (var place = this; place.Parent is { } parent; place = parent)
            {
                if (place.Test is { } test && parent.Home(test.Levels) == Home(test.Levels))
                {
                    yield return (test, place.Branch);
                }
            }
        }
    }

    private ulong Bit => Carry is null ? 0 : 1UL << Carry.Level;

    /// <summary>The place inside this one where the test has come out so. All conditionals with one test, or its negation, share it.</summary>
    internal Place Inside(Value test, bool branch)
    {
        if (test.Operation is Operator { Kind: ExpressionType.Not })
        {
            return Inside(test.Operands[0], !branch);
        }

        if (!branches.TryGetValue((test, branch), out var place))
        {
            branches.Add((test, branch), place = new Place(this) { Test = test, Branch = branch, Choices = Choices + 1, Loops = Loops });
        }

        return place;
    }

    /// <summary>
    /// The place of the steps of a loop that runs here. Loops that can run together share it: if the carry of one is the beginning of the
    /// other's, and they run in one direction where that matters.
    /// </summary>
    internal Place Inside(Value loop)
    {
        if (!loopOf.TryGetValue(loop, out var place))
        {
            var operation = (Loop)loop.Operation;
            loopOf.Add(loop, place = Sharing(operation.CarryOf(loop)));
        }

        return place;
    }

    /// <summary>
    /// The places of loops further out that make the same steps as this loop, and in them those where the same tests have come out as
    /// around an inner place, from outside in.
    /// </summary>
    internal IEnumerable<Place> Alike(Place inner)
    {
        var tests = new Stack<Place>();
        for (var place = inner; place != this; place = place.Parent!)
        {
            if (place.Test is not null)
            {
                tests.Push(place);
            }
        }

        var levels = Carry!.Levels;
        for (var around = Parent!.Parent!; around.Parent is { } outer && (around.Bit & levels) == 0; around = outer)
        {
            if (outer.loops.Find(loop => loop.Carry!.IsDescending == Carry.IsDescending && Carry.IsPrefixOf(loop.Carry)) is { } same)
            {
                yield return same;
                foreach (var test in tests)
                {
                    if (same.branches.TryGetValue((test.Test!, test.Branch), out var branch))
                    {
                        yield return same = branch;
                    }
                }
            }
        }
    }

    /// <summary>The innermost place from here outwards that binds one of the levels; the top if there is none.</summary>
    internal Place Home(ulong levels)
    {
        var place = this;
        while (place.Parent is not null && (place.Bit & levels) == 0)
        {
            place = place.Parent;
        }

        return place;
    }

    /// <summary>Whether the other place is this one or inside it.</summary>
    internal bool Contains(Place other) => other.Depth >= Depth && other.At(Depth) == this;

    /// <summary>The place around this one at a given depth.</summary>
    internal Place At(int depth)
    {
        var place = this;
        while (place.Depth > depth)
        {
            place = place.Parent!;
        }

        return place;
    }

    /// <summary>The innermost place that contains both.</summary>
    internal static Place Common(Place a, Place b)
    {
        while (a != b)
        {
            (a, b) = a.Depth >= b.Depth ? (a.Parent!, b) : (a, b.Parent!);
        }

        return a;
    }

    private Place Sharing(Carry carry)
    {
        var place = loops.Find(other => other.Carry!.IsDescending == carry.IsDescending && (carry.IsPrefixOf(other.Carry) || other.Carry.IsPrefixOf(carry)));
        if (place is null)
        {
            var entry = carry.IsCounted && entries.TryGetValue(carry.Count, out var test) ? Inside(test, true) : new Place(this) { Choices = Choices, Loops = Loops };
            loops.Add(place = new Place(entry) { Carry = carry, Loops = Loops + 1 });
            entry.entered ??= place;
        }
        else if (place.Carry!.IsPrefixOf(carry))
        {
            place.Carry = carry;
        }

        return place;
    }
}
