namespace Samples;

/// <summary>One diagram of a picture.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="X">The title of the horizontal axis.</param>
/// <param name="Y">The title of the vertical axis.</param>
/// <param name="Series">What is drawn in it, in order.</param>
public sealed record Panel(string Title, string X, string Y, IReadOnlyList<Series> Series)
{
    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool IsLogarithmicX { get; init; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool IsLogarithmicY { get; init; }
}
