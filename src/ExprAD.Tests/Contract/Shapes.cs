namespace ExprAD.Tests.Contract;

/// <summary>Types of parameters, one of each way in which C# makes values out of numbers.</summary>
internal static class Shapes
{
    internal sealed record Loan(double Rate, float Fee, int Years, string Name);

    internal record Base(double A);

    internal sealed record Derived(double A, double B) : Base(A);

    internal readonly record struct Pair(double X, double Y);

    internal record struct Mutable(double X, int N);

    internal sealed class Settable
    {
        public double X { get; set; }

        public float Y { get; init; }

        public double Field;

        public int Count { get; set; }

        // A function of the others, not a member of its own.
        public double Twice => 2 * X;
    }

    internal sealed class Constructed(double slope, double[] points)
    {
        public double Slope { get; } = slope;

        public double[] Points { get; } = points;
    }

    internal sealed class Mixed(double first)
    {
        public double First { get; } = first;

        public double Second { get; set; }
    }

    internal struct Fields
    {
        public double X;
        public float Y;
        public int N;
    }

    internal sealed record Net(Layer[] Layers, (double Scale, double Shift) Output, List<Pair> Points, DateTime Made, string? Name);

    internal sealed record Layer(double[,] Weights, double[] Bias);

    internal sealed record Required
    {
        public required double X { get; init; }

        public double Y { get; init; } = 5;
    }

    internal sealed record Generic<T>(T Value, double Weight);

    internal enum Season
    {
        Spring,
        Autumn,
    }

    internal sealed record Inert(bool B, byte C, long L, decimal D, Season Season, object? Thing, double X);

    // What cannot be rebuilt from its public members.
    internal sealed class Hidden(double x)
    {
        private readonly double secret = x;

        public double Doubled => 2 * secret;
    }

    internal sealed class HalfHidden
    {
        private double calls;

        public double X { get; set; }

        public double Count() => ++calls;
    }

    internal abstract class Abstract
    {
        public double X { get; set; }
    }

    internal interface IShaped
    {
        double X { get; }
    }
}
