using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Tables;

/// <summary>
/// Functions that LINQ providers do not translate, in terms of those that all of SQLite, SQL Server and PostgreSQL do: Abs, Sin,
/// Cos, Tan, Asin, Acos, Atan, Atan2, Exp, Log, Log10, Pow, Sqrt, Sign, Round, Floor, Ceiling, Truncate. Used for
/// <see cref="AdForm.Pure"/> alone. Arguments are used as seldom as possible, because a query computes each use again.
/// </summary>
internal static class Translations
{
    private const double Ln2 = 0.693147180559945309417232;

    private static readonly Lazy<Dictionary<MethodInfo, Translation>> Rows = new(Build);

    /// <summary>
    /// Rows that compute the function as the framework does, and so keep every bit. What is lost is an exception: Clamp does not
    /// mind bounds in the wrong order.
    /// </summary>
    internal static IReadOnlyList<Translation> Exact =>
    [
        Row(x => double.Exp2(x),     x => Math.Pow(2, x)),
        Row(x => double.Exp10(x),    x => Math.Pow(10, x)),
        Row(x => double.ExpM1(x),    x => Math.Exp(x) - 1),
        Row(x => double.Exp2M1(x),   x => Math.Pow(2, x) - 1),
        Row(x => double.Exp10M1(x),  x => Math.Pow(10, x) - 1),
        Row(x => double.LogP1(x),    x => Math.Log(x + 1)),
        Row(x => double.Log10P1(x),  x => Math.Log10(x + 1)),
        Row(x => double.AsinPi(x),   x => Math.Asin(x) / Math.PI),
        Row(x => double.AcosPi(x),   x => Math.Acos(x) / Math.PI),
        Row(x => double.AtanPi(x),   x => Math.Atan(x) / Math.PI),
        Row((y, x) => double.Atan2Pi(y, x), (y, x) => Math.Atan2(y, x) / Math.PI),
        Row(x => double.RadiansToDegrees(x), x => x * 180 / Math.PI),
        Row(x => double.DegreesToRadians(x), x => x * Math.PI / 180),

        Row((x, low, high) => Math.Clamp(x, low, high), (x, low, high) => x < low ? low : x > high ? high : x),

        // A number differs from itself if it is NaN; an infinite one less itself is NaN.
#pragma warning disable CS1718
        Row(x => double.IsNaN(x),      x => x != x),
        Row(x => double.IsInfinity(x), x => x == x && x - x != 0),
        Row(x => double.IsFinite(x),   x => x - x == 0),
#pragma warning restore CS1718
        Row(x => double.IsPositiveInfinity(x), x => x > 0 && x - x != 0),
        Row(x => double.IsNegativeInfinity(x), x => x < 0 && x - x != 0),
    ];

