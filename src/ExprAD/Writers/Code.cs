using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Written code: variables, statements in order, and the expression of the result after them.</summary>
internal sealed record Code(IReadOnlyList<ParameterExpression> Variables, IReadOnlyList<Expression> Statements, Expression Result)
{
    internal Expression ToExpression() => Statements.Count == 0 ? Result : Expression.Block(Result.Type, Variables, [.. Statements, Result]);
}
