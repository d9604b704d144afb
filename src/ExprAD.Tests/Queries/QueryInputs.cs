using ExprAD.Tests.Linq;

namespace ExprAD.Tests.Queries;

/// <summary>A parameter of random queries: a number, and arrays of numbers, arrays and objects.</summary>
public sealed record QueryInputs(double A, double[] X, double[][] M, Data.Point[] R);

/// <summary>What random queries capture.</summary>
internal sealed class QueryCaptures
{
    /// <summary>A number.</summary>
    public double Factor = 1.25;

    /// <summary>Numbers that are no parameters.</summary>
    public double[] Numbers { get; } = [0.75, -1.5];
}
