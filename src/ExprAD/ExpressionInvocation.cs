using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace ExprAD;

/// <summary>
/// Calls a captured expression like a function: <c>sq.Invoke(x)</c>. Inside a differentiated lambda the expression is read in
/// place; elsewhere it is compiled once and called.
/// </summary>
public static class ExpressionInvocation
{
    private static readonly ConditionalWeakTable<LambdaExpression, Delegate> Compiled = [];

    /// <summary>The value of a function of one argument.</summary>
    /// <returns>f(x).</returns>
    public static TResult Invoke<T, TResult>(this Expression<Func<T, TResult>> f, T x) => Of(f)(x);

    /// <summary>The value of a function of two arguments.</summary>
    /// <returns>f(x, y).</returns>
    public static TResult Invoke<T1, T2, TResult>(this Expression<Func<T1, T2, TResult>> f, T1 x, T2 y) => Of(f)(x, y);

    /// <summary>The value of a function of three arguments.</summary>
    /// <returns>f(x, y, z).</returns>
    public static TResult Invoke<T1, T2, T3, TResult>(this Expression<Func<T1, T2, T3, TResult>> f, T1 x, T2 y, T3 z) => Of(f)(x, y, z);

    /// <summary>The value of a function of four arguments.</summary>
    /// <returns>f(x, y, z, w).</returns>
    public static TResult Invoke<T1, T2, T3, T4, TResult>(this Expression<Func<T1, T2, T3, T4, TResult>> f, T1 x, T2 y, T3 z, T4 w) => Of(f)(x, y, z, w);

    private static TDelegate Of<TDelegate>(Expression<TDelegate> f)
        where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(f);
        return (TDelegate)Compiled.GetValue(f, static function => function.Compile());
    }
}
