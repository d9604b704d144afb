using System.Globalization;

namespace LogisticRegression;

/// <summary>The table in two parts: one to learn from, one to test with.</summary>
public sealed record DataSet(Tumor[] Training, Tumor[] HeldOut)
{
    /// <summary>Every third tumor is held out. Measurements are scaled to mean 0 and deviation 1 in the training part.</summary>
    /// <param name="path">A file with a line of header, then a line per tumor: measurements, and 1 if it is benign.</param>
    /// <returns>The two parts.</returns>
    public static DataSet Read(string path)
    {
        double[][] table = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        var training = table.Where((_, i) => i % 3 != 2).ToArray();
        var heldOut = table.Where((_, i) => i % 3 == 2).ToArray();

        var measurements = table[0].Length - 1;
        var mean = Enumerable.Range(0, measurements).Select(j => training.Average(row => row[j])).ToArray();
        var deviation = mean.Select((m, j) => Math.Sqrt(training.Average(row => Math.Pow(row[j] - m, 2)))).ToArray();

        Tumor Scaled(double[] row) =>
            new([1, .. mean.Select((m, j) => (row[j] - m) / deviation[j])], row[^1] == 1 ? 1 : -1);

        return new DataSet([.. training.Select(Scaled)], [.. heldOut.Select(Scaled)]);
    }
}
