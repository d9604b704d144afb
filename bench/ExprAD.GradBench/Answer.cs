using System.Text.Json;

namespace ExprAD.GradBench;

/// <summary>What is said to a message; members that are null are left out.</summary>
internal sealed record Answer
{
    public JsonElement? Id { get; init; }

    public string? Tool { get; init; }

    public bool? Success { get; init; }

    public string? Error { get; init; }

    public JsonElement? Output { get; init; }

    public IReadOnlyList<Timing>? Timings { get; init; }
}
