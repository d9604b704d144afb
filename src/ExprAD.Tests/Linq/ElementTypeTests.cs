using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Sequences whose elements are numbers of other kinds, arrays, records, tuples, anonymous objects.</summary>
public class ElementTypeTests : RowTests<ElementTypeTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];
    private static readonly Data.Point[] s_points = [new(1, 2), new(-0.5, 3), new(0.25, -1)];
    private static readonly Data.Pair[] s_pairs = [new(1, 2), new(-0.5, 3), new(0.25, -1)];
    private static readonly (double, double)[] s_tuples = [(1, 2), (-0.5, 3), (0.25, -1)];

    public static IReadOnlyList<Row> Rows { get; } = [.. Made(), .. AsData(), .. AsParameters()];

    private static Row[] Made() =>
    [
        V("Anonymous objects", x => x.Select(v => new { A = v, B = v * v }).Sum(p => p.A * p.B), x => Each(x, v => 3 * v * v), [s_at]),
        V("Anonymous objects, kept where they hold", x => x.Select((v, i) => new { A = v * v, At = i }).Where(p => p.A > 1 && p.At > 0).Sum(p => p.A * p.At), x => Only(x, 2, 4 * x[2]), [s_at]),
        V("Records", x => x.Select(v => new Data.Point(v, Math.Sin(v))).Sum(p => p.X * p.Y), x => Each(x, v => Math.Sin(v) + (v * Math.Cos(v))), [s_at]),
        V("Record structs", x => x.Select(v => new Data.Pair(v, Math.Sin(v))).Sum(p => p.X * p.Y), x => Each(x, v => Math.Sin(v) + (v * Math.Cos(v))), [s_at]),
        V("Tuples", x => x.Select(v => ValueTuple.Create(v, v * v)).Sum(p => p.Item1 * p.Item2), x => Each(x, v => 3 * v * v), [s_at]),
        V("Tuples of classes", x => x.Select(v => Tuple.Create(v, v * v)).Sum(p => p.Item1 * p.Item2), x => Each(x, v => 3 * v * v), [s_at]),
        V("Arrays", x => x.Select(v => new[] { v, v * v }).Sum(a => a[0] * a[1]), x => Each(x, v => 3 * v * v), [s_at]),
        V("Arrays in records", x => x.Select(v => new { A = new[] { v, v * v } }).Sum(p => p.A.Sum() * p.A[0]), x => Each(x, v => (2 * v) + (3 * v * v)), [s_at]),
        V("Records of records", x => x.Select(v => new { P = new Data.Point(v, v * v), Q = v }).Select(r => r.P.X * r.P.Y * r.Q).Sum(), x => Each(x, v => 4 * v * v * v), [s_at]),
        V("Sequences as elements", x => x.Select(v => x.Select(u => u * v)).Sum(s => s.Sum()), x => Each(x, _ => 2 * x.Sum()), [s_at]),
        V("Sequences in anonymous objects", x => x.Select(v => new { V = v, S = x.Where(u => u > v) }).Sum(p => p.V * p.S.Count()), x => ByIndex(x, i => x.Count(u => u > x[i])), [s_at]),
        V("Floats made of doubles", x => x.Select(v => (float)v).Sum(f => f * (double)f), x => Each(x, v => 2 * (float)v), [s_at], isSmooth: false),
        V("Optional numbers", x => x.Select(v => v > 0 ? (double?)v : null).Where(v => v.HasValue).Sum(v => v!.Value * v.Value), x => Each(x, v => v > 0 ? 2 * v : 0), [s_at]),
        V("Conditions", x => x.Select(v => v > 0).Count(b => b) * x[0], x => Only(x, 0, 2), [s_at]),
        V("The largest of records by a member, then another", x => x.Select(v => new Data.Point(v, v * v)).OrderBy(p => p.Y).Last().X * x[0], x => [x[2], 0, x[0]], [s_at]),
        V("Concat of records", x => x.Select(v => new Data.Point(v, 1)).Append(new Data.Point(2, x[0])).Sum(p => p.X * p.Y), x => ByIndex(x, i => i == 0 ? 3 : 1), [s_at]),
        V("Zip of records", x => x.Select(v => new Data.Point(v, v * v)).Zip(Data.Samples, (p, s) => (p.X * s.X) + (p.Y * s.Y)).Sum(), x => ByIndex(x, i => Data.Samples[i].X + (2 * x[i] * Data.Samples[i].Y)), [s_at]),
    ];

    private static Row[] AsData() =>
    [
        S("Data in records", x => Data.Samples.Sum(s => s.X * Math.Exp(s.Y * x)), x => Data.Samples.Sum(s => s.X * s.Y * Math.Exp(s.Y * x)), [0.7]),
        S("Data in records, chosen by text", x => Data.Samples.Where(s => s.Key == "a").Sum(s => s.X * x * x), x => 4 * x, [0.7]),
        S("Data in records, chosen by the parameter", x => Data.Samples.Where(s => s.X > x).Select(s => s.Y * x).Sum(v => v * v), x => 2 * x * (0.25 + 1), [0.7]),
        V("Least squares over records", w => Data.Samples.Sum(s => ((w[0] * s.X) + w[1] - s.Y) * ((w[0] * s.X) + w[1] - s.Y)),
            w => [Data.Samples.Sum(s => 2 * ((w[0] * s.X) + w[1] - s.Y) * s.X), Data.Samples.Sum(s => 2 * ((w[0] * s.X) + w[1] - s.Y))], [[0.5, -0.25]]),
        S("Whole numbers", x => Data.Whole.Sum(w => Math.Pow(x, w)), x => (3 * x * x) + 2 + (2 * x), [0.7]),
        S("Characters of a text", x => "abc".Sum(c => (c - 'a') * x), _ => 3, [0.7]),
    ];

    private static Row[] AsParameters() =>
    [
        Of("Records as parameters", (Data.Point[] p) => p.Sum(q => q.X * q.X * q.Y), p => Array.ConvertAll(p, q => new Data.Point(2 * q.X * q.Y, q.X * q.X)), [s_points]),
        Of("Record structs as parameters", (Data.Pair[] p) => p.Select((q, i) => q.X * q.Y * i).Sum(), p => [.. p.Select((q, i) => new Data.Pair(q.Y * i, q.X * i))], [s_pairs]),
        Of("Tuples as parameters", ((double, double)[] p) => p.Where(q => q.Item1 > 0).Sum(q => q.Item1 * q.Item2), p => Array.ConvertAll(p, q => q.Item1 > 0 ? (q.Item2, q.Item1) : (0, 0)), [s_tuples]),
        Of("Records with members that are not numbers", (Data.Sample[] p) => p.Where(s => s.Key == "a").Sum(s => s.X * s.Y * s.Group), p => Array.ConvertAll(p, s => s.Key == "a" ? s with { X = s.Y * s.Group, Y = s.X * s.Group } : s with { X = 0, Y = 0 }), [Data.Samples]),
        Of("Path through points", (Data.Point[] p) => p.Zip(p.Skip(1), (a, b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y))).Sum(),
            p => [.. p.Select((q, i) => new Data.Point(
                (i > 0 ? 2 * (q.X - p[i - 1].X) : 0) + (i + 1 < p.Length ? 2 * (q.X - p[i + 1].X) : 0),
                (i > 0 ? 2 * (q.Y - p[i - 1].Y) : 0) + (i + 1 < p.Length ? 2 * (q.Y - p[i + 1].Y) : 0)))], [s_points]),
        Of("Point nearest to another", (Data.Point[] p) => p.MinBy(q => (q.X * q.X) + (q.Y * q.Y))!.X * p[0].X, p => [new(p[2].X, 0), new(0, 0), new(p[0].X, 0)], [s_points]),
        Of("Arrays in a record as parameters", (Data.Layer l) => l.Weights.Zip(l.Bias, (w, b) => Math.Tanh(w.Zip(Data.Three, (a, d) => a * d).Sum() + b)).Sum(),
            l =>
            {
                var slopes = l.Weights.Select((w, i) => 1 - Math.Pow(Math.Tanh(w.Zip(Data.Three, (a, d) => a * d).Sum() + l.Bias[i]), 2)).ToArray();
                return new(Array.ConvertAll(slopes, s => Array.ConvertAll(Data.Three, d => s * d)), slopes);
            }, [new Data.Layer([[0.5, -0.25, 0.1], [0.3, 0.2, -0.4]], [0.1, -0.2])]),
        Of("Numbers beside an array", (double[] w, double b) => Data.Jagged.Sum(r => (r.Zip(w, (d, v) => d * v).Sum() + b) * (r.Zip(w, (d, v) => d * v).Sum() + b)),
            (w, b) =>
            {
                double Out(double[] r) => 2 * (r.Zip(w, (d, v) => d * v).Sum() + b);
                return (ByIndex(w, j => Data.Jagged.Sum(r => j < r.Length ? Out(r) * r[j] : 0)), Data.Jagged.Sum(Out));
            }, [(s_at, 0.25)]),
    ];
}
