using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>The loss of the logistic regression with indices.</summary>
public class LogisticRegressionByIndex : LogisticRegression
{
    private protected override Expression<Func<double[], double>> Function => w =>
        Enumerable.Range(0, examples.Length).Average(i =>
            Math.Log(1 + Math.Exp(-examples[i].Label * Enumerable.Range(0, w.Length).Sum(j => examples[i].Features[j] * w[j]))));
}
