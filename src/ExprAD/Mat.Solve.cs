namespace ExprAD;

public static partial class Mat
{
    /// <summary>
    /// The LU factors of a square matrix, for several solutions with it. <c>Mat.Solve(a, b)</c> factors by itself; its derivatives
    /// use the factors again.
    /// </summary>
    /// <param name="a">A square matrix; a singular one has factors too.</param>
    /// <returns>The factors.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static LuFactors Factor(double[,] a)
    {
        MustBeSquare(a);
        return new LuFactors(a);
    }

    /// <summary>The solution x of a x = b, by Gaussian elimination with partial pivoting.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="b">A vector with an element for each row.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or has not as many rows as the vector has elements.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[] Solve(double[,] a, double[] b) => Solve(a, Factor(a), b);

    /// <summary>The solution x of a x = b for every column of b.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="b">A matrix with as many rows.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">A matrix is null.</exception>
    /// <exception cref="ArgumentException">The first matrix is not square, or has not as many rows as the second.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[,] Solve(double[,] a, double[,] b) => Solve(a, Factor(a), b);

    /// <summary>The solution x of a x = b with the factors of a at hand. A derivative with respect to a takes them as those of a.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="factors">What <see cref="Factor"/> gives for it.</param>
    /// <param name="b">A vector with an element for each row.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix, its factors and the vector are not of one size.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[] Solve(double[,] a, LuFactors factors, double[] b)
    {
        Fits(a, factors, b);
        factors.MustBeRegular();
        return factors.Solve(b);
    }

    /// <summary>The solution x of a x = b for every column of b, with the factors of a at hand. A derivative with respect to a takes them as those of a.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="factors">What <see cref="Factor"/> gives for it.</param>
    /// <param name="b">A matrix with as many rows.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrices and the factors do not have the same number of rows.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[,] Solve(double[,] a, LuFactors factors, double[,] b)
    {
        Fits(a, factors, b);
        factors.MustBeRegular();
        return Columns(b, factors.Solve);
    }

    /// <summary>The solution x of aᵀ x = b with the factors of a at hand. A derivative with respect to a takes them as those of a.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="factors">What <see cref="Factor"/> gives for it.</param>
    /// <param name="b">A vector with an element for each column.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix, its factors and the vector are not of one size.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[] SolveTranspose(double[,] a, LuFactors factors, double[] b)
    {
        Fits(a, factors, b);
        factors.MustBeRegular();
        return factors.SolveTranspose(b);
    }

    /// <summary>The solution x of aᵀ x = b for every column of b, with the factors of a at hand. A derivative with respect to a takes them as those of a.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="factors">What <see cref="Factor"/> gives for it.</param>
    /// <param name="b">A matrix with as many rows.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrices and the factors do not have the same number of rows.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[,] SolveTranspose(double[,] a, LuFactors factors, double[,] b)
    {
        Fits(a, factors, b);
        factors.MustBeRegular();
        return Columns(b, factors.SolveTranspose);
    }

    /// <summary>The inverse of a square matrix. <see cref="Solve(double[,], double[])"/> is faster and more accurate where it will do.</summary>
    /// <param name="a">A square matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[,] Inverse(double[,] a) => Inverse(a, Factor(a));

    /// <summary>The inverse of a square matrix with its factors at hand. A derivative with respect to a takes them as those of a.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="factors">What <see cref="Factor"/> gives for it.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix and its factors are not of one size.</exception>
    /// <exception cref="ArithmeticException">A pivot is exactly zero: the matrix is singular.</exception>
    public static double[,] Inverse(double[,] a, LuFactors factors)
    {
        Fits(a, factors);
        factors.MustBeRegular();
        var unit = new double[factors.Size, factors.Size];
        for (var i = 0; i < factors.Size; i++)
        {
            unit[i, i] = 1;
        }

        return Columns(unit, factors.Solve);
    }

    /// <summary>The determinant of a square matrix.</summary>
    /// <remarks>Its first derivative is exact at singular matrices too; higher ones need a matrix that is not singular.</remarks>
    /// <param name="a">A square matrix.</param>
    /// <returns>1 for a matrix without rows.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double Determinant(double[,] a) => Factor(a).Determinant;

    /// <summary>The logarithm of the absolute value of the determinant, which may itself be too large or small for a number.</summary>
    /// <param name="a">A square matrix.</param>
    /// <returns>Negative infinity for a singular matrix, where there is no derivative; 0 for a matrix without rows.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double LogDeterminant(double[,] a) => LogDeterminant(a, Factor(a));

    /// <summary>The same with the factors at hand. A derivative with respect to a takes them as those of a.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="factors">What <see cref="Factor"/> gives for it.</param>
    /// <returns>Negative infinity for a singular matrix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The matrix and its factors are not of one size.</exception>
    public static double LogDeterminant(double[,] a, LuFactors factors)
    {
        Fits(a, factors);
        return factors.LogDeterminant;
    }

    /// <summary>
    /// The cofactors of a square matrix, the derivative of its determinant: at row i and column j the determinant without that row and column, with the sign of the parity of i + j. For a
    /// regular matrix they are the determinant times the transposed inverse.
    /// </summary>
    /// <param name="a">A square matrix, which may be singular.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double[,] Cofactors(double[,] a)
    {
        MustBeSquare(a);
        return new CompletePivoting(a).Cofactors();
    }

    private static double[,] Columns(double[,] b, Column solve)
    {
        var columns = Transpose(b);
        var solutions = new double[columns.GetLength(0), columns.GetLength(1)];
        for (var j = 0; j < columns.GetLength(0); j++)
        {
            solve(Row(columns, j)).CopyTo(Row(solutions, j));
        }

        return Transpose(solutions);
    }

    private static void Fits(double[,] a, LuFactors factors)
    {
        MustBeSquare(a);
        ArgumentNullException.ThrowIfNull(factors);
        if (a.GetLength(0) != factors.Size)
        {
            throw new ArgumentException($"The matrix is {Size(a)} and the factors are those of one that is {factors.Size} by {factors.Size}.", nameof(factors));
        }
    }

    private static void Fits(double[,] a, LuFactors factors, double[] b)
    {
        Fits(a, factors);
        ArgumentNullException.ThrowIfNull(b);
        Fits(a, factors.Size, "rows", b.Length, nameof(b));
    }

    private static void Fits(double[,] a, LuFactors factors, double[,] b)
    {
        Fits(a, factors);
        RowsFit(a, b);
    }

    private static void RowsFit(double[,] a, double[,] b)
    {
        ArgumentNullException.ThrowIfNull(b);
        if (a.GetLength(0) != b.GetLength(0))
        {
            throw new ArgumentException($"The matrices are {Size(a)} and {Size(b)}: they must have the same number of rows.", nameof(b));
        }
    }

    private delegate double[] Column(ReadOnlySpan<double> b);
}
