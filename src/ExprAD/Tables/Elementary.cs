using static ExprAD.Tables.Rows;

namespace ExprAD.Tables;

/// <summary>
/// Smooth functions of <see cref="Math"/> and <see cref="double"/>. Formulas: Abramowitz and Stegun, chapters 4.1 to 4.6, in forms
/// that neither cancel nor overflow where the derivative is finite.
/// </summary>
internal static class Elementary
{
    private const double Ln2 = 0.693147180559945309417232;
    private const double Ln10 = 2.302585092994045684017991;
    private const double Log2E = 1.442695040888963407359925;
    private const double Log10E = 0.4342944819032518276511289;

    internal static IReadOnlyList<Rule> All =>
    [
        // Exponentials and logarithms
        Row(x => Math.Exp(x),         (x, f) => f),
        Row(x => double.Exp2(x),      (x, f) => Ln2 * f),
        Row(x => double.Exp10(x),     (x, f) => Ln10 * f),
        Row(x => double.ExpM1(x),     x => Math.Exp(x)),
        Row(x => double.Exp2M1(x),    x => Ln2 * double.Exp2(x)),
        Row(x => double.Exp10M1(x),   x => Ln10 * double.Exp10(x)),
        Row(x => Math.Log(x),         x => 1 / x),
        Row(x => Math.Log2(x),        x => Log2E / x),
        Row(x => Math.Log10(x),       x => Log10E / x),
        Row(x => double.LogP1(x),     x => 1 / (1 + x)),
        Row(x => double.Log2P1(x),    x => Log2E / (1 + x)),
        Row(x => double.Log10P1(x),   x => Log10E / (1 + x)),
        Row((x, b) => Math.Log(x, b), (x, b, f) => 1 / Math.Log(b) / x, (x, b, f) => -f / Math.Log(b) / b),

        // Powers and roots
        Row(x => Math.Sqrt(x),                       (x, f) => 0.5 / f),
        Row(x => Math.Cbrt(x),                       (x, f) => 1 / (3 * f * f)),
        Row(
            (double x, int n) => double.RootN(x, n),
            (x, n, f) => x == 0 || double.IsInfinity(x) ? 1 / (n * Math.Pow(f, n - 1.0)) : f / x / n),
        Row(
            (x, y) => Math.Pow(x, y),
            (x, y, f) => y == 0 ? 0 : y * Math.Pow(x, y - 1),
            (x, y, f) => f == 0 && x >= 0 ? 0 : f * Math.Log(x)),
        Row((x, y) => double.Hypot(x, y), (x, y, f) => f == 0 ? 0 : x / f, (x, y, f) => f == 0 ? 0 : y / f),
        Row(x => Math.ReciprocalEstimate(x),     x => -1 / x / x),
        Row(x => Math.ReciprocalSqrtEstimate(x), x => -0.5 / x / Math.Sqrt(x)),

        // Circular functions
        Row(x => Math.Sin(x),  x => Math.Cos(x)),
        Row(x => Math.Cos(x),  x => -Math.Sin(x)),
        Row(x => Math.Tan(x),  (x, f) => 1 + f * f),
        Row(x => Math.Asin(x), x => 1 / Math.Sqrt((1 - x) * (1 + x))),
        Row(x => Math.Acos(x), x => -1 / Math.Sqrt((1 - x) * (1 + x))),
        Row(x => Math.Atan(x), x => 1 / (1 + x * x)),
        Row((y, x) => Math.Atan2(y, x), (y, x) => x / double.Hypot(y, x) / double.Hypot(y, x), (y, x) => -y / double.Hypot(y, x) / double.Hypot(y, x)),

        // The same in half turns
        Row(x => double.SinPi(x),  x => Math.PI * double.CosPi(x)),
        Row(x => double.CosPi(x),  x => -Math.PI * double.SinPi(x)),
        Row(x => double.TanPi(x),  (x, f) => Math.PI * (1 + f * f)),
        Row(x => double.AsinPi(x), x => 1 / (Math.PI * Math.Sqrt((1 - x) * (1 + x)))),
        Row(x => double.AcosPi(x), x => -1 / (Math.PI * Math.Sqrt((1 - x) * (1 + x)))),
        Row(x => double.AtanPi(x), x => 1 / (Math.PI * (1 + x * x))),
        Row(
            (y, x) => double.Atan2Pi(y, x),
            (y, x) => x / double.Hypot(y, x) / double.Hypot(y, x) / Math.PI,
            (y, x) => -y / double.Hypot(y, x) / double.Hypot(y, x) / Math.PI),

        // Hyperbolic functions
        Row(x => Math.Sinh(x),  x => Math.Cosh(x)),
        Row(x => Math.Cosh(x),  x => Math.Sinh(x)),
        Row(x => Math.Tanh(x),  x => 1 / Math.Cosh(x) / Math.Cosh(x)) with { Second = Second((x, f, d) => -2 * f * d) },
        Row(x => Math.Asinh(x), x => 1 / double.Hypot(x, 1)),
        Row(x => Math.Acosh(x), x => 1 / (Math.Sqrt(x - 1) * Math.Sqrt(x + 1))),
        Row(x => Math.Atanh(x), x => 1 / ((1 - x) * (1 + x))),

        // Polynomials
        Row((x, y, z) => Math.FusedMultiplyAdd(x, y, z),      (x, y, z) => y,     (x, y, z) => x, (x, y, z) => 1),
        Row((x, y, z) => double.MultiplyAddEstimate(x, y, z), (x, y, z) => y,     (x, y, z) => x, (x, y, z) => 1),
        Row((a, b, t) => double.Lerp(a, b, t),                (a, b, t) => 1 - t, (a, b, t) => t, (a, b, t) => b - a),
        Row(x => double.DegreesToRadians(x),                  x => Math.PI / 180),
        Row(x => double.RadiansToDegrees(x),                  x => 180 / Math.PI),
        Row((double x, int n) => Math.ScaleB(x, n),           (x, n) => Math.ScaleB(1, n)),
    ];
}
