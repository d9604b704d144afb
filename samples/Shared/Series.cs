namespace Samples;

/// <summary>Points of a diagram, drawn one by one or joined by a curve.</summary>
/// <param name="Name">What they are, for the legend; empty for none.</param>
/// <param name="Points">Where they are.</param>
/// <param name="IsCurve">Whether they are joined.</param>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsCurve = true);
