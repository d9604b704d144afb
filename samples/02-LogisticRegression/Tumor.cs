namespace LogisticRegression;

/// <summary>One row of the table.</summary>
/// <param name="Features">A constant 1, then thirty measurements of the nuclei of its cells.</param>
/// <param name="Label">+1 if it is benign, -1 if it is malignant.</param>
public sealed record Tumor(double[] Features, double Label);
