namespace ExprAD;

/// <summary>
/// A square matrix factored into a lower and an upper triangle with its rows exchanged, by <see cref="Mat.Factor"/>: what every solution with the matrix needs, computed
/// once. It cannot be changed.
/// </summary>
/// <remarks>Gaussian elimination with partial pivoting: G. Golub and C. Van Loan, "Matrix Computations", algorithm 3.4.1.</remarks>
public sealed class LuFactors
{
    private readonly double[,] triangles;
    private readonly int[] rows;
    private readonly bool isOdd;

    internal LuFactors(double[,] matrix)
    {
        triangles = (double[,])matrix.Clone();
        Size = matrix.GetLength(0);
        rows = [.. Enumerable.Range(0, Size)];
        SingularAt = -1;
        for (var k = 0; k < Size; k++)
        {
            isOdd ^= Exchange(k, LargestIn(k));
            var pivot = triangles[k, k];
            if (pivot == 0)
            {
                SingularAt = SingularAt < 0 ? k : SingularAt;
                continue;
            }

            for (var i = k + 1; i < Size; i++)
            {
                var multiple = triangles[i, k] /= pivot;
                if (multiple != 0)
                {
                    Vec.AddMultiple(-multiple, Mat.Row(triangles, k)[(k + 1)..], Mat.Row(triangles, i)[(k + 1)..]);
                }
            }
        }
    }

    /// <summary>The number of rows, which is that of columns.</summary>
    public int Size { get; }

    /// <summary>Whether a pivot is exactly zero, so that there is no solution, or more than one.</summary>
    public bool IsSingular => SingularAt >= 0;

    private int SingularAt { get; }

    internal double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Size; i++)
            {
                sum += Math.Log(Math.Abs(triangles[i, i]));
            }

            return sum;
        }
    }

    internal double Determinant
    {
        get
        {
            var product = isOdd ? -1.0 : 1.0;
            for (var i = 0; i < Size; i++)
            {
                product *= triangles[i, i];
            }

            return product;
        }
    }

    // A x = b is L U x = P b.
    internal double[] Solve(ReadOnlySpan<double> b)
    {
        var x = new double[Size];
        for (var i = 0; i < Size; i++)
        {
            x[i] = b[rows[i]] - Vec.Product(Mat.Row(triangles, i)[..i], x.AsSpan(0, i));
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            x[i] = (x[i] - Vec.Product(Mat.Row(triangles, i)[(i + 1)..], x.AsSpan(i + 1))) / triangles[i, i];
        }

        return x;
    }

    // Aᵀ x = b is Uᵀ Lᵀ P x = b.
    internal double[] SolveTranspose(ReadOnlySpan<double> b)
    {
        var y = b.ToArray();
        for (var i = 0; i < Size; i++)
        {
            y[i] /= triangles[i, i];
            Vec.AddMultiple(-y[i], Mat.Row(triangles, i)[(i + 1)..], y.AsSpan(i + 1));
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            Vec.AddMultiple(-y[i], Mat.Row(triangles, i)[..i], y.AsSpan(0, i));
        }

        var x = new double[Size];
        for (var i = 0; i < Size; i++)
        {
            x[rows[i]] = y[i];
        }

        return x;
    }

    internal void MustBeRegular()
    {
        if (IsSingular)
        {
            throw new ArithmeticException($"The {Size} by {Size} matrix is singular: its column {SingularAt} depends on those before it.");
        }
    }

    // NaN counts as largest, so that it comes out as NaN and not as a singular matrix.
    private int LargestIn(int column)
    {
        var (at, largest) = (column, Math.Abs(triangles[column, column]));
        for (var i = column + 1; i < Size; i++)
        {
            if (Math.Abs(triangles[i, column]) is var size && !(size <= largest))
            {
                (at, largest) = (i, size);
            }
        }

        return at;
    }

    private bool Exchange(int a, int b)
    {
        if (a == b)
        {
            return false;
        }

        (rows[a], rows[b]) = (rows[b], rows[a]);
        for (var j = 0; j < Size; j++)
        {
            (triangles[a, j], triangles[b, j]) = (triangles[b, j], triangles[a, j]);
        }

        return true;
    }
}
