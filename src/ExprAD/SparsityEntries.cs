using ExprAD.Sparsity;

namespace ExprAD;

/// <summary>Collects the places of entries that may differ from 0.</summary>
public sealed class SparsityEntries
{
    private readonly int rows;
    private readonly int columns;
    private int[] rowOf = new int[16];
    private int[] columnOf = new int[16];
    private int count;

    internal SparsityEntries(int rows, int columns) => (this.rows, this.columns) = (rows, columns);

    internal void Add(int row, int column)
    {
        if ((uint)row >= (uint)rows || (uint)column >= (uint)columns)
        {
            return;
        }

        if (count == rowOf.Length)
        {
            Array.Resize(ref rowOf, 2 * count);
            Array.Resize(ref columnOf, 2 * count);
        }

        (rowOf[count], columnOf[count]) = (row, column);
        count++;
    }

    /// <summary>The entries as compressed rows; of a symmetric matrix with their mirror images.</summary>
    internal (int[] Starts, int[] Indices) Compressed(bool isSymmetric)
    {
        int[] i = [.. rowOf.AsSpan(0, count), .. isSymmetric ? columnOf.AsSpan(0, count) : []];
        int[] j = [.. columnOf.AsSpan(0, count), .. isSymmetric ? rowOf.AsSpan(0, count) : []];
        return Compressed(i, j, rows, columns);
    }

    /// <summary>The pattern of compressed rows.</summary>
    internal SparsityPattern Grouped(int[] starts, int[] indices, SparsityGrouping grouping)
    {
        if (grouping == SparsityGrouping.Symmetric)
        {
            return new SparsityPattern(rows, columns, starts, indices, StarColoring.Of(starts, indices, out var colors), colors, grouping);
        }

        var (transposedStarts, transposed) = Transposed(starts, indices, rows, columns);
        if (grouping == SparsityGrouping.Fewest)
        {
            // A group takes at most one of the columns that meet in a row.
            grouping = Longest(transposedStarts) < Longest(starts) ? SparsityGrouping.Rows : SparsityGrouping.Columns;
        }

        var groups = grouping == SparsityGrouping.Columns
            ? ColumnColoring.Of(starts, indices, transposedStarts, transposed, out var used)
            : ColumnColoring.Of(transposedStarts, transposed, starts, indices, out used);
        return new SparsityPattern(rows, columns, starts, indices, groups, used, grouping);
    }

    // Compressed rows: sorted by column, then by row (both stable), without repetitions.
    private static (int[] Starts, int[] Indices) Compressed(int[] rowOf, int[] columnOf, int rows, int columns)
    {
        var byColumn = Sorted(columnOf, columns, null);
        var order = Sorted(rowOf, rows, byColumn);
        var starts = new int[rows + 1];
        var indices = new int[rowOf.Length];
        var (used, row) = (0, 0);
        foreach (var at in order)
        {
            while (row < rowOf[at])
            {
                starts[++row] = used;
            }

            if (used == starts[row] || indices[used - 1] != columnOf[at])
            {
                indices[used++] = columnOf[at];
            }
        }

        while (row < rows)
        {
            starts[++row] = used;
        }

        return (starts, indices[..used]);
    }

    // The numbers of the keys in ascending order of the keys, by counting.
    private static int[] Sorted(int[] keys, int limit, int[]? order)
    {
        var next = new int[limit + 1];
        foreach (var key in keys)
        {
            next[key + 1]++;
        }

        for (var i = 0; i < limit; i++)
        {
            next[i + 1] += next[i];
        }

        var sorted = new int[keys.Length];
        for (var n = 0; n < keys.Length; n++)
        {
            var at = order is null ? n : order[n];
            sorted[next[keys[at]]++] = at;
        }

        return sorted;
    }

    private static (int[] Starts, int[] Indices) Transposed(int[] starts, int[] indices, int rows, int columns)
    {
        var rowOf = new int[indices.Length];
        for (var i = 0; i < rows; i++)
        {
            rowOf.AsSpan(starts[i]..starts[i + 1]).Fill(i);
        }

        return Compressed(indices, rowOf, columns, rows);
    }

    private static int Longest(int[] starts)
    {
        var longest = 0;
        for (var i = 1; i < starts.Length; i++)
        {
            longest = Math.Max(longest, starts[i] - starts[i - 1]);
        }

        return longest;
    }
}
