using System.Runtime.InteropServices;

namespace ExprAD;

/// <summary>
/// Functions of whole matrices that ExprAD differentiates by a rule each, in both modes and to any order. Each returns a new array and changes none that
/// it is given.
/// </summary>
/// <remarks>
/// Formulas: M. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation" (2008); K. Petersen and M. Pedersen,
/// "The Matrix Cookbook" (2012); I. Murray, "Differentiation of the Cholesky decomposition" (2016). A null array is an <see cref="ArgumentNullException"/>, sizes that do not fit are an
/// <see cref="ArgumentException"/> that names both. A matrix without rows or columns is a matrix.
/// </remarks>
/// <example><code>
/// // The negative logarithm of a normal density with covariance s, and its gradient by mean and covariance.
/// var loss = Ad.Grad((double[] mean, double[,] s) =>
///     Flow.Let(Vec.Subtract(x, mean), d => 0.5 * (Vec.Dot(d, Mat.Solve(s, d)) + Mat.LogDeterminant(s))));
/// </code></example>
public static partial class Mat
{
    /// <summary>The sum of the products of the elements: the trace of aᵀ b.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="b">A matrix of the same size.</param>
    /// <returns>0 for empty matrices.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static double Dot(double[,] a, double[,] b)
    {
        SameSize(a, b);
        return Vec.Product(All(a), All(b));
    }

    /// <summary>The sums of the elements.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="b">A matrix of the same size.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static double[,] Add(double[,] a, double[,] b)
    {
        SameSize(a, b);
        var sum = (double[,])a.Clone();
        Vec.AddMultiple(1, All(b), All(sum));
        return sum;
    }

    /// <summary>The differences of the elements.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="b">A matrix of the same size.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static double[,] Subtract(double[,] a, double[,] b)
    {
        SameSize(a, b);
        var difference = (double[,])a.Clone();
        Vec.AddMultiple(-1, All(b), All(difference));
        return difference;
    }

    /// <summary>A multiple of a matrix.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="a">The matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    public static double[,] Scale(double factor, double[,] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var multiple = (double[,])a.Clone();
        foreach (ref var element in All(multiple))
        {
            element *= factor;
        }

        return multiple;
    }

    /// <summary>The matrix with rows and columns exchanged.</summary>
    /// <param name="a">A matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    public static double[,] Transpose(double[,] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var transpose = new double[a.GetLength(1), a.GetLength(0)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            var row = Row(a, i);
            for (var j = 0; j < row.Length; j++)
            {
                transpose[j, i] = row[j];
            }
        }

        return transpose;
    }

    /// <summary>The matrix a[i] b[j].</summary>
    /// <param name="a">A vector: a row each.</param>
    /// <param name="b">A vector: a column each.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A vector is null.</exception>
    public static double[,] Outer(double[] a, double[] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var products = new double[a.Length, b.Length];
        for (var i = 0; i < a.Length; i++)
        {
            var row = Row(products, i);
            for (var j = 0; j < row.Length; j++)
            {
                row[j] = a[i] * b[j];
            }
        }

        return products;
    }

    /// <summary>A matrix times a vector.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="x">A vector with an element for each column.</param>
    /// <returns>A new vector with an element for each row.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix has not as many columns as the vector has elements.</exception>
    public static double[] Multiply(double[,] a, double[] x)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(x);
        Fits(a, a.GetLength(1), "columns", x.Length, nameof(x));
        var product = new double[a.GetLength(0)];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = Vec.Product(Row(a, i), x);
        }

        return product;
    }

    /// <summary>The transpose of a matrix times a vector.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="x">A vector with an element for each row.</param>
    /// <returns>A new vector with an element for each column.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix has not as many rows as the vector has elements.</exception>
    public static double[] TransposeMultiply(double[,] a, double[] x)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(x);
        Fits(a, a.GetLength(0), "rows", x.Length, nameof(x));
        var product = new double[a.GetLength(1)];
        for (var i = 0; i < x.Length; i++)
        {
            Vec.AddMultiple(x[i], Row(a, i), product);
        }

        return product;
    }

    /// <summary>The product of two matrices.</summary>
    /// <param name="a">A matrix.</param>
    /// <param name="b">A matrix with as many rows as the other one has columns.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The first matrix has not as many columns as the second has rows.</exception>
    public static double[,] Multiply(double[,] a, double[,] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.GetLength(1) != b.GetLength(0))
        {
            throw new ArgumentException($"The matrices are {Size(a)} and {Size(b)}: the second must have as many rows as the first has columns.", nameof(b));
        }

        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var k = 0; k < a.GetLength(1); k++)
            {
                Vec.AddMultiple(a[i, k], Row(b, k), Row(product, i));
            }
        }

        return product;
    }

    /// <summary>The symmetric part of a square matrix: half the sum of it and its transpose.</summary>
    /// <param name="a">A square matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double[,] Symmetric(double[,] a)
    {
        MustBeSquare(a);
        var symmetric = new double[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                symmetric[i, j] = symmetric[j, i] = (0.5 * a[i, j]) + (0.5 * a[j, i]);
            }
        }

        return symmetric;
    }

    /// <summary>The matrix with zeros above its diagonal.</summary>
    /// <param name="a">A matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    public static double[,] LowerTriangle(double[,] a) => LowerTriangle(a, 1);

    /// <summary>
    /// The lower triangle with half the diagonal: of a symmetric matrix the half that gives the matrix when its transpose is added.
    /// </summary>
    /// <param name="a">A matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    public static double[,] LowerHalf(double[,] a) => LowerTriangle(a, 0.5);

    internal static Span<double> Row(double[,] a, int i) =>
        a.GetLength(1) is > 0 and var columns ? MemoryMarshal.CreateSpan(ref a[i, 0], columns) : default;

    private static double[,] LowerTriangle(double[,] a, double diagonal)
    {
        ArgumentNullException.ThrowIfNull(a);
        var lower = new double[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            var row = Row(a, i);
            row[..Math.Min(i, row.Length)].CopyTo(Row(lower, i));
            if (i < row.Length)
            {
                lower[i, i] = diagonal * row[i];
            }
        }

        return lower;
    }

    private static Span<double> All(double[,] a) => a.Length > 0 ? MemoryMarshal.CreateSpan(ref a[0, 0], a.Length) : default;

    private static string Size(double[,] a) => $"{a.GetLength(0)} by {a.GetLength(1)}";

    private static void SameSize(double[,] a, double[,] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.GetLength(0) != b.GetLength(0) || a.GetLength(1) != b.GetLength(1))
        {
            throw new ArgumentException($"The matrices are {Size(a)} and {Size(b)}: they must have the same size.", nameof(b));
        }
    }

    private static void MustBeSquare(double[,] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a.GetLength(0) != a.GetLength(1))
        {
            throw new ArgumentException($"The matrix is {Size(a)}: it must be square.", nameof(a));
        }
    }

    private static void Fits(double[,] a, int count, string what, int elements, string name)
    {
        if (count != elements)
        {
            throw new ArgumentException($"The matrix is {Size(a)} and the vector has {elements} elements: it must have as many as the matrix has {what}.", name);
        }
    }
}
