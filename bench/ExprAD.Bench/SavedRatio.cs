using System.Globalization;

namespace ExprAD.Bench;

/// <summary>A row of a saved table: the time of a competitor, in times of the one of the derivative written by hand.</summary>
/// <param name="Benchmark">The class that measured it.</param>
/// <param name="Case">The function or the size, empty if there is only one.</param>
/// <param name="Competitor">What was measured.</param>
/// <param name="Value">The ratio.</param>
internal sealed record SavedRatio(string Benchmark, string Case, string Competitor, double Value)
{
    private const string Method = "Method";
    private const string Ratio = "Ratio";
    private const string Hand = "Hand";

    /// <summary>The rows of all tables of a folder in which something written by hand is the measure.</summary>
    internal static IReadOnlyList<SavedRatio> Of(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).SelectMany(OfTable)];

    private static IEnumerable<SavedRatio> OfTable(string file)
    {
        string[][] table = [.. File.ReadLines(file).Where(line => line.StartsWith('|')).Select(Cells)];
        if (table is not [var names, _, .. var rows] || !names.Contains(Method) || !names.Contains(Ratio))
        {
            return [];
        }

        // Parameters stand between the method and its mean time.
        var (method, mean, ratio) = (names.IndexOf(Method), names.IndexOf("Mean"), names.IndexOf(Ratio));
        SavedRatio[] all =
        [
            .. from row in rows
               where double.TryParse(row[ratio], CultureInfo.InvariantCulture, out _)
               select new SavedRatio(
                   Path.GetFileNameWithoutExtension(file),
                   string.Join(", ", row[(method + 1)..mean]),
                   row[method],
                   double.Parse(row[ratio], CultureInfo.InvariantCulture)),
        ];
        return all.Any(row => row.Competitor == Hand) ? all : [];
    }

    // The exporter sets the first row of each case in bold.
    private static string[] Cells(string line) => [.. line.Split('|')[1..^1].Select(cell => cell.Trim().Trim('*'))];
}
