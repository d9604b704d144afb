using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// An array that a loop fills, and one of its length that the same steps read where they write: both can be one.
/// <c>for (..) { s[i] = a; } for (..) { g[i] = b * s[i]; }</c> becomes <c>for (..) { g[i] = a; } for (..) { g[i] = b * g[i]; }</c>.
/// </summary>
internal static class Sharing
{
    /// <summary>The array that can be kept where another one is written to; null if there is none.</summary>
    /// <param name="schedule">Where everything is computed.</param>
    /// <param name="written">What is written.</param>
    internal static Value? With(Schedule schedule, Value written)
    {
        if (!IsFilled(schedule, written))
        {
            return null;
        }

        var users = schedule.Values.SelectMany(user => user.Operands, (user, operand) => (user, operand)).ToLookup(use => use.operand, use => use.user);
        return schedule.Values.Find(array => array != written && array.Type == written.Type && IsFilled(schedule, array) && array.Operands[0] == written.Operands[0]
            && IsReadWhereWritten(array, written, users));
    }

    private static bool IsFilled(Schedule schedule, Value array) =>
        array.Operation is Loop { Kind: LoopKind.Build } loop && loop.CarryOf(array).IsCounted && schedule.Of(array) is [var place] && place == schedule.Top;

    // Each step reads the element at its own index, only for what it writes there.
    private static bool IsReadWhereWritten(Value array, Value written, ILookup<Value, Value> users)
    {
        var loop = (Loop)written.Operation;
        if (users[array].ToList() is not [{ Operation: Get } part] || part.Operands[1].Operation is not Parameter { Index: 0 } index || index.Level != loop.Level)
        {
            return false;
        }

        while (part != loop.Body(written))
        {
            if (users[part].ToList() is not [var user] || user.Operation is Loop)
            {
                return false;
            }

            part = user;
        }

        return users[part].ToList() is [var last] && last == written;
    }
}
