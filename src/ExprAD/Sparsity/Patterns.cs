using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Sparsity;

/// <summary>
/// The pattern of a Jacobian as a value: loops over what the index expressions of the function run over, which add the places of entries. With a
/// cache it is found once for the lengths of the arguments, if it depends on nothing else; otherwise at each call, but grouped only when it has changed.
/// </summary>
internal sealed class Patterns(Graph g, Value point, Value results)
{
    private readonly Dictionary<Value, Value> bound = [];

    /// <summary>The pattern, an instance of <see cref="SparsityPattern"/>.</summary>
    internal static Value Of(Graph g, Value point, Value results, SparsityGrouping grouping, PatternCache? cache)
    {
        var columns = g.LengthOf(point);
        var entries = new Patterns(g, point, results).Entries();
        var how = g.Literal(grouping, typeof(SparsityGrouping));
        if (cache is null)
        {
            return Call(g, typeof(SparsityPattern), nameof(SparsityPattern.Of), entries, how);
        }

        var kept = g.Literal(cache, typeof(PatternCache));
        if (Lengths(g, entries) is not { } lengths)
        {
            return Call(g, typeof(PatternCache), nameof(PatternCache.Same), kept, entries, columns, how);
        }

        var known = Call(g, typeof(PatternCache), nameof(PatternCache.Find), kept, lengths);
        var isKnown = g.Operator(ExpressionType.NotEqual, typeof(bool), known, g.Literal(null, typeof(SparsityPattern)));
        return g.If(isKnown, known, Call(g, typeof(PatternCache), nameof(PatternCache.Keep), kept, lengths, entries, how));
    }

    /// <summary>A call of a static method of the run time.</summary>
    internal static Value Call(Graph g, Type type, string name, params Value[] arguments)
    {
        var method = type.GetMethod(name, BindingFlags.Static | BindingFlags.Public, [.. arguments.Select(argument => argument.Type)])!;
        return g.Make(new Call(method.ReturnType, method), arguments);
    }

    private Value Entries()
    {
        var entries = Call(g, typeof(SparsityPattern), nameof(SparsityPattern.Begin), g.LengthOf(results), g.LengthOf(point));
        foreach (var row in Rows.Of(g, point, results))
        {
            entries = Around(entries, row.Steps, 0, inner => row.Index is { } index ? Columns(inner, Bound(index), row.Reads)
                : All(inner, g.LengthOf(results), (innermost, i) => Columns(innermost, i, row.Reads)));
        }

        return entries;
    }

    private Value Columns(Value entries, Value row, HashSet<Read> reads)
    {
        if (reads.Contains(Read.Everything))
        {
            return All(entries, g.LengthOf(point), (inner, j) => Added(inner, row, j));
        }

        foreach (var read in reads)
        {
            var steps = new List<Step>();
            for (var step = read.Steps; step is not null; step = step.Next)
            {
                steps.Add(step);
            }

            entries = Around(entries, steps, 0, inner => read.Index is { } index ? Added(inner, row, Bound(index))
                : All(inner, g.LengthOf(point), (innermost, j) => Added(innermost, row, j)));
        }

        return entries;
    }

    private Value Added(Value entries, Value row, Value column) => Call(g, typeof(SparsityPattern), nameof(SparsityPattern.Add), entries, row, column);

    private Value Bound(Value value) => bound.Count == 0 ? value : g.Substitute(bound, value)[0];

    private Value All(Value entries, Value count, Func<Value, Value, Value> add)
    {
        using var region = g.Open(count);
        var state = region.State(entries);
        region.Next(state, add(state, region.Index));
        return region.Final(state);
    }

    // The loops and tests around something, from one of them on.
    private Value Around(Value entries, List<Step> steps, int from, Func<Value, Value> inner)
    {
        if (from == steps.Count)
        {
            return inner(entries);
        }

        var step = steps[from];
        if (step.Variable is { } variable)
        {
            return All(entries, Bound(step.Value), (state, index) =>
            {
                var outer = bound.GetValueOrDefault(variable);
                bound[variable] = index;
                var next = Around(state, steps, from + 1, inner);
                if (outer is null)
                {
                    bound.Remove(variable);
                }
                else
                {
                    bound[variable] = outer;
                }

                return next;
            });
        }

        var added = Around(entries, steps, from + 1, inner);
        return step.Outcome ? g.If(Bound(step.Value), added, entries) : g.If(Bound(step.Value), entries, added);
    }

    // The lengths that the entries depend on; null if they depend on more than lengths of arguments.
    private static Value? Lengths(Graph g, Value entries)
    {
        var lengths = new List<Value>();
        foreach (var value in Order.Ascending(entries))
        {
            if (value.Operation is Length && value.Operands[0].Operation is Parameter { Level: 0 })
            {
                lengths.Add(value);
            }
            else if (value.Operation is Capture or Opaque or Member { Info: not null } || Array.Exists(value.Operands, operand => operand.Operation is Parameter { Level: 0 }))
            {
                return null;
            }
        }

        return g.Make(new NewArray(typeof(int[])), [.. lengths]);
    }
}
