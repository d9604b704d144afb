using ExprAD.Tests.Linq;
using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Arrays;

/// <summary>Functions of whole arrays with gradients in closed form: alone, with LINQ, in loops, in records.</summary>
public class LinearAlgebraTests : RowTests<LinearAlgebraTests>, IRows
{
    public static double[] At { get; } = [0.5, -1.5, 2];
    public static double[,] A { get; } = new double[,] { { 4, -2, 1 }, { 3, 6, -4 }, { 2, 1, 8 } };
    public static double[,] Wide { get; } = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
    public static double[,] Symmetric { get; } = new double[,] { { 4, 2, -2 }, { 2, 10, 4 }, { -2, 4, 9 } };

    public static IReadOnlyList<Row> Rows { get; } = [.. Vectors(), .. Matrices(), .. Mixed(), .. Loops()];

    private static Row[] Vectors() =>
    [
        V("The square of a vector", x => Vec.Dot(x, x), x => Each(x, v => 2 * v), [At, [3], []]),
        V("A norm", x => Vec.Norm(x), x => Each(x, v => v / Vec.Norm(x)), [At, [-3]]),
        V("The norm of a difference", x => Vec.Norm(Vec.Subtract(x, new[] { 1.0, 2.0, 3.0 })), x => Vec.Scale(1 / Vec.Norm(Vec.Subtract(x, [1, 2, 3])), Vec.Subtract(x, [1, 2, 3])), [At]),
        V("log sum exp", x => Vec.LogSumExp(x), Vec.Softmax, [At, [700, 710, 705]]),
        V("One share of a softmax", x => 2 * Vec.Softmax(x)[1], x => ByIndex(x, i => 2 * Vec.Softmax(x)[1] * ((i == 1 ? 1 : 0) - Vec.Softmax(x)[i])), [At]),
        V("A vector twice in one function", x => Vec.Dot(Vec.Add(x, x), Vec.Multiply(x, x)), x => Each(x, v => 6 * v * v), [At]),
        Of("A multiple by a parameter", (double s, double[] x) => Vec.Dot(Vec.Scale(s, x), x), (s, x) => (Vec.Dot(x, x), Vec.Scale(2 * s, x)), [(0.7, At)]),
    ];

    private static Row[] Matrices() =>
    [
        Of("A quadratic form", (double[,] a, double[] x) => Vec.Dot(x, Mat.Multiply(a, x)),
            (a, x) => (Mat.Outer(x, x), Vec.Add(Mat.Multiply(a, x), Mat.TransposeMultiply(a, x))), [(A, At)]),
        Of("Least squares", (double[,] a, double[] x) => Vec.Dot(Mat.Multiply(a, x), Mat.Multiply(a, x)),
            (a, x) => (Mat.Scale(2, Mat.Outer(Mat.Multiply(a, x), x)), Vec.Scale(2, Mat.TransposeMultiply(a, Mat.Multiply(a, x)))), [(Wide, At)]),
        Of("A determinant", (double[,] a) => Mat.Determinant(a), a => Mat.Scale(Mat.Determinant(a), Mat.Transpose(Mat.Inverse(a))), [A]),
        Of("The logarithm of a determinant", (double[,] a) => Mat.LogDeterminant(a), a => Mat.Transpose(Mat.Inverse(a)), [A, Symmetric]),
        Of("A solution", (double[,] a, double[] b) => Vec.Dot(b, Mat.Solve(a, b)),
            (a, b) => (
                Mat.Scale(-1, Mat.Outer(Mat.SolveTranspose(a, Mat.Factor(a), b), Mat.Solve(a, b))),
                Vec.Add(Mat.Solve(a, b), Mat.SolveTranspose(a, Mat.Factor(a), b))), [(A, At)]),
        Of("The diagonal of a Cholesky factor: half the logarithm of the determinant", (double[,] a) => Flow.Let(Mat.Cholesky(a), l => Math.Log(l[0, 0]) + Math.Log(l[1, 1]) + Math.Log(l[2, 2])),
            a => Mat.Scale(0.5, Mat.Inverse(a)), [Symmetric]),
        Of("The trace of an inverse", (double[,] a) => Flow.Let(Mat.Inverse(a), i => i[0, 0] + i[1, 1] + i[2, 2]),
            a => Mat.Scale(-1, Mat.Transpose(Mat.Multiply(Mat.Inverse(a), Mat.Inverse(a)))), [A]),
        Of("The normal density", (double[] x, double[,] s) => 0.5 * (Vec.Dot(x, Mat.Solve(s, x)) + Mat.LogDeterminant(s)),
            (x, s) => (Mat.Solve(s, x), Mat.Scale(0.5, Mat.Subtract(Mat.Inverse(s), Mat.Outer(Mat.Solve(s, x), Mat.Solve(s, x))))), [(At, Symmetric)]),
        Of("The normal density by Cholesky", (double[] x, double[,] s) => Flow.Let(Mat.SolveLower(Mat.Cholesky(s), x), y => 0.5 * Vec.Dot(y, y)),
            (x, s) => (Mat.Solve(s, x), Mat.Scale(-0.5, Mat.Outer(Mat.Solve(s, x), Mat.Solve(s, x)))), [(At, Symmetric)]),
    ];

