using System.Linq.Expressions;

namespace ExprAD.Readers;

/// <summary>What stands in the body of a loop: the variables that it assigns, those whose arrays it writes to, and its labels.</summary>
internal sealed class LoopText : ExpressionVisitor
{
    private static readonly ExpressionType[] Steps = [
        ExpressionType.PreIncrementAssign, ExpressionType.PreDecrementAssign, ExpressionType.PostIncrementAssign, ExpressionType.PostDecrementAssign];

    private readonly HashSet<ParameterExpression> assigned = [];
    private readonly HashSet<ParameterExpression> written = [];
    private readonly HashSet<LabelTarget> labels = [];

    private LoopText(LoopExpression loop)
    {
        Visit(loop.Body);
        if (loop.ContinueLabel is { } next)
        {
            labels.Add(next);
        }
    }

    internal IReadOnlyCollection<ParameterExpression> Assigned => assigned;

    internal IReadOnlyCollection<ParameterExpression> Written => written;

    internal IReadOnlyCollection<LabelTarget> Labels => labels;

    internal static LoopText Of(LoopExpression loop) => new(loop);

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.Assign || node.NodeType.ToString().Contains("Assign", StringComparison.Ordinal))
        {
            Add(node.Left);
        }

        return base.VisitBinary(node);
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        if (Steps.Contains(node.NodeType))
        {
            Add(node.Operand);
        }

        return base.VisitUnary(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType == typeof(VectorSpace) && node.Method.Name == nameof(VectorSpace.AddTo) && Reader.Root(node.Arguments[0]) is { } array)
        {
            written.Add(array);
        }

        return base.VisitMethodCall(node);
    }

    protected override Expression VisitLabel(LabelExpression node)
    {
        labels.Add(node.Target);
        return base.VisitLabel(node);
    }

    protected override Expression VisitLoop(LoopExpression node)
    {
        if (node.ContinueLabel is { } next)
        {
            labels.Add(next);
        }

        return base.VisitLoop(node);
    }

    protected override Expression VisitExtension(Expression node) => node.CanReduce ? base.VisitExtension(node) : node;

    private void Add(Expression target)
    {
        if (target is ParameterExpression variable)
        {
            assigned.Add(variable);
        }
        else if (Reader.Root(target) is { } array)
        {
            written.Add(array);
        }
    }
}
