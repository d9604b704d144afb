namespace ExprAD.Sparsity;

/// <summary>
/// Columns of a symmetric matrix in groups such that each entry or its mirror image stands alone in its row of a group: neighbors have different colors, and every
/// path of four vertices has at least three. Greedy: A. H. Gebremedhin, F. Manne and A. Pothen, "What color is your Jacobian?" (2005), section 6 (star coloring by
/// T. F. Coleman and J. J. Moré, "Estimation of sparse Hessian matrices and graph coloring problems", 1984). Vertices with very many neighbors get a color of their
/// own: no path through one can have two colors only, so the others are colored without them.
/// </summary>
internal sealed class StarColoring
{
    private readonly int[] starts;
    private readonly int[] neighbors;
    private readonly int[] colors;
    private readonly int[] forbidden;
    private readonly bool[] isHub;

    // For each color and vertex: how many neighbors have it, up to 2.
    private readonly List<byte[]> met = [];

    private StarColoring(int[] starts, int[] neighbors)
    {
        (this.starts, this.neighbors) = (starts, neighbors);
        var n = starts.Length - 1;
        (colors, forbidden, isHub) = (new int[n], new int[n + 1], new bool[n]);
        Array.Fill(colors, -1);
        Array.Fill(forbidden, -1);
        var most = Math.Max(32, Math.Sqrt(neighbors.Length) / 2);
        for (var v = 0; v < n; v++)
        {
            isHub[v] = starts[v + 1] - starts[v] > most;
        }
    }

    /// <summary>The color of each column.</summary>
    /// <param name="starts">Where the neighbors of each vertex begin.</param>
    /// <param name="neighbors">The neighbors; a vertex may be its own.</param>
    /// <param name="count">The number of colors.</param>
    internal static int[] Of(int[] starts, int[] neighbors, out int count)
    {
        var coloring = new StarColoring(starts, neighbors);
        coloring.Run();
        count = coloring.met.Count;
        for (var v = 0; v < coloring.colors.Length; v++)
        {
            coloring.colors[v] = coloring.isHub[v] ? count++ : coloring.colors[v];
        }

        return coloring.colors;
    }

    private void Run()
    {
        for (var v = 0; v < colors.Length; v++)
        {
            if (!isHub[v])
            {
                Forbid(v);
                var color = ColumnColoring.First(forbidden, v);
                colors[v] = color;
                if (color == met.Count)
                {
                    met.Add(new byte[colors.Length]);
                }

                foreach (var w in Neighbors(v))
                {
                    met[color][w] = (byte)Math.Min(met[color][w] + (w == v ? 0 : 1), 2);
                }
            }
        }
    }

    private ReadOnlySpan<int> Neighbors(int v) => neighbors.AsSpan(starts[v]..starts[v + 1]);

    // With v - w - x: x's color if w has none yet, or if x has another neighbor with w's color.
    private void Forbid(int v)
    {
        foreach (var w in Neighbors(v))
        {
            if (w == v || isHub[w])
            {
                continue;
            }

            if (colors[w] >= 0)
            {
                forbidden[colors[w]] = v;
            }

            foreach (var x in Neighbors(w))
            {
                if (x != v && x != w && colors[x] >= 0 && (colors[w] < 0 || met[colors[w]][x] > 1))
                {
                    forbidden[colors[x]] = v;
                }
            }
        }
    }
}
