using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>A system of linear differential equations, each driven by the one before, solved by the classical Runge-Kutta method.</summary>
internal static class Ode
{
    private static readonly Expression<Func<double[], double[], double[]>> Slope = (x, y) =>
        x.Zip(y.Prepend(1), (c, before) => c * before).ToArray();

    private static readonly Expression<Func<double[], double, double[], double[]>> Add = (y, h, slope) =>
        y.Zip(slope, (a, b) => a + h * b).ToArray();

    private static readonly Expression<Func<double[], double[], double, double[]>> Step = (x, y, h) =>
        Flow.Let(Slope.Invoke(x, y), k1 =>
        Flow.Let(Slope.Invoke(x, Add.Invoke(y, h / 2, k1)), k2 =>
        Flow.Let(Slope.Invoke(x, Add.Invoke(y, h / 2, k2)), k3 =>
        Flow.Let(Slope.Invoke(x, Add.Invoke(y, h, k3)), k4 =>
            y.Zip(k1.Zip(k2, (a, b) => a + 2 * b), k3.Zip(k4, (a, b) => 2 * a + b)).Select(z => z.First + h / 6 * (z.Second + z.Third)).ToArray()))));

    internal static readonly Expression<Func<double[], int, double[]>> Solution = (x, steps) =>
        Flow.For(steps, new double[x.Length], (_, y) => Step.Invoke(x, y, 2.0 / steps));

    internal static Module Module { get; } = new(
        "ode",
        Function.Of<Input, double[]>("primal", input =>
        {
            var function = Derive.Inline(Solution).Compile();
            return () => function(input.X, input.S);
        }),
        Function.Of<Input, double[]>("gradient", input =>
        {
            var function = Ad.GradInto((double[] x, int steps) => Solution.Invoke(x, steps)[x.Length - 1]);
            var gradient = new double[input.X.Length];
            return () =>
            {
                function(input.X, input.S, gradient);
                return gradient;
            };
        }));

    internal sealed record Input(double[] X, int S);
}
