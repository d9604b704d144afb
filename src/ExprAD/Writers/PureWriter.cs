using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;
using Tree = System.Linq.Expressions.Expression;

namespace ExprAD.Writers;

/// <summary>
/// A graph becomes one expression without statements, invocations and helpers: shared values are written as often as they are
/// used, arrays of unknown length become a Select over their indices.
/// </summary>
internal sealed class PureWriter
{
    private const int LongestArrayWritten = 1_000;

    private readonly Graph g;
    private readonly Func<Value, Expression> leaf;
    private readonly int depth;
    private readonly Dictionary<Value, Expression> written = [];

    private PureWriter(Graph g, Func<Value, Expression> leaf, int depth)
    {
        this.g = g;
        this.leaf = leaf;
        this.depth = depth;
    }

    internal static Expression Write(Graph g, Value root, Func<Value, Expression> leaf, int limit)
    {
        root = Arrange.Factors(g, new Purify(g).Rewrite(root), []).Result;
        var expression = new PureWriter(g, leaf, 0).Expression(root);
        PureSize.Check(g, root, expression, limit);
        return expression;
    }

    private Expression Expression(Value value)
    {
        if (!written.TryGetValue(value, out var expression))
        {
            written.Add(value, expression = DeepStack.Call(() => Compose(value)));
        }

        return expression;
    }

