using System.Globalization;
using LogisticRegression;
using Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var picture = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "logistic-regression.svg");
var data = DataSet.Read(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"));

var descent = ProgressDisplay.Run(
    "gradient descent", Optimizers.GradientDescent(data.Training), Optimizers.Steps, Report.Line, every: Optimizers.Steps / 10);
var bfgs = Optimizers.Bfgs(data.Training);

(string, IReadOnlyList<Evaluation>)[] runs = [("gradient descent", descent), ("BFGS", bfgs)];
Report.ShowTable(data, runs);
Report.ShowPicture(runs, picture);
