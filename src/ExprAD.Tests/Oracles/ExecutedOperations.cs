using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Counts the operations that a written tree executes at a point: its arithmetic on real numbers and its calls of functions, loops step by step. What
/// is counted is what the compiled delegate does, sharing and fusing included.
/// </summary>
internal static class ExecutedOperations
{
    /// <summary>How many operations the tree executes for the given arguments.</summary>
    internal static long Of(LambdaExpression tree, params object?[] arguments)
    {
        var counter = new long[1];
        var counting = (LambdaExpression)new Counting(counter).Visit(tree);
        counting.Compile().DynamicInvoke(arguments);
        return counter[0];
    }

    private sealed class Counting(long[] counter) : ExpressionVisitor
    {
        private readonly IndexExpression place = Expression.ArrayAccess(Expression.Constant(counter), Expression.Constant(0));

        protected override Expression VisitBinary(BinaryExpression node)
        {
            var visited = (BinaryExpression)base.VisitBinary(node);
            return node.NodeType is ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo
                && Kinds.IsReal(node.Type) ? Counted(visited) : visited;
        }

        protected override Expression VisitUnary(UnaryExpression node)
        {
            var visited = base.VisitUnary(node);
            return node.NodeType == ExpressionType.Negate && Kinds.IsReal(node.Type) ? Counted(visited) : visited;
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            var visited = base.VisitMethodCall(node);
            return Kinds.IsReal(node.Type) && OperationCounter.IsCounted(new Call(node.Type, node.Method)) ? Counted(visited) : visited;
        }

        private BlockExpression Counted(Expression node) =>
            Expression.Block(node.Type, Expression.Assign(place, Expression.Add(place, Expression.Constant(1L))), node);
    }
}
