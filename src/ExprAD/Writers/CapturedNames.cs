using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>The names under which captured variables are printed, so that no local takes them.</summary>
internal sealed class CapturedNames : ExpressionVisitor
{
    private readonly List<string> names = [];
    private readonly HashSet<Expression> seen = [];
    private int depth;

    internal static IReadOnlyCollection<string> In(LambdaExpression lambda) => DeepStack.Call(() =>
    {
        var captured = new CapturedNames();
        captured.Visit(lambda);
        return captured.names;
    });

    public override Expression? Visit(Expression? node)
    {
        if (node is null || !seen.Add(node))
        {
            return node;
        }

        // The stack is looked at at every eighth level.
        var visited = (++depth & 7) == 0 ? DeepStack.Call(() => base.Visit(node)) : base.Visit(node);
        depth--;
        return visited;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        names.Add(node.Member.Name);
        return base.VisitMember(node);
    }
}
