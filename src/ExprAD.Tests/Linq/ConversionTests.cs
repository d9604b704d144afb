using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>ToArray, ToList, AsEnumerable, Cast, OfType.</summary>
public class ConversionTests : RowTests<ConversionTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("ToArray of the parameters", x => x.ToArray()[1] * x[0], x => [x[1], x[0], 0], [s_at]),
        V("ToArray of a select", x => x.Select(v => v * v).ToArray()[1], x => Only(x, 1, 2 * x[1]), [s_at]),
        V("ToArray, its length and elements", x => Flow.Let(x.Select(v => Math.Sin(v)).ToArray(), a => a[0] * a[a.Length - 1]), x => [Math.Cos(x[0]) * Math.Sin(x[2]), 0, Math.Sin(x[0]) * Math.Cos(x[2])], [s_at]),
        V("ToArray, used twice", x => Flow.Let(x.Select(v => Math.Exp(v)).ToArray(), a => a.Sum() * a.Sum(v => v * v)), x => Each(x, v => (Math.Exp(v) * x.Sum(u => Math.Exp(2 * u))) + (2 * Math.Exp(2 * v) * x.Sum(u => Math.Exp(u)))), [s_at]),
        V("ToArray of an array that is indexed in a loop", x => Flow.Let(x.Select(v => v * v).ToArray(), a => Enumerable.Range(1, a.Length - 1).Sum(i => a[i] * a[i - 1])),
            x => ByIndex(x, i => 2 * x[i] * ((i > 0 ? x[i - 1] * x[i - 1] : 0) + (i < x.Length - 1 ? x[i + 1] * x[i + 1] : 0))), [s_at]),
        S("ToArray of data", x => Data.Five.Where(d => d > 0).ToArray()[1] * x, _ => 1.25, [0.7]),
        S("ToArray of data scaled by the parameter", x => Data.Five.Select(d => d * x).ToArray().Max(), _ => 3, [0.7]),
        V("ToList", x => x.Select(v => v * v).ToList()[1] * x[0], x => [x[1] * x[1], 2 * x[1] * x[0], 0], [s_at]),
        V("ToList, counted", x => x.Where(v => v > 0).ToList().Count * x[0], x => Only(x, 0, 2), [s_at]),
        V("ToList, summed", x => x.Where(v => v > 0).ToList().Sum(v => v * v), x => Each(x, v => v > 0 ? 2 * v : 0), [s_at]),
        V("ToArray in each step", x => x.Sum(v => x.Select(u => u * v).ToArray()[0]), x => ByIndex(x, i => x[0] + (i == 0 ? x.Sum() : 0)), [s_at]),
        V("Arrays of arrays", x => x.Select(v => new[] { v, v * v }).ToArray()[1][1] * x[0], x => [x[1] * x[1], 2 * x[1] * x[0], 0], [s_at]),
        V("AsEnumerable", x => x.AsEnumerable().Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("AsEnumerable of a select", x => x.Select(v => v * v).AsEnumerable().Select((v, i) => v * i).Sum(), x => ByIndex(x, i => 2 * x[i] * i), [s_at]),
        V("Cast to the same type", x => x.Cast<double>().Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("OfType of the same type", x => x.OfType<double>().Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        S("Cast of data", x => Data.Whole.Cast<int>().Sum(w => w * x), _ => 7, [0.7]),
        S("Cast to a base type", x => new[] { new Data.Bolt(1, 5), new Data.Bolt(2, 3) }.Cast<Data.Part>().Sum(p => p.Weight * x * x), x => 6 * x, [0.7]),
        V("Cast of made objects to a base type", x => x.Select(v => new Data.Bolt(v, 1)).Cast<Data.Part>().Sum(p => p.Weight * p.Weight), x => Each(x, v => 2 * v), [s_at]),
        Of("Cast of records of parameters to a base type", (Data.Bolt[] b) => b.Cast<Data.Part>().Sum(p => p.Weight * p.Weight), b => Array.ConvertAll(b, p => new Data.Bolt(2 * p.Weight, 0)), [[new(1, 5), new(2, 3)]]),
        S("Cast to a derived type", x => Data.Parts.Where(p => p is Data.Bolt).Cast<Data.Bolt>().Sum(b => b.Length * x), _ => 8, [0.7]),
        S("OfType of a derived type", x => Data.Parts.OfType<Data.Bolt>().Sum(b => b.Length * b.Weight * x), _ => 11, [0.7]),
        S("OfType of what may be null", x => new[] { "a", null, "bb" }.OfType<string>().Select(t => t.Length * x).Sum(), _ => 3, [0.7]),
        V("OfType of numbers that may be missing", x => x.Select(v => v > 0 ? (double?)v : null).OfType<double>().Sum(v => v * v), x => Each(x, v => v > 0 ? 2 * v : 0), [s_at]),
        S("OfType of another type", x => new object[] { 1, 2.5 }.OfType<string>().Count() + x, _ => 1, [0.7]),
        S("Cast of objects in data", x => new object[] { 1.0, 2.5 }.Cast<double>().Sum(d => d * x), _ => 3.5, [0.7]),
        S("OfType of objects in data", x => new object[] { 1.0, "text", 2.5, 4 }.OfType<double>().Sum(d => d * x * x), x => 7 * x, [0.7]),
    ];
}
