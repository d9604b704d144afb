using System.Linq.Expressions;

namespace ExprAD;

/// <content>Sparse Jacobians.</content>
public static partial class Ad
{
    /// <summary>The Jacobian of a function as its structural non-zeros, computed with column coloring, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function of point: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], SparseMatrix> SparseJacobian(Expression<Func<double[], double[]>> f) =>
        Pipeline.Compile<Func<double[], SparseMatrix>>(Verb.SparseJacobian, f, AdOptions.Default);

    /// <summary>The Jacobian of a function as its structural non-zeros, computed with column coloring, compiled.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], SparseMatrix> SparseJacobian(Expression<Func<double[], double[]>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], SparseMatrix>>(Verb.SparseJacobian, f, options);

    /// <summary>The Jacobian of a function as its structural non-zeros, computed with column coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, SparseMatrix> SparseJacobian<T2>(Expression<Func<double[], T2, double[]>> f) =>
        Pipeline.Compile<Func<double[], T2, SparseMatrix>>(Verb.SparseJacobian, f, AdOptions.Default);

    /// <summary>The Jacobian of a function as its structural non-zeros, computed with column coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, SparseMatrix> SparseJacobian<T2>(Expression<Func<double[], T2, double[]>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, SparseMatrix>>(Verb.SparseJacobian, f, options);

    /// <summary>The Jacobian of a function as its structural non-zeros, computed with column coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, SparseMatrix> SparseJacobian<T2, T3>(Expression<Func<double[], T2, T3, double[]>> f) =>
        Pipeline.Compile<Func<double[], T2, T3, SparseMatrix>>(Verb.SparseJacobian, f, AdOptions.Default);

    /// <summary>The Jacobian of a function as its structural non-zeros, computed with column coloring, compiled.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point and data: the matrix whose row i is the gradient of result i.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, SparseMatrix> SparseJacobian<T2, T3>(Expression<Func<double[], T2, T3, double[]>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, T3, SparseMatrix>>(Verb.SparseJacobian, f, options);
}
