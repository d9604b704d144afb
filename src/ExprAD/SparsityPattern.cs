namespace ExprAD;

/// <summary>
/// Which entries of a matrix may differ from 0, and its columns or rows in groups that can be computed together. Generated derivatives call it: a pattern
/// is begun, its entries are added, then it is grouped, and the compressed matrix is spread over the entries.
/// </summary>
public sealed class SparsityPattern
{
    private readonly int[] groups;

    // Of each entry: the group in whose sum it stands, and where.
    private readonly int[] groupOf;
    private readonly int[] placeOf;

    internal SparsityPattern(int rows, int columns, int[] starts, int[] indices, int[] groups, int count, SparsityGrouping grouping)
    {
        (Rows, Columns, Starts, Indices, this.groups, GroupCount, Grouping) = (rows, columns, starts, indices, groups, count, grouping);
        (groupOf, placeOf) = Places(starts, indices, groups, Transposed(starts, indices, groups, count, grouping));
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>How many groups there are.</summary>
    public int GroupCount { get; }

    internal int[] Starts { get; }

    internal int[] Indices { get; }

    internal SparsityGrouping Grouping { get; }

    /// <summary>Begins to collect entries.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>What collects them.</returns>
    public static SparsityEntries Begin(int rows, int columns) => new(rows, columns);

    /// <summary>Adds an entry; one outside the matrix is left out.</summary>
    /// <param name="entries">What collects them.</param>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <returns><paramref name="entries"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    public static SparsityEntries Add(SparsityEntries entries, int row, int column)
    {
        ArgumentNullException.ThrowIfNull(entries);
        entries.Add(row, column);
        return entries;
    }

    /// <summary>The pattern of the entries, its columns or rows grouped.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="grouping">What is grouped.</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    public static SparsityPattern Of(SparsityEntries entries, SparsityGrouping grouping)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (starts, indices) = entries.Compressed(grouping == SparsityGrouping.Symmetric);
        return entries.Grouped(starts, indices, grouping);
    }

    /// <summary>Whether the rows are grouped.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>Whether they are; if not, the columns are.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pattern"/> is null.</exception>
    public static bool IsByRows(SparsityPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.Grouping == SparsityGrouping.Rows;
    }

    /// <summary>How many groups there are.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pattern"/> is null.</exception>
    public static int Count(SparsityPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.GroupCount;
    }

    /// <summary>The group of each column, or of each row.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>An array that is not to be changed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pattern"/> is null.</exception>
    public static int[] Groups(SparsityPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.groups;
    }

    /// <summary>The matrix from the sums of its columns (or rows) in each group.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="sums">For each group the sum of its columns, or of its rows.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SparseMatrix Matrix(SparsityPattern pattern, double[][] sums)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(sums);
        return new SparseMatrix(pattern, pattern.Spread(sums));
    }

    /// <summary>Whether these are its entries.</summary>
    internal bool Has(int columns, int[] starts, int[] indices) => Columns == columns && Starts.AsSpan().SequenceEqual(starts) && Indices.AsSpan().SequenceEqual(indices);

    private double[] Spread(double[][] sums)
    {
        var values = new double[groupOf.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = sums[groupOf[at]][placeOf[at]];
        }

        return values;
    }

    private static (int[] Groups, int[] Places) Places(int[] starts, int[] indices, int[] groups, bool[] isTransposed)
    {
        var (groupOf, placeOf) = (new int[indices.Length], new int[indices.Length]);
        for (var i = 1; i < starts.Length; i++)
        {
            for (var at = starts[i - 1]; at < starts[i]; at++)
            {
                var (grouped, place) = isTransposed[at] ? (i - 1, indices[at]) : (indices[at], i - 1);
                (groupOf[at], placeOf[at]) = (groups[grouped], place);
            }
        }

        return (groupOf, placeOf);
    }

    // Which entries stand in the sum of their row's group: all if rows are grouped; in a symmetric matrix those that share their row with others of the column's
    // group, for by star coloring their mirror images do not.
    private static bool[] Transposed(int[] starts, int[] indices, int[] groups, int count, SparsityGrouping grouping)
    {
        var isTransposed = new bool[indices.Length];
        if (grouping != SparsityGrouping.Symmetric)
        {
            Array.Fill(isTransposed, grouping == SparsityGrouping.Rows);
            return isTransposed;
        }

        var met = new int[count];
        for (var i = 1; i < starts.Length; i++)
        {
            var row = indices.AsSpan(starts[i - 1]..starts[i]);
            foreach (var j in row)
            {
                met[groups[j]]++;
            }

            for (var at = starts[i - 1]; at < starts[i]; at++)
            {
                isTransposed[at] = met[groups[indices[at]]] > 1;
            }

            foreach (var j in row)
            {
                met[groups[j]] = 0;
            }
        }

        return isTransposed;
    }
}
