using Spectre.Console;

namespace CurveFit;

/// <summary>What the sample shows on the console.</summary>
internal static class Report
{
    private const int RedirectedWidth = 110;

    private static readonly (double Digits, string Color)[] Colors = [(9, "green"), (Fit.EnoughDigits, "yellow"), (0, "red")];

    private static readonly (string Title, bool IsNumber)[] Titles =
    [
        ("problem", false), ("level", false), ("start", true), ("params", true), ("iterations", true),
        ("b", true), ("RSS", true), ("converged", false),
    ];

    /// <summary>Fits every problem from both starting points: with a progress bar, or line by line if the output is redirected.</summary>
    public static IReadOnlyList<Fit> RunWithProgress(IReadOnlyList<Problem> problems)
    {
        (Problem Problem, int Start)[] jobs = [.. problems.SelectMany(problem => new[] { (problem, 1), (problem, 2) })];
        return AnsiConsole.Profile.Out.IsTerminal ? RunWithBar(jobs) : RunWithLines(jobs);
    }

    public static void ShowTable(IReadOnlyList<Fit> fits)
    {
        var table = new Table().Border(TableBorder.Simple).Title("NIST StRD nonlinear regression: Math.NET's Levenberg-Marquardt with ExprAD");
        foreach (var (title, isNumber) in Titles)
        {
            var column = new TableColumn(title).NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var fit in fits)
        {
            var problem = fit.Problem;
            table.AddRow(
                problem.Name, problem.Difficulty, $"{fit.Start}", $"{problem.Certified.Length}", $"{fit.Iterations}",
                Colored(fit.Digits), Colored(fit.SumDigits), fit.Converged ? "yes" : "[red]no[/]");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("b: correct digits of the worst parameter (log relative error, at most 11);");
        AnsiConsole.WriteLine($"RSS: those of the residual sum of squares; converged: b is at least {Fit.EnoughDigits}.");
    }

    public static void ShowSummary(IReadOnlyList<Fit> fits)
    {
        AnsiConsole.WriteLine();
        foreach (var group in fits.GroupBy(fit => fit.Start))
        {
            AnsiConsole.WriteLine($"Start {group.Key}: {group.Count(fit => fit.Converged)} of {group.Count()} converged, "
                + $"median {Median(group.Select(fit => fit.Digits)):F1} digits.");
        }

        var failed = fits.Where(fit => !fit.Converged).Select(fit => $"{fit.Problem.Name} from start {fit.Start} (stopped with: {fit.Exit})").ToArray();
        AnsiConsole.WriteLine(failed.Length == 0 ? "All converged." : $"Not converged: {string.Join(", ", failed)}.");
    }

    public static void ShowPicture(string path) => Console.WriteLine($"Picture: {path}");

    private static List<Fit> RunWithBar((Problem Problem, int Start)[] jobs) =>
        AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                var task = context.AddTask("fitting", maxValue: jobs.Length);
                var fits = new List<Fit>();
                foreach (var (problem, start) in jobs)
                {
                    task.Description = $"{problem.Name,-8} start {start}";
                    fits.Add(Fit.Run(problem, start));
                    task.Increment(1);
                }

                task.Description = $"{fits.Count} fits";
                return fits;
            });

    private static List<Fit> RunWithLines((Problem Problem, int Start)[] jobs)
    {
        AnsiConsole.Profile.Width = RedirectedWidth;
        var fits = new List<Fit>();
        foreach (var (problem, start) in jobs)
        {
            var fit = Fit.Run(problem, start);
            fits.Add(fit);
            Console.WriteLine($"[{fits.Count}/{jobs.Length}] {problem.Name} from start {start}: {fit.Iterations} iterations, {fit.Digits:F1} digits");
        }

        return fits;
    }

    private static string Colored(double digits) => $"[{Colors.First(color => digits >= color.Digits).Color}]{digits:F1}[/]";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
