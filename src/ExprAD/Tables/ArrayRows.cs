using System.Linq.Expressions;

namespace ExprAD.Tables;

/// <summary>
/// The spelling of a row for a function of arrays: the function as a lambda, then for each argument how its tangent becomes one of the value, and how the
/// value's adjoint becomes one of the argument, given the arguments and the value.
/// </summary>
internal static class ArrayRows
{
    internal static Rule Row<TA, TF>(
        Expression<Func<TA, TF>> f,
        Expression<Func<TA, TF, TA, TF>> tangent, Expression<Func<TA, TF, TF, TA>> adjoint) =>
        Make(f, new LinearMap(tangent, adjoint));

    internal static Rule Row<TA, TB, TF>(
        Expression<Func<TA, TB, TF>> f,
        Expression<Func<TA, TB, TF, TA, TF>> tangentOfA, Expression<Func<TA, TB, TF, TF, TA>> adjointOfA,
        Expression<Func<TA, TB, TF, TB, TF>> tangentOfB, Expression<Func<TA, TB, TF, TF, TB>> adjointOfB) =>
        Make(f, new LinearMap(tangentOfA, adjointOfA), new LinearMap(tangentOfB, adjointOfB));

    /// <summary>With the factors of the matrix beside it.</summary>
    internal static Rule Row<TF>(
        Expression<Func<double[,], LuFactors, TF>> f,
        Expression<Func<double[,], LuFactors, TF, double[,], TF>> tangent, Expression<Func<double[,], LuFactors, TF, TF, double[,]>> adjoint) =>
        Make(f, new LinearMap(tangent, adjoint), null);

    /// <summary>With the factors of the matrix beside it.</summary>
    internal static Rule Row<TB, TF>(
        Expression<Func<double[,], LuFactors, TB, TF>> f,
        Expression<Func<double[,], LuFactors, TB, TF, double[,], TF>> tangentOfA, Expression<Func<double[,], LuFactors, TB, TF, TF, double[,]>> adjointOfA,
        Expression<Func<double[,], LuFactors, TB, TF, TB, TF>> tangentOfB, Expression<Func<double[,], LuFactors, TB, TF, TF, TB>> adjointOfB) =>
        Make(f, new LinearMap(tangentOfA, adjointOfA), null, new LinearMap(tangentOfB, adjointOfB));

    /// <summary>A function whose value carries no derivative.</summary>
    internal static Rule Constant<TA, TF>(Expression<Func<TA, TF>> f) => Make(f, (LinearMap?)null);

    private static Rule Make(LambdaExpression f, params LinearMap?[] maps) =>
        new(((MethodCallExpression)f.Body).Method, [.. new LambdaExpression?[maps.Length]], MayThrow: true) { Maps = [.. maps] };
}
