using Xunit;
using Xunit.Sdk;

namespace ExprAD.Tests.Oracles;

/// <summary>The assertion of right derivatives accepts what is right and notices what is wrong.</summary>
public class DerivativesAreTests
{
    [Fact]
    public void Right_derivatives_are_accepted_in_every_shape()
    {
        DerivativesAre.Right(x => x * Math.Sin(x), at: [0.5, -2.0]);
        DerivativesAre.Right(x => x * Math.Sin(x), x => Math.Sin(x) + (x * Math.Cos(x)), at: [0.5, -2.0]);
        DerivativesAre.Right((double[] x) => x[0] * x[1] / x[2], x => [x[1] / x[2], x[0] / x[2], -x[0] * x[1] / (x[2] * x[2])], at: [[1.0, 2.0, 3.0]]);
        DerivativesAre.Right((Point p) => p.X * Math.Exp(p.Y), at: [new Point(0.5, 2), new Point(-1, 0)]);
        DerivativesAre.Right((double[] w, double b) => w[0] * Math.Cos(b) + w[1], at: [([1.0, 2.0], 2.0)]);
        DerivativesAre.Right((double x, double y, double z) => x * y * z, (x, y, z) => (y * z, x * z, x * y), at: [(1.5, 2.5, -0.5)]);
        DerivativesAre.Right((float x) => x * x * x, x => 3 * x * x, at: [0.3f]);
        DerivativesAre.Right(x => Math.Abs(x), x => Math.Sign(x), at: [0.0, 1.0, -2.0], isSmooth: false);
    }

    [Fact]
    public void A_wrong_closed_form_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => DerivativesAre.Right(x => x * Math.Sin(x), x => Math.Cos(x), at: [0.5]));

    [Fact]
    public void A_closed_form_wrong_in_the_twelfth_digit_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => DerivativesAre.Right(x => x * x, x => 2 * x * (1 + 1e-12), at: [0.5]));

    [Fact]
    public void A_derivative_that_differences_contradict_is_noticed() =>
        Assert.ThrowsAny<XunitException>(() => DerivativesAre.Right(x => x * Ad.Stop(x), at: [0.5]));

    [Theory]
    [InlineData(0.7)]
    [InlineData(-3.0)]
    [InlineData(40.0)]
    public void The_error_of_differences_bounds_their_distance_from_the_closed_form(double x)
    {
        var (derivative, error) = Differences.Of(t => Math.Exp(Math.Sin(t)), x);

        Assert.InRange(derivative - (Math.Cos(x) * Math.Exp(Math.Sin(x))), -error, error);
        Assert.InRange(error, 0, 1e-9);
    }

    [Fact]
    public void Differences_at_a_kink_or_a_jump_admit_a_large_error()
    {
        Assert.True(Differences.Of(Math.Abs, 0.001).Error > 1e-3);
        Assert.True(!(Differences.Of(Math.Floor, 1.0).Error < 1));
    }

    private sealed record Point(double X, double Y);
}
