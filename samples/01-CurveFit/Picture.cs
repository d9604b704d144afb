using System.Text;
using System.Text.RegularExpressions;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace CurveFit;

/// <summary>Draws data and fitted curve of six problems, a panel each, into one SVG file.</summary>
internal static partial class Picture
{
    private const int Columns = 3;
    private const double PanelWidth = 340;
    private const double PanelHeight = 250;
    private const int CurvePoints = 400;
    private const string Font = "Helvetica, Arial, sans-serif";

    private static readonly (string Problem, string X, string Y)[] Panels =
    [
        ("Hahn1",    "temperature, K",            "thermal expansion of copper"),
        ("Thurber",  "log of density",            "electron mobility"),
        ("Gauss3",   "x",                         "y"),
        ("ENSO",     "month",                     "air pressure difference"),
        ("Eckerle4", "wavelength, nm",            "transmittance"),
        ("Chwirut1", "metal distance",            "ultrasonic response"),
    ];

    private static readonly OxyColor DataColor = OxyColor.FromRgb(0x4c, 0x78, 0xa8);
    private static readonly OxyColor CurveColor = OxyColor.FromRgb(0xe4, 0x57, 0x2e);
    private static readonly OxyColor InkColor = OxyColor.FromRgb(0x33, 0x33, 0x33);
    private static readonly OxyColor GridColor = OxyColor.FromRgb(0xe6, 0xe6, 0xe6);

    public static void Save(IReadOnlyList<Fit> fits, string path)
    {
        var rows = (Panels.Length + Columns - 1) / Columns;
        var (width, height) = (Columns * PanelWidth, rows * PanelHeight);
        var svg = new StringBuilder();
        svg.Append(FormattableString.Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"));
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (var i = 0; i < Panels.Length; i++)
        {
            var panel = Panels[i];
            var fit = fits.Where(fit => fit.Problem.Name == panel.Problem && fit.Parameters is not null).MaxBy(fit => fit.Digits);
            if (fit is not null)
            {
                var (x, y) = (i % Columns * PanelWidth, i / Columns * PanelHeight);
                svg.Append(FormattableString.Invariant($"<g transform=\"translate({x} {y})\">\n{Draw(panel.X, panel.Y, fit, i)}</g>\n"));
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, svg.Append("</svg>\n").ToString());
    }

    private static string Draw(string xTitle, string yTitle, Fit fit, int panel)
    {
        var problem = fit.Problem;
        var model = new PlotModel
        {
            Title = FormattableString.Invariant($"{problem.Name}: {fit.Parameters!.Length} parameters, {fit.Digits:F1} digits"),
            TitleFontSize = 12,
            TitleFontWeight = FontWeights.Bold,
            DefaultFont = Font,
            DefaultFontSize = 10,
            TextColor = InkColor,
            PlotAreaBorderColor = OxyColor.FromRgb(0xaa, 0xaa, 0xaa),
            PlotMargins = new OxyThickness(58, double.NaN, 12, 40),
            Padding = new OxyThickness(6),
        };
        model.Axes.Add(NewAxis(AxisPosition.Bottom, xTitle));
        model.Axes.Add(NewAxis(AxisPosition.Left, yTitle));

        var data = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 2, MarkerFill = OxyColor.FromAColor(0x99, DataColor) };
        data.Points.AddRange(problem.Responses.Select((y, i) => new ScatterPoint(problem.Predictors[i][0], y)));
        model.Series.Add(data);

        var curve = new LineSeries { Color = CurveColor, StrokeThickness = 1.5, MinimumSegmentLength = 0.5 };
        curve.Points.AddRange(Curve(fit));
        model.Series.Add(curve);

        var document = new SvgExporter { Width = PanelWidth, Height = PanelHeight, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model);

        // Names of clipping paths count per document, and the panels become one document.
        var element = document[document.IndexOf("<svg", StringComparison.Ordinal)..];
        return ClipName().Replace(element, FormattableString.Invariant($"panel{panel}-clip$1")) + "\n";
    }

    private static IEnumerable<DataPoint> Curve(Fit fit)
    {
        var value = fit.Problem.Model.Compile();
        var from = fit.Problem.Predictors.Min(x => x[0]);
        var to = fit.Problem.Predictors.Max(x => x[0]);
        for (var i = 0; i <= CurvePoints; i++)
        {
            var x = from + (to - from) * i / CurvePoints;
            yield return new DataPoint(x, value(fit.Parameters!, [x]));
        }
    }

    private static LinearAxis NewAxis(AxisPosition position, string title) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = position == AxisPosition.Left ? 16 : 8,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = GridColor,
        TicklineColor = InkColor,
        MinorTickSize = 0,
        MajorTickSize = 4,
        MinimumPadding = 0.04,
        MaximumPadding = 0.06,
    };

    [GeneratedRegex(@"\bclipPath(\d+)")]
    private static partial Regex ClipName();
}
