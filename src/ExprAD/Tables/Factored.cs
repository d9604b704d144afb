using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Tables;

/// <summary>
/// Functions of a matrix that factor it: <c>Mat.Solve(a, b)</c> becomes <c>Mat.Solve(a, Mat.Factor(a), b)</c>, so that one matrix is factored once for all of its solutions and
/// determinants, and for those of their derivatives.
/// </summary>
internal static class Factored
{
    internal static readonly MethodInfo Factor = new Func<double[,], LuFactors>(Mat.Factor).Method;

    private static readonly Dictionary<MethodInfo, MethodInfo> Methods = new()
    {
        [Of((a, b, lu) => Mat.Solve(a, b))] = Of((a, b, lu) => Mat.Solve(a, lu, b)),
        [Of((a, b, lu) => Mat.Solve(a, a))] = Of((a, b, lu) => Mat.Solve(a, lu, a)),
        [Of((a, b, lu) => Mat.Inverse(a))] = Of((a, b, lu) => Mat.Inverse(a, lu)),
        [Of((a, b, lu) => Mat.LogDeterminant(a))] = Of((a, b, lu) => Mat.LogDeterminant(a, lu)),
    };

    /// <summary>The method that takes the factors behind the matrix; null for every other method.</summary>
    internal static MethodInfo? Of(MethodInfo method) => Methods.GetValueOrDefault(method);

    private static MethodInfo Of(Expression<Func<double[,], double[], LuFactors, object>> call)
    {
        var body = call.Body is UnaryExpression boxed ? boxed.Operand : call.Body;
        return ((MethodCallExpression)body).Method;
    }
}
