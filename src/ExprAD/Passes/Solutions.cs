using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>After differentiation a solution is what the solver gives: nobody needs its equation any more.</summary>
internal static class Solutions
{
    /// <summary>The value with every solution replaced, in the steps of loops too.</summary>
    internal static Value AsComputed(Graph g, Value root)
    {
        if (!g.HasSolutions)
        {
            return root;
        }

        var computed = new Dictionary<Value, Value>();
        foreach (var value in Order.Ascending(root))
        {
            computed.Add(value, value.Operation is Solution or Unknown ? computed[value.Operands[0]]
                : Array.TrueForAll(value.Operands, operand => computed[operand] == operand) ? value
                : g.Make(value.Operation, Array.ConvertAll(value.Operands, operand => computed[operand])));
        }

        return computed[root];
    }
}
