using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>One loop statement: what it gives, and what is written in its steps.</summary>
/// <param name="loop">The place of its steps.</param>
/// <param name="results">What it gives.</param>
/// <param name="isAgain">Whether the loop has been written before, for other results: it then gets variables of its own.</param>
internal sealed class LoopRound(Place loop, List<Item> results, bool isAgain)
{
    internal Place Loop { get; } = loop;

    internal List<Item> Results { get; } = results;

    internal bool IsAgain { get; } = isAgain;

    /// <summary>What is written in its steps, in an order of evaluation.</summary>
    internal List<Item> Inside { get; } = [];

    /// <summary>What it keeps for later loops over the same range, and where.</summary>
    internal Dictionary<Item, ParameterExpression> Kept { get; } = [];

    /// <summary>What it does not compute again but reads from where an earlier loop has kept it.</summary>
    internal Dictionary<Item, ParameterExpression> Recalled { get; } = [];

    /// <summary>Reads an item from the array of an earlier loop if it is dear and one has computed it.</summary>
    internal bool Recall(Item item, List<LoopRound> earlier, TreeWriter writer)
    {
        if (!item.IsDear || item.Expression is not ParameterExpression || !IsHere(item.Place)
            || earlier.Find(round => round.Inside.Contains(item) && !round.Recalled.ContainsKey(item)) is not { } first)
        {
            return false;
        }

        Recalled.Add(item, first.ArrayOf(item, writer) ?? first.Keep(item, writer));
        return true;
    }

    // An array that holds it already.
    private ParameterExpression? ArrayOf(Item item, TreeWriter writer) => Kept.GetValueOrDefault(item)
        ?? Results.Find(result => result.Value.Operation is Loop { Kind: LoopKind.Build } build && build.Body(result.Value) == item.Value && !writer.IsOverwritten(result.Value))?.Expression as ParameterExpression;

    private ParameterExpression Keep(Item item, TreeWriter writer) => Kept[item] = writer.KeptArray(item);

    // In every step, or in a branch; not in a loop inside.
    private bool IsHere(Place at)
    {
        while (at != Loop.Body && at.Test is not null && !at.IsBody)
        {
            at = at.Parent!;
        }

        return at == Loop.Body;
    }
}
