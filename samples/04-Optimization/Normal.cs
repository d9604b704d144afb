using System.Linq.Expressions;
using ExprAD;
using MathNet.Numerics;

namespace Optimization;

/// <summary>The standard normal distribution. Its distribution function is Math.NET's; the derivative of it is said in one line.</summary>
internal static class Normal
{
    /// <summary>The density, as a lambda that ExprAD can read.</summary>
    public static Expression<Func<double, double>> DensityFormula { get; } = x => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>The probability of a value below x.</summary>
    [Derivative(nameof(DensityFormula))]
    public static double Probability(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    /// <summary>The density.</summary>
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
}
