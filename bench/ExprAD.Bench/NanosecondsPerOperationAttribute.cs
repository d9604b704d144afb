using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ExprAD.Bench;

/// <summary>Adds columns: the operations of the gradient's code, and the time of one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NanosecondsPerOperationAttribute : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddColumn(
        new Computed("Operations", (count, _) => count.ToString(CultureInfo.InvariantCulture)),
        new Computed("ns/operation", (count, mean) => (mean / count).ToString("0.00", CultureInfo.InvariantCulture)));

    private sealed class Computed(string name, Func<int, double, string> text) : IColumn
    {
        public string Id => name;

        public string ColumnName => name;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => name;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            summary[benchmarkCase]?.ResultStatistics is { } statistics
                ? text(StraightLine.OperationsOf((int)benchmarkCase.Parameters[nameof(StraightLine.Length)]), statistics.Mean)
                : "-";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public bool IsAvailable(Summary summary) => true;
    }
}
