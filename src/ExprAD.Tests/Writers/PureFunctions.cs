using ExprAD.Tests.Oracles;
using static ExprAD.Tests.Oracles.PureAgainstBlock;

namespace ExprAD.Tests.Writers;

/// <summary>Functions of all kinds of parameters that have a pure derivative.</summary>
internal static class PureFunctions
{
    internal sealed record Line(double Slope, double Intercept);

    internal sealed record Model(Line Line, double[] Weights, string Name, int Degree);

    internal struct Pair
    {
        public double A;
        public double B { get; set; }
    }

    internal sealed class Settings
    {
        public double Rate { get; set; }

        public double? Limit { get; set; }

        public int Steps { get; init; }
    }

    private static double Half => 0.5;

    internal static IReadOnlyList<PureAgainstBlock> Numbers =>
    [
        Number(x => x), Number(x => 3.0), Number(x => -x), Number(x => +x), Number(x => x + 1), Number(x => 1 - x), Number(x => x * x),
        Number(x => 1 / x), Number(x => x / (1 + x * x)), Number(x => x % 0.7), Number(x => x * x * x - 2 * x), Number(x => (x - 1) * (x + 1) / x),
        Number(x => Math.Pow(x, 3)), Number(x => Math.Pow(x, 2.5)), Number(x => Math.Pow(2, x)), Number(x => Math.Pow(x, x)),
        Number(x => Math.Exp(x)), Number(x => Math.Exp(-x * x / 2)), Number(x => Math.Log(x)), Number(x => Math.Log(x, 3)), Number(x => Math.Log(2, 1 + x)),
        Number(x => Math.Log10(x)), Number(x => Math.Log2(x)), Number(x => Math.Sqrt(x)), Number(x => Math.Cbrt(x)), Number(x => Math.Cbrt(-x)),
        Number(x => Math.Sin(x)), Number(x => Math.Cos(x)), Number(x => Math.Tan(x)), Number(x => Math.Asin(x / 4)), Number(x => Math.Acos(x / 4)),
        Number(x => Math.Atan(x)), Number(x => Math.Atan2(x, 2)), Number(x => Math.Atan2(1, x)), Number(x => Math.Sinh(x)), Number(x => Math.Cosh(x)),
        Number(x => Math.Tanh(x)), Number(x => Math.Asinh(x)), Number(x => Math.Asinh(-x)), Number(x => Math.Acosh(x + 1)), Number(x => Math.Atanh(x / 4)),
        Number(x => double.Exp2(x)), Number(x => double.Exp10(x)), Number(x => double.ExpM1(x)), Number(x => double.Exp2M1(x)), Number(x => double.Exp10M1(x)),
        Number(x => double.LogP1(x)), Number(x => double.Log2P1(x)), Number(x => double.Log10P1(x)), Number(x => double.RootN(x, 5)),
        Number(x => double.RootN(-x, 3)), Number(x => double.RootN(x, -2)), Number(x => double.Hypot(x, 2)), Number(x => double.SinPi(x)),
        Number(x => double.CosPi(x)), Number(x => double.TanPi(x / 8)), Number(x => double.AsinPi(x / 4)), Number(x => double.AcosPi(x / 4)),
        Number(x => double.AtanPi(x)), Number(x => double.Atan2Pi(x, 2)), Number(x => double.DegreesToRadians(x)), Number(x => double.RadiansToDegrees(x)),
        Number(x => double.Lerp(x, 2, 0.3)), Number(x => Math.FusedMultiplyAdd(x, x, 1)), Number(x => Math.ScaleB(x, 3)), Number(x => Math.IEEERemainder(x, 0.7)),
        Number(x => Math.CopySign(x, -1)), Number(x => Math.CopySign(-2, x)), Number(x => Math.Abs(x - 1)), Number(x => Math.Max(x, 1)), Number(x => Math.Min(x * x, 2)),
        Number(x => Math.Clamp(x, 0.5, 1.5)), Number(x => Math.MaxMagnitude(x, -1)), Number(x => Math.MinMagnitude(x, -1)), Number(x => double.MaxNumber(x, 1)),
        Number(x => double.MinNumber(x, 1)), Number(x => double.MaxMagnitudeNumber(x, 1)), Number(x => double.MinNative(x, 1)), Number(x => double.ClampNative(x, 0.5, 1.5)),
        Number(x => x * Math.Floor(x)), Number(x => x * Math.Round(x)), Number(x => x * Math.Sign(x)), Number(x => Math.Truncate(x) + x), Number(x => Math.Ceiling(x) / x),
        Number(x => x > 1 ? x * x : Math.Sin(x)), Number(x => x > 1 && x < 2 ? x * x : -x), Number(x => x < 1 || !(x < 2) ? 1 / x : x), Number(x => double.IsNaN(x) ? 0 : x),
        Number(x => double.IsFinite(x) && !double.IsInfinity(x) ? x * x : x), Number(x => x > 9 ? double.NaN : x), Number(x => x > 9 ? double.PositiveInfinity * x : x),
        Number(x => (double)(float)(x * x)), Number(x => (double)MathF.Sin((float)x)), Number(x => (int)x * x), Number(x => Math.Exp(Math.Sin(x * x)) / (1 + Math.Exp(-x))),
        Number(x => Math.Log(Math.Cosh(x))), Number(x => Half * x), Number(x => Ad.Stop(x) * x), Number(x => Flow.Let(x * x, v => v * Math.Exp(v))),
        Number(x => new[] { x, x * x, 3.0 }[1]), Number(x => new { A = x, B = x * x }.B), Number(x => ValueTuple.Create(x, x * x).Item2), Number(x => new Line(x, x * x).Intercept),
        Number(x => new Settings { Rate = x * x }.Rate * x), Number(x => ((double?)x ?? 1.0) * x), Number(x => Ad.Grad(y => y * y * y)(x)), Number(x => Ad.Derivative(y => Math.Exp(y * y), 2)(x) * x),
    ];

