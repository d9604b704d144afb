using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CurveFit;

/// <summary>The outcome of one fit.</summary>
/// <param name="Start">1 or 2: the starting point.</param>
/// <param name="Parameters">Where the minimizer stopped; null if it stopped with an exception.</param>
/// <param name="Iterations">The iterations of the minimizer, each with one Jacobian matrix.</param>
/// <param name="Digits">Correct digits of the worst parameter.</param>
/// <param name="SumDigits">Correct digits of the residual sum of squares.</param>
/// <param name="Exit">Why the minimizer stopped.</param>
internal sealed record Fit(Problem Problem, int Start, double[]? Parameters, int Iterations, double Digits, double SumDigits, string Exit)
{
    /// <summary>Fewer correct digits than this count as not converged.</summary>
    public const double EnoughDigits = 4;

    private const int MaximumIterations = 2000;

    public bool Converged => Digits >= EnoughDigits;

    /// <summary>
    /// Fits one problem from one starting point. Settings are the same for all: parameters in units of their starting
    /// values, and no stop on a small gradient or a small sum of squares, whose size says nothing without knowing the data.
    /// </summary>
    public static Fit Run(Problem problem, int start)
    {
        var initial = problem.Starts[start - 1];
        var iterations = 0;
        var objective = Objective(problem, () => iterations++);
        var minimizer = new LevenbergMarquardtMinimizer(
            gradientTolerance: 0, functionTolerance: 0, stepTolerance: 1e-15, maximumIterations: MaximumIterations);
        try
        {
            var result = minimizer.FindMinimum(objective, initial, scales: [.. initial.Select(Math.Abs)]);
            var found = result.MinimizingPoint.ToArray();
            return new Fit(problem, start, found, result.Iterations, ParameterDigits(problem, found),
                LogRelativeError(SumOfSquares(problem, found), problem.CertifiedSum), result.ReasonForExit.ToString());
        }
        catch (Exception exception) when (exception is ArgumentException or NonConvergenceException)
        {
            return new Fit(problem, start, null, iterations, 0, 0, exception.Message);
        }
    }

    /// <summary>The model and its Jacobian matrix as Math.NET wants them: over all observations at once.</summary>
    private static IObjectiveModel Objective(Problem problem, Action jacobianTaken)
    {
        var value = problem.Model.Compile();
        var gradient = problem.Model.CompileGradientInto();
        var (x, y) = (problem.Predictors, problem.Responses);

        Vector<double> Values(Vector<double> parameters, Vector<double> _)
        {
            var b = parameters.ToArray();
            return CreateVector.Dense(x.Length, i => value(b, x[i]));
        }

        Matrix<double> Jacobian(Vector<double> parameters, Vector<double> _)
        {
            jacobianTaken();
            var b = parameters.ToArray();
            var row = new double[b.Length];
            var matrix = CreateMatrix.Dense<double>(x.Length, b.Length);
            for (var i = 0; i < x.Length; i++)
            {
                gradient(b, x[i], row);
                matrix.SetRow(i, row);
            }

            return matrix;
        }

        // The predictors reach the model through the closure: Math.NET passes one number per observation only.
        var observations = CreateVector.Dense(y.Length, i => (double)i);
        return ObjectiveFunction.NonlinearModel(Values, Jacobian, observations, CreateVector.DenseOfArray(y));
    }

    private static double SumOfSquares(Problem problem, double[] b)
    {
        var value = problem.Model.Compile();
        return problem.Responses.Select((y, i) => Math.Pow(y - value(b, problem.Predictors[i]), 2)).Sum();
    }

    private static double ParameterDigits(Problem problem, double[] found) =>
        found.Zip(problem.Certified, LogRelativeError).Min();

    /// <summary>Log relative error: the number of correct digits, from 0 to the digits of the certificate.</summary>
    private static double LogRelativeError(double found, double certified)
    {
        var digits = -Math.Log10(Math.Abs(found - certified) / Math.Abs(certified));
        return double.IsNaN(digits) ? 0 : Math.Clamp(digits, 0, Problem.CertifiedDigits);
    }
}
