namespace ExprAD.GradBench;

/// <summary>How long something took.</summary>
internal sealed record Timing(string Name, long Nanoseconds)
{
    internal static Timing Of(string name, TimeSpan time) => new(name, (long)time.TotalNanoseconds);
}
