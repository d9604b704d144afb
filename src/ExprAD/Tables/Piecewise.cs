using static ExprAD.Tables.Rows;

namespace ExprAD.Tables;

/// <summary>
/// Functions with kinks. At a kink: abs' is 0; a maximum or minimum that both arguments attain gives half to each; a bound counts
/// as inside for Clamp. A partial is 0 or 1 by comparisons alone, so NaN arguments reach neither Sign nor Clamp.
/// </summary>
internal static class Piecewise
{
    internal static IReadOnlyList<Rule> All =>
    [
        Row(x => Math.Abs(x), x => x > 0 ? 1 : x < 0 ? -1 : 0),

        Row((x, y) => Math.Max(x, y), (x, y) => x > y || double.IsNaN(x) ? 1 : x == y ? 0.5 : 0, (x, y) => y > x || double.IsNaN(y) ? 1 : x == y ? 0.5 : 0),
        Row((x, y) => Math.Min(x, y), (x, y) => x < y || double.IsNaN(x) ? 1 : x == y ? 0.5 : 0, (x, y) => y < x || double.IsNaN(y) ? 1 : x == y ? 0.5 : 0),
        Row((x, y) => double.MaxNumber(x, y), (x, y) => x > y || double.IsNaN(y) ? 1 : x == y ? 0.5 : 0, (x, y) => y > x || double.IsNaN(x) ? 1 : x == y ? 0.5 : 0),
        Row((x, y) => double.MinNumber(x, y), (x, y) => x < y || double.IsNaN(y) ? 1 : x == y ? 0.5 : 0, (x, y) => y < x || double.IsNaN(x) ? 1 : x == y ? 0.5 : 0),
        Row((x, y) => double.MaxNative(x, y), (x, y) => x > y ? 1 : x == y ? 0.5 : 0,                    (x, y) => y > x ? 1 : x == y ? 0.5 : 0),
        Row((x, y) => double.MinNative(x, y), (x, y) => x < y ? 1 : x == y ? 0.5 : 0,                    (x, y) => y < x ? 1 : x == y ? 0.5 : 0),

        // Of opposite numbers Max takes the positive, Min the negative one: the tie is between equals only.
        Row(
            (x, y) => Math.MaxMagnitude(x, y),
            (x, y) => Math.Abs(x) > Math.Abs(y) || double.IsNaN(x) ? 1 : x == y ? 0.5 : x == -y && x > y ? 1 : 0,
            (x, y) => Math.Abs(y) > Math.Abs(x) || double.IsNaN(y) ? 1 : x == y ? 0.5 : x == -y && y > x ? 1 : 0),
        Row(
            (x, y) => Math.MinMagnitude(x, y),
            (x, y) => Math.Abs(x) < Math.Abs(y) || double.IsNaN(x) ? 1 : x == y ? 0.5 : x == -y && x < y ? 1 : 0,
            (x, y) => Math.Abs(y) < Math.Abs(x) || double.IsNaN(y) ? 1 : x == y ? 0.5 : x == -y && y < x ? 1 : 0),
        Row(
            (x, y) => double.MaxMagnitudeNumber(x, y),
            (x, y) => Math.Abs(x) > Math.Abs(y) || double.IsNaN(y) ? 1 : x == y ? 0.5 : x == -y && x > y ? 1 : 0,
            (x, y) => Math.Abs(y) > Math.Abs(x) || double.IsNaN(x) ? 1 : x == y ? 0.5 : x == -y && y > x ? 1 : 0),
        Row(
            (x, y) => double.MinMagnitudeNumber(x, y),
            (x, y) => Math.Abs(x) < Math.Abs(y) || double.IsNaN(y) ? 1 : x == y ? 0.5 : x == -y && x < y ? 1 : 0,
            (x, y) => Math.Abs(y) < Math.Abs(x) || double.IsNaN(x) ? 1 : x == y ? 0.5 : x == -y && y < x ? 1 : 0),

        Row(
            (x, low, high) => Math.Clamp(x, low, high),
            (x, low, high) => x < low || x > high ? 0 : 1,
            (x, low, high) => x < low ? 1 : 0,
            (x, low, high) => x > high ? 1 : 0) with { MayThrow = true },
        Row(
            (x, low, high) => double.ClampNative(x, low, high),
            (x, low, high) => x < low || x > high ? 0 : 1,
            (x, low, high) => x < low ? 1 : 0,
            (x, low, high) => x > high ? 1 : 0) with { MayThrow = true },

        // |x| with the sign of y: the derivative with respect to y is zero off y = 0.
        Row((x, y) => Math.CopySign(x, y), (x, y) => x == 0 ? 0 : Math.CopySign(1, x) * Math.CopySign(1, y), (x, y) => 0),
        // The quotient from the remainder, because the rounded x / y may lie on the other side of a half.
        Row((x, y) => Math.IEEERemainder(x, y), (x, y, f) => 1, (x, y, f) => Math.Round((f - x) / y)),
    ];
}
