namespace NeuralNetwork;

/// <summary>The parameters of two layers: a row of weights and a bias for each unit. Also the shape of their gradient.</summary>
public sealed record Network(double[][] Hidden, double[] HiddenBias, double[][] Output, double[] OutputBias)
{
    /// <summary>The arrays that hold the parameters, to be changed in place.</summary>
    public IEnumerable<double[]> Arrays => [.. Hidden, HiddenBias, .. Output, OutputBias];

    /// <summary>A network with random weights.</summary>
    public static Network Random(int inputs, int hidden, int outputs, int seed)
    {
        var random = new Random(seed);

        double[][] Layer(int units, int from)
        {
            var range = Math.Sqrt(6.0 / (from + units));
            return [.. Enumerable.Range(0, units).Select(_ => Enumerable.Range(0, from).Select(_ => range * (2 * random.NextDouble() - 1)).ToArray())];
        }

        return new Network(Layer(hidden, inputs), new double[hidden], Layer(outputs, hidden), new double[outputs]);
    }
}
