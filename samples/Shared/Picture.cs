using System.Text;
using System.Text.RegularExpressions;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Samples;

/// <summary>Draws panels in rows into one SVG file.</summary>
public static partial class Picture
{
    private const double PanelWidth = 340;
    private const double PanelHeight = 250;
    private const string Font = "Helvetica, Arial, sans-serif";

    private static readonly OxyColor DataColor = OxyColor.FromRgb(0x4c, 0x78, 0xa8);
    private static readonly OxyColor InkColor = OxyColor.FromRgb(0x33, 0x33, 0x33);
    private static readonly OxyColor GridColor = OxyColor.FromRgb(0xe6, 0xe6, 0xe6);

    private static readonly OxyColor[] CurveColors =
    [
        OxyColor.FromRgb(0xe4, 0x57, 0x2e), DataColor, OxyColor.FromRgb(0x54, 0xa2, 0x4b), OxyColor.FromRgb(0x8a, 0x6d, 0x9e),
    ];

    /// <summary>Draws the panels and says on the console where the picture is.</summary>
    /// <param name="panels">The panels, row by row.</param>
    /// <param name="columns">How many stand in a row.</param>
    /// <param name="path">The file to write.</param>
    public static void Save(IReadOnlyList<Panel> panels, int columns, string path)
    {
        var rows = (panels.Count + columns - 1) / columns;
        var (width, height) = (columns * PanelWidth, rows * PanelHeight);
        var svg = new StringBuilder();
        svg.Append(FormattableString.Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"));
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (var i = 0; i < panels.Count; i++)
        {
            var (x, y) = (i % columns * PanelWidth, i / columns * PanelHeight);
            svg.Append(FormattableString.Invariant($"<g transform=\"translate({x} {y})\">\n{Draw(panels[i], i)}</g>\n"));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, svg.Append("</svg>\n").ToString());
        Console.WriteLine($"Picture: {path}");
    }

    private static string Draw(Panel panel, int number)
    {
        var model = new PlotModel
        {
            Title = panel.Title,
            TitleFontSize = 12,
            TitleFontWeight = FontWeights.Bold,
            DefaultFont = Font,
            DefaultFontSize = 10,
            TextColor = InkColor,
            PlotAreaBorderColor = OxyColor.FromRgb(0xaa, 0xaa, 0xaa),
            PlotMargins = new OxyThickness(58, double.NaN, 12, 40),
            Padding = new OxyThickness(6),
        };
        model.Axes.Add(NewAxis(AxisPosition.Bottom, panel.X, panel.IsLogarithmicX));
        model.Axes.Add(NewAxis(AxisPosition.Left, panel.Y, panel.IsLogarithmicY));
        if (panel.Series.Any(series => series.Name.Length > 0))
        {
            model.Legends.Add(new Legend { LegendPosition = LegendPosition.RightTop, LegendLineSpacing = 5 });
        }

        var curves = 0;
        foreach (var series in panel.Series)
        {
            model.Series.Add(series.IsCurve ? Curve(series, CurveColors[curves++ % CurveColors.Length]) : Scatter(series));
        }

        var document = new SvgExporter { Width = PanelWidth, Height = PanelHeight, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model);

        // Names of clipping paths count per document, and the panels become one document.
        var element = document[document.IndexOf("<svg", StringComparison.Ordinal)..];
        return ClipName().Replace(element, FormattableString.Invariant($"panel{number}-clip$1")) + "\n";
    }

    // Measured widths of texts are too small: the end of the name would be cut off.
    private static string Named(Series series) => series.Name.Length == 0 ? "" : series.Name + new string('\u00a0', series.Name.Length);

    private static LineSeries Curve(Series series, OxyColor color)
    {
        var curve = new LineSeries { Title = Named(series), Color = color, StrokeThickness = 1.5, MinimumSegmentLength = 0.5 };
        curve.Points.AddRange(series.Points.Select(point => new DataPoint(point.X, point.Y)));
        return curve;
    }

    private static ScatterSeries Scatter(Series series)
    {
        var scatter = new ScatterSeries
        {
            Title = Named(series),
            MarkerType = MarkerType.Circle,
            MarkerSize = 2,
            MarkerFill = OxyColor.FromAColor(0x99, DataColor),
        };
        scatter.Points.AddRange(series.Points.Select(point => new ScatterPoint(point.X, point.Y)));
        return scatter;
    }

    private static Axis NewAxis(AxisPosition position, string title, bool isLogarithmic)
    {
        Axis axis = isLogarithmic ? new LogarithmicAxis() : new LinearAxis { MinimumPadding = 0.04, MaximumPadding = 0.06 };
        axis.Position = position;
        axis.Title = title;
        axis.AxisTitleDistance = position == AxisPosition.Bottom ? 8 : isLogarithmic ? 24 : 16;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = GridColor;
        axis.TicklineColor = InkColor;
        axis.MinorTickSize = 0;
        axis.MajorTickSize = 4;
        return axis;
    }

    [GeneratedRegex(@"\bclipPath(\d+)")]
    private static partial Regex ClipName();
}
