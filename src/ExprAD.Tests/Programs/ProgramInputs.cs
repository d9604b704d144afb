#pragma warning disable CA1051 // Fields are what some of the programs are about.

namespace ExprAD.Tests.Programs;

/// <summary>A parameter of random programs: numbers of both precisions, an integer, arrays of all ranks.</summary>
public sealed record Model(double U, float V, int N, double[] W, double[,] Grid, double[][] Rows);

/// <summary>A struct of random programs: members set by an initialiser.</summary>
public struct Pair
{
    /// <summary>The first number.</summary>
    public double First;

    /// <summary>Gets or sets the second number.</summary>
    public double Second { get; set; }
}

/// <summary>What random programs capture: read at each call.</summary>
public sealed class Captured
{
    /// <summary>A number.</summary>
    public double Factor = 1.25;

    /// <summary>An integer.</summary>
    public int Whole = 3;

    /// <summary>Numbers that are no parameters.</summary>
    public double[] Data { get; } = [0.75, -1.5, 2.0];

    /// <summary>No array at all.</summary>
    public double[]? Missing { get; }

    /// <summary>A method with an exception of its own, on integers.</summary>
    public static int Checked(int n) => n > 4 ? throw new UserException() : n + 1;
}

/// <summary>The exception of a user's own method.</summary>
public sealed class UserException : Exception;
