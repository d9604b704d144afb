using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace ExprAD.Bench;

/// <summary>Draws the saved tables: a row for each function and size, a mark for each competitor.</summary>
internal static class Drawing
{
    private const string FileName = "gradients.svg";
    private const double Width = 860;
    private const double RowHeight = 19;
    private const double LabelWidth = 230;
    private const double TopHeight = 136;
    private const double BottomHeight = 46;

    private static readonly OxyColor Ink = OxyColor.FromRgb(0x33, 0x33, 0x33);
    private static readonly OxyColor Lines = OxyColor.FromRgb(0xe0, 0xe0, 0xe0);

    // Classes in the order of the rows; others follow under their own names.
    private static readonly (string Benchmark, string Row)[] Titles =
    [
        (nameof(SmallFunctions),             "{0}"),
        (nameof(LogisticMap),                "logistic map, {0} steps"),
        (nameof(BlackScholes),               "Black-Scholes, 4 Greeks"),
        (nameof(RosenbrockOfTwo),            "Rosenbrock, new array, n = 2"),
        (nameof(Rosenbrock),                 "Rosenbrock, n = {0}"),
        (nameof(RosenbrockByIndex),          "Rosenbrock, by index, n = {0}"),
        (nameof(RosenbrockOfThousand),       "Rosenbrock, written out, n = 1,000"),
        (nameof(Speelpenning),               "product, n = {0}"),
        (nameof(SpeelpenningByIndex),        "product, by index, n = {0}"),
        (nameof(Helmholtz),                  "Helmholtz energy, n = {0}"),
        (nameof(HelmholtzByIndex),           "Helmholtz energy, by index, n = {0}"),
        (nameof(LogisticRegression),         "logistic regression, 1,000 x 10"),
        (nameof(LogisticRegressionByIndex),  "the same, by index"),
        (nameof(Network),                    "network 2-8-1, 100 points"),
        (nameof(Mixture),                    "Gaussian mixture, 1,000 points"),
        (nameof(LogSumExp),                  "log-sum-exp, n = {0}"),
        (nameof(LogSumExpOfMany),            "log-sum-exp, n = {0}"),
        (nameof(SparseHessians),             "tridiagonal Hessian, n = {0}"),
    ];

    // Drawn in this order, so that what matters most lies on top.
    private static readonly (string Competitor, string Title, MarkerType Mark, double Size, OxyColor Color)[] Competitors =
    [
        (nameof(Gradients.Interpreted),        "ExprAD, interpreted",                     MarkerType.Triangle, 4.5, OxyColor.FromRgb(0xe6, 0x9f, 0x00)),
        (nameof(Gradients.CentralDifferences), "central differences by Math.NET",         MarkerType.Diamond,  4.5, OxyColor.FromRgb(0xcc, 0x79, 0xa7)),
        (nameof(Gradients.DualNumbers),        "dual numbers, written by hand",           MarkerType.Square,   4.0, OxyColor.FromRgb(0x00, 0x9e, 0x73)),
        ("Torch",                              "TorchSharp, one thread",                  MarkerType.Star,     4.5, OxyColor.FromRgb(0xd5, 0x5e, 0x00)),
        (nameof(AdBackend.System),             "ExprAD, compiled by System",              MarkerType.Circle,   6.5, OxyColor.FromRgb(0x8c, 0xc8, 0xee)),
        (nameof(AdBackend.Fast),               "ExprAD, compiled by Fast (the default)",  MarkerType.Circle,   3.5, OxyColor.FromRgb(0x00, 0x5a, 0x9c)),
    ];

    /// <summary>Draws the tables of one folder into another one.</summary>
    internal static void Save(string tables, string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        File.WriteAllText(path, Svg(SavedRatio.Of(tables)));
        Console.WriteLine($"Picture: {path}");
    }

