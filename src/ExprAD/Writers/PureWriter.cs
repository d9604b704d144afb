using System.Linq.Expressions;
using ExprAD.Graphs;
using Tree = System.Linq.Expressions.Expression;

namespace ExprAD.Writers;

/// <summary>
/// A graph becomes one expression without statements, invocations and helpers: shared values are written as often as they are
/// used, arrays of unknown length become a Select over their indices.
/// </summary>
internal sealed class PureWriter
{
    private readonly Graph g;
    private readonly Func<Value, Expression> leaf;
    private readonly Dictionary<Value, Expression> written = [];

    private PureWriter(Graph g, Func<Value, Expression> leaf)
    {
        this.g = g;
        this.leaf = leaf;
    }

    internal static Expression Write(Graph g, Value root, Func<Value, Expression> leaf, int limit)
    {
        var writer = new PureWriter(g, leaf);
        root = writer.Expand(root);
        var size = Size(root);
        if (size > limit)
        {
            throw new NotDifferentiableException(
                g.Origin(root),
                $"its derivative as one expression without locals has {(size >= long.MaxValue / 4 ? "too many to count" : size)} nodes, more than MaxPureOperations = {limit}",
                "use AdForm.Block, raise AdOptions.MaxPureOperations, or simplify the function");
        }

        return writer.Expression(root);
    }

    // What the size of the tree will be, computed on the graph.
    private static long Size(Value root)
    {
        var sizes = new Dictionary<Value, long>();
        foreach (var value in Order.Ascending(root))
        {
            var size = 1L;
            foreach (var operand in value.Operands)
            {
                size = Math.Min(size + sizes[operand], long.MaxValue / 4);
            }

            sizes[value] = size;
        }

        return sizes[root];
    }

    // Effects are dropped and scatters become array comprehensions, bottom up.
    private Value Expand(Value root)
    {
        var expanded = new Dictionary<Value, Value>();
        foreach (var value in Order.Ascending(root))
        {
            var operands = Array.ConvertAll(value.Operands, operand => expanded[operand]);
            expanded[value] = value.Operation is Ensure ? operands[0] : g.Make(value.Operation, operands);
        }

        return expanded[root];
    }

    private Expression Expression(Value value)
    {
        if (!written.TryGetValue(value, out var expression))
        {
            written.Add(value, expression = Readers.DeepStack.Call(() => Compose(value)));
        }

        return expression;
    }

    private Expression Compose(Value value) => value.Operation switch
    {
        Parameter or Capture => leaf(value),
        Scatter scatter => Comprehension(value, scatter),
        Zero { Type.IsValueType: false } when value.Type.IsArray && value.Type.GetArrayRank() == 1 =>
            Comprehension(value, new Scatter(value.Type, 1)),
        Zero when value.Operands.Length > 0 => throw NoPureForm(value),
        Set or Opaque => throw NoPureForm(value),
        Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) => throw NoPureForm(value),
        If when value.Operands[2].Data is false => Tree.AndAlso(Expression(value.Operands[0]), Expression(value.Operands[1])),
        If when value.Operands[1].Data is true => Tree.OrElse(Expression(value.Operands[0]), Expression(value.Operands[2])),
        Zero or Literal => Express.Node(value.Operation, []),
        _ => Express.Node(value.Operation, [.. value.Operands.Select(Expression)]),
    };

    // Enumerable.Range(0, x.Length).Select(i => i == 0 ? a : i == 1 ? b : 0).ToArray()
    private Expression Comprehension(Value value, Scatter scatter)
    {
        var element = Kinds.Element(value.Type)!;
        if (!value.Type.IsArray || scatter.Rank != 1 || value.Type.GetArrayRank() != 1)
        {
            throw NoPureForm(value);
        }

        var index = g.Fresh(typeof(int), "i");
        var at = g.Get(value, index);
        if (at.Operation is Get)
        {
            throw NoPureForm(value);
        }

        var parameter = Tree.Parameter(typeof(int), "i");
        var inner = new PureWriter(g, v => v == index ? parameter : leaf(v));
        var body = Tree.Lambda(inner.Expression(inner.Expand(at)), parameter);
        var range = Tree.Call(
            typeof(Enumerable), nameof(Enumerable.Range), null,
            Tree.Constant(0), Expression(g.LengthOf(value.Operands[0])));
        var select = Tree.Call(typeof(Enumerable), nameof(Enumerable.Select), [typeof(int), element], range, body);
        return Tree.Call(typeof(Enumerable), nameof(Enumerable.ToArray), [element], select);
    }

    private NotDifferentiableException NoPureForm(Value value) => new(
        g.Origin(value),
        $"{Dump.Name(value.Operation)} of type {TypeNames.Short(value.Type)} has no form as one expression without statements",
        "use AdForm.Block, or derive with respect to numbers and tuples of numbers");
}
