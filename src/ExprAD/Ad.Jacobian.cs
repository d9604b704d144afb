using System.Linq.Expressions;

namespace ExprAD;

/// <content>Jacobians.</content>
public static partial class Ad
{
    /// <summary>The Jacobian of a function, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function of point: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], double[,]> Jacobian(Expression<Func<double[], double[]>> f) =>
        Pipeline.Compile<Func<double[], double[,]>>(Verb.Jacobian, f, AdOptions.Default);

    /// <summary>The Jacobian of a function, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], double[,]> Jacobian(Expression<Func<double[], double[]>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], double[,]>>(Verb.Jacobian, f, options);

    /// <summary>The Jacobian of a function, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, double[,]> Jacobian<T2>(Expression<Func<double[], T2, double[]>> f) =>
        Pipeline.Compile<Func<double[], T2, double[,]>>(Verb.Jacobian, f, AdOptions.Default);

    /// <summary>The Jacobian of a function, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, double[,]> Jacobian<T2>(Expression<Func<double[], T2, double[]>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, double[,]>>(Verb.Jacobian, f, options);

    /// <summary>The Jacobian of a function, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, double[,]> Jacobian<T2, T3>(Expression<Func<double[], T2, T3, double[]>> f) =>
        Pipeline.Compile<Func<double[], T2, T3, double[,]>>(Verb.Jacobian, f, AdOptions.Default);

    /// <summary>The Jacobian of a function, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, double[,]> Jacobian<T2, T3>(Expression<Func<double[], T2, T3, double[]>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, T3, double[,]>>(Verb.Jacobian, f, options);
}
