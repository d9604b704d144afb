using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using NeuralNetwork;
using Xunit;

namespace ExprAD.Tests.RealData;

/// <summary>The loss of the sample's network on images of digits, against backpropagation written by hand.</summary>
public class NeuralNetworkTests
{
    private static readonly DataSet Data = DataSet.Read(Path.Combine(AppContext.BaseDirectory, "tables", "digits.csv.gz"));

    [Fact]
    public void There_are_all_images_of_ten_digits()
    {
        Assert.Equal((1438, 359), (Data.Training.Length, Data.HeldOut.Length));
        Assert.Equal(Enumerable.Range(0, 10), Data.Training.Select(image => image.Digit).Distinct().Order());
        Assert.All(Data.Training, image => Assert.Equal(64, image.Pixels.Length));
    }

    [Fact]
    public void The_gradient_costs_at_most_five_times_the_loss()
    {
        object[] point = [Network.Random(inputs: 64, hidden: 8, outputs: 10, seed: 3), Data.Training[..5]];
        var (once, executed) = (
            ExecutedOperations.Of(Trees.Value(Classifier.Loss), point), ExecutedOperations.Of(Derive.ValueAndGradFirst(Classifier.Loss), point));
        Assert.True(executed <= 5 * once, $"{executed} operations, the loss {once}");
    }

    [Fact]
    public void No_loop_of_the_gradient_calls_LINQ_or_a_delegate()
    {
        var emitted = Emitted.In(Derive.ValueAndGradFirst(Classifier.Loss));
        Assert.Empty(emitted.CallsOfLinqInLoops);
        Assert.Empty(emitted.LambdasInLoops);
    }

    [Theory]
    [InlineData(AdBackend.Fast)]
    [InlineData(AdBackend.System)]
    public void The_gradient_is_that_of_backpropagation(AdBackend backend)
    {
        var network = Network.Random(inputs: 64, hidden: 8, outputs: 10, seed: 3);
        var batch = Data.Training[..5];

        var (value, gradient) = Ad.ValueAndGradFirst(Classifier.Loss, new AdOptions { Backend = backend })(network, batch);

        var expected = Backpropagation.ValueAndGradient(network, batch);
        Everywhere.Close(expected.Value, value, 1e-14, "loss");
        foreach (var (e, a) in expected.Gradient.Arrays.Zip(gradient.Arrays))
        {
            // Elements may be differences of terms that nearly cancel.
            Assert.Equal(e.Length, a.Length);
            Assert.All(e.Zip(a), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        }
    }
}
