using MathNet.Numerics.LinearAlgebra;

namespace Optimization;

/// <summary>Our sparse matrices as those of Math.NET, which has products, norms and solvers for them.</summary>
internal static class MathNetMatrices
{
    /// <summary>Both hold compressed rows, so the arrays are handed over as they are.</summary>
    public static Matrix<double> ToMathNet(this ExprAD.SparseMatrix matrix) => Matrix<double>.Build.SparseFromCompressedSparseRowFormat(
        matrix.Rows, matrix.Columns, matrix.NonZeroCount, matrix.RowPointers, matrix.ColumnIndices, matrix.Values);
}
