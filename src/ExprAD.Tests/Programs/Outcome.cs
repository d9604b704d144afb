using ExprAD.Tests.Oracles;

namespace ExprAD.Tests.Programs;

/// <summary>What a function does at a point: the numbers of its result, or the type of its exception.</summary>
internal sealed record Outcome(object? Result, Type? Exception)
{
    internal double[] Numbers { get; } = Exception is null ? Leaves.Of(Result) : [];

    internal static Outcome Of(Func<object?> function)
    {
        try
        {
            return new Outcome(function(), null);
        }
        catch (Exception exception) when (exception is ArithmeticException or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or UserException or ArgumentException)
        {
            return new Outcome(null, exception.GetType());
        }
    }

    internal bool IsSameAs(Outcome other) => Exception == other.Exception && Backends.SameBits(Numbers, other.Numbers);

    public override string ToString() => Exception?.Name ?? $"({Backends.Text(Result)})";
}
