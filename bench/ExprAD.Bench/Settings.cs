using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace ExprAD.Bench;

/// <summary>What all benchmarks have in common.</summary>
internal static class Settings
{
    // Profile-guided inlining would put a hand-written delegate's body into the loop that times it: calls of delegates are what is compared.
    private static Job Measured => Job.Default
        .WithIterationTime(TimeInterval.FromMilliseconds(250)).WithMaxIterationCount(20).WithEnvironmentVariable("DOTNET_TieredPGO", "0").WithArguments(Properties).WithId("Measured");

    // The processes that measure are built anew.
    private static Argument[] Properties =>
#if TORCH
        [new MsBuildArgument("-p:Torch=true")];
#else
        [];
#endif

    internal static IConfig Of(bool isShort)
    {
        var config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .HideColumns(Column.Error, Column.Median, Column.RatioSD)
            .AddExporter(MarkdownExporter.GitHub)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
        return isShort
            ? config.AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance))
            : config.AddJob(Measured);
    }
}
