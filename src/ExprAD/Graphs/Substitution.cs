namespace ExprAD.Graphs;

/// <summary>Values rebuilt with some of them replaced. A loop whose inside then depends on deeper levels gets a deeper level itself.</summary>
internal sealed class Substitution(Graph g, IReadOnlyDictionary<Value, Value> replacements)
{
    private readonly Dictionary<Value, Value> rebuilt = new(replacements);

    // Where only what stands in regions is replaced, what does not depend on their levels stays.
    private readonly ulong levels = replacements.Keys.All(key => key.Levels != 0)
        ? replacements.Keys.Aggregate(0UL, (levels, key) => levels | key.Levels)
        : ulong.MaxValue;

    internal Value[] Of(params ReadOnlySpan<Value> roots)
    {
        foreach (var value in Order.Outside(roots, IsEnd))
        {
            if (!rebuilt.ContainsKey(value))
            {
                rebuilt[value] = IsEnd(value) || Array.TrueForAll(value.Inputs, input => rebuilt[input] == input) ? value : Rebuild(value);
            }
        }

        var results = new Value[roots.Length];
        for (var i = 0; i < roots.Length; i++)
        {
            results[i] = rebuilt[roots[i]];
        }

        return results;
    }

    private bool IsEnd(Value value) => rebuilt.ContainsKey(value) || (levels != ulong.MaxValue && (value.Levels & levels) == 0);

    private Value Rebuild(Value value)
    {
        var result = value.Operation is Loop loop
            ? Rebuild(value, loop)
            : g.Make(value.Operation, Array.ConvertAll(value.Operands, operand => rebuilt[operand]));
        if (g.Sources.TryGetValue(value, out var name))
        {
            g.Sources.TryAdd(result, name);
        }

        return g.Origin(value) is { } origin ? g.Remember(result, origin) : result;
    }

    // What comes in from outside is replaced inside, too; the region's own parameters move to a level that nothing of it has.
    private Value Rebuild(Value value, Loop loop)
    {
        var level = 1;
        var inside = new Dictionary<Value, Value>();
        foreach (var input in value.Inputs)
        {
            inside[input] = rebuilt[input];
            level = Math.Max(level, rebuilt[input].Level + 1);
        }

        Loops.Move(g, loop.CarryOf(value), level, inside);
        var region = new Substitution(g, inside);
        var operands = new Value[value.Operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            operands[i] = loop.IsInside(i) ? region.Of(value.Operands[i])[0] : rebuilt[value.Operands[i]];
        }

        return g.Make(loop with { Level = level }, operands);
    }
}
