using System.Globalization;
using System.Text.RegularExpressions;

namespace CurveFit;

/// <summary>Reads a .dat file of NIST's Statistical Reference Datasets, nonlinear regression.</summary>
internal static partial class StrdFile
{
    /// <summary>Known misprints of the files. The files stay as they came; the reader puts the right number in place.</summary>
    private static readonly (string Problem, string Printed, string Meant)[] Errata =
    [
        // The last digit of the exponent has slipped to the front. With 1.20 the residual sum of squares would be 50,000 times
        // the certified one; with 0.20 it is the certified one in all its digits.
        ("Roszman1", "1.20196866396E-0", "2.0196866396E-01"),
    ];

    public static Problem Read(string path, Model model)
    {
        var lines = File.ReadAllLines(path);
        var parameters = lines.Select(line => ParameterLine().Match(line)).Where(match => match.Success).ToArray();
        double[] Column(string group) => [.. parameters.Select(match => Number(match.Groups[group].Value, model.Name))];

        // "Data:" stands twice: before the description of the variables, and before the observations, which end the file.
        var header = Array.FindLastIndex(lines, line => line.StartsWith("Data:", StringComparison.Ordinal));
        var rows = lines.Skip(header + 1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length > 0)
            .Select(fields => fields.Select(field => Number(field, model.Name)).ToArray())
            .ToArray();

        var announced = (int)Number(After(lines, "Number of Observations:"), model.Name);
        if (rows.Length != announced || parameters.Length == 0)
        {
            throw new InvalidDataException($"{path}: {rows.Length} observations where {announced} are announced, {parameters.Length} parameters.");
        }

        return new Problem(
            model,
            DifficultyLine().Match(string.Join('\n', lines)).Groups["level"].Value,
            [Column("start1"), Column("start2")],
            Column("certified"),
            Number(After(lines, "Residual Sum of Squares:"), model.Name),
            [.. rows.Select(row => row[1..])],
            [.. rows.Select(row => model.Response(row[0]))]);
    }

    private static string After(string[] lines, string title) =>
        lines.Single(line => line.StartsWith(title, StringComparison.Ordinal))[title.Length..].Trim();

    private static double Number(string text, string problem)
    {
        foreach (var erratum in Errata)
        {
            if (erratum.Problem == problem && erratum.Printed == text)
            {
                text = erratum.Meant;
            }
        }

        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\s*b\d+\s*=\s*(?<start1>\S+)\s+(?<start2>\S+)\s+(?<certified>\S+)\s+(?<deviation>\S+)\s*$")]
    private static partial Regex ParameterLine();

    [GeneratedRegex(@"(?<level>\w+) Level of Difficulty")]
    private static partial Regex DifficultyLine();
}
