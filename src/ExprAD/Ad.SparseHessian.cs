using System.Linq.Expressions;

namespace ExprAD;

/// <content>Sparse Hessians.</content>
public static partial class Ad
{
    /// <summary>The Hessian of a function as its structural non-zeros, computed with star coloring, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function of point: the matrix of second derivatives, both triangles.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], SparseMatrix> SparseHessian(Expression<Func<double[], double>> f) =>
        Pipeline.Compile<Func<double[], SparseMatrix>>(Verb.SparseHessian, f, AdOptions.Default);

    /// <summary>The Hessian of a function as its structural non-zeros, computed with star coloring, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point: the matrix of second derivatives, both triangles.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], SparseMatrix> SparseHessian(Expression<Func<double[], double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], SparseMatrix>>(Verb.SparseHessian, f, options);

    /// <summary>The Hessian of a function as its structural non-zeros, computed with star coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix of second derivatives, both triangles.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, SparseMatrix> SparseHessian<T2>(Expression<Func<double[], T2, double>> f) =>
        Pipeline.Compile<Func<double[], T2, SparseMatrix>>(Verb.SparseHessian, f, AdOptions.Default);

    /// <summary>The Hessian of a function as its structural non-zeros, computed with star coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix of second derivatives, both triangles.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, SparseMatrix> SparseHessian<T2>(Expression<Func<double[], T2, double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, SparseMatrix>>(Verb.SparseHessian, f, options);

    /// <summary>The Hessian of a function as its structural non-zeros, computed with star coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix of second derivatives, both triangles.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, SparseMatrix> SparseHessian<T2, T3>(Expression<Func<double[], T2, T3, double>> f) =>
        Pipeline.Compile<Func<double[], T2, T3, SparseMatrix>>(Verb.SparseHessian, f, AdOptions.Default);

    /// <summary>The Hessian of a function as its structural non-zeros, computed with star coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix of second derivatives, both triangles.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, SparseMatrix> SparseHessian<T2, T3>(Expression<Func<double[], T2, T3, double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, T3, SparseMatrix>>(Verb.SparseHessian, f, options);
}
