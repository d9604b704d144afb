using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>
/// Algebra on the way into a graph: every row makes a value smaller. <see cref="AdArithmetic.Strict"/> rows preserve every bit
/// (but for the sign and payload of NaN), <see cref="AdArithmetic.Accurate"/> rows every special value and an ulp,
/// <see cref="AdArithmetic.Real"/> rows hold for the real numbers.
/// </summary>
internal static class Identities
{
    private static readonly Type[] Pure = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];

    internal static Value? Simplify(Graph graph, Operation operation, Value[] a) => operation switch
    {
        Operator op => Folded(graph, op, a) ?? OfOperator(graph, op, a),
        Call call => (Pure.Contains(call.Method.DeclaringType) ? Folded(graph, call, a) : null) ?? OfPower(graph, call, a),
        If => OfIf(graph, a[0], a[1], a[2]),
        Member member => OfMember(graph, member, a),
        Get => Elements.OfGet(graph, operation.Type, a),
        Length => Elements.OfLength(graph, a[0]),
        Ensure => a.Length == 1 ? a[0] : null,
        Scatter scatter => OfScatter(graph, scatter, a),
        Set when a[^1].IsZero && a[0].IsZero => a[0],
        Zero when a.Length == 1 && a[0].IsZero => a[0],
        _ => null,
    };

    internal static bool IsStrict(Graph graph) => graph.Arithmetic == AdArithmetic.Strict;

    private static Value? OfOperator(Graph g, Operator op, Value[] a) => (op.Kind, a) switch
    {
        // x converted to its own type is x.
        (ExpressionType.Convert, [var x]) when x.Type == op.Type => x,

        // (double)(t ? 1 : 0) = t ? 1.0 : 0.0.
        (ExpressionType.Convert, [{ Operation: If } choice]) when op.Type.IsPrimitive && choice.Operands.Skip(1).Any(arm => arm.Operation is Literal) =>
            g.If(choice.Operands[0], g.Cast(choice.Operands[1], op.Type), g.Cast(choice.Operands[2], op.Type)),

        // !!b = b;  -(-x) = x.
        (ExpressionType.Not, [{ Operation: Operator { Kind: ExpressionType.Not } } x]) when op.Type == typeof(bool) => x.Operands[0],
        (ExpressionType.Not, [{ Operation: If } x]) when x.Operands[1].Data is bool && x.Operands[2].Data is bool =>
            g.If(x.Operands[0], g.Not(x.Operands[1]), g.Not(x.Operands[2])),
        (ExpressionType.Negate, [{ Operation: Operator { Kind: ExpressionType.Negate } } x]) => x.Operands[0],

        (ExpressionType.Equal or ExpressionType.NotEqual, [var x, { Data: bool b }]) when op.Type == typeof(bool) =>
            b == (op.Kind == ExpressionType.Equal) ? x : g.Not(x),
        (_, [var x, var y]) when Kinds.IsReal(op.Type) => OfReal(g, op.Kind, x, y),
        (ExpressionType.Add, [var i, { Data: 0 }]) => i,
        (ExpressionType.Add, [{ Data: 0 }, var i]) => i,
        (ExpressionType.Subtract, [var i, { Data: 0 }]) => i,
        (ExpressionType.Multiply, [var i, { Data: 1 }]) => i,
        (ExpressionType.Multiply, [{ Data: 1 }, var i]) => i,
        _ => null,
    };

    private static Value? OfReal(Graph g, ExpressionType kind, Value x, Value y) => kind switch
    {
        ExpressionType.Add => OfSum(g, x, y),
        ExpressionType.Subtract => OfDifference(g, x, y),
        ExpressionType.Multiply => OfProduct(g, x, y),
        ExpressionType.Divide => OfQuotient(g, x, y),
        _ => null,
    };

    private static Value? OfSum(Graph g, Value x, Value y) => (x, y) switch
    {
        _ when x == y => g.Multiply(g.Number(2, x.Type), x), // x + x = 2x
        _ when IsNegativeZero(y) => x, // x + (-0) = x
        _ when IsNegativeZero(x) => y,
        _ when Negated(y) is { } z => g.Subtract(x, z), // x + (-z) = x - z
        _ when Negated(x) is { } z => g.Subtract(y, z), // -z + y = y - z
        _ when !IsStrict(g) && Collected(g, x, y) is { } sum => sum, // 2x + x = 3x
        _ when g.Arithmetic == AdArithmetic.Real && x.IsNumber(0) => y,
        _ when g.Arithmetic == AdArithmetic.Real && y.IsNumber(0) => x,
        _ => null,
    };

    private static Value? OfDifference(Graph g, Value x, Value y) => (x, y) switch
    {
        _ when y.IsNumber(0) => x, // x - 0 = x
        _ when Negated(y) is { } z => g.Add(x, z), // x - (-z) = x + z
        _ when IsNegativeZero(x) => g.Negate(y), // -0 - y = -y
        _ when g.Arithmetic == AdArithmetic.Real && x == y => g.Number(0, x.Type),
        _ when g.Arithmetic == AdArithmetic.Real && x.IsNumber(0) => g.Negate(y),
        _ => null,
    };

    private static Value? OfProduct(Graph g, Value x, Value y) => (x, y) switch
    {
        _ when x.IsNumber(1) => y, // 1 x = x
        _ when y.IsNumber(1) => x,
        _ when x.IsNumber(-1) => g.Negate(y), // -1 x = -x
        _ when y.IsNumber(-1) => g.Negate(x),
        _ when Negated(x) is { } u => g.Negate(g.Multiply(u, y)), // (-u) y = -(u y)
        _ when Negated(y) is { } u => g.Negate(g.Multiply(x, u)),
        _ when !IsStrict(g) && y.Data is not null && x.Data is null => g.Multiply(y, x), // the number first
        _ when !IsStrict(g) && Scaled(g, x, y) is { } product => product, // 2 (3 x) = 6 x
        _ when !IsStrict(g) && Reciprocal(x) is { } d && !y.IsNumber(1) => g.Divide(y, d), // (1/d) y = y/d
        _ when !IsStrict(g) && Reciprocal(y) is { } d => g.Divide(x, d),
        _ when g.Arithmetic == AdArithmetic.Real && (x.IsNumber(0) || y.IsNumber(0)) => g.Number(0, x.Type),
        _ => null,
    };

    private static Value? OfQuotient(Graph g, Value x, Value y) => (x, y) switch
    {
        _ when y.IsNumber(1) => x, // x / 1 = x
        _ when y.IsNumber(-1) => g.Negate(x), // x / -1 = -x
        _ when Negated(x) is { } u => g.Negate(g.Divide(u, y)), // (-u) / y = -(u / y)
        _ when Negated(y) is { } u => g.Negate(g.Divide(x, u)),
        _ when g.Arithmetic == AdArithmetic.Real && x == y => g.Number(1, x.Type),
        _ when g.Arithmetic == AdArithmetic.Real && x.IsNumber(0) => x,
        _ => null,
    };

    // Math.Pow(x, n) for the literals n = 0 .. 4 and -1: products and a quotient, within an ulp or two.
    private static Value? OfPower(Graph g, Call call, Value[] a)
    {
        if (IsStrict(g) || call.Method.Name != nameof(Math.Pow) || !Pure.Contains(call.Method.DeclaringType) || a is not [var x, { Data: not null } n])
        {
            return null;
        }

        var square = () => g.Multiply(x, x);
        return Convert.ToDouble(n.Data, null) switch
        {
            0 => g.Number(1, call.Type),
            1 => x,
            2 => square(),
            3 => g.Multiply(square(), x),
            4 => g.Multiply(square(), square()),
            -1 => g.Divide(g.Number(1, call.Type), x),
            _ => null,
        };
    }

    private static Value? OfIf(Graph g, Value test, Value then, Value otherwise) => test switch
    {
        { Data: bool known } => known ? then : otherwise,
        _ when then == otherwise => then,
        _ when then.IsZero && otherwise.IsZero => then,
        _ when then.Data is true && otherwise.Data is false => test,
        _ when then.Data is false && otherwise.Data is true => g.Not(test),
        { Operation: Operator { Kind: ExpressionType.Not } } => g.If(test.Operands[0], otherwise, then),
        // test ? (test ? a : b) : c = test ? a : c.
        _ when then.Operation is If && then.Operands[0] == test => g.If(test, then.Operands[1], otherwise),
        _ when otherwise.Operation is If && otherwise.Operands[0] == test => g.If(test, then, otherwise.Operands[2]),
        _ => null,
    };

    private static Value? OfMember(Graph g, Member member, Value[] a)
    {
        if (a is not [var owner])
        {
            return null;
        }

        switch (owner.Operation)
        {
            case Construct construct when construct.Shape.IndexOf(member.Info) is >= 0 and var index:
                return owner.Operands[index];
            case If:
                return g.If(owner.Operands[0], g.Make(member, owner.Operands[1]), g.Make(member, owner.Operands[2]));
            case Ensure:
                return g.Ensure(g.Make(member, owner.Operands[0]), owner.Operands[1..]);
            case Zero when owner.Operands is [var like] && Kinds.IsActive(member.Type):
                return g.Zero(g.Make(member, like));
            case Zero when owner.Operands is [var like]:
                return g.Make(member, like);
            default:
                return null;
        }
    }

    // An entry whose test is known not to hold adds nothing.
    private static Value? OfScatter(Graph g, Scatter scatter, Value[] a)
    {
        for (var i = a.Length - scatter.Rank - 2; i > 0; i -= scatter.Rank + 2)
        {
            if (a[i].Data is false)
            {
                return g.Make(scatter, [.. a[..i], .. a[(i + scatter.Rank + 2)..]]);
            }
        }

        return null;
    }

    private static Value? Folded(Graph g, Operation operation, Value[] a)
    {
        if (a.Length == 0 || !Array.TrueForAll(a, operand => operand.Operation is Literal { Data: not null }) || operation.Type.IsGenericType)
        {
            return null;
        }

        try
        {
            return g.Literal(Evaluate.Apply(operation, a, Array.ConvertAll(a, operand => operand.Data)), operation.Type);
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException or InvalidOperationException or TargetException)
        {
            return null; // What it throws is thrown at the call, not here.
        }
    }

    private static Value? Negated(Value value) =>
        value.Operation is Operator { Kind: ExpressionType.Negate } && Kinds.IsReal(value.Type) ? value.Operands[0] : null;

    private static Value? Reciprocal(Value value) =>
        value.Operation is Operator { Kind: ExpressionType.Divide } && value.Operands[0].IsNumber(1) ? value.Operands[1] : null;

    private static bool IsNegativeZero(Value value) =>
        value.Data is double d ? d == 0 && double.IsNegative(d) : value.Data is float f && f == 0 && float.IsNegative(f);

    private static double? Factor(Value value, out Value rest)
    {
        rest = value;
        if (value.Operation is Operator { Kind: ExpressionType.Multiply } && value.Operands[0].Data is double or float)
        {
            rest = value.Operands[1];
            return Convert.ToDouble(value.Operands[0].Data, null);
        }

        return null;
    }

    private static Value? Collected(Graph g, Value x, Value y)
    {
        var (a, b) = (Factor(x, out var u), Factor(y, out var v));
        return (a ?? b) is null || u != v ? null : IsModest((a ?? 1) + (b ?? 1), x.Type, out var sum) ? g.Multiply(sum(g), u) : null;
    }

    private static Value? Scaled(Graph g, Value x, Value y) =>
        x.Data is double or float && Factor(y, out var rest) is { } factor
            && IsModest(Convert.ToDouble(x.Data, null) * factor, x.Type, out var product)
            ? g.Multiply(product(g), rest)
            : null;

    // Whole numbers below a thousand: the merged factor is exact and cannot overflow where the original did not come close.
    private static bool IsModest(double factor, Type type, out Func<Graph, Value> number)
    {
        number = g => g.Number(factor, type);
        return factor == Math.Truncate(factor) && factor != 0 && Math.Abs(factor) < 1000;
    }
}
