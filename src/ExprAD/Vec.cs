using System.Numerics;
using System.Runtime.InteropServices;

namespace ExprAD;

/// <summary>
/// Functions of whole vectors that ExprAD differentiates by a rule each, in both modes and to any order, instead of element by element. Each returns
/// a new array and changes none that it is given.
/// </summary>
/// <remarks>
/// Formulas: M. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation" (2008). A null array is an
/// <see cref="ArgumentNullException"/>, sizes that do not fit are an <see cref="ArgumentException"/> that names both. Empty vectors are vectors.
/// </remarks>
/// <example><code>
/// Ad.Grad((double[] w) => Vec.Norm(Vec.Subtract(Mat.Multiply(a, w), b))); // the length of a w - b
/// </code></example>
public static class Vec
{
    /// <summary>The sum of the products of the elements.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>0 for empty vectors.</returns>
    /// <exception cref="ArgumentNullException">A vector is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(double[] a, double[] b)
    {
        SameLength(a, b);
        return Product(a, b);
    }

    /// <summary>The Euclidean length; it neither overflows nor underflows where the result does not.</summary>
    /// <remarks>The derivative at the zero vector is taken as 0.</remarks>
    /// <param name="a">A vector.</param>
    /// <returns>0 for an empty vector.</returns>
    /// <exception cref="ArgumentNullException">The vector is null.</exception>
    public static double Norm(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var squares = Product(a, a);
        if (squares is > 1e-280 and < double.PositiveInfinity || a.Length == 0)
        {
            return Math.Sqrt(squares);
        }

        var largest = 0.0;
        foreach (var x in a)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        // By a power of two, so that scaling does not round.
        var exponent = Math.ILogB(largest);
        var sum = 0.0;
        foreach (var x in a)
        {
            var scaled = Math.ScaleB(x, -exponent);
            sum += scaled * scaled;
        }

        return Math.ScaleB(Math.Sqrt(sum), exponent);
    }

    /// <summary>The sums of the elements.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">A vector is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double[] Add(double[] a, double[] b)
    {
        SameLength(a, b);
        var sum = new double[a.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }

        return sum;
    }

    /// <summary>The differences of the elements.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">A vector is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double[] Subtract(double[] a, double[] b)
    {
        SameLength(a, b);
        var difference = new double[a.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        return difference;
    }

    /// <summary>The products of the elements.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">A vector is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double[] Multiply(double[] a, double[] b)
    {
        SameLength(a, b);
        var product = new double[a.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = a[i] * b[i];
        }

        return product;
    }

    /// <summary>A multiple of a vector.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="a">The vector.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">The vector is null.</exception>
    public static double[] Scale(double factor, double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var multiple = new double[a.Length];
        for (var i = 0; i < multiple.Length; i++)
        {
            multiple[i] = factor * a[i];
        }

        return multiple;
    }

    /// <summary>log(sum of exp(a[i])), computed so that no exponential overflows.</summary>
    /// <param name="a">A vector.</param>
    /// <returns>Negative infinity for an empty vector.</returns>
    /// <exception cref="ArgumentNullException">The vector is null.</exception>
    public static double LogSumExp(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var largest = Largest(a);
        if (!double.IsFinite(largest))
        {
            return largest;
        }

        var sum = 0.0;
        foreach (var x in a)
        {
            sum += Math.Exp(x - largest);
        }

        return largest + Math.Log(sum);
    }

    /// <summary>exp(a[i]) over the sum of all exp(a[j]), computed so that no exponential overflows.</summary>
    /// <param name="a">A vector.</param>
    /// <returns>A new vector; its elements are positive and their sum is 1. NaN where the largest element is infinite.</returns>
    /// <exception cref="ArgumentNullException">The vector is null.</exception>
    public static double[] Softmax(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var largest = Largest(a);
        var shares = new double[a.Length];
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            sum += shares[i] = Math.Exp(a[i] - largest);
        }

        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] /= sum;
        }

        return shares;
    }

    /// <summary>The sum of the products of the elements of rows of one length.</summary>
    internal static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var lanes = Vector<double>.Zero;
        var x = MemoryMarshal.Cast<double, Vector<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector<double>>(b);
        for (var i = 0; i < x.Length; i++)
        {
            lanes += x[i] * y[i];
        }

        var sum = Vector.Sum(lanes);
        for (var i = x.Length * Vector<double>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Adds a multiple of one row to another one.</summary>
    internal static void AddMultiple(double factor, ReadOnlySpan<double> from, Span<double> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += factor * from[i];
        }
    }

    private static double Largest(double[] a)
    {
        var largest = double.NegativeInfinity;
        foreach (var x in a)
        {
            largest = Math.Max(largest, x);
        }

        return largest;
    }

    private static void SameLength(double[] a, double[] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"The vectors have {a.Length} and {b.Length} elements: they must have the same number.", nameof(b));
        }
    }
}
