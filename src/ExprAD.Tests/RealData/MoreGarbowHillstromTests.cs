using System.Globalization;
using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.RealData;

/// <summary>First and second derivatives of the classical test functions against 30-digit references that complex steps of 120 digits have given (mgh.py).</summary>
public class MoreGarbowHillstromTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Names => [.. MoreGarbowHillstrom.All.Keys];

    private static Dictionary<string, (double[] Point, double Value, double[] Gradient, double[,] Hessian)> References { get; } = Read();

    [Fact]
    public void Every_function_has_a_reference() => Assert.Equal(MoreGarbowHillstrom.All.Keys.Order(), References.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_in_both_modes_and_Hessians_of_every_kind_are_those_of_the_reference(string name)
    {
        var (f, reference) = (MoreGarbowHillstrom.All[name], References[name]);
        var x = reference.Point;
        Near([reference.Value], [f.Compile(preferInterpretation: true)(x)], "value");
        foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
        {
            var options = new AdOptions { Mode = mode };
            var (value, gradient) = Ad.ValueAndGrad(f, options)(x);
            Near([reference.Value], [value], $"{mode}: value");
            Near(reference.Gradient, gradient, $"{mode}: gradient");
            Near(reference.Gradient, [.. Rows(Ad.Jacobian(OneResult(f), options)(x))], $"{mode}: Jacobian");
            Near([.. Rows(reference.Hessian)], [.. Rows(Ad.Hessian(f, options)(x))], $"{mode}: Hessian");
            Near([.. Rows(reference.Hessian)], [.. Rows(Ad.SparseHessian(f, options)(x).ToDense())], $"{mode}: sparse Hessian");
        }

        double[] v = [.. x.Select((_, i) => 1 - (0.25 * i))];
        Near([.. x.Select((_, i) => v.Select((w, j) => reference.Hessian[i, j] * w).Sum())], Ad.Hvp(f)(x, v), "Hessian times vector", Rows(reference.Hessian).Max(Math.Abs));
    }

    private static Expression<Func<double[], double[]>> OneResult(Expression<Func<double[], double>> f) =>
        Expression.Lambda<Func<double[], double[]>>(Expression.NewArrayInit(typeof(double), f.Body), f.Parameters);

    // Relative to the largest of the numbers: the small ones are differences of large ones.
    private static void Near(double[] expected, double[] actual, string what, double size = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        size = Math.Max(size, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * size, $"{what}, number {i}: {actual[i]:R} instead of {expected[i]:R}");
        }
    }

    private static IEnumerable<double> Rows(double[,] matrix) => matrix.Cast<double>();

    private static Dictionary<string, (double[] Point, double Value, double[] Gradient, double[,] Hessian)> Read()
    {
        using var reader = new StreamReader(typeof(MoreGarbowHillstromTests).Assembly.GetManifestResourceStream("mgh.csv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(';'))
            .ToDictionary(fields => fields[0], fields => (Numbers(fields[1]), Numbers(fields[2])[0], Numbers(fields[3]), Symmetric(Numbers(fields[4]))));
    }

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static double[,] Symmetric(double[] triangle)
    {
        var n = (int)Math.Sqrt(2 * triangle.Length);
        var matrix = new double[n, n];
        for (int i = 0, at = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i, j] = matrix[j, i] = triangle[at++];
            }
        }

        return matrix;
    }
}
