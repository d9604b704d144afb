using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Rewrites nodes that a language has no text for into nodes with the same value that it has text for.</summary>
/// <remarks>
/// A power becomes a call of Math.Pow, an operator with a method of another name a call of it, an increment a sum, a lifted operator
/// that the language does not lift an invocation of a lambda that tests for null, a compound assignment that it lacks its long form.
/// </remarks>
internal abstract class PrintedForms : DeepVisitor
{
    /// <summary>Whether the language has operators on nullable values, `??`, `x += y` and `x++`.</summary>
    protected abstract bool HasShortForms { get; }

    protected override Expression VisitExtension(Expression node) => node.CanReduce ? Visit(node.Reduce())! : node;

    protected override Expression VisitBlock(BlockExpression node)
    {
        var block = (BlockExpression)base.VisitBlock(node);
        return block.Variables.Count == 0 && block.Expressions.Count == 1 && block.Type == block.Expressions[0].Type ? block.Expressions[0] : block;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (CSharpOperators.IsCompound(node.NodeType))
            return HasShortForms && CSharpOperators.HasCompoundText(node) ? base.VisitBinary(node) : Visit(node.Reduce())!;
        var conversion = node.Conversion;
        var binary = node.NodeType == ExpressionType.Coalesce && conversion != null
            ? node.Update(Visit(node.Left)!, conversion, Visit(node.Right)!)
            : (BinaryExpression)base.VisitBinary(node);
        switch (binary.NodeType)
        {
            case ExpressionType.Assign or ExpressionType.ArrayIndex:
                return binary;
            case ExpressionType.Coalesce:
                return HasShortForms && binary.Conversion is null ? binary : Coalesce(binary);
            case ExpressionType.AndAlso or ExpressionType.OrElse when binary.Type == typeof(bool?):
                return ThreeValued(binary);
        }
        if (binary.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && binary.Method is null && EnumTest(binary) is { } test) return test;
        bool hasText = binary.Method is null ? binary.NodeType != ExpressionType.Power : CSharpOperators.IsOperator(binary);
        if (binary.IsLifted && (!HasShortForms || !hasText || (binary.Type == typeof(bool?) && CSharpOperators.IsComparison(binary.NodeType)))) return Lifted(binary);
        return hasText || binary.Method is null ? binary : Expression.Call(binary.Method, binary.Left, binary.Right);
    }

    /// <summary>A lambda applied where it stands.</summary>
    protected virtual Expression Applied(LambdaExpression lambda, params ReadOnlySpan<Expression> arguments) => Expression.Invoke(lambda, arguments.ToArray());

    // (int)day == 0: day == DayOfWeek.Sunday
    private static BinaryExpression? EnumTest(BinaryExpression node) =>
        node.Left is UnaryExpression { NodeType: ExpressionType.Convert, Method: null, Operand: { Type.IsEnum: true } value }
        && node.Right is ConstantExpression { Value: { } number } && node.Right.Type == value.Type.GetEnumUnderlyingType() && node.Left.Type == node.Right.Type
        && Enum.IsDefined(value.Type, number)
            ? Expression.MakeBinary(node.NodeType, value, Expression.Constant(Enum.ToObject(value.Type, number), value.Type))
            : null;

