namespace NeuralNetwork;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1): steps along the average of the gradients, each component in units of its own size.
/// </summary>
internal sealed class Adam(double rate) : IOptimizer
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Smallest = 1e-8;

    private List<(double[] First, double[] Second)>? moments;
    private int steps;

    public void Step(Network network, Network gradient)
    {
        moments ??= [.. network.Arrays.Select(w => (new double[w.Length], new double[w.Length]))];
        steps++;
        var firstBias = 1 - Math.Pow(FirstDecay, steps);
        var secondBias = 1 - Math.Pow(SecondDecay, steps);
        foreach (var (w, g, (first, second)) in network.Arrays.Zip(gradient.Arrays, moments))
        {
            for (var i = 0; i < w.Length; i++)
            {
                first[i] += (1 - FirstDecay) * (g[i] - first[i]);
                second[i] += (1 - SecondDecay) * (g[i] * g[i] - second[i]);
                w[i] -= rate * (first[i] / firstBias) / (Math.Sqrt(second[i] / secondBias) + Smallest);
            }
        }
    }
}
