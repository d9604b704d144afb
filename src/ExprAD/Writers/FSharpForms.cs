using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>The forms of F#: no operators on nullable values, no assignment inside an expression, `let` for a lambda applied where it stands.</summary>
internal sealed class FSharpForms : PrintedForms
{
    protected override bool HasShortForms => false;

    internal static LambdaExpression Rewrite(LambdaExpression lambda) => (LambdaExpression)new FSharpForms().Visit(lambda)!;

    // (x => body)(value) becomes { x = value; body }
    protected override Expression Applied(LambdaExpression lambda, params ReadOnlySpan<Expression> arguments)
    {
        var variables = lambda.Parameters.Select(parameter => Expression.Variable(parameter.Type, parameter.Name)).ToList();
        var body = new Renaming(lambda.Parameters.Zip(variables).ToDictionary()).Visit(Visit(lambda.Body)!)!;
        var statements = new List<Expression>();
        for (int i = 0; i < arguments.Length; i++) statements.Add(Expression.Assign(variables[i], arguments[i]));
        return Expression.Block(body.Type, variables, [.. statements, body]);
    }

    protected override Expression VisitInvocation(InvocationExpression node) =>
        node.Expression is LambdaExpression lambda && lambda.Parameters.All(p => !p.IsByRef)
            ? Applied(lambda, [.. node.Arguments.Select(argument => Visit(argument)!)])
            : base.VisitInvocation(node);

    // A method as a delegate: F# makes functions of one parameter delegates, and lambdas.
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (!PrintedCalls.IsMethodGroup(node, out var group, out var target)) return base.VisitMethodCall(node);
        var type = node.Arguments[0] is ConstantExpression { Value: Type delegateType } ? delegateType : node.Type;
        var parameters = group.GetParameters().Select(p => Expression.Parameter(p.ParameterType, p.Name)).ToList();
        var receiver = target is null or ConstantExpression { Value: null } ? null : Visit(target);
        return Expression.Lambda(type, Expression.Call(receiver, group, parameters), parameters);
    }

    protected override Expression VisitListInit(ListInitExpression node) => Visit(node.Reduce())!;

    protected override Expression VisitMemberInit(MemberInitExpression node) =>
        node.Bindings.All(binding => binding is MemberAssignment) ? base.VisitMemberInit(node) : Visit(node.Reduce())!;

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && (NullTest(node.Left, node.Right) ?? NullTest(node.Right, node.Left)) is { } present)
            return node.NodeType == ExpressionType.NotEqual ? present : Expression.Not(present);
        var visited = base.VisitBinary(node);
        if (visited is not BinaryExpression { Method: null } binary || binary.Type != typeof(bool)) return visited;
        return binary.NodeType switch
        {
            ExpressionType.ExclusiveOr => Expression.NotEqual(binary.Left, binary.Right),
            ExpressionType.And => Both(ExpressionType.AndAlso, binary),
            ExpressionType.Or => Both(ExpressionType.OrElse, binary),
            _ => binary,
        };
    }

    // x == null for a nullable x: !x.HasValue
    private Expression? NullTest(Expression value, Expression other) =>
        Nullable.GetUnderlyingType(value.Type) != null && other is ConstantExpression { Value: null } or DefaultExpression && other.Type == value.Type
            ? Expression.Property(Visit(value)!, "HasValue")
            : null;

    // F# has only operators that leave the right operand out where the left one decides: what may throw is computed before.
    private Expression Both(ExpressionType kind, BinaryExpression node)
    {
        if (IsHarmless(node.Right)) return Expression.MakeBinary(kind, node.Left, node.Right);
        var (left, right) = (Expression.Parameter(typeof(bool), "left"), Expression.Parameter(typeof(bool), "right"));
        return Applied(Expression.Lambda(Expression.MakeBinary(kind, left, right), left, right), node.Left, node.Right);
    }

    private static bool IsHarmless(Expression node) => node switch
    {
        ParameterExpression or ConstantExpression => true,
        MemberExpression member => member.Expression is ParameterExpression { Type.IsValueType: true },
        BinaryExpression binary => CSharpOperators.IsComparison(binary.NodeType) && binary.Method is null && IsHarmless(binary.Left) && IsHarmless(binary.Right),
        _ => false,
    };

    protected override Expression Coalesce(BinaryExpression node)
    {
        var left = Expression.Parameter(node.Left.Type, "left");
        bool nullable = Nullable.GetUnderlyingType(left.Type) != null;
        var test = nullable ? (Expression)Expression.Property(left, "HasValue") : Expression.ReferenceNotEqual(left, Expression.Constant(null, left.Type));
        var wanted = node.Conversion?.Parameters[0].Type ?? node.Type;
        var present = wanted == left.Type ? left : Converted(Expression.Convert(left, wanted));
        if (node.Conversion is { } conversion) present = Expression.Invoke(conversion, present);
        return Applied(Expression.Lambda(Expression.Condition(test, present, node.Right, node.Type), left), node.Left);
    }

    protected override Expression Converted(UnaryExpression node)
    {
        var (from, to) = (Nullable.GetUnderlyingType(node.Operand.Type), Nullable.GetUnderlyingType(node.Type));
        if (node.Type == node.Operand.Type || (from ?? to) is null) return base.Converted(node);
        if (from != null && to != null)
        {
            var operand = Expression.Parameter(node.Operand.Type, "operand");
            var value = Expression.Convert(Between(node, Expression.Property(operand, "Value"), to), node.Type);
            return Applied(Expression.Lambda(Expression.Condition(Expression.Property(operand, "HasValue"), value, Expression.Default(node.Type)), operand), node.Operand);
        }
        if (from != null && node.Type.IsValueType) return Between(node, Expression.Property(node.Operand, "Value"), node.Type);
        if (to != null && node.Operand.Type.IsValueType && node.Operand.Type != to) return Expression.Convert(Between(node, node.Operand, to), node.Type);
        return node;
    }

    private Expression Between(UnaryExpression node, Expression value, Type type) =>
        value.Type == type ? value : base.Converted(Expression.MakeUnary(node.NodeType, value, type, node.Method));

    protected override Expression VisitSwitch(SwitchExpression node)
    {
        var visited = (SwitchExpression)base.VisitSwitch(node);
        if (PrintedShape.HasConstantCases(visited) && !visited.SwitchValue.Type.IsEnum) return visited;
        var value = Expression.Parameter(visited.SwitchValue.Type, "selected");
        var chain = visited.DefaultBody ?? Expression.Empty();
        foreach (var branch in visited.Cases.Reverse())
        {
            var test = branch.TestValues
                .Select(t => visited.Comparison is null ? Expression.Equal(value, t) : Expression.Equal(value, t, false, visited.Comparison))
                .Aggregate(Expression.OrElse);
            chain = Expression.Condition(test, branch.Body, chain, visited.Type);
        }
        return Applied(Expression.Lambda(chain, value), visited.SwitchValue);
    }

    private sealed class Renaming(Dictionary<ParameterExpression, ParameterExpression> names) : DeepVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => names.GetValueOrDefault(node, node);
    }
}
