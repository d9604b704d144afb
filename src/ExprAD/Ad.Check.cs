using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using ExprAD.Graphs;

namespace ExprAD;

/// <content>Derivatives compared with finite differences.</content>
public static partial class Ad
{
    private const double CheckTolerance = 1e-6;

    /// <summary>Compares the derivative of a function, in forward and reverse mode, with Richardson differences.</summary>
    /// <param name="f">The function.</param>
    /// <param name="at">The point.</param>
    /// <returns>Whether they agree, how well, and where the worst component stands.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    /// <remarks>At a kink the difference is a mean of both sides and need not be what the derivative is by convention.</remarks>
    /// <example><code>
    /// Console.WriteLine(Ad.Check(x => x * Math.Sin(x), 2.0)); // Passed: the derivative agrees to 1.3E-13; x: 0.0770.. (Forward) against ..
    /// </code></example>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double>> f, double at) => Check(f, at, AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    /// <param name="f">The function.</param>
    /// <param name="at">The point.</param>
    /// <param name="options">Back end and arithmetic of the derivative; both modes are compared whatever the options say.</param>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double>> f, double at, AdOptions options) => Check<double>(f, at, options);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double[], double>> f, double[] at) => Check(f, at, AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double, AdOptions)"/>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double[], double>> f, double[] at, AdOptions options) => Check<double[]>(f, at, options);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double, double>> f, (double, double) at) => Check(f, at, AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double, AdOptions)"/>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double, double>> f, (double, double) at, AdOptions options)
    {
        CheckArguments(f, options);
        return Compare(f, [at.Item1, at.Item2], mode =>
        {
            var (x, y) = Grad(f, options with { Mode = mode })(at.Item1, at.Item2);
            return [x, y];
        });
    }

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    /// <param name="f">The function.</param>
    /// <param name="x">The first coordinate of the point.</param>
    /// <param name="y">The second coordinate of the point.</param>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double, double>> f, double x, double y) => Check(f, (x, y), AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double, double, double>> f, (double, double, double) at) =>
        Check(f, at, AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double, AdOptions)"/>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double, double, double>> f, (double, double, double) at, AdOptions options)
    {
        CheckArguments(f, options);
        return Compare(f, [at.Item1, at.Item2, at.Item3], mode =>
        {
            var (x, y, z) = Grad(f, options with { Mode = mode })(at.Item1, at.Item2, at.Item3);
            return [x, y, z];
        });
    }

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    /// <param name="f">The function.</param>
    /// <param name="x">The first coordinate of the point.</param>
    /// <param name="y">The second coordinate of the point.</param>
    /// <param name="z">The third coordinate of the point.</param>
    [OverloadResolutionPriority(1)]
    public static CheckResult Check(Expression<Func<double, double, double, double>> f, double x, double y, double z) =>
        Check(f, (x, y, z), AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double)"/>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    public static CheckResult Check<T>(Expression<Func<T, double>> f, T at) => Check(f, at, AdOptions.Default);

    /// <inheritdoc cref="Check(Expression{Func{double, double}}, double, AdOptions)"/>
    /// <typeparam name="T">A number, or a type made of numbers.</typeparam>
    public static CheckResult Check<T>(Expression<Func<T, double>> f, T at, AdOptions options)
    {
        CheckArguments(f, options);
        ArgumentNullException.ThrowIfNull(at);
        return Compare(f, [at], mode => [Grad<T>(f, options with { Mode = mode })(at)]);
    }

    private static void CheckArguments(LambdaExpression f, AdOptions options)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(options);
    }

    // One entry of `at` and of the gradient per parameter.
    private static CheckResult Compare(LambdaExpression f, object?[] at, Func<AdMode, object?[]> gradient)
    {
        var function = OfArray(f);
        var gradients = new[] { AdMode.Forward, AdMode.Reverse }.Select(mode => (Mode: mode, Gradient: gradient(mode))).ToList();
        var (worst, count) = (Compared("", 0, 0, AdMode.Auto, 0), 0);
        for (var p = 0; p < at.Length; p++)
        {
            var (position, type) = (p, f.Parameters[p].Type);
            foreach (var component in Components.Of(type, at[p], f.Parameters[p].Name ?? "x"))
            {
                count++;
                var difference = Difference.Of(Along, Components.Read(at[p]!, component), NumericMethod.Richardson, null, component.IsSingle);
                foreach (var (mode, found) in gradients)
                {
                    var analytic = Components.Read(found[p]!, component);
                    var error = RelativeError(analytic, difference);
                    if (worst.Worst.Length == 0 || error > worst.MaxError)
                    {
                        worst = Compared(component.Name, analytic, difference.Value, mode, error);
                    }
                }

                double Along(double number)
                {
                    var moved = (object?[])at.Clone();
                    moved[position] = Components.With(type, at[position]!, component, number);
                    return function(moved);
                }
            }
        }

        return worst with { Components = count };
    }

    private static Func<object?[], double> OfArray(LambdaExpression f)
    {
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var call = Expression.Invoke(f, f.Parameters.Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.Type)));
        return Expression.Lambda<Func<object?[], double>>(call, arguments).Compile();
    }

    private static CheckResult Compared(string name, double analytic, double numeric, AdMode mode, double error) => new()
    {
        Passed = error <= CheckTolerance,
        MaxError = error,
        Worst = name,
        Analytic = analytic,
        Numeric = numeric,
        Mode = mode,
        Components = 0,
        Tolerance = CheckTolerance,
    };

    // Numbers below the error of the difference are not told from zero; the error is believed up to a thousandth of the numbers,
    // lest a difference that has not converged agree with anything.
    private static double RelativeError(double analytic, Difference difference)
    {
        if (!double.IsFinite(analytic) || !double.IsFinite(difference.Value))
        {
            return double.PositiveInfinity;
        }

        var larger = Math.Max(Math.Abs(analytic), Math.Abs(difference.Value));
        var noise = Math.Max(difference.Rounding, Math.Min(difference.Error, larger / 1000));
        var distance = Math.Abs(analytic - difference.Value);
        return distance == 0 ? 0 : distance / Math.Max(larger, 2 * noise / CheckTolerance);
    }
}
