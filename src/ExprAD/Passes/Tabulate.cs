using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// What is dear and depends on the step of an inner loop, but not on that of the loop around it, is computed once:
/// <c>for (i) for (j) { .. exp(x[j]) .. }</c> becomes <c>for (j) { e[j] = exp(x[j]); } for (i) for (j) { .. e[j] .. }</c>.
/// </summary>
internal static class Tabulate
{
    /// <summary>The result, and what else the function evaluates, in terms of it.</summary>
    internal static (Value Result, Value[] Evaluated) Repeated(Graph g, Value result, Value[] evaluated)
    {
        var order = Order.Ascending(result);
        var tables = new Dictionary<Value, Value>();
        foreach (var loops in order.Where(value => value.Operation is Loop { Level: > 1 }).GroupBy(value => ((Loop)value.Operation).Level))
        {
            Add(g, tables, loops.Key, [.. loops]);
        }

        if (tables.Count == 0)
        {
            return (result, evaluated);
        }

        var rebuilt = Rebuilt(g, Order.Ascending([result, .. evaluated]), tables);
        return (rebuilt[result], Array.ConvertAll(evaluated, value => rebuilt[value]));
    }

    // Loops of one level share what their steps compute: a table must be as long as each of them.
    private static void Add(Graph g, Dictionary<Value, Value> tables, int level, List<Value> loops)
    {
        var (around, counts) = (1UL << (level - 1), new Dictionary<Value, Value?>());
        var certain = new HashSet<Value>();
        foreach (var loop in loops)
        {
            var carry = ((Loop)loop.Operation).CarryOf(loop);
            var isLong = carry.IsCounted && (carry.Count.Levels & around) == 0;
            foreach (var value in InSteps(loop, level, value => value.Operands))
            {
                counts[value] = isLong && (!counts.TryGetValue(value, out var count) || count == carry.Count) ? carry.Count : null;
            }

            certain.UnionWith(isLong ? InSteps(loop, level, InAnyCase) : []);
        }

        var repeated = Repeated(level, around, [.. counts.Where(pair => pair.Value is not null && certain.Contains(pair.Key)).Select(pair => pair.Key).OrderBy(value => value.Id)]);
        var users = loops.Concat(counts.Keys).Where(user => !repeated.ContainsKey(user)).SelectMany(user => user.Operands).ToHashSet();
        foreach (var (value, _) in repeated.Where(pair => pair.Value && users.Contains(pair.Key)))
        {
            var carry = new Carry(level, counts[value]!, g.Boolean(true), [], [], IsDescending: false);
            tables[value] = g.Make(new Get(value.Type), Loops.Build(g, carry, value), Loops.IndexAt(g, level));
        }
    }

    // What depends on the index of its loop, not on states nor on the loop around it; and whether it is dear.
    private static Dictionary<Value, bool> Repeated(int level, ulong around, List<Value> values)
    {
        var found = new Dictionary<Value, bool>();
        foreach (var value in values.Where(value => (value.Levels & around) == 0 && value.Level == level))
        {
            var inside = value.Inputs.Where(input => (input.Levels & (1UL << level)) != 0);
            if (value.Operation is Parameter { Index: 0 } || (value.Operation is not Parameter && inside.All(found.ContainsKey)))
            {
                found.Add(value, (OperationCounter.IsDear(value.Operation) && Kinds.IsReal(value.Type)) || inside.Any(input => found[input]));
            }
        }

        return found.Where(pair => !pair.Value || Kinds.IsReal(pair.Key.Type)).ToDictionary();
    }

    private static HashSet<Value> InSteps(Value loop, int level, Func<Value, IEnumerable<Value>> operands)
    {
        var found = new HashSet<Value>();
        var pending = new Stack<Value>(loop.Operands.Where((_, i) => ((Loop)loop.Operation).IsInside(i)));
        while (pending.TryPop(out var value))
        {
            if ((value.Levels & (1UL << level)) != 0 && found.Add(value))
            {
                foreach (var operand in operands(value))
                {
                    pending.Push(operand);
                }
            }
        }

        return found;
    }

    // Not the branches of conditionals.
    private static IEnumerable<Value> InAnyCase(Value value) => value.Operation switch
    {
        If => value.Operands[..1],
        Scatter scatter => value.Operands[..1].Concat(scatter.Entries(value).Where(entry => entry.Test.Data is true).SelectMany(entry => entry.At.Append(entry.Added))),
        Loop => value.Inputs,
        _ => value.Operands,
    };

    private static Dictionary<Value, Value> Rebuilt(Graph g, List<Value> order, Dictionary<Value, Value> tables)
    {
        var rebuilt = new Dictionary<Value, Value>();
        foreach (var value in order)
        {
            if (tables.TryGetValue(value, out var table))
            {
                rebuilt.Add(value, table);
                continue;
            }

            var operands = Array.ConvertAll(value.Operands, operand => rebuilt[operand]);
            rebuilt.Add(value, operands.AsSpan().SequenceEqual(value.Operands) ? value : g.Intern(value.Operation, operands));
        }

        return rebuilt;
    }
}
