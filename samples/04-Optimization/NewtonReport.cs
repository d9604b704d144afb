using System.Diagnostics;
using ExprAD;
using MathNet.Numerics.LinearAlgebra;
using Samples;

namespace Optimization;

/// <summary>Shows the part about Newton's method with a sparse Hessian.</summary>
internal static class NewtonReport
{
    private const int Unknowns = 100_000;
    private const int MostIterations = 20;
    private const int Repetitions = 20;

    public static IReadOnlyList<Panel> Run()
    {
        var x = new double[Unknowns];
        var norms = ProgressDisplay.Run("Newton", Iterations(x), MostIterations, norm => $"norm of the gradient {norm:E1}");

        var gradient = new double[Unknowns];
        var ofGradient = Fastest(() => BandedProblem.Gradient(x, gradient));
        var ofHessian = Fastest(() => BandedProblem.Hessian(x));
        var hessian = BandedProblem.Hessian(x);
        Console.WriteLine($"{Unknowns:N0} unknowns, {norms.Count - 1} steps of Newton; the Hessian has {hessian.NonZeroCount:N0} entries of {(double)Unknowns * Unknowns:E1}.");
        Console.WriteLine($"Math.NET's sparse matrix of it: residual of a step of Newton {Residual(hessian, gradient):E1}.");
        Console.WriteLine($"A gradient takes {ofGradient:F2} ms, a Hessian {ofHessian:F2} ms: {ofHessian / ofGradient:F1} gradients.");
        Console.WriteLine();
        return
        [
            new Panel("Newton with 100,000 unknowns", "iteration", "norm of the gradient", [new Series("", [.. norms.Select((norm, i) => ((double)i, norm))])]) { IsLogarithmicY = true },
            new Panel("The solution", "i", "x[i]", [new Series("", [.. x.Select((v, i) => ((double)i, v)).Where((_, i) => i % 200 == 0)])]),
        ];
    }

    // The norms of the gradient, while x becomes the solution.
    private static IEnumerable<double> Iterations(double[] x)
    {
        var gradient = new double[x.Length];
        for (var i = 0; i < MostIterations; i++)
        {
            BandedProblem.Gradient(x, gradient);
            var norm = Vec.Norm(gradient);
            yield return norm;
            if (norm < 1e-9)
            {
                yield break;
            }

            Vec.Subtract(x, BandedCholesky.Solve(BandedProblem.Hessian(x), gradient)).CopyTo(x, 0);
        }
    }

    // How far the step of our own solver is from solving the system of Math.NET's matrix, relative to the gradient.
    private static double Residual(SparseMatrix hessian, double[] gradient)
    {
        var step = BandedCholesky.Solve(hessian, gradient);
        var right = Vector<double>.Build.Dense(gradient);
        return (hessian.ToMathNet().Multiply(Vector<double>.Build.Dense(step)) - right).L2Norm() / right.L2Norm();
    }

    private static double Fastest(Action action) => Enumerable.Range(0, Repetitions).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    });
}
