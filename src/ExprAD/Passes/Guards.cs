using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Passes;

/// <summary>
/// Knows which values are evaluated at a place in any case, and which may throw there, or need one that may, and so are not to be moved
/// above a test that guards them or out of a loop that may make no step.
/// </summary>
internal sealed class Guards
{
    private const int Most = 200_000;

    private readonly Needs needs;
    private readonly int limit;

    // What may throw somewhere, or not end, and all that needs it.
    private readonly HashSet<Value> risky = [];

    private readonly HashSet<(Value, Place)> certain = [];
    private readonly Dictionary<(Value, Place), bool> guarded = [];

    /// <summary>Looks at what roots need.</summary>
    /// <param name="needs">What each value needs.</param>
    /// <param name="roots">What is evaluated in any case.</param>
    /// <param name="top">Where that is.</param>
    internal Guards(Needs needs, IReadOnlyList<Value> roots, Place top)
    {
        this.needs = needs;
        var values = Order.Ascending([.. roots]);
        risky.UnionWith(values.Where(IsEndless).Select(loop => loop.Operands[1]));
        foreach (var value in values)
        {
            if (Throwing.May(value) || Array.Exists(value.Operands, risky.Contains))
            {
                risky.Add(value);
            }
        }

        limit = Math.Min(50 * values.Count, Most);
        FindCertain(roots, top);
    }

    /// <summary>The outermost place around a place to which a value could be moved; null if it has to stay where it is.</summary>
    internal Place? Roof(Value value, Place place)
    {
        var home = place.Home(value.Levels);
        for (var depth = home.Depth; depth <= place.Depth; depth++)
        {
            var at = place.At(depth);
            if ((at == home || at.IsLoop || at.IsBody || (at.IsEntry && IsWork(value))) && !IsGuarded(value, at))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Whether the value may throw at the place.</summary>
    internal static bool MayThrow(Value value, Place place) => Throwing.May(value, level => place.Home(1UL << level).Carry, place.Tests);

    // Reading an array is not worth a place before a loop.
    private static bool IsWork(Value value) => value.Operation is Loop or Call or Scatter || OperationCounter.IsCounted(value.Operation);

    // Wherever a place is entered are evaluated: at the top what the roots need, in a branch or a step what is needed there by what is evaluated around it.
    // Branches come last, and not where they are deep or all too many: each needs what is computed in it anew.
    private void FindCertain(IReadOnlyList<Value> roots, Place top)
    {
        var pending = new Stack<(Value, Place)>(roots.Select(root => (root, top)));
        var inBranches = new Queue<(Value, Place)>();
        while (pending.TryPop(out var next) || (certain.Count < limit && inBranches.TryDequeue(out next)))
        {
            if (!risky.Contains(next.Item1) || IsCertain(next.Item1, next.Item2))
            {
                continue;
            }

            certain.Add(next);
            foreach (var (operand, place) in needs.Of(next.Item1, next.Item2))
            {
                if (IsEnteredFrom(next.Item2, place))
                {
                    pending.Push((operand, place));
                }
                else if (place.Choices <= Needs.Deepest)
                {
                    inBranches.Enqueue((operand, place));
                }
            }

            if (Before(next.Item1, next.Item2) is { } before)
            {
                pending.Push((next.Item1, before));
            }
        }
    }

    // What every step of a loop needs and does not depend on the step is needed at its entry; and before it if it is known that there is a first step.
    private static Place? Before(Value value, Place place) =>
        place.IsLoop && place.Home(value.Levels) != place ? place.Carry switch
        {
            { IsCounted: true } => place.Parent,
            { Count.Data: > 0 } => place.Parent!.Parent,
            _ => null,
        }
        : place.IsEntry && place.Entered is { IsCounted: true, Count.Data: > 0 } ? place.Parent
        : null;

    private static bool IsEnteredFrom(Place outer, Place place)
    {
        while (place != outer && (place.IsLoop || place.IsBody || place.IsEntry || place.IsWhereSteps))
        {
            place = place.Parent!;
        }

        return place == outer;
    }

    private bool IsCertain(Value value, Place place)
    {
        var home = place.Home(value.Levels);
        for (var at = place; ; at = at.Parent!)
        {
            if (certain.Contains((value, at)))
            {
                return true;
            }

            if (at == home)
            {
                break;
            }
        }

        return home.IsLoop && home.Alike(place).Any(at => certain.Contains((value, at)));
    }

    // Goes through what a value needs from the oldest on, so that recursion stays shallow.
    private bool IsGuarded(Value value, Place place)
    {
        if (!risky.Contains(value))
        {
            return false;
        }

        if (!guarded.TryGetValue((value, place), out var known))
        {
            if (guarded.Count > limit)
            {
                return true;
            }

            foreach (var inner in Order.Outside([value], v => !risky.Contains(v) || guarded.ContainsKey((v, place))))
            {
                if (!guarded.ContainsKey((inner, place)))
                {
                    guarded[(inner, place)] = !IsUnguardedAround(inner, place) && Compute(inner, place);
                }
            }

            known = guarded[(value, place)];
        }

        return known;
    }

    // What is unguarded outside of all loops that it does not depend on is so in them.
    private bool IsUnguardedAround(Value value, Place place) => place.Home(value.Levels) is var home && home != place && !IsGuarded(value, home);

    private bool Compute(Value value, Place place)
    {
        if (!risky.Contains(value) || IsCertain(value, place))
        {
            return false;
        }

        if (MayThrow(value, place))
        {
            return true;
        }

        // What a loop takes from outside in its steps counts where it is used there, and what a branch needs in the branch.
        return value.Operation is If && place.Choices < Needs.Deepest ? needs.Of(value, place).Exists(needed => IsGuarded(needed.Operand, needed.Place))
            : value.Operation is not Loop loop ? Array.Exists(value.Inputs, input => IsGuarded(input, place))
            : value.Operands.Where((_, i) => !loop.IsInside(i)).Any(outer => IsGuarded(outer, place))
                || Steps(loop, value).Any(inner => IsGuarded(inner, place.Inside(value).Body))
                || (IsEndless(value) && !IsCertain(value.Operands[1], place.Inside(value)));
    }

    // Of the states, those that the result depends on.
    private IEnumerable<Value> Steps(Loop loop, Value value) => value.Operands.Where((_, i) => loop.IsInside(i)
        && (i < 2 + loop.States || i >= loop.First || needs.States(value).Contains(i - 2 - loop.States)));

    // A loop that only its test ends may not end where its test was not meant for.
    private static bool IsEndless(Value value) => value.Operation is Loop && value.Operands[0].Data is Loop.Endless;
}
