using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>A visitor of trees as deep as they come.</summary>
internal abstract class DeepVisitor : ExpressionVisitor
{
    public sealed override Expression? Visit(Expression? node) => node is null ? null : DeepStack.IsLow ? Continue(node) : Enter(node);

    /// <summary>Visits a node with what is in it.</summary>
    protected virtual Expression Enter(Expression node) => base.Visit(node)!;

    private Expression Continue(Expression node) => DeepStack.Call(() => Enter(node));
}
