using Xunit;

namespace ExprAD.Tests.Arrays;

/// <summary>The functions of vectors themselves, at the edges.</summary>
public class VecTests
{
    private const double Inf = double.PositiveInfinity;

    [Fact]
    public void Arithmetic_is_that_of_the_elements()
    {
        double[] a = [1, 2, 3], b = [4, -5, 6];
        Assert.Equal([5, -3, 9], Vec.Add(a, b));
        Assert.Equal([-3, 7, -3], Vec.Subtract(a, b));
        Assert.Equal([4, -10, 18], Vec.Multiply(a, b));
        Assert.Equal([-2, -4, -6], Vec.Scale(-2, a));
        Assert.Equal(12, Vec.Dot(a, b));
        Assert.Equal([1, 2, 3], a);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void A_dot_product_takes_in_every_element(int n)
    {
        double[] a = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        Assert.Equal((double)n * (n + 1) * ((2 * n) + 1) / 6, Vec.Dot(a, a));
    }

    [Theory]
    [InlineData(new double[] { 3, 4 }, 5)]
    [InlineData(new double[] { 3e200, 4e200 }, 5e200)]
    [InlineData(new double[] { 3e-200, 4e-200 }, 5e-200)]
    [InlineData(new double[] { 3e-320, 4e-320 }, 5e-320)]
    [InlineData(new double[] { 0, 0 }, 0)]
    [InlineData(new double[] { -Inf, 1 }, Inf)]
    [InlineData(new double[] { double.NaN, 1 }, double.NaN)]
    [InlineData(new double[0], 0)]
    public void The_norm_neither_overflows_nor_underflows(double[] a, double expected) => Assert.True(
        expected.Equals(Vec.Norm(a)) || Math.Abs(expected - Vec.Norm(a)) <= (1e-15 * expected) + 1e-323, $"{Vec.Norm(a)} instead of {expected}");

    [Theory]
    [InlineData(new double[] { 1000, 1000 }, 1000.6931471805599)]
    [InlineData(new double[] { -1000, -1000 }, -999.30685281944)]
    [InlineData(new double[] { 0.5 }, 0.5)]
    [InlineData(new double[] { -Inf, 2 }, 2)]
    [InlineData(new double[] { Inf, 2 }, Inf)]
    [InlineData(new double[] { -Inf, -Inf }, -Inf)]
    [InlineData(new double[] { double.NaN, 2 }, double.NaN)]
    [InlineData(new double[0], -Inf)]
    public void The_logarithm_of_a_sum_of_exponentials_does_not_overflow(double[] a, double expected) => Assert.Equal(expected, Vec.LogSumExp(a), 1e-12);

    [Fact]
    public void Softmax_does_not_overflow()
    {
        Assert.Equal([0.5, 0.5], Vec.Softmax([1000, 1000]));
        Assert.Equal([1, 0], Vec.Softmax([-1, -2000]));
        Assert.Equal([0, 1], Vec.Softmax([-Inf, 3]));
        Assert.Empty(Vec.Softmax([]));
        Assert.All(Vec.Softmax([double.NaN, 0]), x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void Empty_vectors_are_vectors()
    {
        Assert.Equal(0, Vec.Dot([], []));
        Assert.Empty(Vec.Add([], []));
        Assert.Empty(Ad.Grad((double[] x) => Vec.Norm(x) + Vec.LogSumExp(x))([]));
    }

    [Fact]
    public void Vectors_of_different_lengths_are_refused_by_both_lengths()
    {
        foreach (var f in (Action[])[() => Vec.Dot([1], [1, 2]), () => Vec.Add([1], [1, 2]), () => Vec.Subtract([1], [1, 2]), () => Vec.Multiply([1], [1, 2])])
        {
            var error = Assert.Throws<ArgumentException>(f);
            Assert.Contains("1 and 2 elements", error.Message, StringComparison.Ordinal);
        }

        var gradient = Ad.Grad((double[] a, double[] b) => Vec.Dot(a, b));
        Assert.Contains("3 and 2 elements", Assert.Throws<ArgumentException>(() => gradient([1, 2, 3], [1, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derivative_throws_what_its_function_throws_though_it_does_not_need_the_value()
    {
        var gradient = Ad.Grad((double[] a, double[] b, double x) => x * x + (0 * Vec.Dot(a, b)));
        Assert.Throws<ArgumentException>(() => gradient([1], [1, 2], 3));
        Assert.Throws<ArgumentNullException>(() => Ad.Grad((double[] a) => Vec.Norm(a))(null!));
    }

    [Fact]
    public void The_derivative_of_the_norm_at_zero_is_zero()
    {
        Assert.Equal([0, 0], Ad.Grad((double[] x) => Vec.Norm(x))([0, 0]));
        Assert.Equal(0, Ad.Jvp((double[] x) => Vec.Norm(x))([0, 0], [1, 2]).Tangent);
    }

    // What a derivative returns can be changed without changing anything else.
    [Fact]
    public void Results_are_arrays_of_their_own()
    {
        double[] x = [1, 2], cotangent = [3, 4], c = [5, 6];
        var (sum, fromCotangent) = Ad.Vjp((double[] a) => Vec.Add(a, c))(x, cotangent);
        Assert.NotSame(cotangent, fromCotangent);
        Assert.Equal(cotangent, fromCotangent);
        Assert.NotSame(x, sum);
        var tangent = Ad.Jvp((double[] a) => Vec.Add(a, c))(x, cotangent).Tangent;
        Assert.NotSame(cotangent, tangent);
        Assert.NotSame(c, Ad.Grad((double[] a) => Vec.Dot(a, c))(x));
    }

    [Fact]
    public void Nothing_flows_through_what_is_constant()
    {
        var derivative = Derive.Grad((double[] a, double b) => Vec.Dot(a, new[] { 1.0, 2.0 }) * b);
        Assert.DoesNotContain("VectorSpace.Add", derivative.ToCSharp(), StringComparison.Ordinal);
        Assert.DoesNotContain("Zero", derivative.ToCSharp(), StringComparison.Ordinal);
    }
}
