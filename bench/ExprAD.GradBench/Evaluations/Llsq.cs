using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>Linear least squares: a polynomial that is to follow the sign of its argument at n points of [-1, 1].</summary>
internal static class Llsq
{
    private static readonly Expression<Func<double[], double, double>> Polynomial = (x, t) =>
        x.Reverse().Aggregate(0.0, (sum, c) => sum * t + c);

    private static readonly Expression<Func<double[], int, double>> Objective = (x, n) =>
        Enumerable.Range(0, n).Select(i => -1 + i * 2.0 / (n - 1)).Sum(t => Math.Pow(Math.Sign(t) - Polynomial.Invoke(x, t), 2)) / 2;

    internal static Module Module { get; } = new(
        "llsq",
        Function.Of<Input, double>("primal", input =>
        {
            var function = Derive.Inline(Objective).Compile();
            return () => function(input.X, input.N);
        }),
        Function.Of<Input, double[]>("gradient", input =>
        {
            var function = Ad.GradInto(Objective);
            var gradient = new double[input.X.Length];
            return () =>
            {
                function(input.X, input.N, gradient);
                return gradient;
            };
        }));

    internal sealed record Input(double[] X, int N);
}
