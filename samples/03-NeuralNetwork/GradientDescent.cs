namespace NeuralNetwork;

/// <summary>Gradient descent: a step against the gradient.</summary>
internal sealed class GradientDescent(double rate) : IOptimizer
{
    public void Step(Network network, Network gradient)
    {
        foreach (var (w, g) in network.Arrays.Zip(gradient.Arrays))
        {
            for (var i = 0; i < w.Length; i++)
            {
                w[i] -= rate * g[i];
            }
        }
    }
}
