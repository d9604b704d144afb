using System.Linq.Expressions;

namespace ExprAD;

/// <content>Reverse mode: vector times Jacobian.</content>
public static partial class Derive
{
    /// <summary>Vector times Jacobian by reverse mode, as an expression tree.</summary>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="TOut">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of a point and a cotangent of the shape of the result: the value there and the cotangent of the point.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T, TOut, (TOut Value, T Cotangent)>> Vjp<T, TOut>(Expression<Func<T, TOut>> f) =>
        Pipeline.Derive<Func<T, TOut, (TOut Value, T Cotangent)>>(Verb.Vjp, f, AdOptions.Default);

    /// <summary>Vector times Jacobian by reverse mode, as an expression tree.</summary>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="TOut">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of a point and a cotangent of the shape of the result: the value there and the cotangent of the point.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T, TOut, (TOut Value, T Cotangent)>> Vjp<T, TOut>(Expression<Func<T, TOut>> f, AdOptions options) =>
        Pipeline.Derive<Func<T, TOut, (TOut Value, T Cotangent)>>(Verb.Vjp, f, options);
}
