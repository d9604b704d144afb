using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>The loss of a logistic regression with 1,000 examples of 10 features.</summary>
public partial class LogisticRegression : Gradients
{
    private protected readonly Example[] examples = [.. Enumerable.Range(0, 1_000).Select(i => new Example(
        [.. Enumerable.Range(0, 10).Select(j => Math.Sin(i + (1.7 * j * j)))], Math.Sin(0.3 * i) > 0 ? 1 : -1))];

    private protected override Expression<Func<double[], double>> Function => w =>
        examples.Average(e => Math.Log(1 + Math.Exp(-e.Label * e.Features.Zip(w, (x, c) => x * c).Sum())));

    private protected override double[] Point() => [.. Enumerable.Range(0, 10).Select(i => Math.Cos(i))];

    private protected override double ByHand(double[] x, double[] gradient)
    {
        Array.Clear(gradient);
        var value = 0.0;
        foreach (var example in examples)
        {
            var features = example.Features;
            var sum = 0.0;
            for (var j = 0; j < features.Length; j++)
            {
                sum += features[j] * x[j];
            }

            var exp = Math.Exp(-example.Label * sum);
            value += Math.Log(1 + exp);
            var adjoint = -example.Label * exp / (1 + exp) / examples.Length;
            for (var j = 0; j < features.Length; j++)
            {
                gradient[j] += adjoint * features[j];
            }
        }

        return value / examples.Length;
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        Dual value = 0;
        foreach (var example in examples)
        {
            Dual sum = 0;
            for (var j = 0; j < x.Length; j++)
            {
                sum += example.Features[j] * x[j];
            }

            value += Dual.Log(1 + Dual.Exp(-example.Label * sum));
        }

        return value / examples.Length;
    }

    private protected sealed record Example(double[] Features, double Label);
}
