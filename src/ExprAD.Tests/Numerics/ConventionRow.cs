using System.Globalization;
using System.Text.RegularExpressions;
using ExprAD.Tests.Oracles;

namespace ExprAD.Tests.Numerics;

/// <summary>A row of the tables in docs/numerics.md.</summary>
/// <param name="Function">The body of a lambda of x, y and z.</param>
/// <param name="At">Their values.</param>
/// <param name="Derivative">The partial derivatives.</param>
internal sealed partial record ConventionRow(string Function, double[] At, double[] Derivative)
{
    internal static IReadOnlyList<ConventionRow> ReadAll() =>
    [
        .. from line in File.ReadAllLines(Repository.PathOf("docs", "numerics.md"))
           where line.StartsWith("| `", StringComparison.Ordinal)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 6
           select new ConventionRow(cells[1].Trim('`'), Numbers(cells[2]), Numbers(cells[3])),
    ];

    /// <summary>The function as C#: of an array of doubles or floats.</summary>
    internal string Lambda(bool single)
    {
        var body = Parameter().Replace(Function, match => $"p[{match.Value[0] - 'x'}]");
        if (single)
        {
            body = body.Replace("Math.", "MathF.", StringComparison.Ordinal).Replace("MathF.Clamp", "Math.Clamp", StringComparison.Ordinal)
                .Replace("double.", "float.", StringComparison.Ordinal);
        }

        return $"p => (double)({body})";
    }

    [GeneratedRegex(@"\b[xyz]\b")]
    private static partial Regex Parameter();

    private static double[] Numbers(string cell) => Array.ConvertAll(cell.Split(','), text => text.Trim() switch
    {
        "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    });
}
