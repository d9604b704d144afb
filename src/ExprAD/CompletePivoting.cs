namespace ExprAD;

/// <summary>
/// Gaussian elimination with rows and columns exchanged, so that zero pivots come last: P A Q = L U. It gives the cofactors of singular matrices
/// too, because the last pivot is never divided by. Source: G. Stewart, "On the adjugate matrix", Linear Algebra and its Applications 283 (1998).
/// </summary>
internal sealed class CompletePivoting
{
    private readonly double[,] a;
    private readonly int n;
    private readonly int[] rows;
    private readonly int[] columns;
    private double sign = 1;

    internal CompletePivoting(double[,] matrix)
    {
        a = (double[,])matrix.Clone();
        n = matrix.GetLength(0);
        rows = [.. Enumerable.Range(0, n)];
        columns = [.. Enumerable.Range(0, n)];
        for (var k = 0; k < n - 1; k++)
        {
            Exchange(k);
            for (var i = k + 1; i < n && a[k, k] != 0; i++)
            {
                var multiple = a[i, k] /= a[k, k];
                Vec.AddMultiple(-multiple, Mat.Row(a, k)[(k + 1)..], Mat.Row(a, i)[(k + 1)..]);
            }
        }
    }

    /// <summary>cof(A) = det(P) det(Q) Pᵀ cof(L) cof(U) Qᵀ, with cof(L) the transposed inverse of L.</summary>
    internal double[,] Cofactors()
    {
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            Mat.Row(a, i)[..i].CopyTo(Mat.Row(lower, i));
            lower[i, i] = 1;
        }

        var product = Mat.SolveLowerTranspose(lower, OfUpper());
        var cofactors = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                cofactors[rows[i], columns[j]] = sign * product[i, j];
            }
        }

        return cofactors;
    }

    // cof(U) for U = [[V, u], [0, p]]: its transpose is [[p adj(V), -adj(V) u], [0, det(V)]], and V is regular unless all cofactors are zero.
    private double[,] OfUpper()
    {
        var cofactors = new double[n, n];
        var determinant = 1.0;
        for (var i = 0; i < n - 1; i++)
        {
            determinant *= a[i, i];
        }

        if (n == 0 || determinant == 0)
        {
            return cofactors;
        }

        cofactors[n - 1, n - 1] = determinant;
        for (var j = 0; j < n - 1; j++)
        {
            SolveUpper(unit: j, determinant * a[n - 1, n - 1]).CopyTo(Mat.Row(cofactors, j));
        }

        SolveUpper(unit: -1, -determinant).CopyTo(Mat.Row(cofactors, n - 1));
        return cofactors;
    }

    // factor V⁻¹ e for a unit vector, or for the last column of U.
    private double[] SolveUpper(int unit, double factor)
    {
        var x = new double[n - 1];
        for (var i = n - 2; i >= 0; i--)
        {
            var right = unit < 0 ? a[i, n - 1] : unit == i ? 1 : 0;
            x[i] = (right - Vec.Product(Mat.Row(a, i)[(i + 1)..(n - 1)], x.AsSpan(i + 1))) / a[i, i];
        }

        for (var i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }

        return x;
    }

    private void Exchange(int k)
    {
        var (row, column) = (k, k);
        for (var i = k; i < n; i++)
        {
            for (var j = k; j < n; j++)
            {
                (row, column) = Math.Abs(a[i, j]) > Math.Abs(a[row, column]) || double.IsNaN(a[i, j]) ? (i, j) : (row, column);
            }
        }

        if (row != k)
        {
            (rows[k], rows[row], sign) = (rows[row], rows[k], -sign);
            for (var j = 0; j < n; j++)
            {
                (a[k, j], a[row, j]) = (a[row, j], a[k, j]);
            }
        }

        if (column != k)
        {
            (columns[k], columns[column], sign) = (columns[column], columns[k], -sign);
            for (var i = 0; i < n; i++)
            {
                (a[i, k], a[i, column]) = (a[i, column], a[i, k]);
            }
        }
    }
}