    private static string Svg(IReadOnlyList<SavedRatio> ratios)
    {
        (string Benchmark, string Case)[] rows =
            [.. ratios.Select(ratio => (ratio.Benchmark, ratio.Case)).Distinct().OrderBy(row => Rank(row.Benchmark)).Reverse()];
        var model = Model([.. rows.Select(row => Title(row.Benchmark, row.Case))]);
        foreach (var (competitor, title, mark, size, color) in Competitors)
        {
            var series = new ScatterSeries { Title = title, MarkerType = mark, MarkerSize = size, MarkerFill = color, MarkerStroke = color };
            series.Points.AddRange(ratios.Where(ratio => ratio.Competitor == competitor)
                .Select(ratio => new ScatterPoint(ratio.Value, Array.IndexOf(rows, (ratio.Benchmark, ratio.Case)))));
            if (series.Points.Count > 0)
            {
                model.Series.Add(series);
            }
        }

        var exporter = new SvgExporter
        {
            Width = Width,
            Height = TopHeight + (rows.Length * RowHeight) + BottomHeight,
            UseVerticalTextAlignmentWorkaround = true,
        };
        var picture = XElement.Parse(exporter.ExportToString(model));

        // Widths of texts are measured in another font than they are shown in: nothing is to be cut off.
        picture.Descendants().Attributes("clip-path").Remove();
        picture.Descendants(picture.Name.Namespace + "defs").Remove();
        picture.AddFirst(new XElement(
            picture.Name.Namespace + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("rx", 10), new XAttribute("fill", "white")));
        return picture.ToString() + "\n";
    }

    private static PlotModel Model(string[] rows)
    {
        var model = new PlotModel
        {
            Title = "Time of a gradient over the time of the one written by hand",
            TitleFontSize = 15,
            DefaultFont = "sans-serif",
            TextColor = Ink,
            PlotAreaBorderColor = Lines,
            PlotMargins = new OxyThickness(LabelWidth, 8, 20, BottomHeight),
        };
        var categories = new CategoryAxis { Position = AxisPosition.Left, IsTickCentered = true, GapWidth = 0 };
        categories.Labels.AddRange(rows);
        var ratios = new LogarithmicAxis
        {
            Position = AxisPosition.Bottom,
            Title = "ratio (logarithmic); the line is the one written by hand, shaded is up to 1.2 of it",
            AxisTitleDistance = 8,
            MinimumPadding = 0.03,
            MaximumPadding = 0.03,
            LabelFormatter = value => value.ToString("#,0.###", CultureInfo.InvariantCulture),
        };
        foreach (Axis axis in new Axis[] { categories, ratios })
        {
            (axis.MajorGridlineStyle, axis.MajorGridlineColor, axis.TickStyle) = (LineStyle.Solid, Lines, TickStyle.None);
            model.Axes.Add(axis);
        }

        model.Annotations.Add(new RectangleAnnotation { MinimumX = 1, MaximumX = 1.2, Fill = OxyColor.FromRgb(0xe3, 0xf1, 0xdf), Layer = AnnotationLayer.BelowAxes });
        model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = 1, Color = Ink, LineStyle = LineStyle.Solid, StrokeThickness = 1.5, Layer = AnnotationLayer.BelowSeries });
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft, LegendPlacement = LegendPlacement.Outside, LegendItemOrder = LegendItemOrder.Reverse, LegendLineSpacing = 3 });
        return model;
    }

    private static int Rank(string benchmark) => Array.FindIndex(Titles, title => title.Benchmark == benchmark) is >= 0 and var index ? index : Titles.Length;

    private static string Title(string benchmark, string @case)
    {
        var size = int.TryParse(@case, CultureInfo.InvariantCulture, out var number) ? number.ToString("N0", CultureInfo.InvariantCulture) : @case;
        return Rank(benchmark) < Titles.Length ? string.Format(CultureInfo.InvariantCulture, Titles[Rank(benchmark)].Row, size) : $"{benchmark} {size}".TrimEnd();
    }
}
