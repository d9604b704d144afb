using System.Linq.Expressions;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// "This function has the right derivatives": value, forward, reverse and second order, in every back end and in the reference evaluator,
/// against a closed form where one is given and against extrapolated differences where none is.
/// <code>
/// DerivativesAre.Right(x => x * Math.Sin(x), at: [0.5, -2.0]);
/// DerivativesAre.Right(x => x * Math.Sin(x), x => Math.Sin(x) + x * Math.Cos(x), at: [0.5, -2.0]);
/// DerivativesAre.Right((double[] x) => x[0] * x[1], x => [x[1], x[0]], at: [[1.0, 2.0]]);
/// DerivativesAre.Right((Point p) => p.X / p.Y, at: [new Point(1, 2)]);
/// DerivativesAre.Right((double[] w, double b) => w[0] * b, at: [([1.0], 2.0)]);
/// </code>
/// At a kink give the gradient in closed form (the convention) and say <c>isSmooth: false</c>: nothing is then compared with differences.
/// </summary>
internal static class DerivativesAre
{
    internal static void Right(Expression<Func<double, double>> f, double[] at, bool isSmooth = true) => Right<double>(f, at, isSmooth);

    internal static void Right(Expression<Func<double, double>> f, Func<double, double> derivative, double[] at, bool isSmooth = true) =>
        Right<double>(f, derivative, at, isSmooth);

    internal static void Right(Expression<Func<double[], double>> f, double[][] at, bool isSmooth = true) => Right<double[]>(f, at, isSmooth);

    internal static void Right(Expression<Func<double[], double>> f, Func<double[], double[]> gradient, double[][] at, bool isSmooth = true) =>
        Right<double[]>(f, gradient, at, isSmooth);

    internal static void Right<T>(Expression<Func<T, double>> f, T[] at, bool isSmooth = true)
    {
        var derivatives = new FunctionDerivatives(f, isSmooth);
        Array.ForEach(at, point => derivatives.AssertAt([point], null));
    }

    internal static void Right<T>(Expression<Func<T, double>> f, Func<T, T> gradient, T[] at, bool isSmooth = true)
    {
        var derivatives = new FunctionDerivatives(f, isSmooth);
        Array.ForEach(at, point => derivatives.AssertAt([point], Leaves.Of(gradient(point))));
    }

    internal static void Right<T1, T2>(Expression<Func<T1, T2, double>> f, (T1, T2)[] at, bool isSmooth = true)
    {
        var derivatives = new FunctionDerivatives(f, isSmooth);
        Array.ForEach(at, p => derivatives.AssertAt([p.Item1, p.Item2], null));
    }

    internal static void Right<T1, T2>(Expression<Func<T1, T2, double>> f, Func<T1, T2, (T1, T2)> gradient, (T1, T2)[] at, bool isSmooth = true)
    {
        var derivatives = new FunctionDerivatives(f, isSmooth);
        Array.ForEach(at, p => derivatives.AssertAt([p.Item1, p.Item2], Leaves.Of(gradient(p.Item1, p.Item2))));
    }

    internal static void Right<T1, T2, T3>(Expression<Func<T1, T2, T3, double>> f, (T1, T2, T3)[] at, bool isSmooth = true)
    {
        var derivatives = new FunctionDerivatives(f, isSmooth);
        Array.ForEach(at, p => derivatives.AssertAt([p.Item1, p.Item2, p.Item3], null));
    }

    internal static void Right<T1, T2, T3>(
        Expression<Func<T1, T2, T3, double>> f, Func<T1, T2, T3, (T1, T2, T3)> gradient, (T1, T2, T3)[] at, bool isSmooth = true)
    {
        var derivatives = new FunctionDerivatives(f, isSmooth);
        Array.ForEach(at, p => derivatives.AssertAt([p.Item1, p.Item2, p.Item3], Leaves.Of(gradient(p.Item1, p.Item2, p.Item3))));
    }
}
