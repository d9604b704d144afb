using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Xunit;

namespace ExprAD.Tests.Programs;

/// <summary>docs/swell.md is what these functions write; EXPRAD_WRITE_DOCS=1 writes it anew.</summary>
public class SwellDocumentTests
{
    // The columns f'(x) of table 1 in Baydin et al.: by the product rule, and simplified.
    private static readonly (string Function, Expression<Func<double, double>> Derivative, string Written, string Simplified)[] Survey =
    [
        ("x", x => 1.0, "1", "1"),
        ("4x(1 - x)", x => (4 * (1 - x)) - (4 * x), "4(1 - x) - 4x", "4 - 8x"),
        ("16x(1 - x)(1 - 2x)^2",
            x => (16 * (1 - x) * Math.Pow(1 - (2 * x), 2)) - (16 * x * Math.Pow(1 - (2 * x), 2)) - (64 * x * (1 - x) * (1 - (2 * x))),
            "16(1 - x)(1 - 2x)^2 - 16x(1 - 2x)^2 - 64x(1 - x)(1 - 2x)", "16(1 - 10x + 24x^2 - 16x^3)"),
        ("64x(1 - x)(1 - 2x)^2 (1 - 8x + 8x^2)^2",
            x => (128 * x * (1 - x) * (-8 + (16 * x)) * Math.Pow(1 - (2 * x), 2) * (1 - (8 * x) + (8 * x * x)))
                + (64 * (1 - x) * Math.Pow(1 - (2 * x), 2) * Math.Pow(1 - (8 * x) + (8 * x * x), 2))
                - (64 * x * Math.Pow(1 - (2 * x), 2) * Math.Pow(1 - (8 * x) + (8 * x * x), 2))
                - (256 * x * (1 - x) * (1 - (2 * x)) * Math.Pow(1 - (8 * x) + (8 * x * x), 2)),
            "128x(1 - x)(-8 + 16x)(1 - 2x)^2 (1 - 8x + 8x^2) + 64(1 - x)(1 - 2x)^2 (1 - 8x + 8x^2)^2 - 64x(1 - 2x)^2 (1 - 8x + 8x^2)^2 - 256x(1 - x)(1 - 2x)(1 - 8x + 8x^2)^2",
            "64(1 - 42x + 504x^2 - 2640x^3 + 7040x^4 - 9984x^5 + 7168x^6 - 2048x^7)"),
    ];

    private static string Document => Path.Combine(Root(), "docs", "swell.md");

    [Fact]
    public void The_document_says_what_the_derivatives_are()
    {
        var text = Written();
        if (Environment.GetEnvironmentVariable("EXPRAD_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Document)!);
            File.WriteAllText(Document, text);
        }

        Assert.Equal(text, File.ReadAllText(Document).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_survey_s_formula_and_our_derivative_are_one_function(int n)
    {
        var (survey, ours) = (Survey[n - 1].Derivative.Compile(), Ad.Grad(LogisticMap.Iterated(n - 1)));
        foreach (var x in new[] { 0.1, 0.3, 0.55, 0.9 })
        {
            // Formulas with terms up to 64 of either sign.
            Assert.Equal(survey(x), ours(x), 64 * 16 * 1.2e-16 * Math.ScaleB(1, n));
        }
    }

    private static string Written()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # No expression swell

            Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning: a survey" (2018), show in table 1 how derivatives of the
            iterated logistic map l(n+1) = 4 l(n) (1 - l(n)), l(1) = x, explode when they are found by symbol manipulation on formulas. ExprAD gives expressions too,
            but from a graph in which every value exists once: what follows is printed by it. This page is written by a test (`SwellDocumentTests`).

            | n | l(n) | derivative as in the survey | simplified by hand | operations of it | of ours |
            | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        for (var n = 1; n <= Survey.Length; n++)
        {
            var (function, derivative, written, simplified) = Survey[n - 1];
            text.Append(CultureInfo.InvariantCulture, $"| {n} | {function} | {written} | {simplified} | {derivative.CountOperations().Total} | {Ours(n).CountOperations().Total} |\n");
        }

        text.Append("\nOurs:\n");
        for (var n = 1; n <= Survey.Length; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n```csharp\n// l({n})'\n{Ours(n).ToCSharp().ReplaceLineEndings("\n")}\n```\n");
        }

        text.Append("\nThe number of operations grows linearly with the number of iterations:\n\n| n | operations of l(n) | of its derivative |\n| --- | --- | --- |\n");
        foreach (var n in new[] { 2, 5, 10, 100, 1000 })
        {
            text.Append(CultureInfo.InvariantCulture, $"| {n} | {LogisticMap.Iterated(n - 1).CountOperations().Total} | {Ours(n).CountOperations().Total} |\n");
        }

        return text.ToString();
    }

    private static Expression<Func<double, double>> Ours(int n) => Derive.Grad(LogisticMap.Iterated(n - 1));

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "ExprAD.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
