namespace NeuralNetwork;

/// <summary>What has been reached after one pass through the training images.</summary>
/// <param name="Loss">The loss of the batches, on average, before each was learned from.</param>
/// <param name="Accuracy">The accuracy on the training images.</param>
/// <param name="HeldOutAccuracy">The accuracy on the others.</param>
internal sealed record Epoch(double Loss, double Accuracy, double HeldOutAccuracy);
