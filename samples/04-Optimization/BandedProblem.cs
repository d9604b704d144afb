using System.Linq.Expressions;
using ExprAD;

namespace Optimization;

/// <summary>
/// A curve between two forces: a term for each point that is not quadratic, and terms that couple a point with the next two, which make it smooth. The Hessian has five diagonals.
/// </summary>
internal static class BandedProblem
{
    private const double Tension = 0.5;
    private const double Stiffness = 2;

    /// <summary>The energy, written with LINQ.</summary>
    public static Expression<Func<double[], double>> Energy { get; } = x =>
        x.Select((v, i) => Math.Exp(v) - (2 + Math.Sin(0.001 * i)) * v).Sum()
        + Enumerable.Range(0, x.Length - 1).Sum(i => Tension * (x[i + 1] - x[i]) * (x[i + 1] - x[i]))
        + Enumerable.Range(0, x.Length - 2).Sum(i => Stiffness * (x[i + 2] - 2 * x[i + 1] + x[i]) * (x[i + 2] - 2 * x[i + 1] + x[i]));

    public static Func<double[], double[], double> Gradient { get; } = Ad.GradInto(Energy);

    public static Func<double[], SparseMatrix> Hessian { get; } = Ad.SparseHessian(Energy);
}
