using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Documents;

/// <summary>What README.md shows as printed is what is printed, and what it says of values holds.</summary>
public class ReadmeTests
{
    private static readonly Expression<Func<double[], double>> Rosenbrock =
        x => 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[0], 2);

    public sealed record Curve(double Height, double Rate);

    [Fact]
    public void The_printed_derivatives_are_those_of_the_program() => Listings.Compare(
        new Dictionary<string, string>
        {
            ["prints: x * Math.Sin(x)"] = Derive.Grad((double x) => x * Math.Sin(x)).ToCSharp(),
            ["prints: x * Math.Sin(x) in F#"] = Derive.Grad((double x) => x * Math.Sin(x)).ToFSharp(),
            ["prints: Rosenbrock"] = Derive.ValueAndGrad(Rosenbrock).ToCSharp(),
        },
        "README.md");

    [Fact]
    public void The_examples_have_the_values_that_the_text_says()
    {
        Assert.StartsWith("0.0770", Ad.Grad(x => x * Math.Sin(x))(2.0).ToString("R", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var slope = Ad.GradFirst((Curve c, double t) => c.Height * Math.Exp(-c.Rate * t))(new Curve(2, 0.5), 1.0);
        Assert.Equal(Math.Exp(-0.5), slope.Height, 1e-15);
        Assert.Equal(-2 * Math.Exp(-0.5), slope.Rate, 1e-15);
    }
}
