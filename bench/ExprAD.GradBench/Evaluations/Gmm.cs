using System.Linq.Expressions;
using MathNet.Numerics;

namespace ExprAD.GradBench;

/// <summary>The logarithm of the posterior of a mixture of Gaussians, whose precisions have a Wishart prior.</summary>
internal static class Gmm
{
    private static readonly Expression<Func<double[], double>> LogSumExp = x =>
        Flow.Let(x.Max(), max => max + Math.Log(x.Sum(v => Math.Exp(v - max))));

    // The rows of a lower triangular matrix, from the logarithms of its diagonal and what is below it, column by column.
    private static readonly Expression<Func<double[], double[], double[][]>> Triangle = (q, l) =>
        q.Select((log, row) => Enumerable.Range(0, row + 1)
            .Select(column => column < row ? l[column * (2 * q.Length - column - 1) / 2 + row - column - 1] : Math.Exp(log)).ToArray()).ToArray();

    private static readonly Expression<Func<double[][], double[], double>> SquaredNormOfProduct = (rows, v) =>
        rows.Sum(row => Math.Pow(row.Zip(v, (a, b) => a * b).Sum(), 2));

    private static readonly Expression<Func<Mixture, double[][], double>> LogLikelihood = (p, points) =>
        Flow.Let(p.Q.Zip(p.L, (q, l) => Triangle.Invoke(q, l)).ToArray(), triangles =>
        Flow.Let(p.Alpha.Zip(p.Q, (alpha, q) => alpha + q.Sum()).ToArray(), weights =>
            points.Sum(x => LogSumExp.Invoke(Enumerable.Range(0, weights.Length).Select(k =>
                weights[k] - 0.5 * SquaredNormOfProduct.Invoke(triangles[k], x.Zip(p.Mu[k], (a, b) => a - b).ToArray())).ToArray()))
            - points.Length * (LogSumExp.Invoke(p.Alpha) + p.Mu[0].Length * 0.5 * Math.Log(2 * Math.PI))));

    private static readonly Expression<Func<Mixture, double, int, double>> LogPrior = (p, gamma, m) =>
        p.Alpha.Length * LogWishart(p.Mu[0].Length, gamma, m)
        - gamma * gamma / 2 * (p.Q.Sum(q => q.Sum(v => Math.Exp(2 * v))) + p.L.Sum(l => l.Sum(v => v * v)))
        + m * p.Q.Sum(q => q.Sum());

    internal static readonly Expression<Func<Mixture, Input, double>> Objective = (p, input) =>
        LogLikelihood.Invoke(p, input.X) + LogPrior.Invoke(p, input.Gamma, input.M);

    internal static Module Module { get; } = new(
        "gmm",
        Function.Of<Input, double>("objective", input =>
        {
            var function = Derive.Inline(Objective).Compile();
            return () => function(input.Parameters, input);
        }),
        Function.Of<Input, Mixture>("jacobian", input =>
        {
            var gradient = Ad.GradFirst(Objective);
            return () => gradient(input.Parameters, input);
        }));

    // The constant of the prior's density.
    private static double LogWishart(int d, double gamma, int m)
    {
        var n = d + m + 1;
        var logGamma = (d * (d - 1) / 4.0 * Math.Log(Math.PI)) + Enumerable.Range(1, d).Sum(j => SpecialFunctions.GammaLn((n + 1 - j) / 2.0));
        return (n * d * (Math.Log(gamma) - (0.5 * Math.Log(2)))) - logGamma;
    }

    /// <summary>The parameters of a mixture; also its gradient.</summary>
    internal sealed record Mixture(double[] Alpha, double[][] Mu, double[][] Q, double[][] L);

    internal sealed record Input(int M, double Gamma, double[] Alpha, double[][] Mu, double[][] Q, double[][] L, double[][] X)
    {
        internal Mixture Parameters { get; } = new(Alpha, Mu, Q, L);
    }
}
