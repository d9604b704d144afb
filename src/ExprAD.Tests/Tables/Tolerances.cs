using ExprAD.Tables;

namespace ExprAD.Tests.Tables;

/// <summary>
/// How far numbers may be from their references, in units in the last place: 4, unless a reason is given here. Values are those of
/// the runtime, and so are these reasons; derivatives owe nothing to them but where a row uses the value.
/// </summary>
internal static class Tolerances
{
    private const double Usual = 4;

    // The runtime computes these as log(1 + x) and exp(x) - 1: the error is an ulp of 1.
    private static readonly string[] Naive = ["ExpM1", "Exp2M1", "Exp10M1", "LogP1", "Log2P1", "Log10P1"];

    // Hardware estimates of 12 bits and more.
    private static readonly string[] Estimates = ["ReciprocalEstimate", "ReciprocalSqrtEstimate"];

    internal static bool IsValue(Rule rule, double actual, Reference reference)
    {
        var (expected, name) = (reference.Value, rule.Method.Name);
        return Estimates.Contains(name) ? Math.Abs(actual - expected) <= Math.Abs(expected) * Math.ScaleB(1, -11)
            : Ulps(rule, actual, expected, Naive.Contains(name) ? Math.Max(1, Math.Abs(expected)) : expected) <= Usual + Root(rule, reference);
    }

    internal static bool IsFirst(Rule rule, double actual, double expected, Reference reference, out double error)
    {
        error = Ulps(rule, actual, expected, expected);
        return error <= Usual + Root(rule, reference) + Power(rule, reference) || IsUnderflow(rule, actual, expected);
    }

    /// <summary>
    /// Second partials come of some ten roundings. They are measured against the largest one of the point: mixed ones are differences,
    /// of hypot the others too.
    /// </summary>
    internal static bool IsSecond(Rule rule, double actual, double expected, Reference reference, out double error)
    {
        error = Ulps(rule, actual, expected, reference.Second.Max(Math.Abs));
        return error <= 2 * Usual;
    }

    // The runtime computes the root as a power of 1 / n as rounded: half an ulp of the exponent times log(x) is in the value.
    private static double Root(Rule rule, Reference reference) =>
        rule.Method.Name == nameof(double.RootN) ? Math.Abs(Math.Log(Math.Abs(reference.Point[0])) / reference.Point[1]) : 0;

    // y x^(y - 1): likewise half an ulp of the exponent y - 1, where it is rounded, times log(x).
    private static double Power(Rule rule, Reference reference)
    {
        if (rule.Method.Name != nameof(Math.Pow))
        {
            return 0;
        }

        var (x, y) = (reference.Point[0], reference.Point[1]);
        var isExact = RowFunctions.IsSingle(rule) ? (double)((float)y - 1) == y - 1 : (y - 1) + 1 == y;
        return isExact ? 0 : Math.Abs(Math.Log(Math.Abs(x)) * (y - 1)) / 2;
    }

    // Below the normal range of the precision a result may be lost: 1 / (1 + x * x) is 0 as soon as x * x overflows.
    private static bool IsUnderflow(Rule rule, double actual, double expected) =>
        Math.Abs(expected) < (RowFunctions.IsSingle(rule) ? 1.17549435e-38 : 2.2250738585072014e-308) && Math.Abs(actual) <= Math.Abs(expected);

    // The distance in units in the last place of a number of the given size.
    private static double Ulps(Rule rule, double actual, double expected, double size)
    {
        if (RowFunctions.IsSingle(rule))
        {
            (expected, size) = ((float)expected, (float)size);
        }

        if (double.IsNaN(expected) || double.IsInfinity(expected))
        {
            return actual.Equals(expected) ? 0 : double.PositiveInfinity;
        }

        var unit = RowFunctions.IsSingle(rule)
            ? MathF.BitIncrement(MathF.Abs((float)size)) - MathF.Abs((float)size)
            : Math.BitIncrement(Math.Abs(size)) - Math.Abs(size);
        var distance = Math.Abs(actual - expected) / unit;
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}
