using ExprAD.Tests.Linq;

namespace ExprAD.Tests.Queries;

/// <summary>A parameter of random queries: a number, and arrays of numbers, arrays and objects.</summary>
public sealed record QueryInputs(double A, double[] X, double[][] M, Data.Point[] R);

/// <summary>What random queries capture.</summary>
public sealed class QueryCaptures
{
    /// <summary>A number.</summary>
#pragma warning disable CA1051 // a field may be captured as well as a property
    public double Factor = 1.25;
#pragma warning restore CA1051

    /// <summary>Numbers that are no parameters.</summary>
    public double[] Numbers { get; } = [0.75, -1.5];
}
