using System.Linq.Expressions;

namespace ExprAD;

/// <content>Derivatives of functions of one number.</content>
public static partial class Derive
{
    /// <summary>The derivative of a function of one number, of any order, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <returns>The derivative as a function.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double, double>> Derivative(Expression<Func<double, double>> f) =>
        Pipeline.Derive<Func<double, double>>(Verb.Derivative, f, AdOptions.Default);

    /// <summary>The derivative of a function of one number, of any order, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="order">How often to differentiate; 0 gives the function itself.</param>
    /// <returns>The derivative as a function.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double, double>> Derivative(Expression<Func<double, double>> f, int order) =>
        Pipeline.Derive<Func<double, double>>(Verb.Derivative, f, AdOptions.Default, order);

    /// <summary>The derivative of a function of one number, of any order, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>The derivative as a function.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double, double>> Derivative(Expression<Func<double, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double, double>>(Verb.Derivative, f, options);

    /// <summary>The derivative of a function of one number, of any order, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="order">How often to differentiate; 0 gives the function itself.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>The derivative as a function.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double, double>> Derivative(Expression<Func<double, double>> f, int order, AdOptions options) =>
        Pipeline.Derive<Func<double, double>>(Verb.Derivative, f, options, order);
}
