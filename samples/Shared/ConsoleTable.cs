using Spectre.Console;

namespace Samples;

/// <summary>A table on the console.</summary>
public static class ConsoleTable
{
    private const int RedirectedWidth = 110;

    /// <summary>Writes a table.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="columns">The titles of its columns, and whether numbers stand in them.</param>
    /// <param name="rows">The cells, in Spectre.Console's markup.</param>
    public static void Write(string title, IEnumerable<(string Title, bool IsNumber)> columns, IEnumerable<string[]> rows)
    {
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var table = new Table().Border(TableBorder.Simple).Title(title);
        foreach (var (name, isNumber) in columns)
        {
            var column = new TableColumn(name).NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row);
        }

        AnsiConsole.Write(table);
    }
}
