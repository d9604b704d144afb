using System.Linq.Expressions;
using ExprAD.Tests.Linq;
using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Arrays;

/// <summary>Solutions of equations with gradients in closed form: of numbers and vectors, by every kind of solver, nested, in loops and in LINQ.</summary>
public class ImplicitTests : RowTests<ImplicitTests>, IRows
{
    private static readonly Expression<Func<double, double, double>> s_square = (x, p) => (x * x) - p;

    public static double[,] Matrix { get; } = new double[,] { { 4, -2, 1 }, { 3, 6, -4 }, { 2, 1, 8 } };

    public static double[] Data { get; } = [1, 2, 4];

    public static IReadOnlyList<Row> Rows { get; } = [.. Numbers(), .. Vectors().Select(row => row with { SolvesSystems = true }), .. Minima().Select(row => row with { SolvesSystems = true }), .. Nested()];

    /// <summary>Newton's method for the square root, in code nobody can read.</summary>
    public static double SquareRoot(double p)
    {
        var x = p;
        for (var i = 0; i < 60; i++)
        {
            x = (x + (p / x)) / 2;
        }

        return x;
    }

    /// <summary>Bisection, to the last bit.</summary>
    public static double Bisect(Func<double, double> f, double low, double high)
    {
        while (low + ((high - low) / 2) is var middle && middle > low && middle < high)
        {
            (low, high) = f(middle) < 0 ? (middle, high) : (low, middle);
        }

        return high;
    }

    public static double UpToTen(Func<double, double> f) => Bisect(f, 0, 10);

    /// <summary>x exp(x) = p, by Newton's method.</summary>
    public static double Lambert(double p) => Flow.For(30, Math.Log(1 + p), (i, x) => x - ((x - (p * Math.Exp(-x))) / (1 + x)));

    /// <summary>x[0] + x[1] = p[0], x[0] x[1] = p[1].</summary>
    public static double[] FromSumAndProduct(double[] p) => [(p[0] + Math.Sqrt((p[0] * p[0]) - (4 * p[1]))) / 2, (p[0] - Math.Sqrt((p[0] * p[0]) - (4 * p[1]))) / 2];

    /// <summary>Newton's method with differences, for a system of two equations.</summary>
    public static double[] Newton(Func<double[], double[]> f)
    {
        double[] x = [2.5, 0.5];
        for (var i = 0; i < 30; i++)
        {
            var y = f(x);
            var jacobian = new double[2, 2];
            for (var k = 0; k < 2; k++)
            {
                double[] near = [.. x];
                near[k] += 1e-7;
                var column = Vec.Scale(1e7, Vec.Subtract(f(near), y));
                (jacobian[0, k], jacobian[1, k]) = (column[0], column[1]);
            }

            x = Vec.Subtract(x, Mat.Solve(jacobian, y));
        }

        return x;
    }

    private static double[] RidgeOf(double lambda)
    {
        var normal = Mat.Multiply(Mat.Transpose(Matrix), Matrix);
        for (var i = 0; i < 3; i++)
        {
            normal[i, i] += lambda;
        }

        return Mat.Solve(normal, Mat.TransposeMultiply(Matrix, Data));
    }

    public static double[] Ridge(double lambda) => RidgeOf(lambda);

    private static double W(double p) => Lambert(p);