    internal static IReadOnlyList<PureAgainstBlock> Structures =>
    [
        Of(((double X, double Y) p) => p.X * p.Y, (1.5, 0.25), (-2, 3)),
        Of(((double X, double Y) p) => p.X, (1.5, 0.25)),
        Of(((double X, double Y) p) => Math.Atan2(p.Y, p.X) * double.Hypot(p.X, p.Y), (1.5, 0.25), (-2, 3)),
        Of(((double X, double Y) p) => p.X > p.Y ? Math.Sin(p.X) : p.Y * p.Y * p.X, (1.5, 0.25), (-2, 3)),
        Of(((double X, double Y) p) => Math.Max(p.X, p.Y) * Math.Min(p.X, p.Y), (1.5, 0.25), (-2, 3), (1, 1)),
        Of(((double X, double Y) p) => Math.Log(p.X * p.X + 1, p.Y * p.Y + 2), (1.5, 0.25), (-2, 3)),
        Of(((double X, (double Y, float Z) Inner) p) => p.X * p.Inner.Y * p.Inner.Z, (1.5, (0.25, 2f))),
        Of((Line p) => p.Slope * p.Slope * 2 + Math.Exp(p.Intercept), new Line(1, 2), new Line(-0.5, 0.25)),
        Of((Line p) => p.Slope, new Line(1, 2)),
        Of((Pair p) => p.A * Math.Tanh(p.B), new Pair { A = 2, B = 0.5 }),
        Of((Settings s) => s.Rate * (s.Limit ?? 2.0) * s.Steps, new Settings { Rate = 2, Limit = 3, Steps = 4 }, new Settings { Rate = 2, Steps = 4 }),
        Of((Settings s) => s.Limit.HasValue ? s.Limit.Value * s.Limit.Value * s.Rate : s.Rate, new Settings { Rate = 2, Limit = 3 }, new Settings { Rate = 2 }),
        Of((Model m) => m.Line.Slope * m.Weights[0] * m.Weights[2] + m.Degree * m.Line.Intercept, new Model(new Line(1, 2), [1, 2, 3], "m", 3)),
        Of((Model m) => m.Line.Slope * m.Line.Slope, new Model(new Line(1, 2), [1, 2, 3], "m", 3)),
        Of(((Line A, Line B) p) => p.A.Slope * p.A.Slope, (new Line(1, 2), new Line(3, 4))),
        Of(((Line A, Line B) p) => (p.A.Slope > 1 ? p.A : p.B).Intercept * p.B.Slope, (new Line(1, 2), new Line(3, 4)), (new Line(2, 2), new Line(3, 4))),
        Of(((Line A, Line B) p) => (p.A.Slope > 1 ? p.A : new Line(p.B.Intercept, p.A.Slope)).Intercept, (new Line(1, 2), new Line(3, 4)), (new Line(2, 2), new Line(3, 4))),
        Anonymous(new { X = 1.5, Y = new { Z = 2.0, Name = "z" } }),
    ];

