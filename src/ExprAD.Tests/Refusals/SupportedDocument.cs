using System.Text;
using ExprAD.Writers;

namespace ExprAD.Tests.Refusals;

/// <summary>docs/supported.md: what stands before its table is written by hand, the table by this class from the actual messages.</summary>
internal static class SupportedDocument
{
    private const string Start = "<!-- The tables below are written by a test: run the tests with EXPRAD_WRITE_DOCS=1 to write them again. -->";

    internal static string Path
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(folder.FullName, "ExprAD.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("ExprAD.sln is in no folder above the tests.");
            }

            return System.IO.Path.Combine(folder.FullName, "docs", "supported.md");
        }
    }

    /// <summary>The document with its tables made anew.</summary>
    internal static string Renewed(string document)
    {
        var text = new StringBuilder(document.ReplaceLineEndings("\n"));
        var end = text.ToString().IndexOf(Start, StringComparison.Ordinal);
        text.Length = end < 0 ? text.Length : end;
        text.Append(Start).Append('\n');
        foreach (var (title, rows) in RefusalTests.Sections)
        {
            text.Append("\n### ").Append(title).Append("\n\n| | refused | because | instead |\n| --- | --- | --- | --- |\n");
            foreach (var row in rows)
            {
                var refusal = Refusal(row);
                text.Append("| ").AppendJoin(" | ", row.What, $"`{Cell(CSharpPrinter.Print(refusal.Node))}`", Cell(refusal.Reason), Cell(refusal.Remedy)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static NotDifferentiableException Refusal(Refused row)
    {
        try
        {
            row.Verbs[0](AdOptions.Default);
            throw new InvalidOperationException($"{row.What} is not refused.");
        }
        catch (NotDifferentiableException refusal)
        {
            return refusal;
        }
    }

    private static string Cell(string text) => text.Replace("ExprAD.Tests.Refusals.", "", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
