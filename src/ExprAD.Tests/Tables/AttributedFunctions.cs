using System.Linq.Expressions;

namespace ExprAD.Tests.Tables;

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