    protected override Expression VisitUnary(UnaryExpression node)
    {
        if (CSharpOperators.IsStep(node.NodeType) && (node.Method != null || !HasShortForms)) return Visit(node.Reduce())!;
        if (base.VisitUnary(node) is not UnaryExpression unary) throw new NotSupportedException(node.NodeType.ToString());
        switch (unary.NodeType)
        {
            case ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Unbox:
                return Converted(unary);
            case ExpressionType.IsTrue when unary.Method is null:
                return unary.Operand;
            case ExpressionType.IsFalse when unary.Method is null:
                return Expression.Not(unary.Operand);
            case ExpressionType.Increment when unary.Method is null:
                return Expression.Add(unary.Operand, One(unary.Type));
            case ExpressionType.Decrement when unary.Method is null:
                return Expression.Subtract(unary.Operand, One(unary.Type));
        }
        if (unary.IsLifted && !HasShortForms) return Lifted(unary);
        if (unary.Method is null || CSharpOperators.IsOperator(unary) || CSharpOperators.IsStep(unary.NodeType)) return unary;
        return unary.IsLifted ? Lifted(unary) : Expression.Call(unary.Method, unary.Operand);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var call = (MethodCallExpression)base.VisitMethodCall(node);
        var parameters = call.Method.GetParameters();
        List<ParameterExpression>? variables = null;
        List<Expression> statements = [];
        var arguments = call.Arguments.ToArray();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!parameters[i].ParameterType.IsByRef || parameters[i].IsIn || IsPlace(arguments[i])) continue;
            var variable = Expression.Variable(arguments[i].Type, parameters[i].Name);
            (variables ??= []).Add(variable);
            statements.Add(Expression.Assign(variable, arguments[i]));
            arguments[i] = variable;
        }
        if (variables is null) return call;
        statements.Add(call.Update(call.Object!, arguments));
        return Expression.Block(call.Type, variables, statements);
    }

    private static bool IsPlace(Expression node) =>
        node is ParameterExpression or MemberExpression { Member: FieldInfo } || node.NodeType == ExpressionType.ArrayIndex
        || node is IndexExpression { Indexer: null };

    protected virtual Expression Converted(UnaryExpression node)
    {
        var operand = node.Operand;
        if (node.Method is { } method)
            return method.IsSpecialName && method.Name is "op_Implicit" or "op_Explicit" || node.IsLifted ? node : Expression.Call(method, operand);
        if (node.Type == operand.Type) return operand;
        bool fromBool = operand.Type == typeof(bool) && CSharpLiterals.IsNumber(node.Type);
        if (fromBool) return Expression.Condition(operand, Number(1, node.Type), Number(0, node.Type));
        return node.NodeType == ExpressionType.Unbox ? Expression.Convert(operand, node.Type) : node;
    }

    private static Expression Number(int value, Type type) =>
        type == typeof(int) ? Expression.Constant(value) : Expression.Convert(Expression.Constant(value), type);

    private static Expression One(Type type)
    {
        var number = Nullable.GetUnderlyingType(type) ?? type;
        Expression one = Expression.Constant(Convert.ChangeType(1, number, System.Globalization.CultureInfo.InvariantCulture), number);
        return number == type ? one : Expression.Convert(one, type);
    }

    // left ?? right with a conversion of left: ((left, right) => left != null ? conversion(left) : right())(left, () => right)
    protected virtual Expression Coalesce(BinaryExpression node)
    {
        var left = Expression.Parameter(node.Left.Type, "left");
        var right = Expression.Parameter(typeof(Func<>).MakeGenericType(node.Right.Type), "right");
        var conversion = node.Conversion!;
        var argument = conversion.Parameters[0].Type == left.Type ? left : (Expression)Expression.Convert(left, conversion.Parameters[0].Type);
        var body = Expression.Condition(
            Expression.NotEqual(left, Expression.Constant(null, left.Type)),
            Expression.Invoke(conversion, argument),
            Expression.Invoke(right), node.Type);
        return Expression.Invoke(Expression.Lambda(body, left, right), node.Left, Expression.Lambda(right.Type, node.Right));
    }

    // left && right on bool?: ((left, right) => left == false ? left : left & right())(left, () => right)
    private Expression ThreeValued(BinaryExpression node)
    {
        bool and = node.NodeType == ExpressionType.AndAlso;
        var left = Expression.Parameter(typeof(bool?), "left");
        var right = Expression.Parameter(typeof(Func<bool?>), "right");
        var known = Expression.Equal(left, Expression.Constant(!and, typeof(bool?)));
        var rest = and ? Expression.And(left, Expression.Invoke(right)) : Expression.Or(left, Expression.Invoke(right));
        var lambda = Expression.Lambda(Expression.Condition(known, left, rest), left, right);
        return Applied(lambda, node.Left, Expression.Lambda<Func<bool?>>(node.Right));
    }

    // ((left, right) => left.HasValue & right.HasValue ? (T?)(left.Value op right.Value) : null)(left, right)
    private Expression Lifted(BinaryExpression node)
    {
        var left = Expression.Parameter(node.Left.Type, "left");
        var right = Expression.Parameter(node.Right.Type, "right");
        var value = Expression.MakeBinary(node.NodeType, Expression.Property(left, "Value"), Expression.Property(right, "Value"), false, node.Method);
        var body = Expression.Condition(
            Expression.And(Expression.Property(left, "HasValue"), Expression.Property(right, "HasValue")),
            Expression.Convert(VisitBinary(value), node.Type),
            Expression.Default(node.Type));
        bool equality = node.Type == typeof(bool) && node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual;
        var test = equality
            ? Expression.Condition(
                Expression.Equal(Expression.Property(left, "HasValue"), Expression.Property(right, "HasValue")),
                Expression.Condition(Expression.Property(left, "HasValue"), VisitBinary(value), Expression.Constant(node.NodeType == ExpressionType.Equal)),
                Expression.Constant(node.NodeType == ExpressionType.NotEqual))
            : body;
        return Applied(Expression.Lambda(test, left, right), node.Left, node.Right);
    }

    private Expression Lifted(UnaryExpression node)
    {
        var operand = Expression.Parameter(node.Operand.Type, "operand");
        var body = Expression.Condition(
            Expression.Property(operand, "HasValue"),
            Expression.Convert(OnValue(node, Expression.Property(operand, "Value")), node.Type),
            Expression.Default(node.Type));
        return Applied(Expression.Lambda(body, operand), node.Operand);
    }

    private static Expression OnValue(UnaryExpression node, Expression value) =>
        node.Method is { } method && !CSharpOperators.IsOperator(node) ? Expression.Call(method, value) : Expression.MakeUnary(node.NodeType, value, value.Type, node.Method);
}
