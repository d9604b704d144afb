using System.Linq.Expressions;

namespace ExprAD;

/// <content>Hessian times vector.</content>
public static partial class Derive
{
    /// <summary>Hessian times vector by forward mode over the gradient, without the Hessian, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and vector: the Hessian at the point times the vector; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[], double[]>> Hvp(Expression<Func<double[], double>> f) =>
        Pipeline.Derive<Func<double[], double[], double[]>>(Verb.Hvp, f, AdOptions.Default);

    /// <summary>Hessian times vector by forward mode over the gradient, without the Hessian, as an expression tree.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and vector: the Hessian at the point times the vector; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[], double[]>> Hvp(Expression<Func<double[], double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double[], double[], double[]>>(Verb.Hvp, f, options);

    /// <summary>Hessian times vector by forward mode over the gradient, without the Hessian, as an expression tree.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point, vector and data: the Hessian at the point times the vector; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[], T2, double[]>> Hvp<T2>(Expression<Func<double[], T2, double>> f) =>
        Pipeline.Derive<Func<double[], double[], T2, double[]>>(Verb.Hvp, f, AdOptions.Default);

    /// <summary>Hessian times vector by forward mode over the gradient, without the Hessian, as an expression tree.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point, vector and data: the Hessian at the point times the vector; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[], T2, double[]>> Hvp<T2>(Expression<Func<double[], T2, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double[], double[], T2, double[]>>(Verb.Hvp, f, options);

    /// <summary>Hessian times vector by forward mode over the gradient, without the Hessian, as an expression tree.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point, vector and data: the Hessian at the point times the vector; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[], T2, T3, double[]>> Hvp<T2, T3>(Expression<Func<double[], T2, T3, double>> f) =>
        Pipeline.Derive<Func<double[], double[], T2, T3, double[]>>(Verb.Hvp, f, AdOptions.Default);

    /// <summary>Hessian times vector by forward mode over the gradient, without the Hessian, as an expression tree.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point, vector and data: the Hessian at the point times the vector; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Expression<Func<double[], double[], T2, T3, double[]>> Hvp<T2, T3>(Expression<Func<double[], T2, T3, double>> f, AdOptions options) =>
        Pipeline.Derive<Func<double[], double[], T2, T3, double[]>>(Verb.Hvp, f, options);
}
