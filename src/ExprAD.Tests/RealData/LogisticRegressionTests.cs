using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using LogisticRegression;
using Xunit;

namespace ExprAD.Tests.RealData;

/// <summary>The loss of the sample's logistic regression on measurements of tumors, against its gradient written by hand.</summary>
public class LogisticRegressionTests
{
    private static readonly DataSet Data = DataSet.Read(Path.Combine(AppContext.BaseDirectory, "tables", "breast_cancer.csv"));

    [Fact]
    public void There_are_all_tumors()
    {
        Tumor[] all = [.. Data.Training, .. Data.HeldOut];
        Assert.Equal((569, 357, 212), (all.Length, all.Count(t => t.Label == 1), all.Count(t => t.Label == -1)));
        Assert.All(all, tumor => Assert.Equal(31, tumor.Features.Length));
    }

    [Theory]
    [InlineData(AdBackend.Fast)]
    [InlineData(AdBackend.System)]
    public void The_gradient_is_that_written_by_hand(AdBackend backend)
    {
        double[] w = [.. Enumerable.Range(0, 31).Select(i => Math.Sin(i))];

        var (value, gradient) = Ad.ValueAndGradFirst(Classifier.Loss, new AdOptions { Backend = backend })(w, Data.Training);

        var (expected, expectedGradient) = ByHand(w, Data.Training);
        Everywhere.Close(expected, value, 1e-13, "loss");
        Assert.All(expectedGradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void Gradient_descent_learns_to_tell_tumors_apart()
    {
        var loss = Ad.GradInto(Classifier.Loss);
        var (w, gradient) = (new double[31], new double[31]);
        for (var step = 0; step < 2000; step++)
        {
            loss(w, Data.Training, gradient);
            for (var i = 0; i < w.Length; i++)
            {
                w[i] -= 0.5 * gradient[i];
            }
        }

        // What README.md says.
        Assert.Equal(0.974, Classifier.Accuracy(w, Data.HeldOut), 5e-4);
    }

    [Fact]
    public void The_gradient_is_written_without_allocating()
    {
        var loss = Ad.GradInto(Classifier.Loss);
        var (w, gradient) = (new double[31], new double[31]);
        Assert.Equal(0, Allocated.By(() => loss(w, Data.Training, gradient)));
    }

    private static (double Value, double[] Gradient) ByHand(double[] w, Tumor[] tumors)
    {
        var value = 0.0;
        double[] gradient = [.. w.Select(c => 2 * Classifier.Penalty * c)];
        foreach (var (features, label) in tumors)
        {
            var margin = label * features.Zip(w, (x, c) => x * c).Sum();
            value += double.LogP1(Math.Exp(-margin)) / tumors.Length;
            for (var i = 0; i < w.Length; i++)
            {
                gradient[i] -= label * features[i] / (1 + Math.Exp(margin)) / tumors.Length;
            }
        }

        return (value + Classifier.Penalty * w.Sum(c => c * c), gradient);
    }
}
