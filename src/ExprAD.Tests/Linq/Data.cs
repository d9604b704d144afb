using System.Collections.Immutable;

namespace ExprAD.Tests.Linq;

/// <summary>Data that functions of the tables use beside their parameters. Public, because printed derivatives are compiled elsewhere.</summary>
public static class Data
{
    public static double[] Three { get; } = [0.5, -1.5, 2];

    public static double[] Five { get; } = [2, -0.75, 1.25, 3, -1];

    public static int[] Whole { get; } = [3, 1, 2, 1];

    public static float[] Singles { get; } = [0.5f, 1.25f, -2];

    public static List<double> List { get; } = [0.5, -1.5, 2];

    public static IReadOnlyList<double> ReadOnly { get; } = [0.5, -1.5, 2];

    public static ImmutableArray<double> Immutable { get; } = [0.5, -1.5, 2];

    public static IEnumerable<double> Enumerated => Three.Where(v => v < 5);

    public static double[][] Jagged { get; } = [[1, 2], [], [0.5], [-1, 3, 0.25]];

    public static Sample[] Samples { get; } = [new("a", 1, 0.5, 2), new("b", 2, -1, 0.25), new("a", 3, 1.5, -0.5), new("c", 1, 0.75, 1)];

    public static Part[] Parts { get; } = [new Bolt(1, 5), new Nut(0.5, 2), new Bolt(2, 3)];

    public static IComparer<double> Reversed { get; } = Comparer<double>.Create((a, b) => b.CompareTo(a));

    public static double[] None { get; } = [];

    public static double[] Missing { get; } = null!;

    /// <summary>One row of data.</summary>
    public sealed record Sample(string Key, int Group, double X, double Y);

    /// <summary>A point in the plane.</summary>
    public sealed record Point(double X, double Y);

    /// <summary>A point in the plane, as a value.</summary>
    public readonly record struct Pair(double X, double Y);

    /// <summary>Something with a weight.</summary>
    public abstract record Part(double Weight);

    /// <summary>A part with a length.</summary>
    public sealed record Bolt(double Weight, double Length) : Part(Weight);

    /// <summary>A part with a width.</summary>
    public sealed record Nut(double Weight, double Width) : Part(Weight);

    /// <summary>Numbers that nobody changes.</summary>
    public sealed record Fixed(ImmutableArray<double> Weights, double Bias);

    /// <summary>A layer of a network.</summary>
    public sealed record Layer(double[][] Weights, double[] Bias);
}
