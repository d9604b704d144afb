using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>The names under which captured variables are printed, so that no local takes them.</summary>
internal sealed class CapturedNames : ExpressionVisitor
{
    private readonly List<string> names = [];
    private readonly HashSet<Expression> seen = [];

    internal static IReadOnlyCollection<string> In(LambdaExpression lambda) => DeepStack.Call(() =>
    {
        var captured = new CapturedNames();
        captured.Visit(lambda);
        return captured.names;
    });

    public override Expression? Visit(Expression? node) =>
        node is null || !seen.Add(node) ? node : seen.Count % 8 == 0 ? DeepStack.Call(() => base.Visit(node)) : base.Visit(node);

    protected override Expression VisitMember(MemberExpression node)
    {
        names.Add(node.Member.Name);
        return base.VisitMember(node);
    }
}
