using System.Linq.Expressions;

namespace ExprAD;

/// <content>Taylor series.</content>
public static partial class Derive
{
    /// <summary>The Taylor coefficients of a function of one number, as an expression tree.</summary>
    /// <remarks>
    /// By recurrences whose cost grows with the square of the order: A. Griewank and A. Walther, Evaluating Derivatives (2008), chapter 13. Where the base of a power is 0
    /// and its exponent is known at run time only, coefficients beyond the tenth are not defined.
    /// </remarks>
    /// <param name="f">The function.</param>
    /// <param name="order">The highest order.</param>
    /// <returns>A function of the point: the coefficients f^(k)(x) / k! for k from 0 to the order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double, double[]>> Taylor(Expression<Func<double, double>> f, int order) =>
        Pipeline.Derive<Func<double, double[]>>(Verb.Taylor, f, AdOptions.Default, order);

    /// <summary>The Taylor coefficients of a function of one number, as an expression tree.</summary>
    /// <remarks>
    /// By recurrences whose cost grows with the square of the order: A. Griewank and A. Walther, Evaluating Derivatives (2008), chapter 13. Where the base of a power is 0
    /// and its exponent is known at run time only, coefficients beyond the tenth are not defined.
    /// </remarks>
    /// <param name="f">The function.</param>
    /// <param name="order">The highest order.</param>
    /// <param name="options">Form, back end and arithmetic.</param>
    /// <returns>A function of the point: the coefficients f^(k)(x) / k! for k from 0 to the order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double, double[]>> Taylor(Expression<Func<double, double>> f, int order, AdOptions options) =>
        Pipeline.Derive<Func<double, double[]>>(Verb.Taylor, f, options, order);
}
