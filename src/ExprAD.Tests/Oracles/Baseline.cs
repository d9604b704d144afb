using System.Text;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Texts under titles in a file beside the tests. With the environment variable EXPRAD_WRITE_BASELINES=1 the file is
/// written anew, to be reviewed as a change of the repository.
/// </summary>
/// <param name="path">The file, from the folder of the test project.</param>
internal sealed class Baseline(string path)
{
    private const string Indentation = "    ";

    internal void Compare(IReadOnlyList<(string Title, string Text)> actual)
    {
        if (Environment.GetEnvironmentVariable("EXPRAD_WRITE_BASELINES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File())!);
            System.IO.File.WriteAllText(File(), Written(actual));
        }

        var expected = Read();
        Assert.Equal(actual.Select(a => a.Title), expected.Select(e => e.Title));
        var different = expected.Zip(actual).Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => $"{pair.First.Title}\nwas\n{pair.First.Text}\nand is\n{pair.Second.Text}\n");
        Assert.True(!different.Any(), string.Join("\n", different) + "If this is better, run the tests with EXPRAD_WRITE_BASELINES=1.");
    }

    private static string Written(IReadOnlyList<(string Title, string Text)> entries)
    {
        var text = new StringBuilder();
        foreach (var (title, body) in entries)
        {
            text.Append(title).Append('\n');
            foreach (var line in body.Split('\n'))
            {
                text.Append(line.Length == 0 ? "" : Indentation + line).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private List<(string Title, string Text)> Read()
    {
        var entries = new List<(string, string)>();
        foreach (var block in System.IO.File.ReadAllText(File()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n');
            entries.Add((lines[0], string.Join('\n', lines.Skip(1).Select(line => line.StartsWith(Indentation, StringComparison.Ordinal) ? line[Indentation.Length..] : line))));
        }

        return entries;
    }

    // The project's folder lies above the folder in which the tests run.
    private string File()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("ExprAD.Tests.csproj").Length == 0)
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, path);
    }
}
