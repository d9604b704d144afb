using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Operators, conversions and their nullable forms.</summary>
internal sealed partial class Reader
{
    private static readonly MethodInfo Pow = typeof(Math).GetMethod(nameof(Math.Pow))!;

    private Value Binary(BinaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Assign:
                return Change(node.Left, _ => Assigned(node.Right), needsOld: false).New;
            case ExpressionType.AndAlso when node.Method is null && node.Type == typeof(bool):
                return ShortCircuit(node, whenTrue: true);
            case ExpressionType.OrElse when node.Method is null && node.Type == typeof(bool):
                return ShortCircuit(node, whenTrue: false);
            case ExpressionType.Coalesce:
                return Coalesce(node);
            case ExpressionType.ArrayIndex:
                var (array, at) = (Reference(node.Left), Read(node.Right));
                return Element(Contents(array), at);
        }

        if (Plain(node.NodeType) is { } plain)
        {
            return Change(node.Left, old => Converted(node, Combine(node, plain, old!, Read(node.Right), node.Conversion?.Parameters[0].Type ?? node.Type))).New;
        }

        return Combine(node, node.NodeType, Read(node.Left), Read(node.Right), node.Type);
    }

    private Value Combine(BinaryExpression node, ExpressionType kind, Value left, Value right, Type type)
    {
        if (Nullable.GetUnderlyingType(left.Type) is not null || Nullable.GetUnderlyingType(right.Type) is not null)
        {
            return Lifted(node, kind, left, right, type);
        }

        if (kind == ExpressionType.Power && (node.Method is null || node.Method == Pow))
        {
            return graph.Make(new Call(typeof(double), Pow), left, right);
        }

        if (kind is ExpressionType.Equal or ExpressionType.NotEqual && NullTest(node.Method, kind, left, right) is { } isNull)
        {
            return isNull;
        }

        if (node.Method is { } method)
        {
            return Known(method, left, right);
        }

        return graph.Operator(Unchecked(kind, left.Type), kind is ExpressionType.Equal or ExpressionType.NotEqual ? typeof(bool) : type, left, right);
    }

    // r == null, whatever type r is seen through; the operator that the compiler has made for a record compares references with null.
    private Value? NullTest(MethodInfo? method, ExpressionType kind, Value left, Value right)
    {
        var tested = right.Operation is Literal { Data: null } ? left : left.Operation is Literal { Data: null } ? right : null;
        if (tested is null || tested.Type.IsValueType || (method is not null && !method.IsDefined(typeof(CompilerGeneratedAttribute), false)))
        {
            return null;
        }

        while (tested.Operation is Operator { Kind: ExpressionType.Convert } && !tested.Operands[0].Type.IsValueType)
        {
            tested = tested.Operands[0];
        }

        var same = graph.Operator(ExpressionType.Equal, typeof(bool), tested, graph.Literal(null, typeof(object)));
        return kind == ExpressionType.Equal ? same : graph.Not(same);
    }

    private Value Converted(BinaryExpression node, Value value) => node.Conversion is { } conversion ? Read(conversion, value) : value;

    private Value ShortCircuit(BinaryExpression node, bool whenTrue)
    {
        var left = Read(node.Left);
        if (left.Data is bool known)
        {
            return known == whenTrue ? Read(node.Right) : left;
        }

        var constant = graph.Boolean(!whenTrue);
        var (then, otherwise) = whenTrue
            ? Branches(left, () => Read(node.Right), () => constant)
            : Branches(left, () => constant, () => Read(node.Right));
        return graph.If(left, then, otherwise);
    }

    private Value Unary(UnaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Quote:
                return Read(node.Operand);
            case ExpressionType.PreIncrementAssign or ExpressionType.PreDecrementAssign:
                return Change(node.Operand, old => Step(node, old!)).New;
            case ExpressionType.PostIncrementAssign or ExpressionType.PostDecrementAssign:
                return Change(node.Operand, old => Step(node, old!)).Old!;
            case ExpressionType.Throw:
                throw Refuse(node, "a throw has no value that could be differentiated", "call a method that throws, or check the arguments before calling the function");
            case ExpressionType.Unbox:
                return graph.Make(new Operator(node.Type, ExpressionType.Unbox), Read(node.Operand));
        }

        if (node.NodeType == ExpressionType.ArrayLength)
        {
            return graph.LengthOf(Peek(node.Operand));
        }

        // A sequence under another interface is still to be gone through.
        if (node.NodeType == ExpressionType.Convert && ElementOf(node.Type) is not null && node.Type.IsAssignableFrom(node.Operand.Type)
            && Reference(node.Operand) is var sequence && IsSequence(sequence))
        {
            return Seen(sequence, node.Type);
        }

        var operand = Read(node.Operand);
        if (node.NodeType is ExpressionType.Convert or ExpressionType.ConvertChecked)
        {
            return node.Method is { } conversion ? ConvertBy(conversion, operand, node.Type) : ConvertTo(node, operand, node.Type);
        }

        if (Nullable.GetUnderlyingType(operand.Type) is { } inner)
        {
            return LiftedUnary(node, operand, inner);
        }

        return node.Method is { } method ? Known(method, operand) : OneOperand(node.NodeType, operand, node.Type);
    }

    private Value Step(UnaryExpression node, Value operand)
    {
        var kind = node.NodeType is ExpressionType.PreIncrementAssign or ExpressionType.PostIncrementAssign ? ExpressionType.Increment : ExpressionType.Decrement;
        return Nullable.GetUnderlyingType(operand.Type) is null ? Plain(operand) : Lift(operand, Plain, operand.Type);

        Value Plain(Value value) => node.Method is { } method ? Known(method, value) : OneOperand(kind, value, value.Type);
    }

    // A conversion by a method, lifted where the method takes or gives no nullable.
    private Value ConvertBy(MethodInfo conversion, Value operand, Type type)
    {
        var (from, to) = (conversion.GetParameters()[0].ParameterType, conversion.ReturnType);
        if (operand.Type == from || Nullable.GetUnderlyingType(operand.Type) is null)
        {
            var value = Known(conversion, operand);
            return to == type || Nullable.GetUnderlyingType(type) != to ? value : Something(value, type);
        }

        return Nullable.GetUnderlyingType(type) is null ? Known(conversion, Required(operand)) : Lift(operand, value => Known(conversion, value), type);
    }

    private Value OneOperand(ExpressionType kind, Value operand, Type type)
    {
        var one = () => graph.Literal(Convert.ChangeType(1, operand.Type, null), operand.Type);
        return kind switch
        {
            ExpressionType.UnaryPlus => operand,
            ExpressionType.Increment => graph.Operator(ExpressionType.Add, type, operand, one()),
            ExpressionType.Decrement => graph.Operator(ExpressionType.Subtract, type, operand, one()),
            ExpressionType.IsTrue => operand,
            ExpressionType.IsFalse => graph.Not(operand),
            _ => graph.Operator(Unchecked(kind, operand.Type), type, operand),
        };
    }

    private Value ConvertTo(UnaryExpression node, Value operand, Type type)
    {
        if (operand.Type == type)
        {
            return operand;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            if (operand.Operation is Literal { Data: null })
            {
                return Nothing(type);
            }

            return Nullable.GetUnderlyingType(operand.Type) is null
                ? operand.Type == typeof(object) ? graph.Operator(node.NodeType, type, operand) : Something(ConvertTo(node, operand, inner), type)
                : Lift(operand, value => ConvertTo(node, value, inner), type);
        }

        if (Nullable.GetUnderlyingType(operand.Type) is not null && type.IsValueType)
        {
            return ConvertTo(node, Required(operand), type);
        }

        // A boxed or widened reference taken back is the value itself.
        if (operand.Operation is Operator { Kind: ExpressionType.Convert } && operand.Operands[0].Type == type
            && (operand.Type == typeof(object) || !operand.Type.IsValueType))
        {
            return operand.Operands[0];
        }

        var toReal = Kinds.IsReal(type) && operand.Type.IsPrimitive;
        return graph.Operator(toReal ? ExpressionType.Convert : node.NodeType, type, operand);
    }

    // Overflow checks do nothing for floating-point numbers.
    private static ExpressionType Unchecked(ExpressionType kind, Type type) => !Kinds.IsReal(type) ? kind : kind switch
    {
        ExpressionType.AddChecked => ExpressionType.Add,
        ExpressionType.SubtractChecked => ExpressionType.Subtract,
        ExpressionType.MultiplyChecked => ExpressionType.Multiply,
        ExpressionType.NegateChecked => ExpressionType.Negate,
        _ => kind,
    };

    private static ExpressionType? Plain(ExpressionType compound) => compound switch
    {
        ExpressionType.AddAssign => ExpressionType.Add,
        ExpressionType.AddAssignChecked => ExpressionType.AddChecked,
        ExpressionType.SubtractAssign => ExpressionType.Subtract,
        ExpressionType.SubtractAssignChecked => ExpressionType.SubtractChecked,
        ExpressionType.MultiplyAssign => ExpressionType.Multiply,
        ExpressionType.MultiplyAssignChecked => ExpressionType.MultiplyChecked,
        ExpressionType.DivideAssign => ExpressionType.Divide,
        ExpressionType.ModuloAssign => ExpressionType.Modulo,
        ExpressionType.PowerAssign => ExpressionType.Power,
        ExpressionType.AndAssign => ExpressionType.And,
        ExpressionType.OrAssign => ExpressionType.Or,
        ExpressionType.ExclusiveOrAssign => ExpressionType.ExclusiveOr,
        ExpressionType.LeftShiftAssign => ExpressionType.LeftShift,
        ExpressionType.RightShiftAssign => ExpressionType.RightShift,
        _ => null,
    };

    // Nullable values are pairs (HasValue, Value); lifted operators are operators on the values where all are there.
    private Value Something(Value value, Type type) => graph.Make(new Construct(type, Shape.Of(type)!), graph.Boolean(true), value);

    private Value Nothing(Type type) =>
        graph.Make(new Construct(type, Shape.Of(type)!), graph.Boolean(false), Default(Nullable.GetUnderlyingType(type)!));

    private Value HasValue(Value value) => graph.MemberOf(value, value.Type.GetProperty("HasValue")!);

    private Value ValueOf(Value value) => graph.MemberOf(value, value.Type.GetProperty("Value")!);

    // The value of a nullable that the program asks for without asking whether it is there.
    private Value Required(Value nullable)
    {
        var (has, value) = (HasValue(nullable), ValueOf(nullable));
        var throwsItself = value.Operation is Member { Info.Name: nameof(Nullable<int>.Value) } && value.Operands[0] == nullable;
        if (has.Data is not true && !throwsItself && !holds.Any(test => Implies(test, has)))
        {
            var check = graph.Make(new Construct(typeof(bool?), Shape.Of(typeof(bool?))!), has, graph.Boolean(true));
            state = state.After(graph.Intern(new Member(typeof(bool), typeof(bool?).GetProperty(nameof(Nullable<int>.Value))!), check));
        }

        return value;
    }

    private static bool Implies(Value test, Value fact) =>
        test == fact || (test.Operation is If && test.Operands[2].Data is false && (Implies(test.Operands[0], fact) || Implies(test.Operands[1], fact)));

    private Value Lift(Value operand, Func<Value, Value> function, Type type) =>
        graph.If(HasValue(operand), Something(function(ValueOf(operand)), type), Nothing(type));

    private Value LiftedUnary(UnaryExpression node, Value operand, Type inner) =>
        Lift(operand, value => node.Method is { } method ? Known(method, value) : OneOperand(node.NodeType, value, inner), node.Type);

    private Value Lifted(BinaryExpression node, ExpressionType kind, Value left, Value right, Type type)
    {
        (left, right) = (AsNullable(left), AsNullable(right));
        var both = graph.And(HasValue(left), HasValue(right));
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        var value = () => node.Method is { } method ? Known(method, ValueOf(left), ValueOf(right))
            : graph.Operator(Unchecked(kind, ValueOf(left).Type), inner, ValueOf(left), ValueOf(right));
        return kind switch
        {
            ExpressionType.Equal => graph.If(both, value(), graph.Not(graph.Or(HasValue(left), HasValue(right)))),
            ExpressionType.NotEqual => graph.If(both, value(), graph.Or(HasValue(left), HasValue(right))),
            _ when type == typeof(bool) => graph.And(both, value()),
            _ when inner == typeof(bool) && kind is ExpressionType.And or ExpressionType.Or =>
                throw Refuse(node, "three-valued logic on bool? is not supported", "test HasValue first"),
            _ => graph.If(both, Something(value(), type), Nothing(type)),
        };
    }

    private Value AsNullable(Value value) => value.Operation is Literal { Data: null } ? Nothing(value.Type) : value;

    private Value Coalesce(BinaryExpression node)
    {
        var left = Read(node.Left);
        if (Nullable.GetUnderlyingType(left.Type) is null)
        {
            var isNull = graph.Operator(ExpressionType.Equal, typeof(bool), left, graph.Literal(null, left.Type));
            var (other, same) = Branches(isNull, () => Read(node.Right), () => left);
            return graph.If(isNull, graph.Cast(other, node.Type), node.Conversion is null ? graph.Cast(same, node.Type) : Read(node.Conversion, same));
        }

        var has = HasValue(left);
        var (there, absent) = Branches(
            has,
            () => node.Conversion is { } conversion ? Read(conversion, ValueOf(left)) : node.Type == left.Type ? left : ValueOf(left),
            () => Read(node.Right));
        return graph.If(has, there, absent);
    }
}
