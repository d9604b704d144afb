using Samples;

namespace CurveFit;

/// <summary>Data and fitted curve of six problems, a panel each.</summary>
internal static class Curves
{
    private const int CurvePoints = 400;

    private static readonly (string Problem, string X, string Y)[] Shown =
    [
        ("Hahn1",    "temperature, K",            "thermal expansion of copper"),
        ("Thurber",  "log of density",            "electron mobility"),
        ("Gauss3",   "x",                         "y"),
        ("ENSO",     "month",                     "air pressure difference"),
        ("Eckerle4", "wavelength, nm",            "transmittance"),
        ("Chwirut1", "metal distance",            "ultrasonic response"),
    ];

    /// <summary>The panels of those problems that were fitted, each with its better fit.</summary>
    public static IReadOnlyList<Panel> Of(IReadOnlyList<Fit> fits) =>
    [
        .. from shown in Shown
           let fit = fits.Where(fit => fit.Problem.Name == shown.Problem && fit.Parameters is not null).MaxBy(fit => fit.Digits)
           where fit is not null
           select new Panel(Title(fit), shown.X, shown.Y, [Data(fit.Problem), Curve(fit)]),
    ];

    private static string Title(Fit fit) =>
        FormattableString.Invariant($"{fit.Problem.Name}: {fit.Parameters!.Length} parameters, {fit.Digits:F1} digits");

    private static Series Data(Problem problem) =>
        new("", [.. problem.Predictors.Zip(problem.Responses, (x, y) => (x[0], y))], IsCurve: false);

    private static Series Curve(Fit fit)
    {
        var value = fit.Problem.Model.Compile();
        var from = fit.Problem.Predictors.Min(x => x[0]);
        var to = fit.Problem.Predictors.Max(x => x[0]);
        var xs = Enumerable.Range(0, CurvePoints + 1).Select(i => from + (to - from) * i / CurvePoints);
        return new("", [.. xs.Select(x => (x, value(fit.Parameters!, [x])))]);
    }
}
