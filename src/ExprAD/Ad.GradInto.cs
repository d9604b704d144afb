using System.Linq.Expressions;

namespace ExprAD;

/// <content>Gradients written into an array of the caller.</content>
public static partial class Ad
{
    /// <summary>Writes the gradient into the last array and returns the value; allocates nothing but arrays that loops keep for one another.</summary>
    /// <param name="f">The function.</param>
    /// <returns>A function of point, data and the array to write to; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], double[], double> GradInto(Expression<Func<double[], double>> f) =>
        Pipeline.Compile<Func<double[], double[], double>>(Verb.GradInto, f, AdOptions.Default);

    /// <summary>Writes the gradient into the last array and returns the value; allocates nothing but arrays that loops keep for one another.</summary>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point, data and the array to write to; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], double[], double> GradInto(Expression<Func<double[], double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], double[], double>>(Verb.GradInto, f, options);

    /// <summary>Writes the gradient into the last array and returns the value; allocates nothing but arrays that loops keep for one another.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point, data and the array to write to; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, double[], double> GradInto<T2>(Expression<Func<double[], T2, double>> f) =>
        Pipeline.Compile<Func<double[], T2, double[], double>>(Verb.GradInto, f, AdOptions.Default);

    /// <summary>Writes the gradient into the last array and returns the value; allocates nothing but arrays that loops keep for one another.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point, data and the array to write to; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, double[], double> GradInto<T2>(Expression<Func<double[], T2, double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, double[], double>>(Verb.GradInto, f, options);

    /// <summary>Writes the gradient into the last array and returns the value; allocates nothing but arrays that loops keep for one another.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <returns>A function of point, data and the array to write to; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, double[], double> GradInto<T2, T3>(Expression<Func<double[], T2, T3, double>> f) =>
        Pipeline.Compile<Func<double[], T2, T3, double[], double>>(Verb.GradInto, f, AdOptions.Default);

    /// <summary>Writes the gradient into the last array and returns the value; allocates nothing but arrays that loops keep for one another.</summary>
    /// <typeparam name="T2">Data: any type.</typeparam>
    /// <typeparam name="T3">Data: any type.</typeparam>
    /// <param name="f">The function.</param>
    /// <param name="options">Mode, form, back end and arithmetic.</param>
    /// <returns>A function of point, data and the array to write to; it throws <see cref="ArgumentException"/> when their lengths differ.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    public static Func<double[], T2, T3, double[], double> GradInto<T2, T3>(Expression<Func<double[], T2, T3, double>> f, AdOptions options) =>
        Pipeline.Compile<Func<double[], T2, T3, double[], double>>(Verb.GradInto, f, options);
}
