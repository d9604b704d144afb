using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace ExprAD.Tests.Writers;

/// <summary>Derivatives that people look at: the source of each is its title in the baseline.</summary>
public static partial class CSharpGradientCases
{
    internal sealed record Case(string Title, LambdaExpression Derivative);

    internal static IEnumerable<Case> All() =>
        [.. OfOneNumber(), .. OfHigherOrder(), .. OfSeveralNumbers(), .. OfArrays(), .. OfStructures(), .. OfClosures(), .. OfChoices(), .. OfOtherNumbers(), .. OfForms(), .. OfBuiltTrees()];

    private static Case Of(LambdaExpression derivative, [CallerArgumentExpression(nameof(derivative))] string title = "") => new(title, derivative);

    private static IEnumerable<Case> OfOneNumber()
    {
        yield return Of(Derive.Grad((double x) => x * Math.Sin(x)));
        yield return Of(Derive.Grad((double x) => x));
        yield return Of(Derive.Grad((double x) => 3.5));
        yield return Of(Derive.Grad((double x) => x * x));
        yield return Of(Derive.Grad((double x) => 2 * x + 1));
        yield return Of(Derive.Grad((double x) => 3 * x * x - 2 * x + 7));
        yield return Of(Derive.Grad((double x) => x * x * x - 4 * x * x + x / 2));
        yield return Of(Derive.Grad((double x) => Math.Pow(x, 3)));
        yield return Of(Derive.Grad((double x) => Math.Pow(x, 5) - Math.Pow(x, 2)));
        yield return Of(Derive.Grad((double x) => Math.Pow(x, 2.5)));
        yield return Of(Derive.Grad((double x) => Math.Pow(2, x)));
        yield return Of(Derive.Grad((double x) => Math.Pow(x, -2)));
        yield return Of(Derive.Grad((double x) => 1 / x));
        yield return Of(Derive.Grad((double x) => 1 / (1 + x * x)));
        yield return Of(Derive.Grad((double x) => (x - 1) / (x + 1)));
        yield return Of(Derive.Grad((double x) => -x));
        yield return Of(Derive.Grad((double x) => -Math.Cos(-x)));
        yield return Of(Derive.Grad((double x) => Math.Exp(-x * x / 2)));
        yield return Of(Derive.Grad((double x) => Math.Exp(Math.Sin(x))));
        yield return Of(Derive.Grad((double x) => Math.Log(x * x + 1)));
        yield return Of(Derive.Grad((double x) => x * Math.Log(x) - x));
        yield return Of(Derive.Grad((double x) => Math.Sqrt(1 + x * x)));
        yield return Of(Derive.Grad((double x) => Math.Sin(x) * Math.Cos(x)));
        yield return Of(Derive.Grad((double x) => Math.Sin(x) / x));
        yield return Of(Derive.Grad((double x) => Math.Tanh(3 * x)));
        yield return Of(Derive.Grad((double x) => 1 / (1 + Math.Exp(-x))));
        yield return Of(Derive.Grad((double x) => Math.Atan(x) + Math.Asin(x / 2)));
        yield return Of(Derive.Grad((double x) => Math.Sin(Math.Sin(Math.Sin(x)))));
        yield return Of(Derive.ValueAndGrad((double x) => x * Math.Exp(x)));
        yield return Of(Derive.ValueAndGrad((double x) => Math.Sqrt(x) / (1 + Math.Sqrt(x))));
        yield return Of(Derive.Grad((double x) => x - (x - Math.Cos(x))));
        yield return Of(Derive.Grad((double x) => x * double.PositiveInfinity + double.NaN * Math.Sin(x)));
    }

    private static IEnumerable<Case> OfHigherOrder()
    {
        yield return Of(Derive.Derivative((double x) => x * x * x, 2));
        yield return Of(Derive.Derivative((double x) => Math.Sin(x), 2));
        yield return Of(Derive.Derivative((double x) => x * Math.Sin(x), 2));
        yield return Of(Derive.Derivative((double x) => Math.Exp(2 * x), 2));
        yield return Of(Derive.Derivative((double x) => Math.Exp(-x * x), 2));
        yield return Of(Derive.Derivative((double x) => Math.Log(x), 2));
        yield return Of(Derive.Derivative((double x) => Math.Sqrt(x), 2));
        yield return Of(Derive.Derivative((double x) => Math.Tanh(x), 2));
        yield return Of(Derive.Derivative((double x) => 1 / x, 3));
        yield return Of(Derive.Derivative((double x) => Math.Pow(x, 4), 4));
        yield return Of(Derive.Grad((double x) => Ad.Grad((double y) => y * y * y)(x)));
        yield return Of(Derive.Grad((double x) => x * Ad.Grad((double y) => x * y * y)(x)));
    }

