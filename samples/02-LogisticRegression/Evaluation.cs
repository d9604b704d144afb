namespace LogisticRegression;

/// <summary>One evaluation of loss and gradient by an optimizer.</summary>
/// <param name="Weights">Where.</param>
/// <param name="Loss">The loss there.</param>
/// <param name="GradientNorm">The Euclidean norm of its gradient.</param>
internal sealed record Evaluation(double[] Weights, double Loss, double GradientNorm);