    private static Row[] Mixed() =>
    [
        V("LINQ behind a product", x => Mat.Multiply(Wide, x).Sum(v => v * v), x => Vec.Scale(2, Mat.TransposeMultiply(Wide, Mat.Multiply(Wide, x))), [At]),
        V("LINQ before a product", x => Vec.Dot(x.Select(v => v * v).ToArray(), new[] { 1.0, 2.0, 3.0 }), x => ByIndex(x, i => 2 * x[i] * (i + 1)), [At]),
        V("A norm for each element", x => x.Sum(v => v * Vec.Norm(x)), x => Each(x, v => Vec.Norm(x) + (x.Sum() * v / Vec.Norm(x))), [At]),
        V("A vector made for each element", x => x.Sum(v => Vec.LogSumExp(new[] { v, 0.0 })), x => Each(x, v => 1 / (1 + Math.Exp(-v))), [At]),
        V("Elements of a solution", x => Mat.Solve(A, x).Select((v, i) => v * i).Sum(), x => Mat.SolveTranspose(A, Mat.Factor(A), [0, 1, 2]), [At]),
        V("Only where a test holds", x => x[0] > 0 ? Vec.Dot(x, x) : Vec.Norm(x), x => x[0] > 0 ? Vec.Scale(2, x) : Vec.Scale(1 / Vec.Norm(x), x), [At, [-1, 2, 2]]),
        V("An array and its elements", x => x[0] * Vec.Dot(x, x), x => ByIndex(x, i => (2 * x[0] * x[i]) + (i == 0 ? Vec.Dot(x, x) : 0)), [At]),
        Of("In a tuple", ((double[] W, double B) p) => Vec.Dot(p.W, p.W) * p.B, p => (Vec.Scale(2 * p.B, p.W), Vec.Dot(p.W, p.W)), [(At, 3)]),
    ];

    private static Row[] Loops() =>
    [
        V("Powers of a matrix on a vector", x => Vec.Dot(x, Flow.For(3, x, (i, s) => Mat.Multiply(Symmetric, s))),
            x => Vec.Scale(2, Mat.Multiply(Symmetric, Mat.Multiply(Symmetric, Mat.Multiply(Symmetric, x)))), [At]),
        Of("Iterated solution", (double[,] a) => Flow.For(2, new[] { 1.0, 2.0, 3.0 }, (i, s) => Mat.Solve(a, s))[0],
            a => Twice(a), [A]),
        V("A norm of every state", x => Flow.Scan(3, x, (i, s) => Vec.Scale(0.5, s)).Sum(s => Vec.Dot(s, s)), x => Vec.Scale(2 * (0.25 + 0.0625 + 0.015625), x), [At]),
        V("A solution per step", x => Enumerable.Range(1, 3).Sum(k => Vec.Dot(x, Mat.Solve(A, x)) * k),
            x => Vec.Scale(6, Vec.Add(Mat.Solve(A, x), Mat.SolveTranspose(A, Mat.Factor(A), x))), [At]),
    ];

    // x = a⁻¹ a⁻¹ b: with u = a⁻ᵀ e, the adjoint of a is -(u x' + a⁻ᵀ u y') where y = a⁻¹ b and x = a⁻¹ y.
    private static double[,] Twice(double[,] a)
    {
        var lu = Mat.Factor(a);
        var y = Mat.Solve(a, [1, 2, 3]);
        var x = Mat.Solve(a, y);
        var u = Mat.SolveTranspose(a, lu, [1.0, 0, 0]);
        return Mat.Scale(-1, Mat.Add(Mat.Outer(u, x), Mat.Outer(Mat.SolveTranspose(a, lu, u), y)));
    }
}
