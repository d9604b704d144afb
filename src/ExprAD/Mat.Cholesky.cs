namespace ExprAD;

public static partial class Mat
{
    /// <summary>The lower triangular l with l lᵀ = a, for a symmetric positive definite matrix.</summary>
    /// <remarks>
    /// Of a matrix that is not symmetric the symmetric part is factored, so the adjoint of the matrix is symmetric too. Algorithm: G. Golub and C. Van Loan, "Matrix Computations", 4.2.5.
    /// </remarks>
    /// <param name="a">A square matrix.</param>
    /// <returns>A new matrix with zeros above its diagonal.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static double[,] Cholesky(double[,] a)
    {
        var l = Symmetric(a);
        for (var i = 0; i < l.GetLength(0); i++)
        {
            var row = Row(l, i);
            for (var j = 0; j < i; j++)
            {
                row[j] = (row[j] - Vec.Product(row[..j], Row(l, j)[..j])) / l[j, j];
            }

            var square = row[i] - Vec.Product(row[..i], row[..i]);
            if (square <= 0)
            {
                throw new ArithmeticException($"The {Size(a)} matrix is not positive definite: its leading {i + 1} by {i + 1} part has no positive determinant.");
            }

            row[i] = Math.Sqrt(square);
            row[(i + 1)..].Clear();
        }

        return l;
    }

    /// <summary>The solution x of l x = b for a lower triangular matrix; what stands above its diagonal is not used.</summary>
    /// <param name="l">A square matrix.</param>
    /// <param name="b">A vector with an element for each row.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or has not as many rows as the vector has elements.</exception>
    /// <exception cref="ArithmeticException">An element of the diagonal is zero.</exception>
    public static double[] SolveLower(double[,] l, double[] b)
    {
        MustBeTriangle(l);
        ArgumentNullException.ThrowIfNull(b);
        Fits(l, l.GetLength(0), "rows", b.Length, nameof(b));
        return Forward(l, b);
    }

    /// <summary>The solution x of l x = b for every column of b and a lower triangular matrix; what stands above its diagonal is not used.</summary>
    /// <param name="l">A square matrix.</param>
    /// <param name="b">A matrix with as many rows.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The first matrix is not square, or has not as many rows as the second.</exception>
    /// <exception cref="ArithmeticException">An element of the diagonal is zero.</exception>
    public static double[,] SolveLower(double[,] l, double[,] b)
    {
        MustBeTriangle(l);
        RowsFit(l, b);
        return Columns(b, column => Forward(l, column));
    }

    /// <summary>The solution x of lᵀ x = b for a lower triangular matrix; what stands above its diagonal is not used.</summary>
    /// <param name="l">A square matrix.</param>
    /// <param name="b">A vector with an element for each row.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or has not as many rows as the vector has elements.</exception>
    /// <exception cref="ArithmeticException">An element of the diagonal is zero.</exception>
    public static double[] SolveLowerTranspose(double[,] l, double[] b)
    {
        MustBeTriangle(l);
        ArgumentNullException.ThrowIfNull(b);
        Fits(l, l.GetLength(0), "rows", b.Length, nameof(b));
        return Backward(l, b);
    }

    /// <summary>The solution x of lᵀ x = b for every column of b and a lower triangular matrix; what stands above its diagonal is not used.</summary>
    /// <param name="l">A square matrix.</param>
    /// <param name="b">A matrix with as many rows.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The first matrix is not square, or has not as many rows as the second.</exception>
    /// <exception cref="ArithmeticException">An element of the diagonal is zero.</exception>
    public static double[,] SolveLowerTranspose(double[,] l, double[,] b)
    {
        MustBeTriangle(l);
        RowsFit(l, b);
        return Columns(b, column => Backward(l, column));
    }

    private static double[] Forward(double[,] l, ReadOnlySpan<double> b)
    {
        var x = new double[b.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (b[i] - Vec.Product(Row(l, i)[..i], x.AsSpan(0, i))) / l[i, i];
        }

        return x;
    }

    private static double[] Backward(double[,] l, ReadOnlySpan<double> b)
    {
        var x = b.ToArray();
        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= l[i, i];
            Vec.AddMultiple(-x[i], Row(l, i)[..i], x.AsSpan(0, i));
        }

        return x;
    }

    private static void MustBeTriangle(double[,] l)
    {
        MustBeSquare(l);
        for (var i = 0; i < l.GetLength(0); i++)
        {
            if (l[i, i] == 0)
            {
                throw new ArithmeticException($"The {Size(l)} triangular matrix is singular: element {i} of its diagonal is zero.");
            }
        }
    }
}
