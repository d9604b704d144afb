using System.Globalization;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace ExprAD.Bench;

/// <summary>Tables of measurements as files of the repository, with what is needed to judge them.</summary>
internal static class Results
{
    /// <summary>The folder of the repository for them.</summary>
    internal static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "ExprAD.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("Run the benchmarks from the repository.");
            }

            return Directory.CreateDirectory(Path.Combine(folder.FullName, "bench", "results")).FullName;
        }
    }

    internal static void Save(Summary summary, string[] arguments)
    {
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        var rows = table.GetLog().Split('\n').Where(line => line.StartsWith('|'));
        foreach (var type in summary.BenchmarksCases.Select(benchmark => benchmark.Descriptor.Type).Distinct())
        {
            File.WriteAllText(Path.Combine(Folder, $"{type.Name}.md"), $"""
                # {type.Name}

                - Machine: {Environment.ProcessorCount} cores, {Processor()}, {RuntimeInformation.OSDescription.Split('-')[0]}
                - Runtime: {RuntimeInformation.FrameworkDescription}
                - Date: {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}
                - Command: `dotnet run --project bench/ExprAD.Bench -c Release -- {string.Join(' ', arguments.Select(Quoted))}`

                {string.Join('\n', rows.Select(row => row.TrimEnd()))}

                """);
        }
    }

    private static string Quoted(string argument) => argument.Contains('*', StringComparison.Ordinal) ? $"'{argument}'" : argument;

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
