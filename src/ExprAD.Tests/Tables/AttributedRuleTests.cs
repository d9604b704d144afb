using Xunit;
using static ExprAD.Tests.Tables.AttributedFunctions;

namespace ExprAD.Tests.Tables;

public class AttributedRuleTests
{
    public static TheoryData<AdMode> Modes => [AdMode.Forward, AdMode.Reverse];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_partial_may_be_a_method_with_a_rule_of_its_own(AdMode mode)
    {
        var (options, f) = (new AdOptions { Mode = mode }, Sigmoid(0.3));
        Assert.Equal(f * (1 - f), Ad.Grad(x => Sigmoid(x), options)(0.3), 15);
        Assert.Equal(f * (1 - f) * (1 - 2 * f), Ad.Derivative(x => Sigmoid(x), 2, options)(0.3), 15);
        var exception = Assert.Throws<NotDifferentiableException>(() => Ad.Derivative(x => Sigmoid(x), 3, options));
        Assert.Contains("SigmoidSecond", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_partial_may_be_an_expression_of_the_arguments_and_the_value(AdMode mode)
    {
        var (options, f) = (new AdOptions { Mode = mode }, Sigmoid(0.3));
        Assert.Equal(f, Ad.Grad(x => Softplus(x), options)(0.3), 15);
        Assert.Equal(f * (1 - f), Ad.Derivative(x => Softplus(x), 2, options)(0.3), 15);
        Assert.Equal(f * (1 - f) * (1 - 2 * f), Ad.Derivative(x => Softplus(x), 3, options)(0.3), 15);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Real_arguments_have_a_partial_each_in_order(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        Assert.Equal((12, -30), Ad.Grad((x, y) => Saddle(x, 3, y), options)(2, 5));
        Assert.Equal(0.5f, Ad.Grad((float x) => (double)Half(x), options)(3));
    }

    [Fact]
    public void What_the_attribute_names_must_exist_and_fit()
    {
        var count = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => TooMany(x)));
        Assert.Contains("2 partial derivatives for 1 real argument", count.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => WithoutPartial(x)));
        Assert.Contains("'Missing'", missing.Message, StringComparison.Ordinal);
        var other = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => OfAnotherType(x)));
        Assert.Contains("'HalfDerivative'", other.Message, StringComparison.Ordinal);
        var target = new AttributedObject();
        var instance = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => target.Instance(x)));
        Assert.Contains("static method", instance.Message, StringComparison.Ordinal);
    }
}
