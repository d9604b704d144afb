using System.Linq.Expressions;

namespace ExprAD.Tests.Tables;

/// <summary>Functions that ExprAD cannot look into; the class of a test says what their rules are.</summary>
internal static class UserFunctions
{
    internal static double Cube(double x) => x * x * x;

    internal static double Square(double x) => x * x;

    internal static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    internal static double Product(double x, double y) => x * y;

    internal static double Ratio(double x, double y) => x / y;

    internal static double Quotient(double x, double y) => x / y;

    internal static double Fraction(double x, double y) => x / y;

    internal static double Power(double x, int n) => Math.Pow(x, n);

    internal static double Root(int n, double x) => Math.Pow(x, 1.0 / n);

    internal static double Volume(double x, double y, double z) => x * y * z;

    internal static double Cuboid(double x, double y, double z) => x * y * z;

    internal static double Weighted(double x, int n, double y) => x * n * y;

    internal static double Scaled(string unit, double x, double y) => unit.Length * x * y;

    internal static double Labeled(string label, int n, double x) => label.Length * n * x;

    internal static double Tagged(string label, int n, double x) => label.Length * n * x * x;

    internal static float Single(float x) => x * x;

    internal static float Mixed(float x, double y) => (float)(x * y);

    internal static double Changing(double x) => x;

    internal static double Contended(double x) => x;

    internal static double Wrapped(double x) => 5 * x;

    internal static T Identity<T>(T x) => x;

    internal static double Gamma(double x) => x == Math.Floor(x) ? Enumerable.Range(1, (int)x - 1).Aggregate(1.0, (product, i) => product * i) : double.NaN;

    internal static double Unknown(double x) => x;
}

/// <summary>A rule may be for a method of an object.</summary>
internal sealed record UserModel(double Rate)
{
    internal double Decay(double t) => Math.Exp(-Rate * t);
}

/// <summary>Functions with rules of their own.</summary>
internal static class AttributedFunctions
{
    [Derivative(nameof(SigmoidDerivative))]
    internal static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Derivative(nameof(SigmoidSecond))]
    private static double SigmoidDerivative(double x) => Sigmoid(x) * (1 - Sigmoid(x));

    private static double SigmoidSecond(double x, double f) => f * (1 - (2 * Sigmoid(x)));

    [Derivative(nameof(SoftplusDerivative))]
    internal static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static Expression<Func<double, double, double>> SoftplusDerivative => (x, f) => Math.Exp(x - f);

    [Derivative(nameof(Dx), nameof(Dy))]
    internal static double Saddle(double x, int n, double y) => n * ((x * x) - (y * y));

    private static readonly Expression<Func<double, int, double, double>> Dx = (x, n, y) => n * 2 * x;

    private static double Dy(double x, int n, double y, double f) => -2 * n * y;

    [Derivative(nameof(HalfDerivative))]
    internal static float Half(float x) => x / 2;

    private static float HalfDerivative(float x) => 0.5f;

    [Derivative(nameof(SigmoidSecond), nameof(SigmoidSecond))]
    internal static double TooMany(double x) => x;

    [Derivative("Missing")]
    internal static double WithoutPartial(double x) => x;

    [Derivative(nameof(HalfDerivative))]
    internal static double OfAnotherType(double x) => x;
}

/// <summary>The attribute is for static methods.</summary>
internal sealed class AttributedObject
{
    [Derivative(nameof(One))]
    internal double Instance(double x) => GetHashCode() * x;

    private static double One(double x) => x;
}
