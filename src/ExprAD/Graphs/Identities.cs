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
        Call call when Conversions.IsToArray(call) => OfArray(graph, call, a[0]),
        Call call => (Pure.Contains(call.Method.DeclaringType) ? Folded(graph, call, a) : null) ?? OfPower(graph, call, a),
        If => OfIf(graph, a[0], a[1], a[2]),
        Member member => OfMember(graph, member, a),
        Get => Elements.OfGet(graph, operation.Type, a),
        Length => Elements.OfLength(graph, a[0]),
        Ensure => a.Length == 1 ? a[0] : null,
        Scatter scatter => OfScatter(graph, scatter, a),
        Loop loop => Loops.Simplify(graph, loop, a),
        Set when a[^1].IsZero && a[0].IsZero => a[0],
        Zero when a.Length == 1 && a[0].IsZero => a[0],
        _ => null,
    };

    // The elements of an array seen as a sequence are the array's; of a choice, those of what is chosen.
    private static Value? OfArray(Graph g, Call call, Value sequence) => sequence.Operation switch
    {
        _ when sequence.Type == call.Type => sequence,
        Operator { Kind: ExpressionType.Convert } when sequence.Operands[0].Type == call.Type => sequence.Operands[0],
        If => g.If(sequence.Operands[0], Conversions.ToArray(g, sequence.Operands[1], call.Type.GetElementType()!), Conversions.ToArray(g, sequence.Operands[2], call.Type.GetElementType()!)),
        Ensure => g.Ensure(Conversions.ToArray(g, sequence.Operands[0], call.Type.GetElementType()!), sequence.Operands[1..]),
        Zero when sequence.Operands is [var like] => g.Zero(Conversions.ToArray(g, like, call.Type.GetElementType()!)),
        _ => null,
    };

    internal static bool IsStrict(Graph graph) => graph.Arithmetic == AdArithmetic.Strict;

    private static Value? OfOperator(Graph g, Operator op, Value[] a) => (op.Kind, a) switch
    {
        // x converted to its own type is x.
        (ExpressionType.Convert, [var x]) when x.Type == op.Type => x,

        // x widened and narrowed again is x.
        (ExpressionType.Convert, [{ Operation: Operator { Kind: ExpressionType.Convert } } wide]) when IsWidened(wide, op.Type) => wide.Operands[0],

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
        (ExpressionType.Equal or ExpressionType.NotEqual, [{ Data: not null } number, { Data: null, Operation: not Literal } x]) =>
            g.Operator(op.Kind, op.Type, x, number), // 0 == i  is  i == 0
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
        _ when Opposite(g, y) is { } c => g.Subtract(x, c), // x + (-2) = x - 2
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
        _ when Opposite(g, y) is { } c => g.Add(x, c), // x - (-2) = x + 2
        _ when !IsStrict(g) && CollectedDifference(g, x, y) is { } difference => difference, // a - x - x = a - 2x
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
        _ when Opposite(g, x) is { } c && y.Data is null => g.Negate(g.Multiply(c, y)), // (-2) y = -(2 y)
        _ when Opposite(g, y) is { } c && x.Data is null => g.Negate(g.Multiply(x, c)),
        _ when Negated(x) is { } u => g.Negate(g.Multiply(u, y)), // (-u) y = -(u y)
        _ when Negated(y) is { } u => g.Negate(g.Multiply(x, u)),
        _ when !IsStrict(g) && y.Data is not null && x.Data is null => g.Multiply(y, x), // the number first
        _ when !IsStrict(g) && Scaled(g, x, y) is { } product => product, // 2 (3 x) = 6 x
        _ when !IsStrict(g) && Cancelled(g, x, y) is { } quotient => quotient, // (0.5/d) (2 y) = y/d
        _ when !IsStrict(g) && Cancelled(g, y, x) is { } quotient => quotient,
        _ when !IsStrict(g) && Reciprocal(x) is { } d && !y.IsNumber(1) && !IsOutside(d, y) => g.Divide(y, d), // (1/d) y = y/d
        _ when !IsStrict(g) && Reciprocal(y) is { } d && !IsOutside(d, x) => g.Divide(x, d),
        _ when !IsStrict(g) && Outward(g, x, y) is { } product => product, // x (2 y) = 2 (x y)
        _ when x.Data is not null && IsHalfKnown(y) => // 2 (t ? y : 1) = t ? 2y : 2
            g.If(y.Operands[0], g.Multiply(x, y.Operands[1]), g.Multiply(x, y.Operands[2])),
        _ when IsOutOfOrder(x, y) => g.Multiply(y, x), // sin(y) x = x sin(y)
        _ when g.Arithmetic == AdArithmetic.Real && (x.IsNumber(0) || y.IsNumber(0)) => g.Number(0, x.Type),
        _ => null,
    };

    private static Value? OfQuotient(Graph g, Value x, Value y) => (x, y) switch
    {
        _ when y.IsNumber(1) => x, // x / 1 = x
        _ when y.IsNumber(-1) => g.Negate(x), // x / -1 = -x
        _ when Opposite(g, x) is { } c && y.Data is null => g.Negate(g.Divide(c, y)), // -2 / y = -(2 / y)
        _ when Opposite(g, y) is { } c && x.Data is null => g.Negate(g.Divide(x, c)),
        _ when !IsStrict(g) && Halved(g, x, y) is { } quotient => quotient, // (2 x) / 2 = x
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
        _ when then == test || IsNot(otherwise, test) => g.If(test, then == test ? g.Boolean(true) : then, IsNot(otherwise, test) ? g.Boolean(true) : otherwise),
        _ when otherwise == test || IsNot(then, test) => g.If(test, IsNot(then, test) ? g.Boolean(false) : then, otherwise == test ? g.Boolean(false) : otherwise),
        // x == 0 ? 0 : 2 x = 2 x.
        { Operation: Operator { Kind: ExpressionType.Equal } } when !IsStrict(g) && test.Operands[1].IsNumber(0) && (then.IsZero || then.IsNumber(0))
            && Factor(otherwise, out var rest) is { } factor && double.IsFinite(factor) && rest == test.Operands[0] => otherwise,
        // test ? (test ? a : b) : c = test ? a : c.
        _ when then.Operation is If && then.Operands[0] == test => g.If(test, then.Operands[1], otherwise),
        _ when otherwise.Operation is If && otherwise.Operands[0] == test => g.If(test, then, otherwise.Operands[2]),
        _ => null,
    };

    private static bool IsNot(Value value, Value test) => value.Operation is Operator { Kind: ExpressionType.Not } && value.Operands[0] == test;

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

    // Whether it is the same in steps of a loop in which another value is not: its reciprocal is computed once, before the loop.
    private static bool IsOutside(Value value, Value other) => (other.Levels & ~value.Levels) != 0;

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

    // Only factors of one sign: inf + inf is inf as 2 inf is, but inf - inf is not 0 inf.
    private static Value? Collected(Graph g, Value x, Value y) =>
        Like(g, x, y) is { } terms ? terms
        : x.Operation is Operator { Kind: ExpressionType.Add } && Like(g, x.Operands[1], y) is { } last ? g.Add(x.Operands[0], last) // a + x + x = a + 2x
        : y.Operation is Operator { Kind: ExpressionType.Add or ExpressionType.Subtract } tail && Like(g, x, y.Operands[0]) is { } first
            ? g.Make(tail, first, y.Operands[1]) // x + (x - a) = 2x - a
        : null;

    private static Value? CollectedDifference(Graph g, Value x, Value y) =>
        x.Operation is Operator { Kind: ExpressionType.Subtract } && Like(g, x.Operands[1], y) is { } last ? g.Subtract(x.Operands[0], last)
        : Negated(x) is { } u && Like(g, u, y) is { } sum ? g.Negate(sum) // -2x - x = -3x
        : null;

    // ax + bx = (a + b) x, where the factors are numbers and one of them at least is written.
    private static Value? Like(Graph g, Value x, Value y)
    {
        if (Numerator(x) is { } n && Numerator(y) is { } m && n * m > 0 && IsModest(n + m, x.Type, out var numerator)
            && g.Number(1, x.Type) is var one && Over(g, one, x) == Over(g, one, y))
        {
            return Over(g, numerator(g), x); // 2/d + 1/d = 3/d
        }

        var (a, b) = (Factor(x, out var u), Factor(y, out var v));
        return u == v && u.Data is null && (a ?? 1) * (b ?? 1) > 0 && IsModest((a ?? 1) + (b ?? 1), x.Type, out var sum) ? g.Multiply(sum(g), u) : null;
    }

    private static Value? Scaled(Graph g, Value x, Value y)
    {
        if (x.Data is not (double or float))
        {
            return null;
        }

        var number = Convert.ToDouble(x.Data, null);
        return Factor(y, out var rest) is { } factor && (IsModest(number * factor, x.Type, out var product) || Math.Abs(number) == 2) ? g.Multiply(product(g), rest)
            : Numerator(y) is { } numerator && IsModest(number * numerator, x.Type, out product) ? Over(g, product(g), y) // 2 (1/d/e) = 2/d/e
            : y.Operation is not Operator { Kind: ExpressionType.Multiply } ? null
            : Regrouped(g, number, y) is { } regrouped ? regrouped
            : Numerator(y.Operands[0]) * number == 1 ? Over(g, y.Operands[1], y.Operands[0]) // 2 (0.5/d x) = x/d
            : Numerator(y.Operands[1]) * number == 1 ? Over(g, y.Operands[0], y.Operands[1])
            : null;
    }

    // 2 ((0.5 x) y) = x y, of a few factors at most.
    private static Value? Regrouped(Graph g, double number, Value product)
    {
        var others = new Stack<Value>();
        for (var i = 0; i < 4 && product.Operation is Operator { Kind: ExpressionType.Multiply } && Factor(product, out _) is null; i++)
        {
            others.Push(product.Operands[1]);
            product = product.Operands[0];
        }

        return Factor(product, out var rest) is { } factor && number * factor == 1 ? others.Aggregate(rest, g.Multiply) : null;
    }

    // A factor below one would let the product of the others overflow where the original does not.
    private static Value? Outward(Graph g, Value x, Value y) =>
        x.Data is null && Factor(y, out var v) is { } b && Factor(v, out _) is null && Math.Abs(b) > 1 && IsModest(b, x.Type, out var factor) ? g.Multiply(factor(g), g.Multiply(x, v))
        : y.Data is null && Factor(x, out var u) is { } a && Factor(u, out _) is null && Math.Abs(a) > 1 && IsModest(a, x.Type, out factor) ? g.Multiply(factor(g), g.Multiply(u, y))
        : null;

    private static Value? Cancelled(Graph g, Value quotient, Value y) =>
        Numerator(quotient) is { } numerator && Factor(y, out var rest) is { } factor && numerator * factor == 1 ? Over(g, rest, quotient) : null;

    private static Value? Halved(Graph g, Value x, Value y) =>
        y.Data is double or float && Factor(x, out var rest) is { } factor && Convert.ToDouble(y.Data, null) is var number
            && IsModest(factor / number, x.Type, out var left) && factor / number * number == factor
            ? g.Multiply(left(g), rest)
            : null;

    // The number a in a/b, a/b/c, .., of a few divisors at most, so that long chains are not walked again and again.
    private static double? Numerator(Value quotient)
    {
        var numerator = quotient;
        for (var i = 0; i < 6 && numerator.Operation is Operator { Kind: ExpressionType.Divide }; i++)
        {
            numerator = numerator.Operands[0];
        }

        return numerator != quotient && numerator.Data is double or float ? Convert.ToDouble(numerator.Data, null) : null;
    }

    // a/b/c with another numerator.
    private static Value Over(Graph g, Value numerator, Value quotient)
    {
        var divisors = new Stack<Value>();
        while (quotient.Operation is Operator { Kind: ExpressionType.Divide })
        {
            divisors.Push(quotient.Operands[1]);
            quotient = quotient.Operands[0];
        }

        return divisors.Aggregate(numerator, g.Divide);
    }

    // The order in which a person writes factors: parameters first, in their order, then elements by index; a quotient stays first.
    private static bool IsOutOfOrder(Value x, Value y) => (Place(x), Place(y)) switch
    {
        ({ } a, { } b) => b.CompareTo(a) < 0,
        (null, (0, _, _)) => x.Operation is Call or Operator { Kind: ExpressionType.Add or ExpressionType.Subtract },
        _ => false,
    };

    // One branch is a number, and the other is no conditional again.
    private static bool IsHalfKnown(Value choice) => choice.Operation is If && choice.Operands is [_, var then, var otherwise]
        && !then.IsZero && !otherwise.IsZero && then.Operation is not If && otherwise.Operation is not If && (then.Data ?? otherwise.Data) is not null;

    private static (int, int, int)? Place(Value factor) => factor.Operation switch
    {
        Parameter { Level: 0 } p => (0, p.Index, 0),
        Get when factor.Operands is [{ Operation: Parameter { Level: 0 } p }, { Data: int i }] => (1, p.Index, i),
        _ => null,
    };

    private static Value? Opposite(Graph g, Value value) => value.Data is double and < 0 or float and < 0 ? g.Number(-Convert.ToDouble(value.Data, null), value.Type) : null;

    // float -> double -> float and int -> double -> int lose nothing.
    private static bool IsWidened(Value wide, Type type) => wide.Operands[0].Type == type && (Type.GetTypeCode(type), Type.GetTypeCode(wide.Type))
        is (TypeCode.Single or TypeCode.Int32, TypeCode.Double) or (TypeCode.Int32, TypeCode.Int64) && !type.IsEnum && !wide.Type.IsEnum;

    // Whole numbers below a thousand: the merged factor is exact and cannot overflow where the original did not come close.
    private static bool IsModest(double factor, Type type, out Func<Graph, Value> number)
    {
        number = g => g.Number(factor, type);
        return factor == Math.Truncate(factor) && factor != 0 && Math.Abs(factor) < 1000;
    }
}
