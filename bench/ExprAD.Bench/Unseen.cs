using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>Functions that no cache of derivatives knows.</summary>
internal static class Unseen
{
    private static double factor = 1;

    /// <summary>The function, times a factor of nearly one that no function has had.</summary>
    internal static Expression<T> Like<T>(Expression<T> function) =>
        function.Update(Expression.Multiply(Expression.Constant(factor += 1e-12), function.Body), function.Parameters);
}
