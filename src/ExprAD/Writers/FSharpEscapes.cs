using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>The labels outside of each node that jumps inside of it go to.</summary>
internal sealed class FSharpEscapes : DeepVisitor
{
    private static readonly HashSet<LabelTarget> None = [];

    private readonly Dictionary<Expression, HashSet<LabelTarget>> labels = new(ReferenceEqualityComparer.Instance);
    private HashSet<LabelTarget> current = [];

    internal static FSharpEscapes In(LambdaExpression lambda)
    {
        var search = new FSharpEscapes();
        search.Visit(lambda);
        return search;
    }

    internal IReadOnlySet<LabelTarget> Of(Expression? node) => node is null ? None : labels.GetValueOrDefault(node, None);

    /// <summary>Says what a node that was made of others jumps to.</summary>
    internal void Add(Expression node, IEnumerable<LabelTarget> to) => labels[node] = [.. to];

    protected override Expression Enter(Expression node)
    {
        var outer = current;
        current = [];
        base.Enter(node);
        switch (node)
        {
            case GotoExpression jump: current.Add(jump.Target); break;
            case LoopExpression loop: current.RemoveWhere(label => label == loop.BreakLabel || label == loop.ContinueLabel); break;
            case BlockExpression block: current.ExceptWith(PrintedLoop.Statements(block).OfType<LabelExpression>().Select(label => label.Target)); break;
        }
        if (current.Count > 0) labels[node] = current;
        outer.UnionWith(current);
        current = outer;
        return node;
    }

    protected override Expression VisitExtension(Expression node) => node;
}
