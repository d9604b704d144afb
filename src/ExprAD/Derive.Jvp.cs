using System.Linq.Expressions;

namespace ExprAD;

/// <content>Forward mode: Jacobian times vector.</content>
public static partial class Derive
{
    /// <summary>Jacobian times vector by forward mode, as an expression tree.</summary>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="TOut">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of a point and a direction of the same shape: the value there and its derivative along the direction.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T, T, (TOut Value, TOut Tangent)>> Jvp<T, TOut>(Expression<Func<T, TOut>> f) =>
        Pipeline.Derive<Func<T, T, (TOut Value, TOut Tangent)>>(Verb.Jvp, f, AdOptions.Default);

    /// <summary>Jacobian times vector by forward mode, as an expression tree.</summary>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="TOut">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of a point and a direction of the same shape: the value there and its derivative along the direction.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T, T, (TOut Value, TOut Tangent)>> Jvp<T, TOut>(Expression<Func<T, TOut>> f, AdOptions options) =>
        Pipeline.Derive<Func<T, T, (TOut Value, TOut Tangent)>>(Verb.Jvp, f, options);
}
