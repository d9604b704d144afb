using Xunit;

namespace ExprAD.Tests.Matrices;

public class SparseMatrixTests
{
    private static SparseMatrix Example => new(2, 3, [0, 2, 3], [0, 2, 1], [1, 2, double.NaN]);

    [Fact]
    public void Entries_are_found_by_row_and_column()
    {
        var matrix = Example;
        Assert.Equal((2, 3, 3), (matrix.Rows, matrix.Columns, matrix.NonZeroCount));
        Assert.Equal([1.0, 0, 2, 0, double.NaN, 0], from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) select matrix[i, j]);
        Assert.Equal(new[,] { { 1, 0, 2 }, { 0, double.NaN, 0 } }, matrix.ToDense());
        Assert.Equal([(0, 0, 1.0), (0, 2, 2.0), (1, 1, double.NaN)], matrix);
        Assert.Equal([0, 2, 3], matrix.RowPointers);
        Assert.Equal([0, 2, 1], matrix.ColumnIndices);
        Assert.Equal([1, 2, double.NaN], matrix.Values);
    }

    [Fact]
    public void A_matrix_may_be_empty()
    {
        var matrix = new SparseMatrix(0, 3, [0], [], []);
        Assert.Equal(new double[0, 3], matrix.ToDense());
        Assert.Empty(matrix);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 3)]
    public void Places_outside_are_refused(int row, int column) => Assert.Throws<ArgumentOutOfRangeException>(() => Example[row, column]);

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new SparseMatrix(0, 0, null!, [], []));
        Assert.Throws<ArgumentNullException>(() => new SparseMatrix(0, 0, [0], null!, []));
        Assert.Throws<ArgumentNullException>(() => new SparseMatrix(0, 0, [0], [], null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparseMatrix(-1, 0, [0], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparseMatrix(0, -1, [0], [], []));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(2, 2, [0, 1], [0], [1]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 2, [1, 1], [0], [1]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 2, [0, 2], [0], [1]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 2, [0, 1], [2], [1]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(1, 2, [0, 2], [1, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => new SparseMatrix(2, 2, [0, 2, 1], [0], [1]));
    }
}