    private static Row[] Numbers() =>
    [
        S("A square root by a method", p => Implicit.Root((x, q) => (x * x) - q, p, SquareRoot), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("A square root by a lambda", p => Implicit.Root((x, q) => (x * x) - q, p, q => Math.Exp(0.5 * Math.Log(q))), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("A square root by a loop", p => Implicit.Root((x, q) => (x * x) - q, p, q => Flow.For(60, q, (i, r) => (r + (q / r)) / 2)), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("A square root of a captured expression", p => Implicit.Root((x, q) => s_square.Invoke(x, q), p, SquareRoot), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("A square root by a solver of any equation", p => Implicit.Root(x => (x * x) - p, f => Bisect(f, 0, 10)), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("A square root by a method that solves any equation", p => Implicit.Root(x => (x * x) - p, UpToTen), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("Lambert's function", p => Implicit.Root((x, q) => (x * Math.Exp(x)) - q, p, Lambert), p => W(p) / (p * (1 + W(p))), [0.5, 3]),
        S("Lambert's function of a function", p => Implicit.Root((x, q) => (x * Math.Exp(x)) - q, p * p, Lambert), p => 2 * W(p * p) / (p * (1 + W(p * p))), [0.5, 3]),
        S("A solution used twice", p => Flow.Let(Implicit.Root((x, q) => (x * x) - q, p, SquareRoot), r => r * Math.Sin(r)),
            p => (Math.Sin(Math.Sqrt(p)) + (Math.Sqrt(p) * Math.Cos(Math.Sqrt(p)))) / (2 * Math.Sqrt(p)), [2, 0.3]),
        S("What the equation takes from outside", p => Implicit.Root((x, q) => (x * x) - (q * p), p, q => SquareRoot(q * q)) * 2, p => 2, [2, 0.3]),
        Of("Parameters in a tuple", ((double A, double B) p) => Implicit.Root((x, q) => (q.A * x) - q.B, p, q => q.B / q.A), p => (-p.B / (p.A * p.A), 1 / p.A), [(2, 3)]),
        V("Parameters in an array", p => Implicit.Root((x, q) => (q[0] * x) - q[1], p, q => q[1] / q[0]), p => [-p[1] / (p[0] * p[0]), 1 / p[0]], [[2, 3]]),
        V("Parameters in an array, for any solver", p => Implicit.Root(x => (p[0] * x) - p[1], f => Bisect(f, 0, 10)) + p[0], p => [1 - (p[1] / (p[0] * p[0])), 1 / p[0]], [[2, 3]]),
        S("An equation with branches", p => 3 * Implicit.Root((x, q) => x > 1 ? (x * x) - q : x - q, p, q => q > 1 ? SquareRoot(q) : q), p => p > 1 ? 1.5 / Math.Sqrt(p) : 3, [2, 0.3]),
        S("An equation with a sum", p => Implicit.Root((x, q) => Data.Sum(d => d * x) - q, p, q => q / 7), _ => 1.0 / 7, [2]),
    ];

    private static Row[] Vectors() =>
    [
        V("Two numbers from their sum and product", p => Implicit.Root((x, q) => new[] { x[0] + x[1] - q[0], (x[0] * x[1]) - q[1] }, p, FromSumAndProduct)[0],
            p => [FromSumAndProduct(p)[0] / Difference(p), -1 / Difference(p)], [[3, 1], [5, 2]]),
        V("Two numbers by Newton's method", p => Implicit.Root(x => new[] { x[0] + x[1] - p[0], (x[0] * x[1]) - p[1] }, Newton)[0],
            p => [FromSumAndProduct(p)[0] / Difference(p), -1 / Difference(p)], [[3, 1], [5, 2]]),
        V("A linear system", b => Vec.Dot(b, Implicit.Root((x, c) => Vec.Subtract(Mat.Multiply(Matrix, x), c), b, c => Mat.Solve(Matrix, c))),
            b => Vec.Add(Mat.Solve(Matrix, b), Mat.SolveTranspose(Matrix, Mat.Factor(Matrix), b)), [[0.5, -1.5, 2]]),
        V("A system with LINQ", b => Implicit.Root((x, c) => x.Zip(c, (u, v) => (u * u * u) - v).ToArray(), b, c => c.Select(v => Math.Cbrt(v)).ToArray()).Sum(),
            b => Each(b, v => 1 / (3 * Math.Cbrt(v) * Math.Cbrt(v))), [[0.5, -1.5, 2]]),
    ];

    private static Row[] Minima() =>
    [
        S("The minimum of a parabola", p => Implicit.Minimize((x, q) => ((x - (q * q)) * (x - (q * q))) + 3, p, q => q * q) * p, p => 3 * p * p, [2, -0.3]),
        S("The minimum of a function", p => Implicit.Minimize(x => Math.Exp(x) - (p * x), f => Math.Log(p) + (0 * f(p))), p => 1 / p, [2, 0.3]),
        S("Ridge regression by its penalty", l => Implicit.Minimize(
                (x, k) => Vec.Dot(Vec.Subtract(Mat.Multiply(Matrix, x), Data), Vec.Subtract(Mat.Multiply(Matrix, x), Data)) + (k * Vec.Dot(x, x)), l, Ridge).Sum(),
            l => -Derivative(l), [0.5, 3]),
    ];

    private static Row[] Nested() =>
    [
        S("A root in the equation of a root: a fourth root", p => Implicit.Root((x, q) => (x * x) - Implicit.Root((y, r) => (y * y) - r, q, SquareRoot), p, q => SquareRoot(SquareRoot(q))),
            p => 0.25 * Math.Pow(p, -0.75), [2, 0.3]),
        S("A root that depends on the unknown of another one", p => Implicit.Root((x, q) => Implicit.Root((y, z) => (y * y) - z, x, SquareRoot) - q, p, q => q * q), p => 2 * p, [2, 0.3]),
        S("A root of a root", p => Implicit.Root((x, q) => (x * x) - q, Implicit.Root((x, q) => (x * x) - q, p, SquareRoot), SquareRoot), p => 0.25 * Math.Pow(p, -0.75), [2, 0.3]),
        S("A root of a derivative", p => Implicit.Root((x, q) => Ad.Grad(z => (z * z * z) - (3 * q * z))(x), p, SquareRoot), p => 0.5 / Math.Sqrt(p), [2, 0.3]),
        S("A derivative of a root", p => Ad.Grad(z => Implicit.Root((x, q) => (x * x) - q, z, SquareRoot))(p), p => -0.25 * Math.Pow(p, -1.5), [2, 0.3]),
        S("A root in each step of a sum", p => Data.Sum(d => Implicit.Root((x, q) => (x * x) - (q * d), p, q => SquareRoot(q * d))), p => Data.Sum(d => 0.5 * Math.Sqrt(d / p)), [2, 0.3]),
        S("A root of what each step has", p => Data.Sum(d => Implicit.Root((x, q) => (x * x) - q, p * d, SquareRoot)), p => Data.Sum(d => 0.5 * Math.Sqrt(d / p)), [2, 0.3]),
        S("A root in each step of a loop", p => Flow.For(3, p, (i, s) => Implicit.Root((x, q) => (x * x) - q, s, SquareRoot)), p => 0.125 * Math.Pow(p, -0.875), [2, 0.3]),
        V("A root for each element", p => p.Select(v => Implicit.Root((x, q) => (x * x) - q, v, SquareRoot)).Sum(), p => Each(p, v => 0.5 / Math.Sqrt(v)), [[2, 0.3], []]),
        S("A root where a test holds", p => p > 1 ? Implicit.Root((x, q) => (x * x) - q, p, SquareRoot) : p, p => p > 1 ? 0.5 / Math.Sqrt(p) : 1, [2, 0.3]),
    ];

    private static double Difference(double[] p) => FromSumAndProduct(p)[0] - FromSumAndProduct(p)[1];

    // x = (AᵀA + l)⁻¹ Aᵀb, so dx/dl = -(AᵀA + l)⁻¹ x.
    private static double Derivative(double l)
    {
        var normal = Mat.Multiply(Mat.Transpose(Matrix), Matrix);
        for (var i = 0; i < 3; i++)
        {
            normal[i, i] += l;
        }

        return Mat.Solve(normal, RidgeOf(l)).Sum();
    }
}
