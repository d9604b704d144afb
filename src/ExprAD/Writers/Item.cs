using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>
/// Something written at a place: a value, or a step on the way to one (one arm of a conditional, one entry of a scatter). It is
/// either an expression that stands where it is used, or statements.
/// </summary>
/// <param name="value">The value.</param>
/// <param name="place">Where it is written.</param>
internal sealed class Item(Value value, Place place)
{
    internal Value Value { get; } = value;

    internal Place Place { get; } = place;

    /// <summary>How many items use it.</summary>
    internal int Uses { get; set; }

    /// <summary>The nodes of its expression.</summary>
    internal int Size { get; set; } = 1;

    /// <summary>Whether its expression or statements call functions or run loops: what is dear is not computed twice.</summary>
    internal bool IsDear { get; set; } = OperationCounter.IsDear(value.Operation);

    /// <summary>Whether its expression may throw.</summary>
    internal bool MayThrow { get; set; }

    /// <summary>The items with statements that must come before.</summary>
    internal HashSet<Item> Needs { get; } = [];

    /// <summary>The test that decides it, if some of what it needs is written in a branch of that test.</summary>
    internal Value? Test { get; set; }

    /// <summary>The loop in whose steps some of what it needs is written: its statements then stand before the loop.</summary>
    internal Place? Loop { get; set; }

    /// <summary>Of the loop's states those that it depends on.</summary>
    internal int[] States { get; set; } = [];

    /// <summary>Statements after the loop.</summary>
    internal List<Expression> After { get; } = [];

    /// <summary>What it is written in together with others: the if statement of a test, or a loop; null if it is written by itself.</summary>
    internal object? Group => (object?)Test ?? Loop;

    /// <summary>What stands where it is used: an expression, or the local that its statements assign.</summary>
    internal Expression Expression { get; set; } = null!;

    /// <summary>Its statements; empty if it is an expression.</summary>
    internal List<Expression> Statements { get; } = [];

    /// <summary>Whether it has a position in the order of statements.</summary>
    internal bool IsStep => Statements.Count > 0 || Group is not null;
}
