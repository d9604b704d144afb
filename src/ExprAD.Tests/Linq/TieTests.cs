using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>
/// Ties: the first element that attains a minimum or maximum has the derivative, as LINQ returns it; Math.Max shares it in halves. Zeros in products.
/// </summary>
public class TieTests : RowTests<TieTests>, IRows
{
    private static readonly double[][] s_ties = [[2, 2], [1, 3, 3, 2, 3], [3, 3, 3]];

    public static IReadOnlyList<Row> Rows { get; } = [.. Ties(), .. Zeros()];

    private static double[] FirstOf(double[] x, Func<double[], double> best, double slope = 1) => Only(x, Array.IndexOf(x, best(x)), slope);

    private static double[] Others(double[] x) => ByIndex(x, i => x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b));

    private static Row[] Ties() =>
    [
        V("Max", x => x.Max(), x => FirstOf(x, v => v.Max()), s_ties, isSmooth: false),
        V("Min", x => x.Min(), x => FirstOf(x, v => v.Min()), [[2, 2], [4, 1, 3, 1]], isSmooth: false),
        V("Max of a selector", x => x.Max(v => v * v), x => FirstOf(x, v => v.Max(), 2 * x.Max()), s_ties, isSmooth: false),
        V("Min of a selector", x => x.Min(v => v * v), x => Only(x, 1, 2 * x[1]), [[3, -1, 1], [2, 1, 1]], isSmooth: false),
        V("Max of a select", x => x.Select(v => v * v).Max(), x => Only(x, 0, 2 * x[0]), [[-2, 2], [2, -2, 1]], isSmooth: false),
        V("Max of where", x => x.Where(v => v < 3).Max(), x => Only(x, 1), [[3, 2, 2]], isSmooth: false),
        V("MaxBy", x => x.MaxBy(v => v * v), x => Only(x, 0), [[-2, 2], [2, -2, 1]], isSmooth: false),
        V("MinBy", x => x.MinBy(v => v * v), x => Only(x, 1), [[2, -1, 1]], isSmooth: false),
        V("MinBy of objects", x => x.Zip(x.Skip(1)).MinBy(p => p.First * p.First).Second, x => Only(x, 1), [[1, 5, -1, 7]], isSmooth: false),
        S("Max over data", x => Data.Five.Max(d => d * x), _ => 2, [0], isSmooth: false),
        V("Max at zeros of both signs", x => x.Max(), x => Only(x, 0), [[-0.0, 0.0], [0.0, -0.0]], isSmooth: false),
        V("Max of rows", x => x.Sum(a => x.Max()), x => FirstOf(x, v => v.Max(), x.Length), s_ties, isSmooth: false),
        V("Aggregate with Math.Max", x => x.Aggregate(Math.Max), x => Each(x, _ => 0.5), [[2, 2]], isSmooth: false),
        V("OrderBy keeps the order of equals", x => x.OrderBy(v => v).Select((v, i) => v * (i + 1)).Sum(), x => x.Length == 2 ? [1, 2] : [1, 3, 4, 2, 5], s_ties[..2], isSmooth: false),
        V("OrderByDescending keeps the order of equals", x => x.OrderByDescending(v => v).Select((v, i) => v * (i + 1)).Sum(), x => x.Length == 2 ? [1, 2] : [5, 1, 2, 4, 3], s_ties[..2], isSmooth: false),
    ];

    private static Row[] Zeros() =>
    [
        V("Product without zeros", x => x.Aggregate(1.0, (a, v) => a * v), Others, [[1.5, -2, 0.5, 3]]),
        V("Product with one zero", x => x.Aggregate(1.0, (a, v) => a * v), Others, [[1.5, 0, 0.5, 3], [0, 2], [2, 0]]),
        V("Product with two zeros", x => x.Aggregate(1.0, (a, v) => a * v), Others, [[1.5, 0, 0.5, 0], [0, 0]]),
        V("Product with three zeros", x => x.Aggregate(1.0, (a, v) => a * v), Others, [[0, 0, 0, 4]]),
        V("Product of the elements alone, one zero", x => x.Aggregate((a, v) => a * v), Others, [[1.5, 0, 0.5, 3], [0, 2], [2, 0]]),
        V("Product of the elements alone, two zeros", x => x.Aggregate((a, v) => a * v), Others, [[1.5, 0, 0.5, 0], [0, 0, 2]]),
        V("Product of functions with zeros", x => x.Aggregate(1.0, (a, v) => a * Math.Sin(v)), x => ByIndex(x, i => Math.Cos(x[i]) * x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * Math.Sin(b))), [[1.5, 0, 0.5], [0, 1, 0]]),
        S("Product over data at a root", x => Data.Three.Aggregate(1.0, (a, d) => a * (x - d)), x => ((x + 1.5) * (x - 2)) + ((x - 0.5) * (x - 2)) + ((x - 0.5) * (x + 1.5)), [0.5, -1.5, 2]),
    ];
}
