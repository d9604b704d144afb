using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Select and the sources that make their elements: Range, Repeat, Empty.</summary>
public class SelectTests : RowTests<SelectTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Selects(), .. Sources()];

    private static Row[] Selects() =>
    [
        V("Select", x => x.Select(v => v * v).Sum(), x => Each(x, v => 2 * v), [s_at]),
        V("Select of a select", x => x.Select(v => v * v).Select(v => Math.Sin(v)).Sum(), x => Each(x, v => 2 * v * Math.Cos(v * v)), [s_at]),
        V("Select, then a sum of a function", x => x.Select(v => v + 1).Sum(v => v * v * v), x => Each(x, v => 3 * (v + 1) * (v + 1)), [s_at]),
        V("Select with positions", x => x.Select((v, i) => v * v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * i), [s_at]),
        V("Select with positions of a select with positions", x => x.Select((v, i) => v * (i + 1)).Select((v, i) => v * v * i).Sum(),
            x => ByIndex(x, i => 2 * x[i] * (i + 1) * (i + 1) * i), [s_at]),
        V("Select of other elements", x => x.Select((v, i) => v * x[x.Length - 1 - i]).Sum(), x => ByIndex(x, i => 2 * x[x.Length - 1 - i]), [s_at, [1, 2]]),
        V("Select of nothing but positions", x => x.Select((v, i) => (double)i).Sum() * x[0], x => Only(x, 0, x.Length * (x.Length - 1) / 2.0), [s_at]),
        V("Select of whole numbers", x => x.Select(v => v > 0 ? 2 : 1).Sum() * x[0], x => Only(x, 0, x.Sum(v => v > 0 ? 2 : 1)), [s_at]),
        V("Select of a constant", x => x.Select(v => 3.0).Sum() + x[0], x => Only(x, 0), [s_at]),
        S("Select over data", x => Data.Five.Select(d => Math.Exp(d * x)).Sum(), x => Data.Five.Sum(d => d * Math.Exp(d * x)), [0.7]),
        S("Select over data with positions", x => Data.Five.Select((d, i) => Math.Pow(x, i) * d).Sum(), x => Data.Five.Select((d, i) => i == 0 ? 0 : i * d * Math.Pow(x, i - 1)).Sum(), [0.7]),
        S("Select of data that does not depend on the parameter", x => Data.Five.Select(d => d * d).Select(d => d * x).Sum(), _ => Data.Five.Sum(d => d * d), [0.7]),
        V("Select as a method", x => x.Select(Math.Exp).Sum(), x => Each(x, Math.Exp), [s_at]),
    ];

    private static Row[] Sources() =>
    [
        S("Range", x => Enumerable.Range(1, 4).Sum(i => Math.Pow(x, i)), x => Enumerable.Range(1, 4).Sum(i => i * Math.Pow(x, i - 1)), [0.7]),
        S("Range from below zero", x => Enumerable.Range(-2, 5).Sum(i => i * x * x * i), x => 2 * x * 10, [0.7]),
        S("Range of no numbers", x => Enumerable.Range(3, 0).Sum(i => i * x) + x, _ => 1, [0.7]),
        V("Range whose bounds depend on the length", x => Enumerable.Range(1, x.Length - 1).Sum(i => x[i] / x[i - 1]),
            x => ByIndex(x, i => (i > 0 ? 1 / x[i - 1] : 0) - (i + 1 < x.Length ? x[i + 1] / (x[i] * x[i]) : 0)), [s_at]),
        V("Range whose bounds depend on data", x => Enumerable.Range(Data.Whole[1], Data.Whole[2]).Sum(i => x[i] * x[i]), x => ByIndex(x, i => i is 1 or 2 ? 2 * x[i] : 0), [s_at]),
        V("Range whose bounds depend on parameters", x => Enumerable.Range(0, (int)x[0]).Sum(i => x[1] * i), x => Only(x, 1, 3), [[3.5, 2]]),
        S("Repeat", x => Enumerable.Repeat(x * x, 3).Sum(), x => 6 * x, [0.7]),
        S("Repeat with positions", x => Enumerable.Repeat(Math.Sin(x), 4).Select((v, i) => v * i).Sum(), x => 6 * Math.Cos(x), [0.7]),
        V("Repeat as often as there are parameters", x => Enumerable.Repeat(x[0], x.Length).Sum(v => v * v), x => Only(x, 0, 2 * x[0] * x.Length), [s_at]),
        S("Repeat of data", x => Enumerable.Repeat(2.0, 3).Sum(v => v * x), _ => 6, [0.7]),
        S("Empty", x => Enumerable.Empty<double>().Sum(v => v * x) + (x * x), x => 2 * x, [0.7]),
        S("Empty, put before what depends on the parameter", x => Enumerable.Empty<double>().Append(x).Append(x * x).Sum(), x => 1 + (2 * x), [0.7]),
    ];
}
