namespace ExprAD;

/// <summary>
/// Finite differences: derivatives of functions that nobody can look into, and an independent opinion on those of
/// <see cref="Ad"/>. Their digits are limited by rounding, unlike those of <see cref="Ad"/>.
/// </summary>
public static class Numeric
{
    /// <summary>The derivative of a function by finite differences.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="method">The difference; Richardson if not given.</param>
    /// <param name="step">
    /// The step, for <see cref="NumericMethod.Richardson"/> the largest one; if not given it is chosen by the magnitude of
    /// <paramref name="x"/>.
    /// </param>
    /// <returns>An estimate of f'(x); NaN where the function has no finite values on both sides of the point.</returns>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not a positive number, or the method is unknown.</exception>
    /// <example><code>
    /// Numeric.Derivative(Math.Sin, 1.0);                             // 0.5403023058681...
    /// Numeric.Derivative(Math.Sin, 1.0, NumericMethod.Central, 1e-5);
    /// </code></example>
    public static double Derivative(Func<double, double> f, double x, NumericMethod method = NumericMethod.Richardson, double? step = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        Check(method, step);
        return Difference.Of(f, x, method, step).Value;
    }

    /// <summary>The derivative of a function by Richardson extrapolation, with an estimate of its error.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="error">The estimated absolute error; infinite where nothing can be said.</param>
    /// <returns>An estimate of f'(x); NaN where the function has no finite values on both sides of the point.</returns>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <remarks>
    /// C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Advances in Engineering Software 4 (1982) 75-76:
    /// central differences with steps h, h/2, h/4, .. are extrapolated by Neville's scheme, and the entry of the table that
    /// differs least from its neighbours is taken.
    /// </remarks>
    public static double Derivative(Func<double, double> f, double x, out double error)
    {
        ArgumentNullException.ThrowIfNull(f);
        var difference = Difference.Of(f, x, NumericMethod.Richardson, null);
        error = difference.Error;
        return difference.Value;
    }

    /// <summary>The gradient of a function by finite differences, component by component.</summary>
    /// <param name="f">The function; it is called with one array, changed between the calls.</param>
    /// <param name="x">The point; it is not changed.</param>
    /// <param name="method">The difference; Richardson if not given.</param>
    /// <param name="step">The step of every component, for <see cref="NumericMethod.Richardson"/> the largest one; if not given it is
    /// chosen by the magnitude of each component.</param>
    /// <returns>An estimate of the gradient, as long as <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentNullException">The function or the point is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not a positive number, or the method is unknown.</exception>
    public static double[] Gradient(Func<double[], double> f, double[] x, NumericMethod method = NumericMethod.Richardson, double? step = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        Check(method, step);
        var at = (double[])x.Clone();
        var gradient = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            gradient[i] = Difference.Of(Along(i), x[i], method, step).Value;
            at[i] = x[i];
        }

        return gradient;

        Func<double, double> Along(int i) => v =>
        {
            at[i] = v;
            return f(at);
        };
    }

    private static void Check(NumericMethod method, double? step)
    {
        if (!Enum.IsDefined(method))
        {
            throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such finite difference.");
        }

        if (step is { } h && !(h > 0 && double.IsFinite(h)))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The step of a finite difference is a positive number.");
        }
    }
}
