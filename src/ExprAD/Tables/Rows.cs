using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Tables;

/// <summary>The spelling of a row: the function as a lambda, then its partial derivatives as lambdas of the arguments, or of the arguments and the value.</summary>
internal static class Rows
{
    internal static Rule Row(Expression<Func<double, double>> f, Expression<Func<double, double>> dx) => Make(f, dx);

    internal static Rule Row(Expression<Func<double, double>> f, Expression<Func<double, double, double>> dx) => Make(f, dx);

    internal static Rule Row(
        Expression<Func<double, double, double>> f,
        Expression<Func<double, double, double>> dx,
        Expression<Func<double, double, double>> dy) => Make(f, dx, dy);

    internal static Rule Row(
        Expression<Func<double, double, double>> f,
        Expression<Func<double, double, double, double>> dx,
        Expression<Func<double, double, double, double>> dy) => Make(f, dx, dy);

    internal static Rule Row(Expression<Func<double, int, double>> f, Expression<Func<double, int, double>> dx) => Make(f, dx, null);

    internal static Rule Row(Expression<Func<double, int, double>> f, Expression<Func<double, int, double, double>> dx) => Make(f, dx, null);

    internal static Rule Row(
        Expression<Func<double, double, double, double>> f,
        Expression<Func<double, double, double, double>> dx,
        Expression<Func<double, double, double, double>> dy,
        Expression<Func<double, double, double, double>> dz) => Make(f, dx, dy, dz);

    /// <summary>A function whose derivative is zero wherever it exists.</summary>
    internal static Rule Flat(MethodInfo method) =>
        new(method, [.. new LambdaExpression?[method.GetParameters().Length + (method.IsStatic ? 0 : 1)]]);

    /// <summary>The derivative of a partial, of the argument, the value and the partial.</summary>
    internal static LambdaExpression Second(Expression<Func<double, double, double, double>> second) => second;

    private static Rule Make(LambdaExpression f, params LambdaExpression?[] partials) => new(((MethodCallExpression)f.Body).Method, [.. partials]);
}