    /// <summary>
    /// Rows that are close: NaN and infinite arguments give what they should (but for Hypot of an infinite and a NaN argument, and
    /// for logarithms to the bases 0, 1 and infinity), the sign of zero may differ, overflow sets in at about 1E+154 where an
    /// argument is squared. Not used with <see cref="AdArithmetic.Strict"/>.
    /// </summary>
    internal static IReadOnlyList<Translation> Close =>
    [
        Row(x => Math.Log2(x),        x => Math.Log(x) / Ln2,           3),
        Row(x => double.Log2P1(x),    x => Math.Log(x + 1) / Ln2,       3),
        Row((x, b) => Math.Log(x, b), (x, b) => Math.Log(x) / Math.Log(b)),

        // Near zero the error of sinh, tanh, asinh, atanh and acosh near one is an ulp of 1, not of the value.
        Row(x => Math.Sinh(x),  x => 0.5 * Math.Exp(x) - 0.5 * Math.Exp(-x), 3),
        Row(x => Math.Cosh(x),  x => 0.5 * Math.Exp(x) + 0.5 * Math.Exp(-x), 3),
        Row(x => Math.Tanh(x),  x => 1 - 2 / (Math.Exp(2 * x) + 1),          3),
        Row(x => Math.Asinh(x), x => x < 0 ? -Math.Log(Math.Sqrt(x * x + 1) - x) : Math.Log(Math.Sqrt(x * x + 1) + x), 3),
        Row(x => Math.Acosh(x), x => Math.Log(x + Math.Sqrt(x - 1) * Math.Sqrt(x + 1)), 3),
        Row(x => Math.Atanh(x), x => 0.5 * Math.Log((1 + x) / (1 - x)),      3),

        // Whole turns are taken off exactly; the rest is as in Math.Sin(Math.PI * x).
        Row(x => double.SinPi(x), x => Math.Sin(Math.PI * (x - 2 * Math.Round(x / 2))), 4),
        Row(x => double.CosPi(x), x => Math.Cos(Math.PI * (x - 2 * Math.Round(x / 2))), 4),
        Row(x => double.TanPi(x), x => Math.Tan(Math.PI * (x - Math.Round(x))),         16),

        Row(x => Math.Cbrt(x), x => x < 0 ? -Math.Pow(-x, 1.0 / 3) : Math.Pow(x, 1.0 / 3), 4),
        Power(
            (x, n) => double.RootN(x, n),
            (x, n) => x < 0 && n % 2 != 0 ? -Math.Pow(-x, 1.0 / n) : Math.Pow(x, 1.0 / n), 4),
        Row((x, y) => double.Hypot(x, y), (x, y) => Math.Sqrt(x * x + y * y), 2),

        // What is estimated, to the full.
        Row(x => Math.ReciprocalEstimate(x),     x => 1 / x,            1L << 40),
        Row(x => Math.ReciprocalSqrtEstimate(x), x => 1 / Math.Sqrt(x), 1L << 40),

        Power((x, n) => Math.ScaleB(x, n),           (x, n) => x * Math.Pow(2, n)),
        Row((x, y) => Math.IEEERemainder(x, y),     (x, y) => x - y * Math.Round(x / y), 32),

        Row((x, y, z) => Math.FusedMultiplyAdd(x, y, z),      (x, y, z) => x * y + z, 2),
        Row((x, y, z) => double.MultiplyAddEstimate(x, y, z), (x, y, z) => x * y + z, 2),
        Row((a, b, t) => double.Lerp(a, b, t),                (a, b, t) => a * (1 - t) + b * t, 2),
        Row((x, y) => Math.CopySign(x, y), (x, y) => y < 0 ? -Math.Abs(x) : Math.Abs(x)),

        // The sum is NaN where no comparison holds.
        Row((x, y) => Math.Max(x, y), (x, y) => x >= y ? x : y >= x ? y : x + y),
        Row((x, y) => Math.Min(x, y), (x, y) => x <= y ? x : y <= x ? y : x + y),
        Row((x, y) => double.MaxNative(x, y), (x, y) => x > y ? x : y),
        Row((x, y) => double.MinNative(x, y), (x, y) => x < y ? x : y),
        Row((x, low, high) => double.ClampNative(x, low, high), (x, low, high) => x < low ? low : x > high ? high : x),
        Row(
            (x, y) => Math.MaxMagnitude(x, y),
            (x, y) => Math.Abs(x) > Math.Abs(y) ? x : Math.Abs(y) > Math.Abs(x) ? y : x >= y ? x : y >= x ? y : x + y),
        Row(
            (x, y) => Math.MinMagnitude(x, y),
            (x, y) => Math.Abs(x) < Math.Abs(y) ? x : Math.Abs(y) < Math.Abs(x) ? y : x <= y ? x : y <= x ? y : x + y),

        // The number where one argument is NaN.
#pragma warning disable CS1718
        Row((x, y) => double.MaxNumber(x, y), (x, y) => x >= y ? x : y >= x ? y : x == x ? x : y),
        Row((x, y) => double.MinNumber(x, y), (x, y) => x <= y ? x : y <= x ? y : x == x ? x : y),
        Row(
            (x, y) => double.MaxMagnitudeNumber(x, y),
            (x, y) => Math.Abs(x) > Math.Abs(y) ? x : Math.Abs(y) > Math.Abs(x) ? y : x >= y ? x : y >= x ? y : x == x ? x : y),
        Row(
            (x, y) => double.MinMagnitudeNumber(x, y),
            (x, y) => Math.Abs(x) < Math.Abs(y) ? x : Math.Abs(y) < Math.Abs(x) ? y : x <= y ? x : y <= x ? y : x == x ? x : y),
#pragma warning restore CS1718
    ];

    /// <summary>The row of a method; null if there is none, or none that keeps every bit where that is asked for.</summary>
    internal static Translation? Find(MethodInfo method, AdArithmetic arithmetic) =>
        Rows.Value.TryGetValue(method, out var row) && (row.IsExact || arithmetic != AdArithmetic.Strict) ? row : null;

    // As in the rule table, a row of doubles gives one of floats.
    private static Dictionary<MethodInfo, Translation> Build()
    {
        var rows = new Dictionary<MethodInfo, Translation>();
        foreach (var row in Exact.Select(row => row with { IsExact = true }).Concat(Close))
        {
            rows.Add(Spellings.Canonical(row.Method), row);
            if (Spellings.ToSingle(row.Method) is { } single)
            {
                rows.TryAdd(single, row with { Method = single, By = Spellings.ToSingle(row.By)!, IsExact = false });
            }
        }

        return rows;
    }

    private static Translation Row(Expression<Func<double, double>> f, Expression<Func<double, double>> by, double ulps = 1) => Make(f, by, ulps);

    private static Translation Row(Expression<Func<double, bool>> f, Expression<Func<double, bool>> by) => Make(f, by, 0);

    private static Translation Row(
        Expression<Func<double, double, double>> f, Expression<Func<double, double, double>> by, double ulps = 1) => Make(f, by, ulps);

    private static Translation Power(
        Expression<Func<double, int, double>> f, Expression<Func<double, int, double>> by, double ulps = 1) => Make(f, by, ulps);

    private static Translation Row(
        Expression<Func<double, double, double, double>> f, Expression<Func<double, double, double, double>> by, double ulps = 1) => Make(f, by, ulps);

    private static Translation Make(LambdaExpression f, LambdaExpression by, double ulps) => new(((MethodCallExpression)f.Body).Method, by, ulps);
}

/// <summary>One row: a function and the same function in terms of others.</summary>
/// <param name="Method">The function.</param>
/// <param name="By">What is computed instead.</param>
/// <param name="Ulps">
/// The largest difference at ordinary arguments, in units of the last place of the value, or of 1 where the value is smaller.
/// </param>
/// <param name="IsExact">Whether there is no difference.</param>
internal sealed record Translation(MethodInfo Method, LambdaExpression By, double Ulps, bool IsExact = false);
