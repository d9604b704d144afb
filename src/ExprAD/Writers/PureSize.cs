using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// The size of a pure expression, in which a shared value stands as often as it is used. Such an expression is small in memory,
/// because its copies are one object, and may be too large to visit: it is measured object by object.
/// </summary>
internal static class PureSize
{
    internal static void Check(Graph g, Value root, Expression expression, int limit)
    {
        var size = new Measure().Of(expression);
        if (size <= limit)
        {
            return;
        }

        var (repeated, copies) = MostRepeated(g, root);
        var where = copies > 1 ? ", because this value is written as often as it is used: " + Format(copies) + " times" : string.Empty;
        throw new NotDifferentiableException(
            copies > 1 ? g.Origin(repeated) : g.Origin(root),
            $"its derivative as one expression without locals has {Format(size)} nodes, more than MaxPureOperations = {limit}{where}",
            "use AdForm.Block, raise AdOptions.MaxPureOperations, or pass the repeated value as a parameter of its own");
    }

    private static string Format(double number) => number < 1e12
        ? number.ToString("0", System.Globalization.CultureInfo.InvariantCulture) : "too many to count";

    // The value whose copies make up most of the expression.
    private static (Value Value, double Copies) MostRepeated(Graph g, Value root)
    {
        var order = Order.Ascending(root);
        var sizes = new Dictionary<Value, double>();
        var copies = order.ToDictionary(value => value, _ => 0.0);
        copies[root] = 1;
        for (var i = order.Count - 1; i >= 0; i--)
        {
            foreach (var operand in order[i].Operands)
            {
                copies[operand] += copies[order[i]];
            }
        }

        foreach (var value in order)
        {
            sizes[value] = 1 + value.Operands.Sum(operand => sizes[operand]);
        }

        var most = order
            .Where(value => value.Operands.Length > 0 && copies[value] > 1 && g.Origin(value) is not null)
            .MaxBy(value => (copies[value] - 1) * sizes[value]);
        return most is null ? (root, 1) : (most, copies[most]);
    }

    // Visits each object once and adds its size again wherever it is met again.
    private sealed class Measure : ExpressionVisitor
    {
        private readonly Dictionary<Expression, double> sizes = new(ReferenceEqualityComparer.Instance);
        private double size;

        internal double Of(Expression expression)
        {
            Visit(expression);
            return size;
        }

        public override Expression? Visit(Expression? node)
        {
            if (node is null)
            {
                return node;
            }

            if (!sizes.TryGetValue(node, out var own))
            {
                var before = size;
                size = 1;
                DeepStack.Call(() => base.Visit(node));
                sizes.Add(node, own = size);
                size = before;
            }

            size += own;
            return node;
        }
    }
}
