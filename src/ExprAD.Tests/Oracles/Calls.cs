using System.Linq.Expressions;

namespace ExprAD.Tests.Oracles;

/// <summary>How often a tree calls methods of a name.</summary>
internal sealed class Calls(string name) : ExpressionVisitor
{
    private int count;

    internal static int Of(Expression tree, string name)
    {
        var calls = new Calls(name);
        calls.Visit(tree);
        return calls.count;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        count += node.Method.Name == name ? 1 : 0;
        return base.VisitMethodCall(node);
    }
}
