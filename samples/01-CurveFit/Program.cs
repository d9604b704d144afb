using System.Globalization;
using CurveFit;
using Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var picture = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "curve-fit.svg");
var problems = Problem.ReadAll(Path.Combine(AppContext.BaseDirectory, "data"));

var fits = Report.RunWithProgress(problems);
Report.ShowTable(fits);
Report.ShowSummary(fits);

Picture.Save(Curves.Of(fits), columns: 3, picture);
