using NeuralNetwork;

namespace ExprAD.Tests.RealData;

/// <summary>Loss and gradient of a network with a layer of tanh units, a linear layer, softmax and cross-entropy, written by hand.</summary>
internal static class Backpropagation
{
    internal static (double Value, Network Gradient) ValueAndGradient(Network n, Image[] batch)
    {
        var gradient = new Network(
            [.. n.Hidden.Select(row => new double[row.Length])], new double[n.HiddenBias.Length],
            [.. n.Output.Select(row => new double[row.Length])], new double[n.OutputBias.Length]);
        var hidden = new double[n.Hidden.Length];
        var scores = new double[n.Output.Length];
        var value = 0.0;
        foreach (var image in batch)
        {
            Layer(n.Hidden, n.HiddenBias, image.Pixels, hidden);
            for (var j = 0; j < hidden.Length; j++)
            {
                hidden[j] = Math.Tanh(hidden[j]);
            }

            Layer(n.Output, n.OutputBias, hidden, scores);
            value += Add(gradient, n, image, hidden, scores);
        }

        Array.ForEach([.. gradient.Arrays], array => Scale(array, 1.0 / batch.Length));
        return (value / batch.Length, gradient);
    }

    // Adds the gradient of one image's loss, and returns the loss.
    private static double Add(Network gradient, Network n, Image image, double[] hidden, double[] scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Exp(score);
        }

        var hiddenAdjoint = new double[hidden.Length];
        for (var k = 0; k < scores.Length; k++)
        {
            var adjoint = Math.Exp(scores[k]) / sum - (k == image.Digit ? 1 : 0);
            gradient.OutputBias[k] += adjoint;
            AddTo(gradient.Output[k], adjoint, hidden);
            AddTo(hiddenAdjoint, adjoint, n.Output[k]);
        }

        for (var j = 0; j < hidden.Length; j++)
        {
            var adjoint = hiddenAdjoint[j] * (1 - hidden[j] * hidden[j]);
            gradient.HiddenBias[j] += adjoint;
            AddTo(gradient.Hidden[j], adjoint, image.Pixels);
        }

        return Math.Log(sum) - scores[image.Digit];
    }

    private static void Layer(double[][] weights, double[] bias, double[] input, double[] output)
    {
        for (var j = 0; j < output.Length; j++)
        {
            var (row, sum) = (weights[j], bias[j]);
            for (var i = 0; i < row.Length; i++)
            {
                sum += row[i] * input[i];
            }

            output[j] = sum;
        }
    }

    private static void AddTo(double[] sum, double factor, double[] vector)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * vector[i];
        }
    }

    private static void Scale(double[] array, double factor)
    {
        for (var i = 0; i < array.Length; i++)
        {
            array[i] *= factor;
        }
    }
}
