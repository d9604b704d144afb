using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>Linear least squares: a polynomial that is to follow the sign of its argument at n points of [-1, 1].</summary>
internal static class Llsq
{
    // With the powers beside the sum, which do not wait for one another as the steps of Horner's rule do.
    private static readonly Expression<Func<double[], double, double>> Polynomial = (x, t) => x.Aggregate(
        new { Sum = 0.0, Power = 1.0 }, (s, c) => new { Sum = s.Sum + c * s.Power, Power = s.Power * t }).Sum;

    // The sign of -1 + 2i/(n-1) is that of the whole number 2i - (n-1).
    private static readonly Expression<Func<double[], int, double>> Objective = (x, n) => Enumerable.Range(0, n).Sum(i =>
        Math.Pow(Math.Sign(2 * i - (n - 1)) - Polynomial.Invoke(x, -1 + i * 2.0 / (n - 1)), 2)) / 2;

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
