using System.Linq.Expressions;

namespace ExprAD.Tests.Writers;

/// <summary>Types and methods that printed text names.</summary>
public static class CSharpPrinterSubjects
{
    public record Line(double Slope, double Offset)
    {
        public double At(double x) => (Slope * x) + Offset;
    }

    public sealed class Box
    {
        public double Value { get; set; }
        public Line Line { get; set; } = new(1, 2);
        public Box? Inner { get; init; }
        public List<double> Items { get; } = [];
        public double this[int index] => Value + index;
        public static Box operator +(Box a, Box b) => new() { Value = a.Value + b.Value };
        public static bool operator ==(Box? a, Box? b) => true;
        public static bool operator !=(Box? a, Box? b) => false;
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);
        public override int GetHashCode() => 1;
        public static implicit operator Box(double value) => new() { Value = value };
        public static explicit operator double(Box box) => box.Value;
    }

    public static double Twice(double x) => 2 * x;

    public static string Kind(object value) => "object";

    public static string Kind(string value) => "string";

    public static double Of<T>(double x) => x + typeof(T).Name.Length;

    public static double Apply(Func<double, double> f, double x) => f(x);

    public static double Apply(Func<double[], double> f, double x) => f([x]) + 1;

    public static double Quoted(Expression<Func<double, double>> f) => f.Compile()(2.0);

    public static double HalfOf(ref double x) => x /= 2;
}

public record Point(double X, double Y);

public sealed class Weights
{
    public double Slope { get; set; }

    public double Bias { get; set; }
}

public record Layer(double Weight, Point Inner, string Name);
