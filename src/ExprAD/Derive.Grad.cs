using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace ExprAD;

/// <content>The gradient with respect to all parameters.</content>
public static partial class Derive
{
    /// <summary>The derivative of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    [OverloadResolutionPriority(1)]
    public static Expression<Func<double, double>> Grad(Expression<Func<double, double>> f) =>
        Pipeline.Derive<Func<double, double>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The derivative of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    [OverloadResolutionPriority(1)]
    public static Expression<Func<double, double>> Grad(Expression<Func<double, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double, double>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[]>> Grad(Expression<Func<double[], double>> f) =>
        Pipeline.Derive<Func<double[], double[]>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[]>> Grad(Expression<Func<double[], double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double[], double[]>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    [OverloadResolutionPriority(1)]
    public static Expression<Func<double, double, (double, double)>> Grad(Expression<Func<double, double, double>> f) =>
        Pipeline.Derive<Func<double, double, (double, double)>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    [OverloadResolutionPriority(1)]
    public static Expression<Func<double, double, (double, double)>> Grad(Expression<Func<double, double, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double, double, (double, double)>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    [OverloadResolutionPriority(1)]
    public static Expression<Func<double, double, double, (double, double, double)>> Grad(Expression<Func<double, double, double, double>> f) =>
        Pipeline.Derive<Func<double, double, double, (double, double, double)>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    [OverloadResolutionPriority(1)]
    public static Expression<Func<double, double, double, (double, double, double)>> Grad(Expression<Func<double, double, double, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double, double, double, (double, double, double)>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T, T>> Grad<T>(Expression<Func<T, double>> f) =>
        Pipeline.Derive<Func<T, T>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T, T>> Grad<T>(Expression<Func<T, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T, T>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T1">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, (T1, T2)>> Grad<T1, T2>(Expression<Func<T1, T2, double>> f) =>
        Pipeline.Derive<Func<T1, T2, (T1, T2)>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T1">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, (T1, T2)>> Grad<T1, T2>(Expression<Func<T1, T2, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, (T1, T2)>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T1">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T3">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, (T1, T2, T3)>> Grad<T1, T2, T3>(Expression<Func<T1, T2, T3, double>> f) =>
        Pipeline.Derive<Func<T1, T2, T3, (T1, T2, T3)>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T1">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T3">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, (T1, T2, T3)>> Grad<T1, T2, T3>(Expression<Func<T1, T2, T3, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, T3, (T1, T2, T3)>>(Verb.Grad, f, options);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T1">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T3">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T4">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, T4, (T1, T2, T3, T4)>> Grad<T1, T2, T3, T4>(Expression<Func<T1, T2, T3, T4, double>> f) =>
        Pipeline.Derive<Func<T1, T2, T3, T4, (T1, T2, T3, T4)>>(Verb.Grad, f, AdOptions.Default);

    /// <summary>The gradient of a function, as an expression tree.</summary>
    /// <typeparam name="T1">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T2">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T3">A number, or a type made of numbers.</typeparam>
    /// <typeparam name="T4">A number, or a type made of numbers.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function with the same parameters whose result has their shape, as a tuple.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, T4, (T1, T2, T3, T4)>> Grad<T1, T2, T3, T4>(Expression<Func<T1, T2, T3, T4, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, T3, T4, (T1, T2, T3, T4)>>(Verb.Grad, f, options);
}
