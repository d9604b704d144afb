using ExprAD;

namespace NeuralNetwork;

/// <summary>Learning in batches.</summary>
internal static class Training
{
    public const int Epochs = 30;

    private const int HiddenUnits = 32;
    private const int BatchSize = 32;
    private const int Digits = 10;
    private const int Seed = 1;

    /// <summary>Trains a network, from the same start and with the same batches for every optimizer.</summary>
    public static IEnumerable<Epoch> Run(DataSet data, IOptimizer optimizer)
    {
        var loss = Ad.ValueAndGradFirst(Classifier.Loss);
        var network = Network.Random(data.Training[0].Pixels.Length, HiddenUnits, Digits, Seed);
        var random = new Random(Seed);
        Image[] images = [.. data.Training];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var losses = new List<double>();
            random.Shuffle(images);
            foreach (var batch in images.Chunk(BatchSize))
            {
                var (value, gradient) = loss(network, batch);
                optimizer.Step(network, gradient);
                losses.Add(value);
            }

            yield return new Epoch(losses.Average(), Classifier.Accuracy(network, images), Classifier.Accuracy(network, data.HeldOut));
        }
    }
}
