using ExprAD;

namespace Optimization;

/// <summary>Solves systems with a positive definite matrix that has few diagonals: G. Golub and C. Van Loan, "Matrix Computations", section 4.3.5.</summary>
internal static class BandedCholesky
{
    /// <summary>The solution x of a x = b.</summary>
    public static double[] Solve(SparseMatrix a, double[] b)
    {
        var width = a.Max(entry => Math.Abs(entry.Row - entry.Column));
        var lower = Factor(a, width);
        var x = (double[])b.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = Math.Max(0, i - width); k < i; k++)
            {
                x[i] -= lower[i, i - k] * x[k];
            }

            x[i] /= lower[i, 0];
        }

        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= lower[i, 0];
            for (var k = Math.Max(0, i - width); k < i; k++)
            {
                x[k] -= lower[i, i - k] * x[i];
            }
        }

        return x;
    }

    // lower[i, d] is the element d places left of the diagonal.
    private static double[,] Factor(SparseMatrix a, int width)
    {
        var lower = new double[a.Rows, width + 1];
        foreach (var (row, column, value) in a.Where(entry => entry.Column <= entry.Row))
        {
            lower[row, row - column] = value;
        }

        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = Math.Max(0, i - width); j <= i; j++)
            {
                for (var k = Math.Max(0, i - width); k < j; k++)
                {
                    lower[i, i - j] -= j - k <= width ? lower[i, i - k] * lower[j, j - k] : 0;
                }

                lower[i, i - j] = j == i ? Math.Sqrt(lower[i, 0]) : lower[i, i - j] / lower[j, 0];
            }
        }

        return lower;
    }
}
