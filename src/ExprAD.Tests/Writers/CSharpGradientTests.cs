using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Writers;

/// <summary>The printed derivatives of hand-picked functions, as they should read; see Baselines/CSharpGradients.txt.</summary>
public class CSharpGradientTests
{
    private static readonly Baseline Baseline = new("Writers/Baselines/CSharpGradients.txt");

    [Fact]
    public void Derivatives_read_as_a_person_would_write_them() =>
        Baseline.Compare([.. CSharpGradientCases.All().Select(c => (c.Title, CSharpPrinter.Print(c.Derivative)))]);

    [Fact]
    public void A_tuple_made_in_the_function_leaves_no_trace() =>
        Assert.Equal("x => Math.Cos(x)", Derive.Grad((double x) => ValueTuple.Create(Math.Sin(x), x).Item1).ToCSharp());

    [Theory]
    [InlineData("", AdBackend.System)]
    [InlineData("de-DE", AdBackend.Fast)]
    public void Derivatives_compute_the_same_after_printing(string culture, AdBackend backend) =>
        In(culture, () => SameValues.AssertAll([.. CSharpGradientCases.All().Select(c => c.Derivative)], backend));

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Derivatives_of_random_functions_compute_the_same_after_printing(string culture) =>
        In(culture, () => SameValues.AssertAll([.. Enumerable.Range(culture.Length * 1000, 20).SelectMany(Derivatives)], AdBackend.Fast));

    // The random functions of one seed in both modes, and derivatives of the first component of a derivative.
    private static IEnumerable<LambdaExpression> Derivatives(int seed)
    {
        foreach (var mode in new[] { AdMode.Forward, AdMode.Reverse })
        {
            var options = new AdOptions { Mode = mode };
            var (number, numbers, array) = (RandomFunctions.OfNumber(seed), RandomFunctions.OfNumbers(seed), RandomFunctions.OfArray(seed));
            var (record, tuple) = (RandomFunctions.OfRecord(seed), RandomFunctions.OfTuple(seed));
            yield return Derive.Derivative(number, 1, options);
            yield return Derive.Derivative(number, 2, options);
            yield return Derive.ValueAndGrad(numbers, options);
            yield return Derive.Grad(First(Derive.Grad(numbers, options), body => Expression.Field(body, "Item1"), numbers), options);
            yield return Derive.Grad(array, options);
            yield return Derive.Grad(First(Derive.Grad(array, options), body => Expression.ArrayIndex(body, Expression.Constant(0)), array), options);
            yield return Derive.Grad(record, options);
            yield return Derive.Grad(First(Derive.Grad(record, options), body => Expression.Property(body, "Weight"), record), options);
            yield return Derive.ValueAndGrad(tuple, options);
            yield return Derive.Grad(First(Derive.Grad(tuple, options), body => Expression.Field(body, "Item1"), tuple), options);
        }
    }

    private static Expression<T> First<T>(LambdaExpression derivative, Func<Expression, Expression> component, Expression<T> like) =>
        Expression.Lambda<T>(component(derivative.Body), like.Name, derivative.Parameters);

    private static void In(string culture, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
