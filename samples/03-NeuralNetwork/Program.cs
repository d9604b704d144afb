using System.Globalization;
using NeuralNetwork;
using Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var picture = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "neural-network.svg");
var data = DataSet.Read(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"));

(string, IReadOnlyList<Epoch>) Train(string title, IOptimizer optimizer) =>
    (title, ProgressDisplay.Run(title, Training.Run(data, optimizer), Training.Epochs, Report.Line));

(string, IReadOnlyList<Epoch>)[] runs = [Train("gradient descent", new GradientDescent(rate: 0.3)), Train("Adam", new Adam(rate: 0.005))];
Report.ShowTable(data, runs);
Report.ShowPicture(runs, picture);
