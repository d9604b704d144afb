using System.Collections;

namespace ExprAD;

/// <summary>A matrix that holds its structural non-zeros only, by rows (compressed sparse rows). Symmetric matrices hold both triangles.</summary>
public sealed class SparseMatrix : IEnumerable<(int Row, int Column, double Value)>
{
    // The arrays of a pattern are not given away: who asks for them gets copies.
    private readonly bool isShared;
    private readonly int[] rowPointers;
    private readonly int[] columnIndices;
    private readonly double[] values;
    private int[]? ownRowPointers;
    private int[]? ownColumnIndices;

    /// <summary>A matrix from its arrays, which are taken as they are.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowPointers">For each row where its entries begin, and behind the last row how many there are.</param>
    /// <param name="columnIndices">The column of each entry, ascending in each row.</param>
    /// <param name="values">The entries.</param>
    /// <exception cref="ArgumentNullException">An array is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">The arrays do not fit one another.</exception>
    public SparseMatrix(int rows, int columns, int[] rowPointers, int[] columnIndices, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentNullException.ThrowIfNull(rowPointers);
        ArgumentNullException.ThrowIfNull(columnIndices);
        ArgumentNullException.ThrowIfNull(values);
        if (rowPointers.Length != rows + 1 || rowPointers[0] != 0)
        {
            throw new ArgumentException($"There are {rowPointers.Length} row pointers for {rows} rows: pass one for each row, from 0, and one behind them.", nameof(rowPointers));
        }

        if (columnIndices.Length != rowPointers[rows] || values.Length != rowPointers[rows])
        {
            throw new ArgumentException(
                $"The last row pointer is {rowPointers[rows]}, but there are {columnIndices.Length} column indices and {values.Length} values.", nameof(values));
        }

        for (var i = 0; i < rows; i++)
        {
            if (rowPointers[i + 1] < rowPointers[i])
            {
                throw new ArgumentException($"Row pointer {i + 1} is less than the one before it.", nameof(rowPointers));
            }

            CheckRow(i, columns, columnIndices, rowPointers[i], Math.Min(rowPointers[i + 1], columnIndices.Length));
        }

        (Rows, Columns) = (rows, columns);
        (this.rowPointers, this.columnIndices, this.values) = (rowPointers, columnIndices, values);
    }

    internal SparseMatrix(SparsityPattern pattern, double[] values)
    {
        (Rows, Columns, this.values) = (pattern.Rows, pattern.Columns, values);
        (rowPointers, columnIndices, isShared) = (pattern.Starts, pattern.Indices, true);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>How many entries are held: those that may differ from 0.</summary>
    public int NonZeroCount => values.Length;

    /// <summary>For each row where its entries begin, and behind the last row how many there are.</summary>
#pragma warning disable CA1819 // The arrays of the format, for other libraries.
    public int[] RowPointers => Own(ref ownRowPointers, rowPointers);

    /// <summary>The column of each entry, ascending in each row.</summary>
    public int[] ColumnIndices => Own(ref ownColumnIndices, columnIndices);

    /// <summary>The entries.</summary>
    public double[] Values => values;
#pragma warning restore CA1819

    /// <summary>The number at a place; 0 where no entry is held.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
            var at = Array.BinarySearch(columnIndices, rowPointers[row], rowPointers[row + 1] - rowPointers[row], column);
            return at < 0 ? 0 : values[at];
        }
    }

    /// <summary>The matrix with its zeros.</summary>
    /// <returns>A new array.</returns>
    public double[,] ToDense()
    {
        var dense = new double[Rows, Columns];
        foreach (var (row, column, value) in this)
        {
            dense[row, column] = value;
        }

        return dense;
    }

    /// <summary>The entries, row by row.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<(int Row, int Column, double Value)> GetEnumerator()
    {
        for (var i = 0; i < Rows; i++)
        {
            for (var at = rowPointers[i]; at < rowPointers[i + 1]; at++)
            {
                yield return (i, columnIndices[at], values[at]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int[] Own(ref int[]? own, int[] array)
    {
        if (!isShared)
        {
            return array;
        }

        if (own is null)
        {
            Interlocked.CompareExchange(ref own, (int[])array.Clone(), null);
        }

        return own;
    }

    private static void CheckRow(int row, int columns, int[] columnIndices, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (columnIndices[at] < 0 || columnIndices[at] >= columns || (at > from && columnIndices[at] <= columnIndices[at - 1]))
            {
                throw new ArgumentException($"Column index {columnIndices[at]} of row {row} is outside of the {columns} columns, or not in ascending order.", nameof(columnIndices));
            }
        }
    }
}
