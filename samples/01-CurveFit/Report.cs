using Samples;

namespace CurveFit;

/// <summary>What the sample shows on the console.</summary>
internal static class Report
{
    private static readonly (double Digits, string Color)[] Colors = [(9, "green"), (Fit.EnoughDigits, "yellow"), (0, "red")];

    private static readonly (string Title, bool IsNumber)[] Columns =
    [
        ("problem", false), ("level", false), ("start", true), ("params", true), ("iterations", true),
        ("b", true), ("RSS", true), ("converged", false),
    ];

    /// <summary>Fits every problem from both starting points: with a progress bar, or line by line if the output is redirected.</summary>
    public static IReadOnlyList<Fit> RunWithProgress(IReadOnlyList<Problem> problems)
    {
        var fits = problems.SelectMany(problem => problem.Starts.Select((_, i) => Fit.Run(problem, i + 1)));
        return ProgressDisplay.Run(
            "fitting", fits, 2 * problems.Count, fit => $"{fit.Problem.Name} from start {fit.Start}: {fit.Iterations} iterations, {fit.Digits:F1} digits");
    }

    public static void ShowTable(IReadOnlyList<Fit> fits)
    {
        ConsoleTable.Write("NIST StRD nonlinear regression: Math.NET's Levenberg-Marquardt with ExprAD", Columns, fits.Select(Row));
        Console.WriteLine("b: correct digits of the worst parameter (log relative error, at most 11);");
        Console.WriteLine($"RSS: those of the residual sum of squares; converged: b is at least {Fit.EnoughDigits}.");
    }

    public static void ShowSummary(IReadOnlyList<Fit> fits)
    {
        Console.WriteLine();
        foreach (var group in fits.GroupBy(fit => fit.Start))
        {
            Console.WriteLine($"Start {group.Key}: {group.Count(fit => fit.Converged)} of {group.Count()} converged, "
                + $"median {Median(group.Select(fit => fit.Digits)):F1} digits.");
        }

        var failed = fits.Where(fit => !fit.Converged).Select(fit => $"{fit.Problem.Name} from start {fit.Start} (stopped with: {fit.Exit})").ToArray();
        Console.WriteLine(failed.Length == 0 ? "All converged." : $"Not converged: {string.Join(", ", failed)}.");
    }

    private static string[] Row(Fit fit) =>
    [
        fit.Problem.Name, fit.Problem.Difficulty, $"{fit.Start}", $"{fit.Problem.Certified.Length}", $"{fit.Iterations}",
        Colored(fit.Digits), Colored(fit.SumDigits), fit.Converged ? "yes" : "[red]no[/]",
    ];

    private static string Colored(double digits) => $"[{Colors.First(color => digits >= color.Digits).Color}]{digits:F1}[/]";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
