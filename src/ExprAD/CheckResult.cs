using System.Globalization;

namespace ExprAD;

/// <summary>What <c>Ad.Check</c> has found: the derivative beside finite differences, in both modes.</summary>
public sealed record CheckResult
{
    /// <summary>Whether every component agrees: <see cref="MaxError"/> is at most <see cref="Tolerance"/>.</summary>
    public required bool Passed { get; init; }

    /// <summary>
    /// The largest difference of a component, relative to the larger of the two numbers, or to the smallest number that finite
    /// differences can tell from zero where both are smaller; infinite where one is not finite.
    /// </summary>
    public required double MaxError { get; init; }

    /// <summary>The component with the largest error, such as <c>x</c>, <c>w[3]</c>, <c>p.Rate</c>; empty if there are none.</summary>
    public required string Worst { get; init; }

    /// <summary>The derivative with respect to the worst component.</summary>
    public required double Analytic { get; init; }

    /// <summary>The finite difference of the worst component.</summary>
    public required double Numeric { get; init; }

    /// <summary>The mode that gave <see cref="Analytic"/>.</summary>
    public required AdMode Mode { get; init; }

    /// <summary>How many real numbers the parameters are made of.</summary>
    public required int Components { get; init; }

    /// <summary>The largest error that passes.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The result as a sentence, the same in every culture.</summary>
    /// <returns>Such as: Passed: 3 components agree to 2.1E-12; the worst is w[1]: 0.5 (Reverse) against 0.5 by finite differences.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Verdict}{Detail}.");

    private FormattableString Verdict => (Passed, Components) switch
    {
        (true, 0) => $"Passed: there are no components",
        (true, 1) => $"Passed: the derivative agrees to {MaxError:0.0E+0}",
        (true, _) => $"Passed: {Components} components agree to {MaxError:0.0E+0}",
        (false, 1) => $"Failed: the derivative has an error of {MaxError:0.0E+0}",
        (false, _) => $"Failed: of {Components} components the largest error is {MaxError:0.0E+0}",
    };

    private FormattableString Detail => Components switch
    {
        0 => $"",
        1 => $"; {Worst}: {Analytic:R} ({Mode}) against {Numeric:R} by finite differences",
        _ => $"; the worst is {Worst}: {Analytic:R} ({Mode}) against {Numeric:R} by finite differences",
    };
}
