namespace ExprAD.Tests.Oracles;

/// <summary>
/// Derivatives by central differences, extrapolated to step 0 (Ridders 1982, "Accurate computation of F'(x) and F'(x) F''(x)"), with the
/// error that the extrapolation itself admits. At a kink, a jump or a pole the estimates for different steps disagree, and the error
/// is large.
/// </summary>
internal static class Differences
{
    private const int Steps = 9;
    private const double Shrink = 1.6;

    /// <summary>The derivative and the error of it; the error is NaN where the function is not finite around the point.</summary>
    internal static (double Derivative, double Error) Of(Func<double, double> f, double x, double largest = 0.05)
    {
        var table = new double[Steps, Steps];
        var (best, error) = (double.NaN, double.PositiveInfinity);
        var magnitude = 0.0;
        var h = largest * Math.Max(1, Math.Abs(x));
        for (var i = 0; i < Steps; i++, h /= Shrink)
        {
            var (left, right) = (x - h, x + h);
            var (below, above) = (f(left), f(right));
            magnitude = Math.Max(magnitude, Math.Max(Math.Abs(below), Math.Abs(above)));
            table[i, 0] = (above - below) / (right - left);
            var factor = Shrink * Shrink;
            for (var k = 1; k <= i; k++, factor *= Shrink * Shrink)
            {
                table[i, k] = table[i, k - 1] + ((table[i, k - 1] - table[i - 1, k - 1]) / (factor - 1));
                var change = Math.Max(Math.Abs(table[i, k] - table[i, k - 1]), Math.Abs(table[i, k] - table[i - 1, k - 1]));
                if (!(change > error))
                {
                    (best, error) = (table[i, k], change);
                }
            }
        }

        // Two extrapolations may agree by chance; what rounding does to the quotient of the smallest step is always there.
        return (best, error + (4 * 1.2e-16 * magnitude / (h * Shrink)));
    }
}
