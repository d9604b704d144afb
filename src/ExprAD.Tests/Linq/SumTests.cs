using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Sum and Average: all overloads that give real numbers, over parameters, over data, over both.</summary>
public class SumTests : RowTests<SumTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Sums(), .. Averages(), .. OtherNumbers(), .. Optional()];

    private static Row[] Sums() =>
    [
        V("Sum of the parameters", x => x.Sum(), x => Each(x, _ => 1), [s_at, [4]]),
        V("Sum of squares", x => x.Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("Sum of sines", x => x.Sum(v => Math.Sin(v)), x => Each(x, Math.Cos), [s_at]),
        V("Sum of products with a parameter", x => x.Sum(v => v * x[0]), x => ByIndex(x, i => x[0] + (i == 0 ? x.Sum() : 0)), [s_at]),
        V("Product of two sums", x => x.Sum() * x.Sum(v => v * v), x => Each(x, v => x.Sum(a => a * a) + (2 * v * x.Sum())), [s_at]),
        V("Function of a sum", x => Math.Exp(x.Sum() / 10), x => Each(x, _ => Math.Exp(x.Sum() / 10) / 10), [s_at]),
        V("Sum of branches", x => x.Sum(v => v > 0 ? v * v * v : -v), x => Each(x, v => v > 0 ? 3 * v * v : -1), [s_at]),
        V("Sum over indices of elements", x => Enumerable.Range(0, x.Length).Sum(i => x[i] * x[i] * i), x => ByIndex(x, i => 2 * x[i] * i), [s_at]),
        V("Sum over neighbours", x => Enumerable.Range(0, x.Length - 1).Sum(i => x[i] * x[i + 1]), x => ByIndex(x, i => (i > 0 ? x[i - 1] : 0) + (i + 1 < x.Length ? x[i + 1] : 0)), [s_at, [1, 2, 3, 4]]),
        V("Sum that does not depend on the element", x => x.Sum(v => x[1]), x => Only(x, 1, x.Length), [s_at]),
        V("Sum that depends on nothing", x => x.Sum(v => 2.5) * x[0], x => Only(x, 0, 2.5 * x.Length), [s_at]),
        S("Sum over data", x => Data.Five.Sum(d => Math.Sin(d * x)), x => Data.Five.Sum(d => d * Math.Cos(d * x)), [0.7, -1]),
        S("Sum over data that does not depend on the parameter", x => Data.Five.Sum(d => d * d) * x, _ => Data.Five.Sum(d => d * d), [0.7]),
        S("Sum over data of a term that depends on the parameter alone", x => Data.Five.Sum(d => x * x), x => 10 * x, [0.7]),
        S("Sum of an array made of the parameter", x => new[] { x, x * x, 2 }.Sum(), x => 1 + (2 * x), [0.7]),
        V("Data indexed by position", x => Enumerable.Range(0, x.Length).Sum(i => Data.Five[i] * x[i]), x => ByIndex(x, i => Data.Five[i]), [s_at]),
        V("Parameters gathered by data", x => Data.Whole.Sum(i => x[i % 3] * x[i % 3]), x => ByIndex(x, i => 2 * x[i] * Data.Whole.Count(w => w % 3 == i)), [s_at]),
        Of("Sum of two arrays", (double[] x, double[] y) => x.Sum(v => v * v) * y.Sum(), (x, y) => (Each(x, v => 2 * v * y.Sum()), Each(y, _ => x.Sum(v => v * v))), [(s_at, [1.0, 2.0])]),
    ];

    private static Row[] Averages() =>
    [
        V("Average of the parameters", x => x.Average(), x => Each(x, _ => 1.0 / x.Length), [s_at, [4]]),
        V("Average of exponentials", x => x.Average(v => Math.Exp(v)), x => Each(x, v => Math.Exp(v) / x.Length), [s_at]),
        V("Variance", x => x.Sum(v => (v - x.Average()) * (v - x.Average())), x => Each(x, v => 2 * (v - x.Average())), [s_at]),
        S("Average over data", x => Data.Five.Average(d => d * x * x), x => 2 * x * Data.Five.Average(), [0.7]),
        V("Average of whole numbers", x => Data.Whole.Average() * x[0], x => Only(x, 0, 1.75), [s_at]),
        V("Average of whole numbers by a selector", x => Data.Three.Average(d => d > 0 ? 1 : 0) * x[0], x => Only(x, 0, 2.0 / 3), [s_at]),
        V("Average of long numbers by a selector", x => Data.Whole.Average(d => 2L * d) * x[0], x => Only(x, 0, 3.5), [s_at]),
    ];

    private static Row[] OtherNumbers() =>
    [
        Of("Sum of floats", (float[] x) => x.Sum(), x => Array.ConvertAll(x, _ => 1f), [[0.5f, 1.25f, 1e8f]], isSmooth: false),
        Of("Sum of floats by a selector", (float[] x) => x.Sum(v => v * v), x => Array.ConvertAll(x, v => 2 * v), [[0.5f, 1.25f, 3]], isSmooth: false),
        Of("Average of floats", (float[] x) => x.Average(), x => Array.ConvertAll(x, _ => 1f / x.Length), [[0.5f, 1.25f, 1e8f, 3]], isSmooth: false),
        Of("Average of floats by a selector", (float[] x) => x.Average(v => v * v), x => Array.ConvertAll(x, v => 2 * v / x.Length), [[0.5f, 1.25f]], isSmooth: false),
        S("Sum of floats over data", x => Data.Singles.Sum(d => d * x), _ => -0.25, [0.7], isSmooth: false),
        V("Sum of whole numbers", x => Data.Whole.Sum() * x[0], x => Only(x, 0, 7), [s_at]),
        V("Sum of whole numbers by a selector", x => Data.Whole.Sum(w => w * w) * x[0], x => Only(x, 0, 15), [s_at]),
        V("Sum of whole numbers made of the parameters", x => x.Sum(v => (int)v) * x[0], x => Only(x, 0, x.Sum(v => (int)v)), [[1.5, -0.5, 2.25]]),
        V("Sum of long numbers made of the parameters", x => x.Sum(v => (long)v) * x[0], x => Only(x, 0, x.Sum(v => (long)v)), [[1.5, -0.5, 2.25]]),
        V("Sum of decimal data", x => (double)Data.Whole.Sum(w => w * 0.5m) * x[0], x => Only(x, 0, 3.5), [s_at]),
    ];

    private static Row[] Optional() =>
    [
        V("Sum of what is there", x => x.Sum(v => v > 0 ? (double?)(v * v) : null) ?? 7, x => Each(x, v => v > 0 ? 2 * v : 0), [s_at, [-1, -2]]),
        V("Sum of a sequence of what is there", x => x.Select(v => v > 0 ? (double?)(v * v) : null).Sum() ?? 7, x => Each(x, v => v > 0 ? 2 * v : 0), [s_at]),
        V("Average of what is there", x => x.Average(v => v > 0 ? (double?)(v * v) : null) ?? (7 * x[0]),
            x => ByIndex(x, i => x.Any(v => v > 0) ? (x[i] > 0 ? 2 * x[i] / x.Count(v => v > 0) : 0) : i == 0 ? 7 : 0), [s_at, [-1, -2]]),
    ];
}
