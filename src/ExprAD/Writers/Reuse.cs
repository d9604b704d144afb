using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Writers;

/// <summary>
/// Makes a derivative take the arrays that it needs while it runs from a <see cref="Workspace"/>. Only for one that returns a number and writes into the caller's
/// array: nothing it makes is seen by anybody when it has returned, unless a method of the user's own gets hold of it.
/// </summary>
internal sealed class Reuse : ExpressionVisitor
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic;

    private readonly ParameterExpression workspace = Expression.Variable(typeof(Workspace), "workspace");
    private int sites;

    private Reuse()
    {
    }

    internal static LambdaExpression Arrays(LambdaExpression lambda)
    {
        if (lambda.Body is not BlockExpression block || Handing.Over(lambda))
        {
            return lambda;
        }

        var reuse = new Reuse();
        var statements = reuse.Visit(block.Expressions);
        if (reuse.sites == 0)
        {
            return lambda;
        }

        var workspaces = Expression.Constant(new Workspaces(reuse.sites));
        var result = Expression.Variable(block.Type, "result");
        return Expression.Lambda(
            lambda.Type,
            Expression.Block(block.Type, [.. block.Variables, reuse.workspace, result], [
                Expression.Assign(reuse.workspace, Expression.Call(workspaces, typeof(Workspaces).GetMethod(nameof(Workspaces.Rent), Own)!)),
                .. statements.SkipLast(1),
                Expression.Assign(result, statements[^1]),
                Expression.Call(workspaces, typeof(Workspaces).GetMethod(nameof(Workspaces.Return), Own)!, reuse.workspace),
                result]),
            lambda.Parameters);
    }

    protected override Expression VisitNewArray(NewArrayExpression node) => node.NodeType == ExpressionType.NewArrayBounds && node.Expressions is [var length]
        ? Taken(nameof(Workspace.Zeros), node.Type, Visit(length))
        : base.VisitNewArray(node);

    protected override Expression VisitMethodCall(MethodCallExpression node) => node.Method.DeclaringType != typeof(VectorSpace) ? base.VisitMethodCall(node)
        : node.Method.Name switch
        {
            nameof(VectorSpace.Zero) when node.Type == typeof(double[]) || node.Type == typeof(float[]) => ZerosLike(node.Type, Visit(node.Arguments[0])),
            nameof(VectorSpace.Grow) => Taken(nameof(Workspace.Grow), node.Type, [.. Visit(node.Arguments)]),
            nameof(VectorSpace.Room) => Taken(nameof(Workspace.Room), node.Type, [.. Visit(node.Arguments)]),
            nameof(VectorSpace.Trim) => Taken(nameof(Workspace.Trim), node.Type, [.. Visit(node.Arguments)]),
            _ => base.VisitMethodCall(node),
        };

    private Expression ZerosLike(Type type, Expression like) => like is ParameterExpression or MemberExpression
        ? Expression.Condition(
            Expression.Equal(like, Expression.Constant(null, type)), Expression.Constant(null, type), Taken(nameof(Workspace.Zeros), type, Expression.ArrayLength(like)))
        : Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Zero), [type], like);

    private MethodCallExpression Taken(string method, Type array, params ReadOnlySpan<Expression> arguments) => Expression.Call(
        workspace, typeof(Workspace).GetMethod(method, Own)!.MakeGenericMethod(array.GetElementType()!), [Expression.Constant(sites++), .. arguments]);

    /// <summary>Looks for what may keep an array: objects that are made, and methods other than ours.</summary>
    private sealed class Handing : ExpressionVisitor
    {
        private bool found;

        internal static bool Over(LambdaExpression lambda)
        {
            var handing = new Handing();
            handing.Visit(lambda.Body);
            return handing.found;
        }

        protected override Expression VisitNew(NewExpression node)
        {
            found |= node.Arguments.Any(MayHold);
            return base.VisitNew(node);
        }

        protected override Expression VisitNewArray(NewArrayExpression node)
        {
            found |= node.NodeType == ExpressionType.NewArrayInit && node.Expressions.Any(MayHold);
            return base.VisitNewArray(node);
        }

        protected override Expression VisitInvocation(InvocationExpression node)
        {
            found |= node.Arguments.Any(MayHold);
            return base.VisitInvocation(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            found |= !IsOurs(node.Method) && (node.Arguments.Any(MayHold) || (node.Object is { } target && MayHold(target)));
            return base.VisitMethodCall(node);
        }

        private static bool IsOurs(MethodInfo method) => method.DeclaringType == typeof(VectorSpace) || method.DeclaringType == typeof(Array)
            || (method.DeclaringType == typeof(Sequences) && method.Name == nameof(Sequences.Source));

        private static bool MayHold(Expression argument) => !argument.Type.IsPrimitive && !argument.Type.IsEnum && argument.Type != typeof(string);
    }
}
