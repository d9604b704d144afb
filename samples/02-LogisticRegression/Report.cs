using Samples;

namespace LogisticRegression;

/// <summary>What the sample shows.</summary>
internal static class Report
{
    private static readonly (string Title, bool IsNumber)[] Columns =
    [
        ("optimizer", false), ("gradients", true), ("loss", true), ("gradient norm", true), ("accuracy", true), ("held-out accuracy", true),
    ];

    public static string Line(Evaluation evaluation) => $"loss {evaluation.Loss:F6}, gradient norm {evaluation.GradientNorm:E1}";

    public static void ShowTable(DataSet data, IEnumerable<(string Optimizer, IReadOnlyList<Evaluation> Run)> runs)
    {
        Console.WriteLine();
        ConsoleTable.Write(
            $"{data.Training.Length} tumors to learn from, {data.HeldOut.Length} held out", Columns, runs.Select(run => Row(data, run.Optimizer, run.Run)));
    }

    public static void ShowPicture(IReadOnlyList<(string Optimizer, IReadOnlyList<Evaluation> Run)> runs, string path)
    {
        Panel Curves(string title, string y, Func<Evaluation, double> of) => new(
            title, "gradients", y,
            [.. runs.Select(run => new Series(run.Optimizer, [.. run.Run.Select((evaluation, i) => (i + 1.0, of(evaluation)))]))])
        { IsLogarithmicX = true };

        Picture.Save(
            [Curves("Loss", "loss", e => e.Loss), Curves("Gradient", "norm", e => e.GradientNorm) with { IsLogarithmicY = true }], columns: 2, path);
    }

    private static string[] Row(DataSet data, string optimizer, IReadOnlyList<Evaluation> run)
    {
        var last = run[^1];
        return
        [
            optimizer, $"{run.Count}", $"{last.Loss:F8}", $"{last.GradientNorm:E1}",
            $"{Classifier.Accuracy(last.Weights, data.Training):P1}", $"{Classifier.Accuracy(last.Weights, data.HeldOut):P1}",
        ];
    }
}
