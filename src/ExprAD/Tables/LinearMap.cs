using System.Linq.Expressions;

namespace ExprAD.Tables;

/// <summary>
/// The derivative of a function of whole arrays by one of its arguments: a linear map from the argument's tangent to the value's, and its transpose. Both are
/// lambdas of the arguments, the value and the tangent or adjoint.
/// </summary>
/// <param name="Tangent">The tangent of the value from that of the argument.</param>
/// <param name="Adjoint">What the adjoint of the value adds to that of the argument.</param>
internal sealed record LinearMap(LambdaExpression Tangent, LambdaExpression Adjoint);
