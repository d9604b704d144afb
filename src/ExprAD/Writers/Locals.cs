using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Which locals a piece of code mentions and assigns.</summary>
internal sealed class Locals : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> mentioned = [];
    private readonly HashSet<ParameterExpression> assigned = [];

    internal static HashSet<ParameterExpression> In(IEnumerable<Expression> part, IReadOnlyCollection<ParameterExpression> declared)
    {
        var locals = new Locals();
        foreach (var statement in part)
        {
            locals.Visit(statement);
        }

        locals.mentioned.IntersectWith(new HashSet<ParameterExpression>(declared));
        return locals.mentioned;
    }

    internal static IReadOnlyCollection<ParameterExpression> AssignedIn(Expression statement)
    {
        var locals = new Locals();
        locals.Visit(statement);
        return locals.assigned;
    }

    internal static bool Mentions(Expression statement, ParameterExpression local)
    {
        var locals = new Locals();
        locals.Visit(statement);
        return locals.mentioned.Contains(local);
    }

    /// <summary>A value from a frame; default where no part has stored it, because a branch was not taken.</summary>
    internal static T Unboxed<T>(object? value) => value is T unboxed ? unboxed : default!;

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
