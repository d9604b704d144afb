using System.Linq.Expressions;

namespace ExprAD;

/// <content>Derivatives with respect to the first parameter; the others are data.</content>
public static partial class Derive
{
    /// <summary>The value of a function and its gradient with respect to the first parameter, as an expression tree; the others are data.</summary>
    /// <typeparam name="T1">What is differentiated: a number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, (double Value, T1 Gradient)>> ValueAndGradFirst<T1, T2>(Expression<Func<T1, T2, double>> f) =>
        Pipeline.Derive<Func<T1, T2, (double Value, T1 Gradient)>>(Verb.ValueAndGradFirst, f, AdOptions.Default);

    /// <summary>The value of a function and its gradient with respect to the first parameter, as an expression tree; the others are data.</summary>
    /// <typeparam name="T1">What is differentiated: a number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, (double Value, T1 Gradient)>> ValueAndGradFirst<T1, T2>(Expression<Func<T1, T2, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, (double Value, T1 Gradient)>>(Verb.ValueAndGradFirst, f, options);

    /// <summary>The value of a function and its gradient with respect to the first parameter, as an expression tree; the others are data.</summary>
    /// <typeparam name="T1">What is differentiated: a number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, (double Value, T1 Gradient)>> ValueAndGradFirst<T1, T2, T3>(Expression<Func<T1, T2, T3, double>> f) =>
        Pipeline.Derive<Func<T1, T2, T3, (double Value, T1 Gradient)>>(Verb.ValueAndGradFirst, f, AdOptions.Default);

    /// <summary>The value of a function and its gradient with respect to the first parameter, as an expression tree; the others are data.</summary>
    /// <typeparam name="T1">What is differentiated: a number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, (double Value, T1 Gradient)>> ValueAndGradFirst<T1, T2, T3>(Expression<Func<T1, T2, T3, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, T3, (double Value, T1 Gradient)>>(Verb.ValueAndGradFirst, f, options);

    /// <summary>The value of a function and its gradient with respect to the first parameter, as an expression tree; the others are data.</summary>
    /// <typeparam name="T1">What is differentiated: a number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <typeparam name="T4">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, T4, (double Value, T1 Gradient)>> ValueAndGradFirst<T1, T2, T3, T4>(Expression<Func<T1, T2, T3, T4, double>> f) =>
        Pipeline.Derive<Func<T1, T2, T3, T4, (double Value, T1 Gradient)>>(Verb.ValueAndGradFirst, f, AdOptions.Default);

    /// <summary>The value of a function and its gradient with respect to the first parameter, as an expression tree; the others are data.</summary>
    /// <typeparam name="T1">What is differentiated: a number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <typeparam name="T4">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, T4, (double Value, T1 Gradient)>> ValueAndGradFirst<T1, T2, T3, T4>(Expression<Func<T1, T2, T3, T4, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, T3, T4, (double Value, T1 Gradient)>>(Verb.ValueAndGradFirst, f, options);
}
