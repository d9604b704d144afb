using System.Linq.Expressions;

namespace ExprAD;

/// <content>Functions put together from others, as one tree.</content>
public static partial class Derive
{
    /// <summary>
    /// The function itself as one expression tree: invocations of lambdas and captured expressions, and the verbs of
    /// <see cref="Ad"/> inside it, are replaced by what they compute.
    /// </summary>
    /// <typeparam name="T">The type of the parameter.</typeparam>
    /// <typeparam name="TOut">The type of the result.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of the same values, without invocations.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something inside a verb cannot be differentiated.</exception>
    public static Expression<Func<T, TOut>> Inline<T, TOut>(Expression<Func<T, TOut>> f) =>
        Pipeline.Derive<Func<T, TOut>>(Verb.Inline, f, AdOptions.Default);

    /// <summary>
    /// The function itself as one expression tree: invocations of lambdas and captured expressions, and the verbs of
    /// <see cref="Ad"/> inside it, are replaced by what they compute.
    /// </summary>
    /// <typeparam name="T">The type of the parameter.</typeparam>
    /// <typeparam name="TOut">The type of the result.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Form and arithmetic; verbs inside the function have options of their own.</param>
    /// <returns>A function of the same values, without invocations.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something inside a verb cannot be differentiated, or the function has no form of that kind.</exception>
    /// <example>The gradient of a loss at captured parameters, selected for each row of a table:<code>
    /// rows.Select(Derive.Inline((Row r) => Ad.GradFirst(loss)(at, r), new AdOptions { Form = AdForm.Pure }))
    /// </code></example>
    public static Expression<Func<T, TOut>> Inline<T, TOut>(Expression<Func<T, TOut>> f, AdOptions options) =>
        Pipeline.Derive<Func<T, TOut>>(Verb.Inline, f, options);

    /// <summary>
    /// The function itself as one expression tree: invocations of lambdas and captured expressions, and the verbs of
    /// <see cref="Ad"/> inside it, are replaced by what they compute.
    /// </summary>
    /// <typeparam name="T1">The type of the first parameter.</typeparam>
    /// <typeparam name="T2">The type of the second parameter.</typeparam>
    /// <typeparam name="TOut">The type of the result.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of the same values, without invocations.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something inside a verb cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, TOut>> Inline<T1, T2, TOut>(Expression<Func<T1, T2, TOut>> f) =>
        Pipeline.Derive<Func<T1, T2, TOut>>(Verb.Inline, f, AdOptions.Default);

    /// <summary>
    /// The function itself as one expression tree: invocations of lambdas and captured expressions, and the verbs of
    /// <see cref="Ad"/> inside it, are replaced by what they compute.
    /// </summary>
    /// <typeparam name="T1">The type of the first parameter.</typeparam>
    /// <typeparam name="T2">The type of the second parameter.</typeparam>
    /// <typeparam name="TOut">The type of the result.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Form and arithmetic; verbs inside the function have options of their own.</param>
    /// <returns>A function of the same values, without invocations.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something inside a verb cannot be differentiated, or the function has no form of that kind.</exception>
    public static Expression<Func<T1, T2, TOut>> Inline<T1, T2, TOut>(Expression<Func<T1, T2, TOut>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, TOut>>(Verb.Inline, f, options);

    /// <summary>
    /// The function itself as one expression tree: invocations of lambdas and captured expressions, and the verbs of
    /// <see cref="Ad"/> inside it, are replaced by what they compute.
    /// </summary>
    /// <typeparam name="T1">The type of the first parameter.</typeparam>
    /// <typeparam name="T2">The type of the second parameter.</typeparam>
    /// <typeparam name="T3">The type of the third parameter.</typeparam>
    /// <typeparam name="TOut">The type of the result.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of the same values, without invocations.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something inside a verb cannot be differentiated.</exception>
    public static Expression<Func<T1, T2, T3, TOut>> Inline<T1, T2, T3, TOut>(Expression<Func<T1, T2, T3, TOut>> f) =>
        Pipeline.Derive<Func<T1, T2, T3, TOut>>(Verb.Inline, f, AdOptions.Default);

    /// <summary>
    /// The function itself as one expression tree: invocations of lambdas and captured expressions, and the verbs of
    /// <see cref="Ad"/> inside it, are replaced by what they compute.
    /// </summary>
    /// <typeparam name="T1">The type of the first parameter.</typeparam>
    /// <typeparam name="T2">The type of the second parameter.</typeparam>
    /// <typeparam name="T3">The type of the third parameter.</typeparam>
    /// <typeparam name="TOut">The type of the result.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Form and arithmetic; verbs inside the function have options of their own.</param>
    /// <returns>A function of the same values, without invocations.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something inside a verb cannot be differentiated, or the function has no form of that kind.</exception>
    public static Expression<Func<T1, T2, T3, TOut>> Inline<T1, T2, T3, TOut>(Expression<Func<T1, T2, T3, TOut>> f, AdOptions options) =>
        Pipeline.Derive<Func<T1, T2, T3, TOut>>(Verb.Inline, f, options);
}
