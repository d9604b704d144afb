using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// 3 * (x * x)  becomes  3 * x * x, where nothing else uses the product in parentheses. While derivatives are made, numbers stand
/// outside so that like terms meet; this is the order in which a person writes the same product.
/// </summary>
internal static class Arrange
{
    /// <summary>The result, arranged, and what else the function evaluates, in terms of it.</summary>
    internal static (Value Result, Value[] Evaluated) Factors(Graph g, Value result, IReadOnlyList<Value> evaluated)
    {
        if (Identities.IsStrict(g))
        {
            return (result, [.. evaluated]);
        }

        var order = Order.Ascending(result);
        var uses = new Dictionary<Value, int>();
        foreach (var operand in order.SelectMany(value => value.Operands))
        {
            uses[operand] = uses.GetValueOrDefault(operand) + 1;
        }

        var chains = Chains(order, uses);
        var arranged = new Dictionary<Value, Value>();
        foreach (var value in Order.Ascending([result, .. evaluated]))
        {
            var operands = Array.ConvertAll(value.Operands, operand => arranged[operand]);
            arranged[value] =
                chains.TryGetValue(value, out var factors) ? Chain(g, operands[0], factors.ConvertAll(factor => arranged[factor]))
                : operands.AsSpan().SequenceEqual(value.Operands) ? value
                : g.Intern(value.Operation, operands);
        }

        return (arranged[result], [.. evaluated.Select(value => arranged[value])]);
    }

    // The factors of each scaled product that is not part of a larger one.
    private static Dictionary<Value, List<Value>> Chains(List<Value> order, Dictionary<Value, int> uses)
    {
        var chains = new Dictionary<Value, List<Value>>();
        var inner = new HashSet<Value>();
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var value = order[i];
            if (IsScaledProduct(value) && uses[value.Operands[1]] == 1 && !inner.Contains(value))
            {
                chains.Add(value, Factors(value.Operands[1], uses, inner));
            }
        }

        return chains;
    }

    // Numbers of moderate size: what they multiply first does not overflow where the product would not come close.
    private static bool IsScaledProduct(Value value) =>
        IsProduct(value) && IsProduct(value.Operands[1]) && value.Operands[0].Data is (double and > 1e-3 and < 1e3) or (float and > 1e-3f and < 1e3f);

    private static bool IsProduct(Value value) => value.Operation is Operator { Kind: ExpressionType.Multiply } && Kinds.IsReal(value.Type);

    private static List<Value> Factors(Value product, Dictionary<Value, int> uses, HashSet<Value> inner)
    {
        var factors = new List<Value>();
        var pending = new Stack<Value>([product]);
        while (pending.TryPop(out var next))
        {
            if (IsProduct(next) && (next == product || uses[next] == 1))
            {
                inner.Add(next);
                pending.Push(next.Operands[1]);
                pending.Push(next.Operands[0]);
            }
            else
            {
                factors.Add(next);
            }
        }

        return factors;
    }

    private static Value Chain(Graph g, Value number, List<Value> factors) =>
        factors.Aggregate(number, (product, factor) => g.Intern(new Operator(product.Type, ExpressionType.Multiply), product, factor));
}
