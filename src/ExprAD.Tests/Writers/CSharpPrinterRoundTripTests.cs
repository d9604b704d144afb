using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Writers;

/// <summary>Printed, compiled and run: the same bits as the tree.</summary>
public class CSharpPrinterRoundTripTests
{
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Random_trees_compute_the_same_after_printing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var trees = Enumerable.Range(culture.Length * 1000, 400).Select(RandomTrees.Next).ToList();
            var compiled = RoslynCompile.Printed(trees);
            for (int i = 0; i < trees.Count; i++) AssertSame(trees[i], (Func<double, double, int, double[], double>)compiled[i]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void AssertSame(Expression<Func<double, double, int, double[], double>> tree, Func<double, double, int, double[], double> printed)
    {
        var original = tree.Compile(preferInterpretation: true);
        foreach (var (x, y, n) in new[] { (0.3, -1.7, 2), (-0.0, 5.5, 0), (1e10, 0.25, -3), (double.NaN, -2.0, 5) })
        {
            var expected = Outcome(original, x, y, n);
            var actual = Outcome(printed, x, y, n);
            Assert.True(expected == actual, $"{expected} became {actual} at ({x}, {y}, {n}) in\n{CSharpPrinter.Print(tree)}");
        }
    }

    private static string Outcome(Func<double, double, int, double[], double> function, double x, double y, int n)
    {
        double[] a = [1.5, -2.5, 0.0, 1e-3];
        double result;
        try { result = function(x, y, n, a); }
        catch (ArithmeticException exception) { return exception.GetType().Name; }
        return string.Join(" ", a.Prepend(result).Select(v => double.IsNaN(v) ? "NaN" : v.ToString("R", CultureInfo.InvariantCulture)));
    }
}
