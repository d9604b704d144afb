using System.Globalization;

namespace ExprAD.Tests.Tables;

/// <summary>A function's value and derivatives at a point, as references.py has computed them.</summary>
/// <param name="Point">The arguments.</param>
/// <param name="Value">The value.</param>
/// <param name="First">The partial derivatives, NaN where there is none.</param>
/// <param name="Second">The second ones with respect to real arguments, xx xy xz yy yz zz; empty at points that are not ordinary.</param>
internal sealed record Reference(double[] Point, double Value, double[] First, double[] Second)
{
    /// <summary>Whether the arguments are floats too.</summary>
    internal bool IsSingle => Array.TrueForAll(Point, x => (float)x == x && (x == 0 || Math.Abs(x) >= 1e-37));
}

/// <summary>The reference numbers, by name of the function and number of its arguments.</summary>
internal static class References
{
    private static readonly Lazy<ILookup<string, Reference>> All = new(Read);

    internal static IReadOnlyList<Reference> Of(string name, int arguments) =>
        [.. All.Value[name + "/" + arguments.ToString(CultureInfo.InvariantCulture)]];

    internal static IEnumerable<string> Names => All.Value.Select(group => group.Key);

    /// <summary>0x1.8p+1 is 3.</summary>
    internal static double Hexadecimal(string text)
    {
        var sign = text[0] == '-' ? -1 : 1;
        var parts = text[(text.IndexOf('x', StringComparison.Ordinal) + 1)..].Split('.', 'p');
        var mantissa = Convert.ToInt64(parts[0] + parts[1], 16);
        return sign * Math.ScaleB(mantissa, int.Parse(parts[2], CultureInfo.InvariantCulture) - (4 * parts[1].Length));
    }

    private static ILookup<string, Reference> Read()
    {
        using var stream = typeof(References).Assembly.GetManifestResourceStream("references.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(';'))
            .ToLookup(
                fields => fields[0],
                fields => new Reference(
                    [.. fields[1].Split(' ').Select(Hexadecimal)], Number(fields[2]), [.. fields[3].Split(' ').Select(Number)],
                    [.. fields[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)]));
    }

    private static double Number(string text) => text == "-" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
