using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Flow.For, While and Scan: with states of numbers, arrays, tuples and objects, nested in each other and in LINQ.</summary>
public class FlowTests : RowTests<FlowTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. Counted(), .. States(), .. Conditional(), .. Scans(), .. Nested()];

    private static double[] Others(double[] x) => ByIndex(x, i => x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b));

    // The first is the parameter; l_n(x) = sin^2(2^n asin(sqrt(x))).
    private static double LogisticSlope(double x, int n)
    {
        var t = Math.Asin(Math.Sqrt(x));
        return Math.ScaleB(1, n) * Math.Sin(Math.ScaleB(t, n + 1)) / Math.Sin(2 * t);
    }

    private static Row[] Counted() =>
    [
        S("For: a power", x => Flow.For(5, 1.0, (i, s) => s * x), x => 5 * Math.Pow(x, 4), [0.7, -1.5, 0]),
        S("For: the logistic map", x => Flow.For(5, x, (i, s) => 4 * s * (1 - s)), x => LogisticSlope(x, 5), [0.3, 0.7]),
        S("For: steps that depend on their number", x => Flow.For(4, 0.0, (i, s) => (s * x) + i), x => (2 * x) + 2, [0.7]),
        S("For: the seed alone depends on the parameter", x => Flow.For(3, x * x, (i, s) => 2 * s), x => 16 * x, [0.7]),
        S("For: the steps alone depend on the parameter", x => Flow.For(3, 1.0, (i, s) => Math.Sin(s * x)),
            x =>
            {
                var (s, slope) = (1.0, 0.0);
                for (var i = 0; i < 3; i++)
                {
                    (s, slope) = (Math.Sin(s * x), Math.Cos(s * x) * ((slope * x) + s));
                }

                return slope;
            }, [0.7]),
        S("For: no steps", x => Flow.For(0, x * x, (i, s) => 5.0), x => 2 * x, [0.7]),
        S("For: less than no steps", x => Flow.For(-3, x * x, (i, s) => 5.0), x => 2 * x, [0.7]),
        S("For: one step", x => Flow.For(1, x, (i, s) => Math.Exp(s)), x => Math.Exp(x), [0.7]),
        S("For: two steps", x => Flow.For(2, x, (i, s) => s * s), x => 4 * x * x * x, [0.7]),
        S("For: the state is forgotten", x => Flow.For(3, x, (i, s) => x * x * i), x => 4 * x, [0.7]),
        S("For: nothing depends on the parameter", x => Flow.For(10, 1.0, (i, s) => 1 + (s / 2)) * x, _ => 2 - Math.ScaleB(1, -10), [0.7]),
        S("For: branches by the number", x => Flow.For(5, 1.0, (i, s) => i % 2 == 0 ? s * x : s + x), x => Slope(x, 5), [0.7]),
        V("For over the elements: a product", x => Flow.For(x.Length, 1.0, (i, s) => s * x[i]), Others, [s_at, [3], [], [0, 2, 0], [0, 2, 3]]),
        V("For over the elements: Horner's rule", x => Flow.For(x.Length, 0.0, (i, s) => (s * 0.5) + x[i]), x => ByIndex(x, i => Math.Pow(0.5, x.Length - 1 - i)), [s_at]),
        V("For over the elements, backwards", x => Flow.For(x.Length, 0.0, (i, s) => (s * 0.5) + x[x.Length - 1 - i]), x => ByIndex(x, i => Math.Pow(0.5, i)), [s_at]),
        V("For as often as a parameter says", x => Flow.For((int)x[0], 1.0, (i, s) => s * x[1]), x => Only(x, 1, 3 * x[1] * x[1]), [[3.5, 0.7]]),
        S("For of floats", x => Flow.For(3, (float)x, (i, s) => s * 2), _ => 8, [0.75], isSmooth: false),
    ];

    // d/dx of the loop with branches, by the rule for each step.
    private static double Slope(double x, int n)
    {
        var (s, slope) = (1.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            (s, slope) = i % 2 == 0 ? (s * x, (slope * x) + s) : (s + x, slope + 1);
        }

        return slope;
    }

    private static Row[] States() =>
    [
        S("Anonymous state: Fibonacci", x => Flow.For(7, new { Last = x, This = x * x }, (i, s) => new { Last = s.This, This = s.Last + s.This }).This, x => 13 + (21 * 2 * x), [0.7]),
        S("Tuple as state", x => Flow.For(4, ValueTuple.Create(x, 1.0), (i, s) => ValueTuple.Create(s.Item2, s.Item1 * x)).Item1, x => 3 * x * x, [0.7]),
        S("Record as state: an oscillator", x => Flow.For(50, new Data.Point(x, 0), (i, p) => new Data.Point(p.X + (0.1 * p.Y), p.Y - (0.1 * p.X))).X,
            _ =>
            {
                var (a, b) = (1.0, 0.0);
                for (var i = 0; i < 50; i++)
                {
                    (a, b) = (a + (0.1 * b), b - (0.1 * a));
                }

                return a;
            }, [0.7]),
        S("State with whole numbers", x => Flow.For(4, new { N = 1, V = 1.0 }, (i, s) => new { N = s.N + 1, V = s.V * x * s.N }).V, x => 24 * 4 * x * x * x, [0.7]),
        S("State in a state", x => Flow.For(3, new { A = x, B = new { C = 1.0 } }, (i, s) => new { A = s.B.C, B = new { C = s.A * x } }).B.C, x => 3 * x * x, [0.7]),
        S("Array as state", x => Flow.For(4, new[] { x, 1.0 }, (i, s) => new[] { s[1], s[0] * x })[1], x => 2 * x, [0.7]),
        V("Array made by LINQ as state", x => Flow.For(3, x, (i, s) => s.Select(v => v * v).ToArray()).Sum(), x => Each(x, v => 8 * Math.Pow(v, 7)), [s_at]),
        V("Array as state: a matrix applied again and again", x => Flow.For(4, x, (i, s) => Enumerable.Range(0, 3).Select(j => (0.5 * s[j]) + (0.25 * s[(j + 1) % 3])).ToArray())[0], Powers, [s_at]),
        V("Gradient descent as a loop", x => Flow.For(20, x, (i, w) => w.Zip(Data.Three, (v, d) => v - (0.1 * (v - d))).ToArray()).Sum(v => v * v),
            x => ByIndex(x, i => 2 * Math.Pow(0.9, 20) * (Data.Three[i] + (Math.Pow(0.9, 20) * (x[i] - Data.Three[i])))), [s_at]),
        V("State of an array and a number", x => Flow.For(2, new { A = x, S = 0.0 }, (i, s) => new { A = s.A.Select(v => v * s.A[0]).ToArray(), S = s.S + s.A.Sum() }).S,
            x => ByIndex(x, i => 1 + x[0] + (i == 0 ? x.Sum() : 0)), [s_at]),
    ];

    // The first row of the fourth power of the circulant matrix of the test.
    private static double[] Powers(double[] x)
    {
        double[] row = [1, 0, 0];
        for (var step = 0; step < 4; step++)
        {
            row = [.. row.Select((v, j) => (0.5 * v) + (0.25 * row[(j + 2) % 3]))];
        }

        return row;
    }

    private static Row[] Conditional() =>
    [
        S("While: Newton's iteration for a root", x => Flow.While(x, r => Math.Abs((r * r) - x) > 1e-12 * x, r => (r + (x / r)) / 2), x => 0.5 / Math.Sqrt(x), [2, 9.5]),
        S("While: doubling", x => Flow.While(x, s => s < 10, s => 2 * s), x => x < 10 ? Math.Pow(2, Math.Ceiling(Math.Log2(10 / x))) : 1, [0.7, 3, 12]),
        S("While: no steps", x => Flow.While(x * x, s => s < 0, s => s * s), x => 2 * x, [0.7]),
        S("While: one step", x => Flow.While(x, s => s < 1, s => s + (s * s) + 1), x => 1 + (2 * x), [0.7]),
        S("While: a count in the state", x => Flow.While(new { N = 0, V = 1.0 }, s => s.N < 4, s => new { N = s.N + 1, V = s.V * x }).V, x => 4 * x * x * x, [0.7]),
        S("While: a series until its terms are small", x => Flow.While(new { N = 1, Term = 1.0, Sum = 1.0 }, s => Math.Abs(s.Term) > 1e-17, s => new { N = s.N + 1, Term = s.Term * x / s.N, Sum = s.Sum + (s.Term * x / s.N) }).Sum, x => Math.Exp(x), [0.7, -1.5]),
        S("While: the condition depends on the parameter", x => Flow.While(1.0, s => s < 20 * x, s => s * (1 + x)), x => Steps(x) * Math.Pow(1 + x, Steps(x) - 1), [0.7]),
        V("While over the elements", x => Flow.While(new { I = 0, P = 1.0 }, s => s.I < x.Length && x[s.I] > -1, s => new { I = s.I + 1, P = s.P * x[s.I] }).P, Others, [s_at, [2], []]),
        V("While over an array", x => Flow.While(x, a => a.Sum(v => v * v) > 1, a => a.Select(v => v / 2).ToArray())[0], x => Only(x, 0, 0.25), [s_at]),
    ];

    private static int Steps(double x) => (int)Math.Ceiling(Math.Log(20 * x) / Math.Log(1 + x));

    private static Row[] Scans() =>
    [
        S("Scan: powers", x => Flow.Scan(4, 1.0, (i, s) => s * x).Sum(), x => 1 + (2 * x) + (3 * x * x) + (4 * x * x * x), [0.7, 0]),
        S("Scan: one of the states", x => Flow.Scan(4, 1.0, (i, s) => s * x)[2], x => 3 * x * x, [0.7]),
        S("Scan: no steps", x => Flow.Scan(0, x, (i, s) => s * x).Sum() + x, _ => 1, [0.7]),
        S("Scan: as many states as steps", x => Flow.Scan(4, x, (i, s) => s).Length * x, _ => 4, [0.7]),
        V("Scan: prefix sums", x => Flow.Scan(x.Length, 0.0, (i, s) => s + x[i]).Sum(s => s * s), x => ByIndex(x, i => Enumerable.Range(i + 1, x.Length - i).Sum(n => 2 * x.Take(n).Sum())), [s_at, [3], []]),
        V("Scan: products, weighed", x => Flow.Scan(x.Length, 1.0, (i, s) => s * x[i]).Zip(Data.Three, (s, d) => s * d).Sum(),
            x => [0.5 - (1.5 * x[1]) + (2 * x[1] * x[2]), (-1.5 * x[0]) + (2 * x[0] * x[2]), 2 * x[0] * x[1]], [s_at]),
        V("Scan: the largest so far", x => Flow.Scan(x.Length, 0.0, (i, s) => x[i] > s ? x[i] : s).Sum(), x => [2, 0, 1], [s_at]),
        S("Scan of objects", x => Flow.Scan(3, new Data.Point(x, 1), (i, p) => new Data.Point(p.Y, p.X * x)).Sum(p => p.X * p.Y), x => (2 * x) + (3 * x * x) + (4 * x * x * x), [0.7]),
        S("Scan of arrays", x => Flow.Scan(3, new[] { x, 1.0 }, (i, s) => new[] { s[1], s[0] * x }).Sum(s => s[0] * s[1]), x => (2 * x) + (3 * x * x) + (4 * x * x * x), [0.7]),
        V("Exponential smoothing", x => Flow.Scan(x.Length, 0.0, (i, s) => (0.7 * s) + (0.3 * x[i])).Zip(x, (s, v) => (s - v) * (s - v)).Sum(), Smoothing, [s_at]),
    ];

    private static double[] Smoothing(double[] x)
    {
        double State(int i) => Enumerable.Range(0, i + 1).Sum(j => 0.3 * Math.Pow(0.7, i - j) * x[j]);
        return ByIndex(x, j => Enumerable.Range(0, x.Length).Sum(i => 2 * (State(i) - x[i]) * ((i >= j ? 0.3 * Math.Pow(0.7, i - j) : 0) - (i == j ? 1 : 0))));
    }

    private static Row[] Nested() =>
    [
        S("For in a for, as often as the outer step says", x => Flow.For(4, 1.0, (i, s) => s + Flow.For(i, 1.0, (j, t) => t * x)), x => 1 + (2 * x) + (3 * x * x), [0.7]),
        S("For in a for, with both numbers", x => Flow.For(3, 0.0, (i, s) => Flow.For(3, s, (j, t) => t + (x * x * i * j))), x => 2 * x * 9, [0.7]),
        S("While in a for", x => Flow.For(3, x, (i, s) => Flow.While(s, t => t < 4, t => 3 * t) / 2), x => WhileInFor(x), [0.7]),
        S("Scan in a for", x => Flow.For(2, x, (i, s) => Flow.Scan(3, 1.0, (j, t) => t * s).Sum()), x => Chain(x), [0.7]),
        V("For in a sum", x => x.Sum(v => Flow.For(3, v, (i, s) => s * v)), x => Each(x, v => 4 * v * v * v), [s_at]),
        V("For in a select, kept", x => x.Select(v => Flow.For(3, 1.0, (i, s) => s * v)).ToArray()[1] * x[0], x => [Math.Pow(x[1], 3), 3 * x[1] * x[1] * x[0], 0], [s_at]),
        V("Sum in a for", x => Flow.For(3, 1.0, (i, s) => x.Sum(v => v * s) / 3), x => Each(x, _ => Math.Pow(x.Sum() / 3, 2)), [s_at]),
        V("Power iteration", x => Flow.For(5, x[0], (i, s) => x.Sum(v => Math.Sin(v * s))), Iterated, [s_at]),
        S("For over data", x => Flow.For(Data.Three.Length, 0.0, (i, s) => (s * x) + Data.Three[i]), x => (2 * 0.5 * x) - 1.5, [0.7]),
        V("While in a sum", x => x.Sum(v => Flow.While(v, s => s < 10 && s > 0, s => 3 * s)), x => [9, 1, 9], [s_at]),
        S("Sum of a loop of data", x => Data.Five.Sum(d => Flow.For(3, x, (i, s) => s * d)), _ => Data.Five.Sum(d => d * d * d), [0.7]),
        V("Names in a loop", x => Flow.For(3, x[0], (i, s) => Flow.Let(s * x[1], p => p + (p * p))), Named, [s_at]),
    ];

    private static double WhileInFor(double x)
    {
        var (s, slope) = (x, 1.0);
        for (var i = 0; i < 3; i++)
        {
            while (s < 4)
            {
                (s, slope) = (3 * s, 3 * slope);
            }

            (s, slope) = (s / 2, slope / 2);
        }

        return slope;
    }

    private static double Chain(double x)
    {
        double F(double s) => s + (s * s) + (s * s * s);
        double Slope(double s) => 1 + (2 * s) + (3 * s * s);
        return Slope(x) * Slope(F(x));
    }

    private static double[] Iterated(double[] x)
    {
        var (s, slopes) = (x[0], Only(x, 0));
        for (var n = 0; n < 5; n++)
        {
            var (old, inner) = (s, x.Sum(v => v * Math.Cos(v * s)));
            slopes = [.. slopes.Select((d, i) => (inner * d) + (old * Math.Cos(x[i] * old)))];
            s = x.Sum(v => Math.Sin(v * old));
        }

        return slopes;
    }

    private static double[] Named(double[] x)
    {
        var (s, slopes) = (x[0], Only(x, 0));
        for (var n = 0; n < 3; n++)
        {
            var (p, by) = (s * x[1], 1 + (2 * s * x[1]));
            slopes = [by * slopes[0] * x[1], by * ((slopes[1] * x[1]) + s), 0];
            s = p + (p * p);
        }

        return slopes;
    }
}
