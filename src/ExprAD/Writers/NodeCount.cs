using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>The number of nodes of an expression.</summary>
internal sealed class NodeCount : ExpressionVisitor
{
    private int count;

    internal static int Of(Expression expression)
    {
        var counter = new NodeCount();
        counter.Visit(expression);
        return counter.count;
    }

    public override Expression? Visit(Expression? node)
    {
        count++;
        return base.Visit(node);
    }
}
