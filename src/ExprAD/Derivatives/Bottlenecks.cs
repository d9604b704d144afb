using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Values through which a derivative flows as a whole: what comes later depends on the seeds by way of them only. Between two of them the derivative of the
/// later by the earlier can be taken by itself, and meets the tangent of the earlier once: <c>f * dt - g * dt</c> becomes <c>(f - g) * dt</c>.
/// </summary>
internal static class Bottlenecks
{
    /// <summary>The bottlenecks that several values use before the next one, with the next one.</summary>
    /// <param name="values">The values that a derivative flows through, operands before users; seeds come first.</param>
    /// <param name="roots">Those among them whose derivatives are wanted.</param>
    /// <param name="sources">From what else a derivative flows into a value.</param>
    /// <param name="isOutside">Whether a value stands outside of the region of the others, and a derivative flows in from there.</param>
    internal static Dictionary<Value, Value> Between(List<Value> values, ReadOnlySpan<Value> roots, Func<Value, Value[]> sources, Predicate<Value> isOutside)
    {
        var positions = new Dictionary<Value, int>(values.Count);
        var (lastUse, users) = (new int[values.Count], new int[values.Count]);
        var fromOutside = -1;
        for (var i = 0; i < values.Count; i++)
        {
            positions.Add(values[i], lastUse[i] = i);
            foreach (var input in sources(values[i]).Distinct())
            {
                if (positions.TryGetValue(input, out var at))
                {
                    lastUse[at] = i;
                    users[at]++;
                }
                else if (isOutside(input))
                {
                    fromOutside = i;
                }
            }
        }

        foreach (var root in roots)
        {
            if (positions.TryGetValue(root, out var at))
            {
                lastUse[at] = int.MaxValue;
            }
        }

        var found = new Dictionary<Value, Value>();
        var (latest, before) = (fromOutside, -1);
        for (var i = 0; i < values.Count; i++)
        {
            if (latest <= i && Kinds.IsReal(values[i].Type))
            {
                if (before >= 0 && users[before] > 1)
                {
                    found.Add(values[before], values[i]);
                }

                before = i;
            }

            latest = Math.Max(latest, lastUse[i]);
        }

        return found;
    }
}
