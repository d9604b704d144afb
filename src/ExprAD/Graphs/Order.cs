namespace ExprAD.Graphs;

/// <summary>The values that roots depend on, in an order of evaluation.</summary>
internal static class Order
{
    /// <summary>All values reachable from the roots, operands before users.</summary>
    internal static List<Value> Ascending(params ReadOnlySpan<Value> roots) => Ascending(roots, static _ => false);

    /// <summary>The same, without what only ends depend on.</summary>
    internal static List<Value> Ascending(ReadOnlySpan<Value> roots, Predicate<Value> isEnd) =>
        Ascending(roots, value => isEnd(value) ? [] : value.Operands);

    /// <summary>The values that the roots are computed from without those inside loops, and without what only ends depend on.</summary>
    internal static List<Value> Outside(ReadOnlySpan<Value> roots, Predicate<Value> isEnd) =>
        Ascending(roots, value => isEnd(value) ? [] : value.Inputs);

    private static List<Value> Ascending(ReadOnlySpan<Value> roots, Func<Value, Value[]> operands)
    {
        var seen = new HashSet<Value>();
        var pending = new Stack<Value>();
        foreach (var root in roots)
        {
            if (seen.Add(root))
            {
                pending.Push(root);
            }
        }

        while (pending.TryPop(out var value))
        {
            foreach (var operand in operands(value))
            {
                if (seen.Add(operand))
                {
                    pending.Push(operand);
                }
            }
        }

        var order = new List<Value>(seen);
        order.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return order;
    }
}
