using System.Linq.Expressions;

namespace ExprAD;

/// <summary>
/// Differentiates lambdas: each verb takes a function written as a lambda and returns its derivative as a compiled delegate.
/// <see cref="Derive"/> has the same verbs returning expression trees.
/// </summary>
/// <example><code>
/// var derivative = Ad.Grad(x => x * Math.Sin(x));
/// derivative(2.0); // Math.Sin(2.0) + 2.0 * Math.Cos(2.0)
/// </code></example>
public static partial class Ad
{
    /// <summary>A value taken as constant: its derivative is zero.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns><paramref name="x"/>.</returns>
    public static T Stop<T>(T x) => x;
}
