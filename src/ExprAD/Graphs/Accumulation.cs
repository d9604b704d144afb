using System.Linq.Expressions;

namespace ExprAD.Graphs;

/// <summary>A state that something is added to in every step, and that is used for nothing else: <c>s = s + x</c>, perhaps under tests, is the sum of x.</summary>
internal static class Accumulation
{
    /// <summary>What each step adds to a state; null if the state is something else.</summary>
    internal static Value? Added(Graph g, Carry carry, int which)
    {
        var (seed, next) = (carry.Seeds[which], carry.Nexts[which]);
        if (!Kinds.IsReal(seed.Type) || (Identities.IsStrict(g) && !seed.IsNumber(0)))
        {
            return null;
        }

        var state = Loops.StateAt(g, carry.Level, which, seed.Type);
        var dependent = new HashSet<Value> { state };
        foreach (var value in Order.Outside([next], value => (value.Levels & (1UL << carry.Level)) == 0))
        {
            if (Array.Exists(value.Inputs, dependent.Contains))
            {
                dependent.Add(value);
            }
        }

        return next != state && Term(g, next, state, dependent) is { } body && !IsNeeded(carry, which, body) ? body : null;
    }

    private static bool IsNeeded(Carry carry, int which, Value body) => Loops.StatesOf(
        new Loop(body.Type, LoopKind.Sum, carry.Level, carry.Seeds.Length, carry.IsDescending, 0),
        [carry.Count, carry.Test, .. carry.Seeds, .. carry.Nexts, body]).Contains(which);

    private static Value? Term(Graph g, Value value, Value state, HashSet<Value> dependent)
    {
        if (value == state)
        {
            return g.Number(0, state.Type);
        }

        var a = value.Operands;
        switch (value.Operation)
        {
            case Operator { Kind: ExpressionType.Add } when dependent.Contains(a[0]) != dependent.Contains(a[1]):
                var (sum, added) = dependent.Contains(a[0]) ? (a[0], a[1]) : (a[1], a[0]);
                return Then(g, Term(g, sum, state, dependent), added, isAdded: true);
            case Operator { Kind: ExpressionType.Subtract } when dependent.Contains(a[0]) && !dependent.Contains(a[1]):
                return Then(g, Term(g, a[0], state, dependent), a[1], isAdded: false);
            case If when !dependent.Contains(a[0]) && dependent.Contains(a[1]) && dependent.Contains(a[2]):
                return Term(g, a[1], state, dependent) is { } then && Term(g, a[2], state, dependent) is { } otherwise ? g.If(a[0], then, otherwise) : null;
            default:
                return null;
        }
    }

    // (s + a) + b is s + (a + b) to the order of a sum.
    private static Value? Then(Graph g, Value? term, Value more, bool isAdded) =>
        term is null ? null
        : term.IsNumber(0) ? isAdded ? more : g.Negate(more)
        : Identities.IsStrict(g) ? null
        : isAdded ? g.Add(term, more) : g.Subtract(term, more);
}
