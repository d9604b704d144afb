namespace ExprAD;

/// <summary>A finite difference: the arithmetic behind <see cref="Numeric"/> and <c>Ad.Check</c>.</summary>
/// <param name="Value">The estimated derivative.</param>
/// <param name="Error">The estimated absolute error of the value, rounding included.</param>
/// <param name="Rounding">The part of the error that rounding of the function's values can make.</param>
internal readonly record struct Difference(double Value, double Error, double Rounding)
{
    private const double Epsilon = 2.2204460492503131e-16;

    // Twenty halvings reach from a tenth of the point to where rounding takes half of the digits.
    private const int Steps = 20;

    // The table ends early once the error grows again after it has been this small.
    private const double Converged = 1e-10;

    private static Difference None => new(double.NaN, double.PositiveInfinity, double.PositiveInfinity);

    private double RelativeError => double.IsNaN(Value) ? double.PositiveInfinity : Error > 0 ? Error / Math.Abs(Value) : 0;

    /// <param name="f">The function of one component.</param>
    /// <param name="x">The component.</param>
    /// <param name="method">The difference.</param>
    /// <param name="step">The step, or null for a choice by the magnitude of the component.</param>
    /// <param name="single">Whether the component is a <see cref="float"/>, so that points and values are rounded to 24 bits.</param>
    internal static Difference Of(Func<double, double> f, double x, NumericMethod method, double? step, bool single = false)
    {
        var unit = single ? (double)float.BitIncrement(1) - 1 : Epsilon;
        var scale = Math.Max(1, Math.Abs(x));
        switch (method)
        {
            case NumericMethod.Forward:
                return Plain(f, x, 0, step ?? Math.Sqrt(unit) * scale, unit);
            case NumericMethod.Central:
                return Plain(f, x, 1, step ?? Math.Cbrt(unit) * scale, unit);
            default:
                var wide = Extrapolated(f, x, step ?? PowerOfTwo(scale) / 8, unit);
                if (step is not null || x == 0 || Math.Abs(x) >= 0.5 || wide.RelativeError <= Converged)
                {
                    return wide;
                }

                // A small component may be small beside 1 only, or lie near a pole at 0: steps by its own magnitude tell.
                var narrow = Extrapolated(f, x, PowerOfTwo(Math.Abs(x)) / 8, unit);
                return narrow.RelativeError < wide.RelativeError ? narrow : wide;
        }
    }

    private static Difference Plain(Func<double, double> f, double x, int below, double h, double unit)
    {
        var (right, left) = (Round(x + h, unit), below == 0 ? x : Round(x - h, unit));
        var (up, down) = (f(right), f(left));
        var rounding = unit * Math.Max(Math.Abs(up), Math.Abs(down)) / h;
        return new Difference((up - down) / (right - left), rounding, rounding);
    }

    // Ridders' table: row i has step h / 2^i; column j has order 2 (j + 1).
    private static Difference Extrapolated(Func<double, double> f, double x, double h, double unit)
    {
        var first = Plain(f, x, 1, h, unit);
        for (var halvings = 0; !double.IsFinite(first.Value); halvings++)
        {
            h /= 2;
            if (halvings == 60 || Round(x + h, unit) == x || Round(x - h, unit) == x)
            {
                return None;
            }

            first = Plain(f, x, 1, h, unit);
        }

        var (best, above) = (first with { Error = double.PositiveInfinity }, new double[] { first.Value });
        for (var i = 1; i < Steps && Round(x + (h /= 2), unit) != x; i++)
        {
            var plain = Plain(f, x, 1, h, unit);
            var row = new double[i + 1];
            row[0] = plain.Value;
            for (var (j, factor) = (1, 4.0); j <= i; j++, factor *= 4)
            {
                row[j] = row[j - 1] + ((row[j - 1] - above[j - 1]) / (factor - 1));
                var error = Math.Max(Math.Abs(row[j] - row[j - 1]), Math.Abs(row[j] - above[j - 1]));
                best = Better(best, new Difference(row[j], Math.Max(error, plain.Rounding), plain.Rounding));
            }

            if (best.RelativeError <= Converged && Math.Abs(row[i] - above[i - 1]) > 2 * best.Error)
            {
                break;
            }

            above = row;
        }

        return best;
    }

    private static Difference Better(Difference a, Difference b) => b.Error < a.Error ? b : a;

    private static double Round(double x, double unit) => unit == Epsilon ? x : (float)x;

    private static double PowerOfTwo(double x) => double.IsFinite(x) ? Math.ScaleB(1, Math.ILogB(x)) : x;
}
