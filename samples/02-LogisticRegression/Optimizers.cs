using ExprAD;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace LogisticRegression;

/// <summary>Two ways to the minimum. Each gives the evaluations of loss and gradient that it makes.</summary>
internal static class Optimizers
{
    public const int Steps = 2000;
    public const double GradientTolerance = 1e-8;

    private const double Rate = 0.5;

    /// <summary>Plain gradient descent: a fixed number of steps against the gradient.</summary>
    public static IEnumerable<Evaluation> GradientDescent(Tumor[] tumors)
    {
        var loss = Ad.GradInto(Classifier.Loss);
        var w = new double[tumors[0].Features.Length];
        var gradient = new double[w.Length];
        for (var step = 0; step < Steps; step++)
        {
            var value = loss(w, tumors, gradient);
            yield return new Evaluation([.. w], value, Norm(gradient));
            for (var i = 0; i < w.Length; i++)
            {
                w[i] -= Rate * gradient[i];
            }
        }
    }

    /// <summary>The method of Broyden, Fletcher, Goldfarb and Shanno, as Math.NET has it.</summary>
    public static IReadOnlyList<Evaluation> Bfgs(Tumor[] tumors)
    {
        var loss = Ad.ValueAndGradFirst(Classifier.Loss);
        var evaluations = new List<Evaluation>();
        var objective = ObjectiveFunction.Gradient(point =>
        {
            var w = point.ToArray();
            var (value, gradient) = loss(w, tumors);
            evaluations.Add(new Evaluation(w, value, Norm(gradient)));
            return (value, CreateVector.DenseOfArray(gradient));
        });
        var minimizer = new BfgsMinimizer(GradientTolerance, parameterTolerance: 0, functionProgressTolerance: 0);
        minimizer.FindMinimum(objective, CreateVector.Dense<double>(tumors[0].Features.Length));
        return evaluations;
    }

    private static double Norm(double[] gradient) => Math.Sqrt(gradient.Sum(g => g * g));
}
