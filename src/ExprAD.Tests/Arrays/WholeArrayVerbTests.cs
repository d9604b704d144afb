using Xunit;

namespace ExprAD.Tests.Arrays;

/// <summary>Matrices of derivatives and Taylor series through functions of whole arrays and through solutions of equations.</summary>
public class WholeArrayVerbTests
{
    private static readonly double[,] A = { { 4, -2, 1 }, { 3, 6, -4 } };
    private static readonly double[,] Square = { { 4, -2, 1 }, { 3, 6, -4 }, { 2, 1, 8 } };
    private static readonly double[] At = [0.5, -1.5, 2];

    [Theory]
    [InlineData(AdMode.Auto)]
    [InlineData(AdMode.Forward)]
    [InlineData(AdMode.Reverse)]
    public void The_Jacobian_of_a_product_is_the_matrix(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        Near(A, Ad.Jacobian((double[] x) => Mat.Multiply(A, x), options)(At));
        Near(Mat.Inverse(Square), Ad.Jacobian((double[] x) => Mat.Solve(Square, x), options)(At));
        Near(Mat.Inverse(Square), Ad.Jacobian((double[] p) => Implicit.Root((x, q) => Vec.Subtract(Mat.Multiply(Square, x), q), p, q => Mat.Solve(Square, q)), options)(At));
    }

    [Fact]
    public void Hessians_are_those_of_the_closed_form()
    {
        Near(Mat.Add(Square, Mat.Transpose(Square)), Ad.Hessian((double[] x) => Vec.Dot(x, Mat.Multiply(Square, x)))(At));
        var s = Vec.Softmax(At);
        Near(Mat.Subtract(new double[,] { { s[0], 0, 0 }, { 0, s[1], 0 }, { 0, 0, s[2] } }, Mat.Outer(s, s)), Ad.Hessian((double[] x) => Vec.LogSumExp(x))(At));
        Assert.Equal(Vec.Scale(2, Mat.Multiply(Mat.Symmetric(Square), At)), Ad.Hvp((double[] x) => Vec.Dot(x, Mat.Multiply(Square, x)))(At, At));
    }

    [Fact]
    public void Sparse_matrices_are_the_dense_ones()
    {
        Near(Ad.Jacobian((double[] x) => Mat.Multiply(A, x))(At), Ad.SparseJacobian((double[] x) => Mat.Multiply(A, x))(At).ToDense());
        Near(
            Ad.Hessian((double[] x) => Vec.LogSumExp(x) + (x[0] * x[2]))(At),
            Ad.SparseHessian((double[] x) => Vec.LogSumExp(x) + (x[0] * x[2]))(At).ToDense());
        Near(
            Ad.Jacobian((double[] x) => new[] { x[0] * x[0], Vec.Norm(x) })(At),
            Ad.SparseJacobian((double[] x) => new[] { x[0] * x[0], Vec.Norm(x) })(At).ToDense());
        Near(
            Mat.Inverse(Square),
            Ad.SparseJacobian((double[] p) => Implicit.Root((x, q) => Vec.Subtract(Mat.Multiply(Square, x), q), p, q => Mat.Solve(Square, q)))(At).ToDense());
    }

    // The root of p at 4: 2 times the binomial series of (1 + t/4)^(1/2).
    [Fact]
    public void Taylor_series_go_through_solutions_and_whole_arrays()
    {
        double[] expected = [2, 1.0 / 4, -1.0 / 64, 1.0 / 512, -5.0 / 16384, 7.0 / 131072, -21.0 / 2097152];
        Near(expected, Ad.Taylor(p => Implicit.Root((x, q) => (x * x) - q, p, Math.Sqrt), 6)(4));
        Near(expected, Ad.Taylor(p => Vec.Norm(new[] { Math.Sqrt(p / 2), Math.Sqrt(p / 2) }), 6)(4));
        Assert.Equal(720 * expected[6], Ad.Derivative(p => Implicit.Root((x, q) => (x * x) - q, p, Math.Sqrt), 6)(4), 1e-12);
        Near([9, 6, 1, 0], Ad.Taylor(p => Vec.Dot(new[] { p }, new[] { p }), 3)(3));
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    private static void Near(double[,] expected, double[,] actual)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        Assert.All(expected.Cast<double>().Zip(actual.Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }
}
