using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>One operation as one node of an expression tree.</summary>
internal static class Express
{
    internal static Expression Node(Operation operation, IReadOnlyList<Expression> operands) => operation switch
    {
        Literal literal => Expression.Constant(literal.Data, literal.Type),
        Operator op => Operator(op, operands),
        Call call when call.Method.IsStatic => Expression.Call(call.Method, operands),
        Call call => Expression.Call(operands[0], call.Method, operands.Skip(1)),
        Member member => MemberAccess(member, operands),
        Construct construct => construct.Shape.Make(operands),
        NewObject { Constructor: null } => Expression.New(operation.Type),
        NewObject created => Expression.New(created.Constructor, operands),
        NewArray { Type.IsArray: false } => Expression.ListInit(Expression.New(operation.Type), operands),
        NewArray => Expression.NewArrayInit(operation.Type.GetElementType()!, operands),
        Allocate => Expression.NewArrayBounds(operation.Type.GetElementType()!, operands),
        Get => Element(operands[0], operands.Skip(1)),
        Length => Count(operands[0]),
        Zero zero => ZeroOf(zero.Type, operands),
        If => Expression.Condition(operands[0], operands[1], operands[2], operation.Type),
        Opaque opaque => Expression.Invoke(opaque.Lambda, operands),
        _ => throw new InvalidOperationException($"{operation} is written by statements."),
    };

    /// <summary>An element of an array or list, as a place that can be assigned to.</summary>
    internal static Expression Place(Expression container, IEnumerable<Expression> indices) => container.Type.IsArray
        ? Expression.ArrayAccess(container, indices)
        : Expression.Property(container, "Item", [.. indices]);

    internal static Expression Count(Expression container) =>
        container.Type is { IsArray: true } array
            ? array.GetArrayRank() == 1 ? Expression.ArrayLength(container) : Expression.Property(container, nameof(Array.Length))
            : Expression.Property(container, CountOf(container.Type));

    private static Expression Element(Expression container, IEnumerable<Expression> indices) =>
        container.Type is { IsArray: true } array && array.GetArrayRank() == 1
            ? Expression.ArrayIndex(container, indices.Single())
            : container.Type.IsArray ? Expression.Call(container, container.Type.GetMethod("Get")!, indices) : Place(container, indices);

    private static PropertyInfo CountOf(Type type) =>
        type.GetProperty("Count") ?? type.GetInterfaces().Select(i => i.GetProperty("Count")).First(p => p is not null)!;

    private static Expression Operator(Operator op, IReadOnlyList<Expression> operands) => op.Kind switch
    {
        ExpressionType.TypeIs => Expression.TypeIs(operands[0], op.Tested!),
        ExpressionType.TypeEqual => Expression.TypeEqual(operands[0], op.Tested!),
        ExpressionType.Negate when Kinds.IsReal(op.Type) => Negated(operands[0]),
        // With object on one side no operator of the user's is meant.
        ExpressionType.Equal when operands[1] is ConstantExpression { Value: null } => Expression.ReferenceEqual(operands[0], operands[1]),
        ExpressionType.Convert when Conversions.Made(operands[0], op.Type) is { } made => made,
        _ when operands.Count == 1 => Expression.MakeUnary(op.Kind, operands[0], op.Type),
        _ => Expression.MakeBinary(op.Kind, operands[0], operands[1]),
    };

    // -(a * b / c) becomes -a * b / c, which has the same bits.
    private static Expression Negated(Expression node) => node switch
    {
        BinaryExpression { NodeType: ExpressionType.Multiply or ExpressionType.Divide } product => product.Update(Negated(product.Left), null, product.Right),
        ConstantExpression { Value: double number } => Expression.Constant(-number),
        ConstantExpression { Value: float number } => Expression.Constant(-number),
        _ => Expression.Negate(node),
    };

    private static Expression MemberAccess(Member member, IReadOnlyList<Expression> operands) =>
        Expression.MakeMemberAccess(operands.Count == 0 ? null : operands[0], member.Info);

    private static Expression ZeroOf(Type type, IReadOnlyList<Expression> operands) =>
        type == typeof(double) ? Expression.Constant(0.0)
        : type == typeof(float) ? Expression.Constant(0.0f)
        : Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Zero), [type], operands[0]);
}