    private static IEnumerable<Case> OfSeveralNumbers()
    {
        yield return Of(Derive.Grad((double x, double y) => x * y));
        yield return Of(Derive.Grad((double x, double y) => x * Math.Sin(y)));
        yield return Of(Derive.Grad((double x, double y) => x / y));
        yield return Of(Derive.Grad((double x, double y) => Math.Sqrt(x * x + y * y)));
        yield return Of(Derive.Grad((double x, double y) => Math.Atan2(y, x)));
        yield return Of(Derive.Grad((double x, double y) => Math.Pow(x, y)));
        yield return Of(Derive.Grad((double x, double y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)));
        yield return Of(Derive.Grad((double x, double y, double z) => x * y * z));
        yield return Of(Derive.Grad((double a, double b, double c, double d) => a * d - b * c));
        yield return Of(Derive.ValueAndGrad((double x, double y) => Math.Exp(x * y)));
        yield return Of(Derive.GradFirst((double w, double x) => Math.Tanh(w * x)));
        yield return Of(Derive.ValueAndGradFirst((double w, int n) => w * n / 3));
        yield return Of(Derive.Jvp((double x) => x * Math.Sin(x)));
        yield return Of(Derive.Vjp((double x) => x * Math.Sin(x)));
        yield return Of(Derive.Grad((double @class, double @double) => @class * @double * @double));
    }

    private static IEnumerable<Case> OfArrays()
    {
        yield return Of(Derive.Grad((double[] x) => x[0] * x[1]));
        yield return Of(Derive.Grad((double[] x) => Math.Sin(x[0]) * x[1] + x[2] * x[2]));
        yield return Of(Derive.ValueAndGrad((double[] x) => x[0] * Math.Exp(x[1])));
        yield return Of(Derive.GradFirst((double[] w, double[] x) => w[0] * x[0] + w[1] * x[1] + w[2]));
        yield return Of(Derive.GradFirst((double[] x, int i) => x[i] * x[i]));
        yield return Of(Derive.GradFirst((double[] x, int i, int j) => x[i] * x[j] / x.Length));
        yield return Of(Derive.Grad((double[] x) => 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])));
        yield return Of(Derive.GradInto((double[] x) => x[0] * x[0] * x[1]));
        yield return Of(Derive.GradInto((double[] w, double[] x) => Math.Tanh(w[0] * x[0] + w[1])));
        yield return Of(Derive.Grad((double[,] m) => m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]));
        yield return Of(Derive.Grad((double[][] m) => m[0][1] * m[1][0]));
        yield return Of(Derive.Grad((List<double> x) => x[0] * x[1]));
        yield return Of(Derive.Grad((double x) => new[] { x, x * x, 3 }[1] * new double[] { 1, x }.Length));
    }

    private static IEnumerable<Case> OfStructures()
    {
        yield return Of(Derive.Grad((Point p) => p.X * p.Y));
        yield return Of(Derive.Grad((Point p) => Math.Sqrt(p.X * p.X + p.Y * p.Y)));
        yield return Of(Derive.ValueAndGrad((Weights w) => w.Bias + w.Slope * w.Slope));
        yield return Of(Derive.GradFirst((Layer l, double x) => Math.Tanh(l.Weight * x + l.Inner.X) * l.Inner.Y));
        yield return Of(Derive.Grad(((double A, double B) p) => p.A * Math.Log(p.B)));
        yield return Of(Derive.Grad(((double A, double B) p) => 1.0));
        yield return Of(Derive.Grad((Point p, double t) => p.X * t + p.Y * t * t));
        yield return Of(Derive.Grad((double x) => new { A = x, B = x * x }.B + new { A = x, B = x * x }.A));
        yield return Of(Derive.Grad((double x) => new Point(x, 2 * x).X * new Weights { Slope = x }.Slope));
    }
}