    private Expression Compose(Value value) => value.Operation switch
    {
        Parameter or Capture => leaf(value),
        Literal literal => Number(literal),
        If => Choice(value.Operands[0], value.Operands[1], value.Operands[2]),
        Opaque opaque => new Inlining(opaque.Lambda.Parameters, [.. value.Operands.Select(Expression)]).Visit(opaque.Lambda.Body),
        Construct when Nullable.GetUnderlyingType(value.Type) is not null => Optional(value),
        Zero when value.Operands.Length == 0 => Express.Node(value.Operation, []),
        Scatter or Set or Zero => Container(value),
        Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) => Container(value),
        Call { Method: { Name: "Invoke", DeclaringType: var type } } when typeof(Delegate).IsAssignableFrom(type) => throw NoPureForm(
            value, "a delegate has no form that a query could translate", "compute its value outside the lambda and capture that, or use AdForm.Block"),
        _ => Express.Node(value.Operation, [.. value.Operands.Select(Expression)]),
    };

    // Providers print NaN and infinite constants as words; a static field is sent as a parameter.
    private static Expression Number(Literal literal) => literal.Data switch
    {
        double.NaN or float.NaN => Tree.Field(null, literal.Type, nameof(double.NaN)),
        double.PositiveInfinity or float.PositiveInfinity => Tree.Field(null, literal.Type, nameof(double.PositiveInfinity)),
        double.NegativeInfinity or float.NegativeInfinity => Tree.Field(null, literal.Type, nameof(double.NegativeInfinity)),
        _ => Express.Node(literal, []),
    };

    // Choices between truth values are written with the operators that a query has for them.
    private Expression Choice(Value test, Value then, Value otherwise) => (then.Data, otherwise.Data) switch
    {
        (_, false) => Tree.AndAlso(Expression(test), Expression(then)),
        (true, _) => Tree.OrElse(Expression(test), Expression(otherwise)),
        (false, _) => Tree.AndAlso(Tree.Not(Expression(test)), Expression(otherwise)),
        (_, true) => Tree.OrElse(Tree.Not(Expression(test)), Expression(then)),
        _ => Tree.Condition(Expression(test), Expression(then), Expression(otherwise), then.Type),
    };

    // A nullable number is null, or a number, or one of both.
    private Expression Optional(Value value)
    {
        var (has, number) = (value.Operands[0], value.Operands[1]);
        while (number.Operation is If && number.Operands[0] == has)
        {
            number = number.Operands[1];
        }

        return has.Data switch
        {
            true => Tree.Convert(Expression(number), value.Type),
            false => Tree.Constant(null, value.Type),
            _ when IsMember(has, "HasValue", value.Type) && IsMember(number, "Value", value.Type) && has.Operands[0] == number.Operands[0] => Expression(has.Operands[0]),
            _ => Tree.Condition(Expression(has), Tree.Convert(Expression(number), value.Type), Tree.Constant(null, value.Type)),
        };
    }

    private static bool IsMember(Value value, string name, Type type) =>
        value.Operation is Member { Info.Name: var member } && member == name && value.Operands is [var owner] && owner.Type == type;

    // An array or list from its elements: one by one where their number is known.
    private Expression Container(Value value)
    {
        var element = Kinds.Element(value.Type);
        if (element is null || (value.Type.IsArray && value.Type.GetArrayRank() != 1))
        {
            throw NoPureForm(
                value, $"{TypeNames.Short(value.Type)} has no form as one expression without statements",
                value.Type.IsArray ? "use double[][] or a record of numbers instead, or AdForm.Block" : "use AdForm.Block");
        }

        var length = LengthOf(value);
        if (value.Type.IsArray && length.Data is int known and <= LongestArrayWritten)
        {
            return Tree.NewArrayInit(element, Enumerable.Range(0, known).Select(i => Expression(ElementAt(value, g.Integer(i)))));
        }

        var elements = Leading(value, element, length) ?? Select(value, element, length);
        return Call(value.Type.IsArray ? nameof(Enumerable.ToArray) : nameof(Enumerable.ToList), element, elements);
    }

    // Values at the first few indices, followed by zeros  become  new[] { a, b }.Concat(Enumerable.Repeat(0.0, x.Length)).Take(x.Length)
    private Expression? Leading(Value value, Type element, Value length)
    {
        if (value.Operation is not Scatter scatter || !Kinds.IsReal(element))
        {
            return null;
        }

        var entries = scatter.Entries(value).ToList();
        if (!entries.TrueForAll(entry => entry.At[0].Data is int))
        {
            return null;
        }

        var count = 1 + entries.Max(entry => (int)entry.At[0].Data!);
        if (count > 8 + 2 * entries.Count)
        {
            return null;
        }

        var first = Tree.NewArrayInit(element, Enumerable.Range(0, count).Select(i => Expression(ElementAt(value, g.Integer(i)))));
        var zeros = Call(nameof(Enumerable.Repeat), element, Express.Node(new Zero(element), []), Expression(length));
        return Call(nameof(Enumerable.Take), element, Call(nameof(Enumerable.Concat), element, first, zeros), Expression(length));
    }

    // Enumerable.Range(0, x.Length).Select(i => i == 0 ? a : i == j ? b : 0)
    private Expression Select(Value value, Type element, Value length)
    {
        var index = g.Fresh(typeof(int), "i");
        var parameter = Tree.Parameter(typeof(int), depth < 6 ? ((char)('i' + depth)).ToString() : $"i{depth}");
        var inner = new PureWriter(g, v => v == index ? parameter : leaf(v), depth + 1);
        var body = Tree.Lambda(inner.Expression(ElementAt(value, index)), parameter);
        var range = Tree.Call(typeof(Enumerable), nameof(Enumerable.Range), null, Tree.Constant(0), Expression(length));
        return Tree.Call(typeof(Enumerable), nameof(Enumerable.Select), [typeof(int), element], range, body);
    }

    private static MethodCallExpression Call(string method, Type element, params Expression[] arguments) =>
        Tree.Call(typeof(Enumerable), method, [element], arguments);

    private Value LengthOf(Value container) => container.Operation switch
    {
        Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) => LengthOf(container.Operands[0]),
        Set or Scatter or Zero when container.Operands.Length > 0 => LengthOf(container.Operands[0]),
        If => g.If(container.Operands[0], LengthOf(container.Operands[1]), LengthOf(container.Operands[2])),
        _ => g.LengthOf(container),
    };

    private Value ElementAt(Value container, Value index)
    {
        var a = container.Operands;
        return container.Operation switch
        {
            Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) => Purified(Linear.Add(g, ElementAt(a[0], index), ElementAt(a[1], index))),
            If => g.If(a[0], ElementAt(a[1], index), ElementAt(a[2], index)),
            Set => g.If(g.AreEqual(a[1], index), a[2], ElementAt(a[0], index)),
            Scatter scatter => Scattered(container, scatter, index),
            _ => Purified(g.Get(container, index)),
        };
    }

    // The entries at each place are added; places that are known exclude each other.
    private Value Scattered(Value container, Scatter scatter, Value index)
    {
        var zero = Purified(g.Zero(g.Get(container.Operands[0], index)));
        var entries = scatter.Entries(container).ToList();
        if (!entries.TrueForAll(entry => entry.At[0].Data is int))
        {
            return Purified(g.Get(container, index));
        }

        return entries.GroupBy(entry => entry.At[0]).Reverse().Aggregate(zero, (rest, place) =>
            g.If(g.AreEqual(place.Key, index), Purified(place.Select(entry => g.If(entry.Test, entry.Added, zero)).Aggregate((x, y) => Linear.Add(g, x, y))), rest));
    }

    // Numbers are made of values that are prepared already.
    private Value Purified(Value value) => Kinds.IsReal(value.Type) ? value : new Purify(g).Rewrite(value);

    private NotDifferentiableException NoPureForm(Value value, string reason, string remedy) => new(g.Origin(value), reason, remedy);

    // An expression that is evaluated as it is, with the values that it takes in their places.
    private sealed class Inlining(IReadOnlyList<ParameterExpression> parameters, IReadOnlyList<Expression> arguments) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                if (parameters[i] == node)
                {
                    return arguments[i];
                }
            }

            return node;
        }
    }
}
