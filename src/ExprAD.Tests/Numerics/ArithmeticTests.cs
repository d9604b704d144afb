using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Numerics;

/// <summary>What each level of arithmetic rewrites, as docs/numerics.md says, and what that does to special values.</summary>
public class ArithmeticTests
{
    private static readonly double[] Special =
        [0, -0.0, 1, -1, 0.1, -0.3, 1.7, 3e5, 1e-160, 1e160, 5e-324, 1e308, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private static readonly (Expression<Func<double, double>> Function, string Strict, string Accurate, string Real)[] Rewrites =
    [
        (x => 1 * x,                        "x", "x", "x"),
        (x => x / 1,                        "x", "x", "x"),
        (x => x / -1,                       "-x", "-x", "-x"),
        (x => x - 0,                        "x", "x", "x"),
        (x => x + -0.0,                     "x", "x", "x"),
        (x => -(-x),                        "x", "x", "x"),
        (x => x + x,                        "2 * x", "2 * x", "2 * x"),
        (x => 3 + -x,                       "3 - x", "3 - x", "3 - x"),
        (x => 3 - -x,                       "3 + x", "3 + x", "3 + x"),
        (x => Math.Sqrt(2.25) * x,          "1.5 * x", "1.5 * x", "1.5 * x"),
        (x => Math.Pow(x, 0),               "Math.Pow(x, 0)", "1.0", "1.0"),
        (x => Math.Pow(x, 1),               "Math.Pow(x, 1)", "x", "x"),
        (x => Math.Pow(x, 2),               "Math.Pow(x, 2)", "x * x", "x * x"),
        (x => Math.Pow(x, 3),               "Math.Pow(x, 3)", "x * x * x", "x * x * x"),
        (x => Math.Pow(x, -1),              "Math.Pow(x, -1)", "1 / x", "1 / x"),
        (x => Math.Pow(x, 0.5),             "Math.Pow(x, 0.5)", "Math.Pow(x, 0.5)", "Math.Pow(x, 0.5)"),
        (x => 2 * x + x,                    "2 * x + x", "3 * x", "3 * x"),
        (x => 2 * (3 * x),                  "2 * (3 * x)", "6 * x", "6 * x"),
        (x => x * 5,                        "x * 5", "5 * x", "5 * x"),
        (x => 1 / (x + 2) * x,              "1 / (x + 2) * x", "x / (x + 2)", "x / (x + 2)"),
        (x => x + 0.0,                      "x + 0", "x + 0", "x"),
        (x => 0 * x,                        "0 * x", "0 * x", "0.0"),
        (x => x - x,                        "x - x", "x - x", "0.0"),
        (x => x / x,                        "x / x", "x / x", "1.0"),
        (x => 0 / x,                        "0 / x", "0 / x", "0.0"),
        (x => 0 - x,                        "0 - x", "0 - x", "-x"),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Rewrites.Length; i++)
            {
                data.Add(i, Rewrites[i].Function.ToCSharp());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_level_rewrites_what_the_document_says(int index, string function)
    {
        var (f, strict, accurate, real) = Rewrites[index];
        Assert.Equal((function, strict, accurate, real), (f.ToCSharp(), Text(f, AdArithmetic.Strict), Text(f, AdArithmetic.Accurate), Text(f, AdArithmetic.Real)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Strict_keeps_every_bit(int index, string function)
    {
        var (f, g) = (Rewrites[index].Function.Compile(), Ad.Derivative(Rewrites[index].Function, 0, Level(AdArithmetic.Strict)));
        Assert.All(Special, x => Assert.True(f(x).Equals(g(x)) && (double.IsNaN(f(x)) || double.IsNegative(f(x)) == double.IsNegative(g(x))), $"{function} at {x}: {g(x)}, not {f(x)}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Accurate_keeps_special_values_and_moves_others_by_two_ulps(int index, string function)
    {
        var (f, g) = (Rewrites[index].Function.Compile(), Ad.Derivative(Rewrites[index].Function, 0, Level(AdArithmetic.Accurate)));
        foreach (var x in Special)
        {
            var (expected, actual) = (f(x), g(x));
            var isSpecial = expected == 0 || !double.IsFinite(expected);
            Assert.True(
                isSpecial ? expected.Equals(actual) : Math.Abs(actual - expected) <= 2 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)),
                $"{function} at {x}: {actual}, not {expected}");
        }
    }

    [Fact]
    public void A_structural_zero_is_not_multiplied_at_any_level()
    {
        foreach (var level in Enum.GetValues<AdArithmetic>())
        {
            foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
            {
                var options = new AdOptions { Arithmetic = level, Mode = mode };
                Assert.Equal(0, Ad.Grad((double x) => Math.Floor(x) * double.PositiveInfinity, options)(1.5));
                Assert.Equal(double.PositiveInfinity, Ad.Grad((double x) => Math.Floor(x) * double.NaN + double.PositiveInfinity * x, options)(1.5));
                Assert.Equal((0, double.PositiveInfinity), Ad.Grad((x, y) => Math.Truncate(x) + double.PositiveInfinity * y, options)(1.5, 2));
                Assert.Equal([0, 1], Ad.Grad((double[] p) => p[1] + Math.Sign(p[0]) / 0.0, options)([1, 2]));
            }
        }
    }

    [Fact]
    public void The_branch_not_taken_contributes_nothing_at_any_order()
    {
        foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
        {
            var options = new AdOptions { Mode = mode };
            for (var order = 1; order <= 3; order++)
            {
                Assert.Equal(0, Ad.Derivative(x => x > 0 ? Math.Log(x) / x : 0, order, options)(0));
                Assert.Equal(0, Ad.Derivative(x => (x > 0 ? Math.Sqrt(x) : 0) * 3, order, options)(0));
            }

            Assert.Equal((1, 0), Ad.Grad((x, y) => x + (y > 0 ? Math.Pow(x, y) * Math.Log(y) : 0), options)(0, 0));
        }
    }

    private static AdOptions Level(AdArithmetic level) => new() { Arithmetic = level };

    private static string Text(Expression<Func<double, double>> f, AdArithmetic level) =>
        Derive.Derivative(f, 0, Level(level)).ToCSharp().Replace("x => ", "", StringComparison.Ordinal);
}
