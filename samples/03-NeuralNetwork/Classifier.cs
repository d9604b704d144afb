using System.Linq.Expressions;
using ExprAD;

namespace NeuralNetwork;

/// <summary>What the network computes, as lambdas that ExprAD differentiates.</summary>
public static class Classifier
{
    /// <summary>The score of each digit: a layer of tanh units, then a linear one.</summary>
    public static Expression<Func<Network, double[], double[]>> Scores { get; } = (n, pixels) =>
        Flow.Let(
            n.Hidden.Zip(n.HiddenBias, (row, bias) => Math.Tanh(bias + row.Zip(pixels, (w, x) => w * x).Sum())).ToArray(),
            hidden => n.Output.Zip(n.OutputBias, (row, bias) => bias + row.Zip(hidden, (w, x) => w * x).Sum()).ToArray());

    /// <summary>The cross-entropy of the softmax of the scores, on average over a batch.</summary>
    public static Expression<Func<Network, Image[], double>> Loss { get; } = (n, batch) =>
        batch.Average(image => Flow.Let(
            Scores.Invoke(n, image.Pixels),
            scores => Math.Log(scores.Sum(s => Math.Exp(s))) - scores[image.Digit]));

    private static readonly Func<Network, double[], double[]> Compiled = Scores.Compile();

    /// <summary>The part of the images whose digit has the highest score.</summary>
    public static double Accuracy(Network n, Image[] images) =>
        images.Average(image => Compiled(n, image.Pixels).Index().MaxBy(score => score.Item).Index == image.Digit ? 1.0 : 0.0);
}
