using System.Linq.Expressions;
using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Operators inside operators, names for sequences, functions of functions and derivatives inside loops.</summary>
public class NestedTests : RowTests<NestedTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Loops(), .. Lets(), .. Functions()];

    private static double[] Softmax(double[] x) => Each(x, v => Math.Exp(v) / x.Sum(u => Math.Exp(u)));

    private static Row[] Loops() =>
    [
        V("Sum over pairs", x => x.Sum(a => x.Sum(b => a * b * b)), x => Each(x, v => x.Sum(b => b * b) + (2 * v * x.Sum())), [s_at]),
        V("Sum over pairs of a distance", x => x.Sum(a => x.Sum(b => (a - b) * (a - b))), x => Each(x, v => 4 * ((x.Length * v) - x.Sum())), [s_at]),
        V("Sum over ordered pairs", x => Enumerable.Range(0, x.Length).Sum(i => Enumerable.Range(0, i).Sum(j => x[i] * x[j] * x[j])),
            x => ByIndex(x, k => x.Take(k).Sum(v => v * v) + (2 * x[k] * x.Skip(k + 1).Sum())), [s_at]),
        V("Sum over triples", x => x.Sum(a => x.Sum(b => x.Sum(c => a * b * c))), x => Each(x, _ => 3 * x.Sum() * x.Sum()), [s_at]),
        V("Where inside a sum", x => x.Sum(a => x.Where(b => b < a).Sum(b => a * b)), x => Each(x, v => x.Where(u => u != v).Sum()), [s_at]),
        V("Max inside a sum", x => x.Sum(a => x.Max(b => a * b)), x => ByIndex(x, i => i == 0 ? 2 + x[1] * 0 : i == 1 ? -0.5 * 2 : 2 * x[2] + x[0]), [s_at]),
        V("Average inside a select inside a sum", x => x.Select(a => x.Average(b => a * b * b)).Sum(), x => Each(x, v => (x.Sum(b => b * b) + (2 * v * x.Sum())) / x.Length), [s_at]),
        V("Loop-invariant sum inside a sum", x => x.Sum(a => a * x.Sum(b => Math.Exp(b))), x => Each(x, v => x.Sum(b => Math.Exp(b)) + (Math.Exp(v) * x.Sum())), [s_at]),
        V("Prefix sums", x => Enumerable.Range(1, x.Length).Sum(n => x.Take(n).Sum() * x.Take(n).Sum()), x => ByIndex(x, i => Enumerable.Range(i + 1, x.Length - i).Sum(n => 2 * x.Take(n).Sum())), [s_at]),
        V("Convolution", x => Enumerable.Range(0, 3).Sum(k => Enumerable.Range(0, k + 1).Sum(i => x[i] * Data.Three[k - i]) * (k + 1)), x => ByIndex(x, i => Enumerable.Range(i, 3 - i).Sum(k => Data.Three[k - i] * (k + 1))), [s_at]),
        V("Softmax, weighed", x => x.Select(v => Math.Exp(v) / x.Sum(u => Math.Exp(u))).Zip(Data.Three, (p, d) => p * d).Sum(),
            x => ByIndex(x, i => Softmax(x)[i] * (Data.Three[i] - Softmax(x).Zip(Data.Three, (p, d) => p * d).Sum())), [s_at]),
        V("Log of a sum of exponentials", x => Math.Log(x.Sum(v => Math.Exp(v))), Softmax, [s_at]),
        V("Logistic regression", w => Data.Samples.Average(s => Math.Log(1 + Math.Exp(-s.Y * ((w[0] * s.X) + w[1])))),
            w =>
            {
                double Slope(Data.Sample s) => -s.Y / (1 + Math.Exp(s.Y * ((w[0] * s.X) + w[1]))) / 4;
                return [Data.Samples.Sum(s => Slope(s) * s.X), Data.Samples.Sum(Slope)];
            }, [[0.5, -0.25]]),
        V("Cost of k-means", c => Data.Five.Sum(d => c.Min(m => (d - m) * (d - m))), c => [2 * ((3 * c[0]) - 6.25), 2 * ((2 * c[1]) + 1.75)], [[2.25, -0.5]]),
        S("Data in data", x => Data.Samples.Sum(s => Data.Samples.Where(t => t.Key == s.Key).Sum(t => s.X * t.X * x * x)), x => 2 * x * (4 + 1 + 0.5625), [0.7]),
        S("LINQ on data that depends on the step", x => Data.Samples.Sum(s => x * x * Data.Samples.Where(t => t.Group >= s.Group).OrderBy(t => t.X).First().X), x => 2 * x * (-1 - 1 + 1.5 - 1), [0.7]) with { IsLinqInLoops = true },
    ];

    private static Row[] Lets() =>
    [
        V("A sequence with a name", x => Flow.Let(x.Select(v => Math.Exp(v)), s => s.Sum() * s.Max()), x => ByIndex(x, i => Math.Exp(x[i]) * (Math.Exp(2) + (i == 2 ? x.Sum(v => Math.Exp(v)) : 0))), [s_at]),
        V("A filtered sequence with a name", x => Flow.Let(x.Where(v => v > 0), s => s.Sum() / s.Count()), x => Each(x, v => v > 0 ? 0.5 : 0), [s_at]),
        V("A name for a sum inside a loop", x => x.Sum(a => Flow.Let(a * x[0], p => p * p)), x => ByIndex(x, i => (2 * x[i] * x[0] * x[0]) + (i == 0 ? 2 * x[0] * x.Sum(v => v * v) : 0)), [s_at]),
        V("Names in names", x => Flow.Let(x.Max(), m => Flow.Let(x.Select(v => Math.Exp(v - m)), e => m + Math.Log(e.Sum()))), Softmax, [s_at]),
        V("A sequence chosen by a condition", x => (x[0] > 0 ? x.Select(v => v * v) : x.Skip(1)).Sum(), x => Each(x, v => x[0] > 0 ? 2 * v : 1), [s_at]),
        V("An array chosen by a condition", x => (x[0] > 9 ? x : x.Skip(1).ToArray()).Sum(v => v * v), x => ByIndex(x, i => i > 0 ? 2 * x[i] : 0), [s_at]),
    ];

    private static Row[] Functions()
    {
        Expression<Func<double, double>> cube = v => v * v * v;
        Expression<Func<double[], double>> norm = a => Math.Sqrt(a.Sum(v => v * v));
        Expression<Func<double, double, double>> gap = (a, b) => (a - b) * (a - b);
        return
        [
            V("A captured expression in a selector", x => x.Sum(v => cube.Invoke(v)), x => Each(x, v => 3 * v * v), [s_at]),
            V("A captured expression that is compiled in a selector", x => x.Sum(v => cube.Compile()(v)), x => Each(x, v => 3 * v * v), [s_at]),
            V("A captured expression with operators", x => norm.Invoke(x) * x[0], x => ByIndex(x, i => (x[i] * x[0] / norm.Compile()(x)) + (i == 0 ? norm.Compile()(x) : 0)), [s_at]),
            V("A captured expression of two in a zip", x => x.Zip(Data.Three, (a, b) => gap.Invoke(a, b)).Sum(), x => ByIndex(x, i => 2 * (x[i] - Data.Three[i])), [s_at]),
            V("A derivative in a selector", x => x.Sum(v => Ad.Grad(y => y * y * y * x[0])(v)), x => ByIndex(x, i => (6 * x[i] * x[0]) + (i == 0 ? 3 * x.Sum(v => v * v) : 0)), [s_at]),
            V("A gradient of a sum, summed", x => Ad.Grad(y => y.Sum(v => v * v * v))(x).Sum(), x => Each(x, v => 6 * v), [s_at]),
            S("A derivative of a sum over data", x => Ad.Grad(y => Data.Three.Sum(d => Math.Exp(d * y)))(x) * x, x => Data.Three.Sum(d => d * Math.Exp(d * x) * (1 + (d * x))), [0.7]),
            V("A stopped element", x => x.Sum(v => v * Ad.Stop(v)), x => Each(x, v => v), [s_at], isSmooth: false),
            V("A stopped sequence", x => x.Zip(Ad.Stop(x.Select(v => v * v).ToArray()), (a, b) => a * b).Sum(), x => Each(x, v => v * v), [s_at], isSmooth: false),
        ];
    }
}