    internal static IReadOnlyList<PureAgainstBlock> Arrays =>
    [
        Of((double[] a) => a[0] * a[1] + Math.Sin(a[1]), [2, 3], [0.5, 1, 7]),
        Of((double[] a) => a[2] * a[2], [2, 3, 4, 5, 6]),
        Of((double[] a) => a[40] * a[3], Enumerable.Range(0, 42).Select(i => i + 0.5).ToArray()),
        Of((double[] a) => 2.0, [2, 3]),
        Of((double[] a) => a[a.Length - 1] * a[0] * a.Length, [2, 3], [0.5, 1, 7]),
        Of((double[] a) => a[(int)a[0]] * a[1], [1, 3], [2, 1, 7]),
        Of((double[] a) => a.Length > 2 ? a[2] * a[0] : a[0] * a[0], [2, 3], [0.5, 1, 7]),
        Of((double[] a) => (a[0] > 1 ? a : new[] { a[1], a[0] })[1] * a[0], [2, 3], [0.5, 1]),
        Of((double[] a) => new[] { a[0], a[1] * a[0] }[1], [2, 3]),
        Of((double[][] a) => a[0][1] * a[1][0] + a[1][0], [[1, 2], [3, 4]], [[1, 2], [3, 4], [5, 6, 7]]),
        Of((float[] a) => a[0] * a[1], [2, 3]),
        Of((List<double> a) => a[0] * a[1] * a.Count, [2, 3], [4, 5, 6]),
        Of(((double[] A, double[] B) p) => p.A[0] * p.B[1], ([1, 2], [3, 4])),
        Of(((double[] A, double[] B) p) => (p.A[0] > 1 ? p.A : p.B)[1] * p.A[1], ([1, 2], [3, 4]), ([2, 2], [3, 4])),
        Of((Line[] lines) => lines[0].Slope * lines[1].Intercept + lines[0].Intercept, [new Line(1, 2), new Line(3, 4)]),
        Of((List<Line> lines) => lines[0].Slope * lines[1].Intercept, [new Line(1, 2), new Line(3, 4), new Line(5, 6)]),
    ];

    private static PureAgainstBlock Number(System.Linq.Expressions.Expression<Func<double, double>> f) => Of(f, 0.75, 1.0, 1.7, 2.6);

    private static PureAgainstBlock Anonymous<T>(T point)
    {
        var p = System.Linq.Expressions.Expression.Parameter(typeof(T), "p");
        var x = System.Linq.Expressions.Expression.Property(p, "X");
        var z = System.Linq.Expressions.Expression.Property(System.Linq.Expressions.Expression.Property(p, "Y"), "Z");
        var body = System.Linq.Expressions.Expression.Multiply(x, System.Linq.Expressions.Expression.Multiply(z, z));
        return Of(System.Linq.Expressions.Expression.Lambda<Func<T, double>>(body, p), point);
    }
}
