using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>SelectMany in its four forms.</summary>
public class SelectManyTests : RowTests<SelectManyTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("SelectMany of arrays made of elements", x => x.SelectMany(v => new[] { v, v * v }).Sum(), x => Each(x, v => 1 + (2 * v)), [s_at]),
        V("SelectMany with places in the whole", x => x.SelectMany(v => new[] { v, v * v }).Select((v, i) => v * i).Sum(), x => ByIndex(x, i => (2 * i) + (2 * x[i] * ((2 * i) + 1))), [s_at]),
        V("SelectMany over pairs of elements", x => x.SelectMany(a => x.Select(b => a * b * b)).Sum(), x => Each(x, v => x.Sum(b => b * b) + (2 * v * x.Sum())), [s_at]),
        V("SelectMany over data", x => x.SelectMany(v => Data.Three.Select(d => v * v * d)).Sum(), x => Each(x, v => 2 * v), [s_at]),
        S("SelectMany of data", x => Data.Five.SelectMany(d => Data.Three.Select(e => Math.Sin(d * e * x))).Sum(), x => Data.Five.Sum(d => Data.Three.Sum(e => d * e * Math.Cos(d * e * x))), [0.7]),
        S("SelectMany of jagged data", x => Data.Jagged.SelectMany(r => r).Sum(d => d * x * x), x => 2 * x * 5.75, [0.7]),
        S("SelectMany of data, of the parameter in each", x => Data.Jagged.SelectMany(r => r.Select(d => d * x)).Sum(v => v * v), x => 2 * x * Data.Jagged.Sum(r => r.Sum(d => d * d)), [0.7]),
        V("SelectMany with positions", x => x.SelectMany((v, i) => new[] { v * i, v * v }).Sum(), x => ByIndex(x, i => i + (2 * x[i])), [s_at]),
        V("SelectMany with as many as the position says", x => x.SelectMany((v, i) => Enumerable.Repeat(v * v, i)).Sum(), x => ByIndex(x, i => 2 * x[i] * i), [s_at]),
        V("SelectMany with a result", x => x.SelectMany(v => Data.Three, (v, d) => Math.Sin(v * d)).Sum(), x => Each(x, v => Data.Three.Sum(d => d * Math.Cos(v * d))), [s_at]),
        V("SelectMany with a result, of two of a kind", x => x.SelectMany(v => x, (a, b) => a * b).Sum(), x => Each(x, _ => 2 * x.Sum()), [s_at]),
        V("SelectMany with positions and a result", x => x.SelectMany((v, i) => Data.Three.Take(i), (v, d) => v * v * d).Sum(), x => [0, 2 * x[1] * 0.5, 2 * x[2] * -1], [s_at]),
        V("SelectMany of ranges", x => Enumerable.Range(0, x.Length).SelectMany(i => Enumerable.Range(0, i), (i, j) => x[i] * x[j]).Sum(), x => Each(x, v => x.Sum() - v), [s_at]),
        V("SelectMany of wheres", x => x.SelectMany(a => x.Where(b => b > a)).Sum(b => b * b), x => Each(x, v => 2 * v * x.Count(a => v > a)), [s_at]),
        V("Where of SelectMany", x => x.SelectMany(v => new[] { v, -v }).Where(v => v > 0).Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("Max of SelectMany", x => x.SelectMany(v => new[] { v, v * v }).Max(), x => Only(x, 2, 2 * x[2]), [s_at]),
        V("Query syntax with two sources", x => (from a in x from d in Data.Three where d > 0 select a * a * d).Sum(), x => Each(x, v => 5 * v), [s_at]),
        V("Query syntax with a name", x => (from a in x let s = a * a from d in Data.Three where s > d select s * d).Sum(),
            x => Each(x, v => Data.Three.Where(d => v * v > d).Sum(d => 2 * v * d)), [s_at]),
    ];
}
