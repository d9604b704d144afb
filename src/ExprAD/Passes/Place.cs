using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>Where code stands: at the top, or in a branch of a test that is decided at another place.</summary>
internal sealed class Place(Place? parent, Value? test, bool branch)
{
    private readonly Dictionary<(Value, bool), Place> branches = [];

    internal Place? Parent { get; } = parent;

    /// <summary>The test whose outcome <see cref="Branch"/> leads here; null at the top.</summary>
    internal Value? Test { get; } = test;

    internal bool Branch { get; } = branch;

    internal int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The place inside this one where the test has come out so. All conditionals with one test, or its negation, share it.</summary>
    internal Place Inside(Value test, bool branch)
    {
        if (test.Operation is Operator { Kind: ExpressionType.Not })
        {
            return Inside(test.Operands[0], !branch);
        }

        if (!branches.TryGetValue((test, branch), out var place))
        {
            branches.Add((test, branch), place = new Place(this, test, branch));
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
}
