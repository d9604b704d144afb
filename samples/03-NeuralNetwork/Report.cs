using Samples;

namespace NeuralNetwork;

/// <summary>What the sample shows.</summary>
internal static class Report
{
    private static readonly (string Title, bool IsNumber)[] Columns =
        [("optimizer", false), ("loss", true), ("accuracy", true), ("held-out accuracy", true), ("held-out errors", true)];

    public static string Line(Epoch epoch) =>
        $"loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P1}, held out {epoch.HeldOutAccuracy:P1}";

    public static void ShowTable(DataSet data, IEnumerable<(string Optimizer, IReadOnlyList<Epoch> Run)> runs)
    {
        Console.WriteLine();
        ConsoleTable.Write(
            $"{data.Training.Length} images to learn from, {data.HeldOut.Length} held out", Columns, runs.Select(run => Row(data, run.Optimizer, run.Run[^1])));
    }

    public static void ShowPicture(IReadOnlyList<(string Optimizer, IReadOnlyList<Epoch> Run)> runs, string path)
    {
        Panel Curves(string title, string y, Func<Epoch, double> of) => new(
            title, "epoch", y, [.. runs.Select(run => new Series(run.Optimizer, [.. run.Run.Select((epoch, i) => (i + 1.0, of(epoch)))]))])
        { IsLogarithmicY = true };

        Picture.Save(
            [Curves("Loss", "cross-entropy", e => e.Loss), Curves("Held-out images", "errors, %", e => 100 * (1 - e.HeldOutAccuracy))], columns: 2, path);
    }

    private static string[] Row(DataSet data, string optimizer, Epoch last) =>
    [
        optimizer, $"{last.Loss:F5}", $"{last.Accuracy:P1}", $"{last.HeldOutAccuracy:P1}", $"{Math.Round(data.HeldOut.Length * (1 - last.HeldOutAccuracy))}",
    ];
}
