using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Programs;

/// <summary>What a branch that is not taken would do does not happen: no exception, no NaN.</summary>
public class BranchTests
{
    public static TheoryData<AdMode> Modes => [AdMode.Forward, AdMode.Reverse, AdMode.Auto];

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_element_is_read_only_in_the_branch_that_reads_it(AdMode mode)
    {
        var gradient = Ad.Grad((double[] a, double x) => x < 0.5 ? x : a[1] * x, new AdOptions { Mode = mode });

        Assert.Equal(1, gradient([1.5], 0.25).Item2);
        Assert.Equal([0.0], gradient([1.5], 0.25).Item1);
        Assert.Equal([0.0, 2.0], gradient([1.5, 3.0], 2.0).Item1);
        Assert.Throws<IndexOutOfRangeException>(() => gradient([1.5], 2.0));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_element_is_read_only_behind_the_test_in_an_array_or_a_tuple(AdMode mode)
    {
        var gradient = Ad.Grad(
            (double[] a, double x) => new[] { x, x < 0.5 ? 1.0 : a[1] }[(int)x] * new { P = x < 0.5 ? 2.0 : a[1] }.P, new AdOptions { Mode = mode });

        Assert.Equal([0.0], gradient([1.5], 0.25).Item1);
        Assert.Equal(2, gradient([1.5], 0.25).Item2);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_test_inside_a_branch_is_made_only_in_that_branch(AdMode mode)
    {
        var gradient = Ad.Grad((double[] a, double x) => x > 1 ? Math.Max(a[1], x) : x * x, new AdOptions { Mode = mode });

        Assert.Equal(1, gradient([1.5], 0.5).Item2);
        Assert.Equal([0.0, 1.0], gradient([1.5, 3.0], 2.0).Item1);
    }

    [Fact]
    public void No_NaN_leaks_out_of_a_branch_not_taken()
    {
        DerivativesAre.Right(x => x > 0 ? Math.Log(x) : x * x, x => x > 0 ? 1 / x : 2 * x, at: [0.0, -1.0, 2.0], isSmooth: false);
        DerivativesAre.Right(x => x <= 0 ? -x : Math.Sqrt(x), x => x <= 0 ? -1 : 0.5 / Math.Sqrt(x), at: [0.0, -1.0, 2.0], isSmooth: false);
        DerivativesAre.Right(x => x == 0 ? 1.0 : Math.Sin(x) / x, x => x == 0 ? 0 : ((x * Math.Cos(x)) - Math.Sin(x)) / (x * x), at: [0.0, 1.0], isSmooth: false);
        DerivativesAre.Right(
            x => (x > 0 ? Math.Sqrt(x) : 0.0) * (x > 0 ? Math.Log(x) : 1.0) + x,
            x => x > 0 ? (0.5 / Math.Sqrt(x) * Math.Log(x)) + (Math.Sqrt(x) / x) + 1 : 1,
            at: [0.0, -2.0, 3.0],
            isSmooth: false);
    }
}
