namespace NeuralNetwork;

/// <summary>A handwritten digit.</summary>
/// <param name="Pixels">Its 8 x 8 pixels, from 0 to 1.</param>
/// <param name="Digit">Which digit it is.</param>
public sealed record Image(double[] Pixels, int Digit);
