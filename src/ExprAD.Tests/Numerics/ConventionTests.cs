using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Numerics;

/// <summary>Evaluates every row of the tables in docs/numerics.md, so that the document says what is true.</summary>
public class ConventionTests
{
    private static readonly Lazy<IReadOnlyList<ConventionRow>> Rows = new(ConventionRow.ReadAll);
    private static readonly Lazy<LambdaExpression[]> Doubles = new(() => Compile<double>(single: false));
    private static readonly Lazy<LambdaExpression[]> Floats = new(() => Compile<float>(single: true));

    public static TheoryData<int, string> Conventions
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Rows.Value.Count; i++)
            {
                data.Add(i, $"{Rows.Value[i].Function} at {string.Join(", ", Rows.Value[i].At)}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void A_convention_holds_in_both_modes(int row, string name)
    {
        var f = (Expression<Func<double[], double>>)Doubles.Value[row];
        Check(row, name, mode => Ad.Grad(f, new AdOptions { Mode = mode })(Rows.Value[row].At));
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void A_convention_holds_for_floats_in_both_modes(int row, string name)
    {
        var f = (Expression<Func<float[], double>>)Floats.Value[row];
        var at = Array.ConvertAll(Rows.Value[row].At, x => (float)x);
        Check(row, name, mode => Array.ConvertAll(Ad.Grad(f, new AdOptions { Mode = mode })(at), x => (double)x));
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void A_convention_holds_with_strict_arithmetic(int row, string name)
    {
        var f = (Expression<Func<double[], double>>)Doubles.Value[row];
        Check(row, name, mode => Ad.Grad(f, new AdOptions { Mode = mode, Arithmetic = AdArithmetic.Strict })(Rows.Value[row].At));
    }

    [Fact]
    public void The_document_names_every_piecewise_function()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "numerics.md"));
        Assert.All(ExprAD.Tables.Piecewise.All, rule => Assert.Contains($"{rule.Method.Name}(x", text, StringComparison.Ordinal));
        Assert.True(Rows.Value.Count > 90, $"Only {Rows.Value.Count} rows were read.");
    }

    private static void Check(int row, string name, Func<AdMode, double[]> gradient)
    {
        foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
        {
            var actual = gradient(mode);
            Assert.True(
                Rows.Value[row].Derivative.Zip(actual, (expected, number) => expected == number || (double.IsNaN(expected) && double.IsNaN(number))).All(same => same),
                $"{name}: {string.Join(", ", actual)} in {mode} mode, not {string.Join(", ", Rows.Value[row].Derivative)}");
        }
    }

    private static LambdaExpression[] Compile<T>(bool single)
    {
        var type = $"System.Linq.Expressions.Expression<System.Func<{(single ? "float" : "double")}[], double>>";
        var makers = RoslynCompile.Many([.. Rows.Value.Select(row => ($"() => ({type})({row.Lambda(single)})", typeof(Func<LambdaExpression>)))]);
        return Array.ConvertAll(makers, maker => ((Func<LambdaExpression>)maker)());
    }
}
