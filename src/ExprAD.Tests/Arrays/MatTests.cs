using Xunit;

namespace ExprAD.Tests.Arrays;

/// <summary>The functions of matrices themselves, at the edges.</summary>
public class MatTests
{
    private static readonly double[,] A = { { 4, -2, 1 }, { 3, 6, -4 }, { 2, 1, 8 } };
    private static readonly double[,] Wide = { { 1, 2, 3 }, { 4, 5, 6 } };
    private static readonly double[,] Singular = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };

    [Fact]
    public void Products_are_those_of_the_definition()
    {
        Assert.Equal([-4, -4], Mat.Multiply(Wide, [1, 2, -3]));
        Assert.Equal([9, 12, 15], Mat.TransposeMultiply(Wide, [1, 2]));
        Assert.Equal(new double[,] { { 14, 32 }, { 32, 77 } }, Mat.Multiply(Wide, Mat.Transpose(Wide)));
        Assert.Equal(new double[,] { { 3, 4 }, { 6, 8 } }, Mat.Outer([1, 2], [3, 4]));
        Assert.Equal(91, Mat.Dot(Wide, Wide));
        Assert.Equal(new double[,] { { 2, 4, 6 }, { 8, 10, 12 } }, Mat.Add(Wide, Wide));
        Assert.Equal(new double[2, 3], Mat.Subtract(Wide, Wide));
        Assert.Equal(new double[,] { { -1, -2, -3 }, { -4, -5, -6 } }, Mat.Scale(-1, Wide));
    }

    [Fact]
    public void Parts_of_matrices_are_those_of_the_definition()
    {
        Assert.Equal(new double[,] { { 4, 0, 0 }, { 3, 6, 0 }, { 2, 1, 8 } }, Mat.LowerTriangle(A));
        Assert.Equal(new double[,] { { 2, 0, 0 }, { 3, 3, 0 }, { 2, 1, 4 } }, Mat.LowerHalf(A));
        Assert.Equal(new double[,] { { 1, 0, 0 }, { 4, 5, 0 } }, Mat.LowerTriangle(Wide));
        Assert.Equal(new double[,] { { 1, 0 }, { 2, 5 }, { 3, 6 } }, Mat.LowerTriangle(Mat.Transpose(Wide)));
        Assert.Equal(new double[,] { { 4, 0.5, 1.5 }, { 0.5, 6, -1.5 }, { 1.5, -1.5, 8 } }, Mat.Symmetric(A));
    }

    [Fact]
    public void A_solution_solves()
    {
        Near([1, 2, -3], Mat.Solve(A, Mat.Multiply(A, [1, 2, -3])));
        Near([1, 2, -3], Mat.SolveTranspose(A, Mat.Factor(A), Mat.TransposeMultiply(A, [1, 2, -3])));
        Near(Wide, Mat.Transpose(Mat.Solve(A, Mat.Multiply(A, Mat.Transpose(Wide)))));
        Near(Wide, Mat.Transpose(Mat.SolveTranspose(A, Mat.Factor(A), Mat.Multiply(Mat.Transpose(A), Mat.Transpose(Wide)))));
        Near(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, Mat.Multiply(Mat.Inverse(A), A));
        Near([3, 2], Mat.Solve(new double[,] { { 0, 1 }, { 1, 0 } }, [2, 3]));
    }

    // The Hilbert matrix of order 8, of condition 1.5e10: the residual stays small all the same.
    [Fact]
    public void An_ill_conditioned_system_has_a_small_residual()
    {
        var hilbert = new double[8, 8];
        for (var i = 0; i < 64; i++)
        {
            hilbert[i / 8, i % 8] = 1.0 / (1 + (i / 8) + (i % 8));
        }

        double[] b = [1, 0, 1, 0, 1, 0, 1, 0];
        var x = Mat.Solve(hilbert, b);
        Assert.True(Vec.Norm(Vec.Subtract(Mat.Multiply(hilbert, x), b)) <= 1e-15 * Vec.Norm(x));
    }

    [Fact]
    public void Determinants_are_those_of_the_definition()
    {
        Assert.Equal(263, Mat.Determinant(A), 1e-12);
        Assert.Equal(-1, Mat.Determinant(new double[,] { { 0, 1 }, { 1, 0 } }));
        Assert.Equal(0, Mat.Determinant(new double[2, 2]));
        Assert.Equal(Math.Log(263), Mat.LogDeterminant(A), 1e-14);
        Assert.Equal(0, Mat.LogDeterminant(new double[,] { { 0, 1 }, { 1, 0 } }));
        Assert.Equal(double.NegativeInfinity, Mat.LogDeterminant(new double[2, 2]));
        Assert.Equal(-400 * Math.Log(10), Mat.LogDeterminant(new double[,] { { 1e-200, 0 }, { 0, 1e-200 } }), 1e-10);
    }

    [Fact]
    public void Cofactors_are_the_determinants_of_minors()
    {
        Near(new double[,] { { 52, -32, -9 }, { 17, 30, -8 }, { 2, 19, 30 } }, Mat.Cofactors(A));
        Near(new double[,] { { -3, 6, -3 }, { 6, -12, 6 }, { -3, 6, -3 } }, Mat.Cofactors(Singular));
        Near(new double[,] { { 4, -3 }, { -2, 1 } }, Mat.Cofactors(new double[,] { { 1, 2 }, { 3, 4 } }));
        Near(new double[,] { { 1 } }, Mat.Cofactors(new double[,] { { 0 } }));
        Near(new double[3, 3], Mat.Cofactors(new double[,] { { 1, 2, 3 }, { 2, 4, 6 }, { 3, 6, 9 } }));
        Near(new double[3, 3], Mat.Cofactors(new double[3, 3]));
    }

    [Fact]
    public void The_gradient_of_a_determinant_is_exact_where_the_matrix_is_singular() =>
        Near(new double[,] { { -3, 6, -3 }, { 6, -12, 6 }, { -3, 6, -3 } }, Ad.Grad((double[,] a) => Mat.Determinant(a))(Singular));

    [Fact]
    public void A_Cholesky_factor_times_its_transpose_is_the_matrix()
    {
        double[,] s = { { 4, 2, -2 }, { 2, 10, 4 }, { -2, 4, 9 } };
        Near(new double[,] { { 2, 0, 0 }, { 1, 3, 0 }, { -1, 5.0 / 3, Math.Sqrt(9 - 1 - (25.0 / 9)) } }, Mat.Cholesky(s));
        var l = Mat.Cholesky(s);
        Near(s, Mat.Multiply(l, Mat.Transpose(l)));
        Near(Mat.Solve(s, [1, 2, 3]), Mat.SolveLowerTranspose(l, Mat.SolveLower(l, [1, 2, 3])));
        Near(Mat.Cholesky(Mat.Symmetric(A)), Mat.Cholesky(A));
        Near(Mat.SolveLower(l, Mat.Transpose(Wide)), Mat.SolveLower(Mat.Add(l, new double[,] { { 0, 9, 9 }, { 0, 0, 9 }, { 0, 0, 0 } }), Mat.Transpose(Wide)));
    }

    [Fact]
    public void What_is_singular_or_not_positive_definite_is_said()
    {
        foreach (var f in (Action[])[() => Mat.Solve(new double[2, 2], [1, 2]), () => Mat.Inverse(new double[2, 2]), () => Mat.Solve(new double[2, 2], new double[2, 1])])
        {
            Assert.Contains("2 by 2 matrix is singular: its column 0", Assert.Throws<ArithmeticException>(f).Message, StringComparison.Ordinal);
        }

        Assert.Contains("column 1", Assert.Throws<ArithmeticException>(() => Mat.Solve(new double[,] { { 1, 2 }, { 2, 4 } }, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("leading 2 by 2", Assert.Throws<ArithmeticException>(() => Mat.Cholesky(new double[,] { { 1, 2 }, { 2, 1 } })).Message, StringComparison.Ordinal);
        Assert.Contains("element 1", Assert.Throws<ArithmeticException>(() => Mat.SolveLower(new double[,] { { 1, 2 }, { 2, 0 } }, [1, 1])).Message, StringComparison.Ordinal);
        Assert.True(Mat.Factor(new double[2, 2]).IsSingular);
        Assert.False(Mat.Factor(A).IsSingular);
        Assert.Equal(3, Mat.Factor(A).Size);
        var gradient = Ad.Grad((double[,] a, double[] b) => Vec.Norm(Mat.Solve(a, b)));
        Assert.Throws<ArithmeticException>(() => gradient(new double[2, 2], [1, 2]));
        Assert.Throws<ArithmeticException>(() => Ad.Grad((double[,] a) => Mat.LogDeterminant(a))(new double[2, 2]));
    }

    [Fact]
    public void NaN_gives_NaN_and_not_a_singular_matrix()
    {
        double[,] nan = { { 0, double.NaN }, { double.NaN, 0 } };
        Assert.All(Mat.Solve(nan, [1, 2]), x => Assert.True(double.IsNaN(x)));
        Assert.True(double.IsNaN(Mat.Determinant(nan)));
        Assert.True(double.IsNaN(Mat.LogDeterminant(nan)));
        Assert.True(double.IsNaN(Mat.Cholesky(new double[,] { { double.NaN, 0 }, { 0, 1 } })[0, 0]));
        Assert.True(double.IsNaN(Mat.Cofactors(new double[,] { { 1, double.NaN }, { 2, 1 } })[1, 0]));
    }

    [Fact]
    public void Empty_matrices_are_matrices()
    {
        var none = new double[0, 0];
        Assert.Empty(Mat.Solve(none, Array.Empty<double>()));
        Assert.Equal(1, Mat.Determinant(none));
        Assert.Equal(0, Mat.LogDeterminant(none));
        Assert.Empty(Mat.Inverse(none));
        Assert.Empty(Mat.Cholesky(none));
        Assert.Empty(Mat.Cofactors(none));
        Assert.Equal([0, 0], Mat.Multiply(new double[2, 0], []));
        Assert.Equal(new double[2, 3], Mat.Multiply(new double[2, 0], new double[0, 3]));
        Assert.Equal([0, 0], Mat.TransposeMultiply(new double[0, 2], []));
        Assert.Equal(new double[0, 2], Mat.Transpose(new double[2, 0]));
        Assert.Empty(Ad.Grad((double[,] a, double[] b) => Vec.Norm(Mat.Solve(a, b)) + Mat.Determinant(a))(none, []).Item1);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        Refused("2 by 3", "2 elements", () => Mat.Multiply(Wide, new double[2]));
        Refused("2 by 3", "3 elements", () => Mat.TransposeMultiply(Wide, new double[3]));
        Refused("2 by 3", "2 by 3", () => Mat.Multiply(Wide, Wide));
        Refused("2 by 3", "3 by 3", () => Mat.Add(Wide, A));
        Refused("2 by 3", "3 by 3", () => Mat.Subtract(Wide, A));
        Refused("2 by 3", "3 by 3", () => Mat.Dot(Wide, A));
        Refused("2 by 3", "square", () => Mat.Determinant(Wide));
        Refused("2 by 3", "square", () => Mat.Symmetric(Wide));
        Refused("2 by 3", "square", () => Mat.Cholesky(Wide));
        Refused("2 by 3", "square", () => Mat.Cofactors(Wide));
        Refused("2 by 3", "square", () => Mat.Solve(Wide, new double[2]));
        Refused("3 by 3", "2 elements", () => Mat.Solve(A, new double[2]));
        Refused("3 by 3", "2 by 3", () => Mat.Solve(A, Wide));
        Refused("3 by 3", "2 by 2", () => Mat.Solve(A, Mat.Factor(new double[2, 2]), new double[3]));
        Refused("3 by 3", "2 elements", () => Mat.SolveLower(A, new double[2]));
        Refused("3 by 3", "2 by 3", () => Mat.SolveLowerTranspose(A, Wide));
    }

    [Fact]
    public void Nothing_that_is_given_is_changed()
    {
        var before = (double[,])A.Clone();
        double[] b = [1, 2, 3];
        _ = Mat.Solve(A, b);
        _ = Mat.Inverse(A);
        _ = Mat.Cholesky(Mat.Multiply(A, Mat.Transpose(A)));
        _ = Mat.Cofactors(A);
        _ = Ad.Grad((double[,] a, double[] x) => Vec.Dot(Mat.Solve(a, x), x) + Mat.LogDeterminant(a))(A, b);
        Assert.Equal(before, A);
        Assert.Equal([1, 2, 3], b);
    }

    [Fact]
    public void A_matrix_is_factored_once_for_all_its_solutions_and_their_derivatives()
    {
        var derivative = Derive.ValueAndGrad((double[,] a, double[] b) => Vec.Dot(b, Mat.Solve(a, b)) + Mat.LogDeterminant(a));
        Assert.Equal(2, derivative.ToCSharp().Split("Mat.Factor(").Length);
    }

    private static void Refused(string first, string second, Action f)
    {
        var error = Assert.Throws<ArgumentException>(f);
        Assert.Contains(first, error.Message, StringComparison.Ordinal);
        Assert.Contains(second, error.Message, StringComparison.Ordinal);
    }

    private static void Near(double[] expected, double[] actual) => NearEach(expected, actual);

    private static void Near(double[,] expected, double[,] actual) => NearEach(expected, actual);

    private static void NearEach(Array expected, Array actual)
    {
        Assert.Equal(Enumerable.Range(0, expected.Rank).Select(expected.GetLength), Enumerable.Range(0, actual.Rank).Select(actual.GetLength));
        foreach (var (a, b) in expected.Cast<double>().Zip(actual.Cast<double>()))
        {
            Assert.Equal(a, b, 1e-12);
        }
    }
}
