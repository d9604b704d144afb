using System.Linq.Expressions;

namespace ExprAD.Tests.Refusals;

#pragma warning disable CA1822, CA1065 // Members as a user might write them.

internal static class Own
{
    internal static Func<double, double> Static { get; } = x => x * x;

    internal static double Model(double x) => x * x;

    internal static double Weighted(double[] a) => a[0];

    internal static bool IsLarge(double x) => x > 10;

    internal static double Boxed(object number) => (double)number;

    internal static double Apply(Func<double, double> f) => f(2);

    internal static double Sample(Random random, double scale) => random.NextDouble() * scale;

    internal static double Fill(double[] a) => a[0] = 100;

    internal static void Square(ref double x) => x *= x;

    internal static double In(in double x) => x * x;

    internal static bool TrySquare(double x, out double y)
    {
        y = x * x;
        return true;
    }

    internal static double Count(List<double> list) => list.Count;

    internal static T Same<T>(T value) => value;

    [Derivative(nameof(ScaledByFactor))]
    internal static double Scaled(double[] a, double factor) => a[0] * factor;

    internal static double ScaledByFactor(double[] a, double factor) => a[0];

    [Derivative("Missing")]
    internal static double NamesNothing(double x) => x;

    [Derivative(nameof(Model), nameof(Model))]
    internal static double NamesTooMany(double x) => x;

    [Derivative(nameof(IsLarge))]
    internal static double NamesAnother(double x) => x;

    internal static Expression<Func<double, double>> Choose(bool first) => first ? x => x : x => x * x;
}

internal sealed class Settings
{
    public double Value { get; set; } = 3;

    public Func<double, double> Function { get; } = x => x * x;

    public double this[double at] => Value * at;

    public double Set(double value) => Value = value;
}

internal interface IPoint
{
    double X { get; }
}

internal sealed record Point(double X, double Y) : IPoint
{
    public double Norm => Math.Sqrt((X * X) + (Y * Y));

    public object Anything => X;
}

internal abstract record Figure(double Size);

internal sealed record Clamped(double X)
{
    public double X { get; } = Math.Max(X, 0);
}

internal sealed class Doubled
{
    public double X { get => field; set => field = 2 * value; }
}

internal sealed class Opened
{
    private readonly double x;

    public Opened(double x) => this.x = x;

    public double Read() => x;
}

internal sealed record Tags(string Name, int Count);

internal readonly struct Money(double amount)
{
    public double Amount { get; } = amount;

    public static implicit operator Money(double amount) => new(amount);

    public static Money operator +(Money a, Money b) => new(a.Amount + b.Amount);

    public static Money Add(Money left, Money right) => left + right;

    public static Money ToMoney(double amount) => amount;
}

internal sealed class Irreducible : Expression
{
    public override ExpressionType NodeType => ExpressionType.Extension;

    public override Type Type => typeof(double);

    public override string ToString() => "irreducible";
}

internal sealed class Holder
{
    public Settings Inner { get; } = new();
}
