namespace NeuralNetwork;

/// <summary>Changes parameters by their gradient.</summary>
internal interface IOptimizer
{
    /// <summary>Makes one step.</summary>
    void Step(Network network, Network gradient);
}
