using System.Linq.Expressions;

namespace ExprAD;

/// <content>Hessians.</content>
public static partial class Ad
{
    /// <summary>The Hessian of a function by forward mode over its gradient, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function of point: the matrix of second derivatives.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], double[,]> Hessian(Expression<Func<double[], double>> f) =>
        Pipeline.Compile<Func<double[], double[,]>>(Verb.Hessian, f, AdOptions.Default);

    /// <summary>The Hessian of a function by forward mode over its gradient, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point: the matrix of second derivatives.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], double[,]> Hessian(Expression<Func<double[], double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], double[,]>>(Verb.Hessian, f, options);

    /// <summary>The Hessian of a function by forward mode over its gradient, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix of second derivatives.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, double[,]> Hessian<T2>(Expression<Func<double[], T2, double>> f) =>
        Pipeline.Compile<Func<double[], T2, double[,]>>(Verb.Hessian, f, AdOptions.Default);

    /// <summary>The Hessian of a function by forward mode over its gradient, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix of second derivatives.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, double[,]> Hessian<T2>(Expression<Func<double[], T2, double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, double[,]>>(Verb.Hessian, f, options);

    /// <summary>The Hessian of a function by forward mode over its gradient, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix of second derivatives.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, double[,]> Hessian<T2, T3>(Expression<Func<double[], T2, T3, double>> f) =>
        Pipeline.Compile<Func<double[], T2, T3, double[,]>>(Verb.Hessian, f, AdOptions.Default);

    /// <summary>The Hessian of a function by forward mode over its gradient, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix of second derivatives.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, double[,]> Hessian<T2, T3>(Expression<Func<double[], T2, T3, double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, T3, double[,]>>(Verb.Hessian, f, options);
}
