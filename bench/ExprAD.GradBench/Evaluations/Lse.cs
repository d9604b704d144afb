using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>The logarithm of a sum of exponentials, shifted by the maximum so that none of them overflows.</summary>
internal static class Lse
{
    private static readonly Expression<Func<double[], double>> LogSumExp = x =>
        Flow.Let(x.Max(), max => max + Math.Log(x.Sum(v => Math.Exp(v - max))));

    internal static Module Module { get; } = new(
        "lse",
        Function.Of<Input, double>("primal", input =>
        {
            var function = Derive.Inline(LogSumExp).Compile();
            return () => function(input.X);
        }),
        Function.Of<Input, double[]>("gradient", input =>
        {
            var function = Ad.GradInto(LogSumExp);
            var gradient = new double[input.X.Length];
            return () =>
            {
                function(input.X, gradient);
                return gradient;
            };
        }));

    internal sealed record Input(double[] X);
}
