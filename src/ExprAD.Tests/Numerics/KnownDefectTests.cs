using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Numerics;

/// <summary>Mistakes that other tools have made, and traps of the framework's functions.</summary>
public class KnownDefectTests
{
    public static TheoryData<AdMode> Modes => [AdMode.Forward, AdMode.Reverse];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Atan2_is_not_the_tangent(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        var (dy, dx) = Ad.Grad((y, x) => Math.Atan2(y, x), options)(1, 2);
        Assert.Equal(0.4, dy, 15);
        Assert.Equal(-0.2, dx, 15);

        // In every quadrant the gradient is at right angles to the point.
        foreach (var (y, x) in ((double, double)[])[(3, 4), (3, -4), (-3, 4), (-3, -4)])
        {
            (dy, dx) = Ad.Grad((a, b) => Math.Atan2(a, b), options)(y, x);
            Assert.Equal((x / 25, -y / 25), (Math.Round(dy, 15), Math.Round(dx, 15)));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Abs_is_supported_and_survives_NaN(AdMode mode)
    {
        var derivative = Ad.Grad(x => Math.Abs(x) * x, new AdOptions { Mode = mode });
        Assert.Equal((6, 6, 0), (derivative(3), derivative(-3), derivative(0)));
        Assert.True(double.IsNaN(derivative(double.NaN)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_square_has_a_derivative_at_zero_however_it_is_written(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        var (n, two) = (2, 2.0);
        var x = Expression.Parameter(typeof(double), "x");
        Expression<Func<double, double>>[] squares =
        [
            x => x * x, x => Math.Pow(x, 2), x => Math.Pow(x, two), x => Math.Pow(x, n),
            Expression.Lambda<Func<double, double>>(Expression.Power(x, Expression.Constant(2.0)), x),
        ];
        foreach (var square in squares)
        {
            Assert.Equal((0, 6), (Ad.Grad(square, options)(0), Ad.Grad(square, options)(3)));
            Assert.Equal((2, 2), (Ad.Derivative(square, 2, options)(0), Ad.Derivative(square, 2, options)(3)));
            Assert.Equal(0, Ad.Derivative(square, 3, options)(0));
        }
    }

    [Fact]
    public void A_power_of_a_power_keeps_its_parentheses_when_printed()
    {
        Expression<Func<double, double>> left = x => Math.Pow(Math.Pow(x, 3.5), 2.5), right = x => Math.Pow(x, Math.Pow(3.5, 0.5 * x));
        foreach (var f in (Expression<Func<double, double>>[])[left, right, Derive.Grad(left), Derive.Grad(right)])
        {
            var printed = (Func<double, double>)RoslynCompile.Printed([f])[0];
            Assert.Equal(f.Compile()(1.7), printed(1.7));
        }

        Assert.Equal(8.75 * Math.Pow(1.7, 7.75), Ad.Grad(left)(1.7), 11);
    }

    [Fact]
    public void Nested_derivatives_are_independent_between_threads_and_levels()
    {
        Expression<Func<double, double>> confused = x => x * Ad.Grad((double y) => x + y)(1);
        Expression<Func<double, double>> nested = x => x * Ad.Grad((double y) => x * y * Ad.Grad((double z) => x * y * z * z)(y))(2 * x);
        Parallel.For(0, 64, i =>
        {
            var shift = i + 1.0;
            Expression<Func<double, double>> own = x => shift * x + Ad.Grad((double y) => y * y * x * shift)(x);
            Assert.Equal(1, Ad.Grad(confused)(5));

            // z: 2xyz at z = y is 2xy^2; y: (2x^2y^3)' = 6x^2y^2 at 2x is 24x^4; x: (24x^5)' = 120x^4.
            Assert.Equal(120 * 16, Ad.Grad(nested)(2));
            Assert.Equal(shift + 12 * shift, Ad.Grad(own)(3));
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_adjoint_of_a_product_does_not_divide_by_a_factor(AdMode mode)
    {
        var gradient = Ad.Grad((double[] p) => p[0] * p[1] * p[2], new AdOptions { Mode = mode });
        Assert.Equal([15, 0, 0], gradient([0, 3, 5]));
        Assert.Equal([0, 0, 0], gradient([0, 0, 5]));
    }

    // The remainder is x - n y without rounding, which a fused multiplication computes: it tells a wrong n apart.
    [Theory]
    [MemberData(nameof(Modes))]
    public void Remainders_have_the_exact_quotient(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        var (modulo, remainder) = (Ad.Grad((x, y) => x % y, options), Ad.Grad((x, y) => Math.IEEERemainder(x, y), options));
        for (var i = -300; i <= 300; i++)
        {
            for (var j = 1; j <= 60; j++)
            {
                var (x, y) = (i / 20.0, j / 20.0);
                var (n, m) = (modulo(x, y).Item2, remainder(x, y).Item2);
                Assert.Equal(x % y, Math.FusedMultiplyAdd(n, y, x));
                Assert.Equal(Math.IEEERemainder(x, y), Math.FusedMultiplyAdd(m, y, x));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Zeros_of_both_signs_are_two_constants(AdMode mode)
    {
        var derivative = Ad.Grad(x => Math.CopySign(x, 0.0) + 10 * Math.CopySign(x, -0.0), new AdOptions { Mode = mode });
        Assert.Equal((-9, 9), (derivative(2), derivative(-2)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_Clamp_and_Sign_throw_their_derivatives_throw(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        Assert.Throws<ArgumentException>(() => Ad.Grad(x => Math.Clamp(x, 1, 0), options)(3));
        Assert.Throws<ArithmeticException>(() => Ad.Grad(x => x * Math.Sign(x), options)(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ad.Grad((double[] p) => p[0] + Math.Round(p[0], (int)p[1]), options)([1, 99]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Spellings_of_one_function_are_one_rule(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        Assert.Equal(Ad.Grad(x => Math.Sin(x), options)(2), Ad.Grad(x => double.Sin(x), options)(2));
        Assert.Equal(Ad.Grad((float x) => (double)MathF.Sin(x), options)(2), Ad.Grad((float x) => (double)float.Sin(x), options)(2));
        Assert.Equal((1, -3), Ad.Grad((x, y) => double.Ieee754Remainder(x, y), options)(5.5, 2));
        Assert.Equal(1f, Ad.Grad((float x) => (double)Math.Clamp(x, 1f, 2f), options)(1.5f));
        Assert.Equal(-1f, Ad.Grad((float x) => (double)Math.Abs(x), options)(-1.5f));
        Assert.Equal(6, Ad.Grad(x => double.Pow(x, 2), options)(3));
        Assert.Equal(2, Ad.Grad(x => double.Sin(x) + Math.Sin(x), options)(0));
        Assert.Equal("x => 2 * Math.Sin(x)", Derive.Derivative(x => double.Sin(x) + Math.Sin(x), 0).ToCSharp());
    }
}
