using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>Whether values may be evaluated where the function does not evaluate them.</summary>
internal static class Safety
{
    /// <summary>Whether nothing that the value is computed from may throw.</summary>
    internal static bool IsSafe(Value value) => IsSafe(value, static _ => false);

    /// <summary>The same, where some values have been evaluated already.</summary>
    internal static bool IsSafe(Value value, Predicate<Value> isKnown)
    {
        var values = Order.Ascending([value], isKnown);
        var loops = values.Where(inner => inner.Operation is Loop).Select(inner => ((Loop)inner.Operation).CarryOf(inner)).ToLookup(carry => carry.Level);

        // The loop whose index has a level, if there is no doubt about it.
        Carry? CarryAt(int level) => (value.Levels & (1UL << level)) == 0 && loops[level].DistinctBy(carry => carry.Count).ToList() is [var only] ? only : null;
        return values.TrueForAll(inner => isKnown(inner) || !(Throwing.May(inner, CarryAt) || IsEndless(inner)));
    }

    private static bool IsEndless(Value value) => value.Operation is Loop && value.Operands[0].Data is Loop.Endless;
}
