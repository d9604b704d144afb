using System.Linq.Expressions;

namespace LogisticRegression;

/// <summary>Logistic regression: what is minimized, and what is reported.</summary>
public static class Classifier
{
    /// <summary>The weight of the penalty, which keeps the coefficients finite where the classes can be separated.</summary>
    public const double Penalty = 1e-3;

    /// <summary>The average negative log-likelihood of the labels, and a penalty on large coefficients.</summary>
    public static Expression<Func<double[], Tumor[], double>> Loss { get; } = (w, tumors) =>
        tumors.Average(t => Math.Log(1 + Math.Exp(-t.Label * t.Features.Zip(w, (x, c) => x * c).Sum()))) + Penalty * w.Sum(c => c * c);

    /// <summary>The part of the tumors whose label has the sign of the score.</summary>
    public static double Accuracy(double[] w, Tumor[] tumors) =>
        tumors.Average(t => t.Label * t.Features.Zip(w, (x, c) => x * c).Sum() > 0 ? 1.0 : 0.0);
}
