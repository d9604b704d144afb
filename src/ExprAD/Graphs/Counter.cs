using System.Linq.Expressions;

namespace ExprAD.Graphs;

/// <summary>
/// A state that counts the steps of a loop which its test ends: <c>i</c> in <c>for (i = a; i &lt; b; i = i + 1)</c>, or down. The loop then has a known number of steps, and
/// the state is its first value and the index.
/// </summary>
/// <param name="Which">The number of the state.</param>
/// <param name="Carry">The loop with the number of its steps, and what is left of its test.</param>
/// <param name="Present">The state in a step.</param>
/// <param name="Last">The state after the last step; null if something else may end the loop.</param>
internal sealed record Counter(int Which, Carry Carry, Value Present, Value? Last)
{
    internal static Counter? Of(Graph g, Carry carry)
    {
        if (carry.Count.Data is not Loop.Endless)
        {
            return null;
        }

        var conjuncts = Conjuncts(g, carry.Test);
        var exits = new HashSet<Value>();
        for (var c = 0; c < conjuncts.Count; c++)
        {
            if (Bound(g, carry, conjuncts[c]) is var (which, kind, bound) && Step(g, carry, which, exits) == (kind is ExpressionType.LessThan or ExpressionType.LessThanOrEqual ? 1 : -1))
            {
                return Of(g, carry, which, kind, bound, conjuncts.Where((_, other) => other != c).Aggregate(g.Boolean(true), g.And), conjuncts.Count == 1);
            }

            // Before it, only whether the loop has been left may be asked: what else is tested may throw.
            if (conjuncts[c].Operation is not Operator { Kind: ExpressionType.Not } || NumberOf(carry, conjuncts[c].Operands[0]) is not { } left)
            {
                return null;
            }

            AddExits(g, exits, carry.Nexts[left]);
        }

        return null;
    }

    private static Counter Of(Graph g, Carry carry, int which, ExpressionType kind, Value bound, Value test, bool isAlone)
    {
        var (seed, index) = (carry.Seeds[which], Loops.IndexAt(g, carry.Level));
        var isUp = kind is ExpressionType.LessThan or ExpressionType.LessThanOrEqual;
        var count = Plus(g, isUp ? Minus(g, bound, seed) : Minus(g, seed, bound), kind is ExpressionType.LessThanOrEqual or ExpressionType.GreaterThanOrEqual ? 1 : 0);
        var isSome = g.Operator(ExpressionType.GreaterThan, typeof(bool), count, g.Integer(0));
        return new Counter(
            which,
            carry with { Count = count, Test = test },
            isUp ? g.Add(index, seed) : g.Subtract(seed, index),
            !isAlone ? null : g.If(isSome, isUp ? g.Add(count, seed) : Minus(g, seed, count), seed));
    }

    /// <summary>The tests that all hold where a test does, in order.</summary>
    internal static List<Value> Conjuncts(Graph g, Value test) => test.Operation switch
    {
        If when test.Operands[2].Data is false => [.. Conjuncts(g, test.Operands[0]), .. Conjuncts(g, test.Operands[1])],
        If when test.Operands[1].Data is false => [g.Not(test.Operands[0]), .. Conjuncts(g, test.Operands[2])],
        _ => [test],
    };

    // Under what tests a loop is left in the middle of a step: there a state that counts stays as it is.
    private static void AddExits(Graph g, HashSet<Value> exits, Value left)
    {
        while (left.Operation is If)
        {
            var isFirst = left.Operands[1].Data is true;
            exits.Add(isFirst ? left.Operands[0] : left.Operands[2].Data is true ? g.Not(left.Operands[0]) : left);
            if (!isFirst && left.Operands[2].Data is not true)
            {
                return;
            }

            left = left.Operands[isFirst ? 2 : 1];
        }

        exits.Add(left);
    }

    // What is added to a state in every step after which another one may come: 1, -1, or 0 for anything else.
    private static int Step(Graph g, Carry carry, int which, HashSet<Value> exits)
    {
        var next = carry.Nexts[which];
        while (next.Operation is If)
        {
            var leaves = exits.Contains(next.Operands[0]);
            if (!leaves && !exits.Contains(g.Not(next.Operands[0])))
            {
                return 0;
            }

            next = next.Operands[leaves ? 2 : 1];
        }

        var a = next.Operands;
        var state = Loops.StateAt(g, carry.Level, which, typeof(int));
        return next.Operation switch
        {
            Operator { Kind: ExpressionType.Add or ExpressionType.AddChecked } when (a[0] == state ? a[1].Data : a[1] == state ? a[0].Data : null) is int and (1 or -1) and var step => step,
            Operator { Kind: ExpressionType.Subtract or ExpressionType.SubtractChecked } when a[0] == state && a[1].Data is int and (1 or -1) and var step => -step,
            _ => 0,
        };
    }

    // i < n, and the same thing said in other ways: the state, the comparison, and what it is compared with, which is the same in every step.
    private static (int Which, ExpressionType Kind, Value Bound)? Bound(Graph g, Carry carry, Value test)
    {
        var isNot = test.Operation is Operator { Kind: ExpressionType.Not };
        test = isNot ? test.Operands[0] : test;
        if (test.Operation is not Operator { Kind: var kind } || test.Operands is not [var x, var y] || x.Type != typeof(int))
        {
            return null;
        }

        kind = isNot ? Opposite(kind) : kind;
        if (NumberOf(carry, x) is null)
        {
            (x, y, kind) = (y, x, Mirrored(kind));
        }

        return NumberOf(carry, x) is { } which && (y.Levels & (1UL << carry.Level)) == 0
            && kind is ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual
            ? (which, kind, y) : null;
    }

    private static ExpressionType Opposite(ExpressionType kind) => kind switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThanOrEqual,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThan,
        ExpressionType.GreaterThan => ExpressionType.LessThanOrEqual,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThan,
        _ => ExpressionType.Not,
    };

    private static ExpressionType Mirrored(ExpressionType kind) => kind switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => kind,
    };

    private static int? NumberOf(Carry carry, Value value) =>
        value.Operation is Parameter { Index: > 0 } state && state.Level == carry.Level && state.Index <= carry.Seeds.Length ? state.Index - 1 : null;

    private static Value Minus(Graph g, Value a, Value b) => b.Data is int number and not int.MinValue ? Plus(g, a, -number) : g.Subtract(a, b);

    // Of what has a number added or taken away, one number.
    private static Value Plus(Graph g, Value value, int number)
    {
        switch (value.Operation)
        {
            case Operator { Kind: ExpressionType.Add } when value.Operands[1].Data is int more:
                return Plus(g, value.Operands[0], unchecked(number + more));
            case Operator { Kind: ExpressionType.Subtract } when value.Operands[1].Data is int less:
                return Plus(g, value.Operands[0], unchecked(number - less));
            default:
                return number is < 0 and not int.MinValue ? g.Subtract(value, g.Integer(-number)) : g.Add(value, g.Integer(number));
        }
    }
}
