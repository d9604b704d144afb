namespace ExprAD.Sparsity;

/// <summary>
/// Columns in groups without a common row: greedy partial distance-2 coloring, column by column. A. R. Curtis, M. J. D. Powell and J. K. Reid, "On the
/// estimation of sparse Jacobian matrices" (1974); A. H. Gebremedhin, F. Manne and A. Pothen, "What color is your Jacobian?" (2005), algorithm 3.2.
/// </summary>
internal static class ColumnColoring
{
    /// <summary>The group of each column.</summary>
    /// <param name="starts">Where the columns of each row begin.</param>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="transposedStarts">Where the rows of each column begin.</param>
    /// <param name="rows">The rows of the columns.</param>
    /// <param name="count">The number of groups.</param>
    internal static int[] Of(int[] starts, int[] columns, int[] transposedStarts, int[] rows, out int count)
    {
        var n = transposedStarts.Length - 1;
        var groups = new int[n];
        count = 0;
        if (IsFull(starts, n))
        {
            // A row that has most columns leaves nothing to be gained.
            for (var j = 0; j < n; j++)
            {
                groups[j] = j;
            }

            count = n;
            return groups;
        }

        Array.Fill(groups, -1);
        var forbidden = new int[n + 1];
        Array.Fill(forbidden, -1);
        for (var j = 0; j < n; j++)
        {
            for (var at = transposedStarts[j]; at < transposedStarts[j + 1]; at++)
            {
                for (var other = starts[rows[at]]; other < starts[rows[at] + 1]; other++)
                {
                    if (groups[columns[other]] is >= 0 and var taken)
                    {
                        forbidden[taken] = j;
                    }
                }
            }

            groups[j] = First(forbidden, j);
            count = Math.Max(count, groups[j] + 1);
        }

        return groups;
    }

    /// <summary>The first color that is not forbidden.</summary>
    internal static int First(int[] forbidden, int by)
    {
        var color = 0;
        while (forbidden[color] == by)
        {
            color++;
        }

        return color;
    }

    private static bool IsFull(int[] starts, int n)
    {
        for (var i = 1; i < starts.Length; i++)
        {
            if (2 * (starts[i] - starts[i - 1]) > n && n > 8)
            {
                return true;
            }
        }

        return false;
    }
}
