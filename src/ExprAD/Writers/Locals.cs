using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Which locals a statement mentions and assigns.</summary>
internal sealed class Locals : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> mentioned = [];
    private readonly HashSet<ParameterExpression> assigned = [];

    private Locals()
    {
    }

    /// <summary>The parameters and locals that the statement reads or assigns.</summary>
    internal IReadOnlyCollection<ParameterExpression> Mentioned => mentioned;

    /// <summary>Those that it assigns, perhaps in one branch only.</summary>
    internal IReadOnlyCollection<ParameterExpression> Assigned => assigned;

    /// <summary>The one that the statement gives a value without having read it; null if there is none.</summary>
    internal ParameterExpression? Defined { get; private set; }

    internal static Locals In(Expression statement)
    {
        var locals = new Locals();
        if (statement is BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression local, Right: var value })
        {
            locals.Visit(value);
            locals.Defined = locals.mentioned.Add(local) ? local : null;
            locals.assigned.Add(local);
        }
        else
        {
            locals.Visit(statement);
        }

        return locals;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        mentioned.Add(node);
        return node;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.Assign && node.Left is ParameterExpression local)
        {
            assigned.Add(local);
        }

        return base.VisitBinary(node);
    }
}
