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
