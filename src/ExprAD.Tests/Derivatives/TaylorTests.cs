using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using ExprAD.Tests.Tables;
using Xunit;

namespace ExprAD.Tests.Derivatives;

/// <summary>Taylor coefficients against closed forms, recorded numbers and repeated differentiation.</summary>
public class TaylorTests
{
    private static readonly double[] s_factorials = [.. Enumerable.Range(0, 31).Select(n => Enumerable.Range(1, n).Aggregate(1.0, (p, k) => p * k))];

    private static readonly double[] s_data = [0.5, -1, 2];

    [Fact]
    public void Known_series()
    {
        Series(x => Math.Exp(x), 0.5, k => Math.Exp(0.5) / s_factorials[k]);
        Series(x => Math.Log(x), 2, k => k == 0 ? Math.Log(2) : -Math.Pow(-0.5, k) / k);
        Series(x => Math.Sin(x), 0.3, k => Math.Sin(0.3 + (k * Math.PI / 2)) / s_factorials[k]);
        Series(x => Math.Cos(x), 0.3, k => Math.Cos(0.3 + (k * Math.PI / 2)) / s_factorials[k]);
        Series(x => Math.Sinh(x), 0.3, k => (k % 2 == 0 ? Math.Sinh(0.3) : Math.Cosh(0.3)) / s_factorials[k]);
        Series(x => 1 / (1 - x), 0.5, k => Math.Pow(2, k + 1));
        Series(x => Math.Sqrt(x), 4, k => Binomial(0.5, k) * Math.Pow(4, 0.5 - k));
        Series(x => Math.Pow(x, 2.5), 2, k => Binomial(2.5, k) * Math.Pow(2, 2.5 - k));
        Series(x => Math.Pow(2, x), 1, k => 2 * Math.Pow(Math.Log(2), k) / s_factorials[k]);
        Series(x => Math.Atan(x), 0, k => k % 2 == 0 ? 0 : (k % 4 == 1 ? 1.0 : -1.0) / k);
        Series(x => Math.Asin(x), 0, k => k % 2 == 0 ? 0 : s_factorials[k - 1] / (Math.Pow(4, k / 2) * Math.Pow(s_factorials[k / 2], 2) * k));
        Series(x => Math.Atanh(x), 0, k => k % 2 == 0 ? 0 : 1.0 / k);
    }

    // Bernoulli numbers: Abramowitz and Stegun, 4.3.67 and 4.5.64.
    [Fact]
    public void Tangents()
    {
        double[] tan = [0, 1, 0, 1.0 / 3, 0, 2.0 / 15, 0, 17.0 / 315, 0, 62.0 / 2835];
        Expect(tan, x => Math.Tan(x), 0);
        Expect([.. tan.Select((c, k) => k % 4 == 3 ? -c : c)], x => Math.Tanh(x), 0);
    }

    // The On-Line Encyclopedia of Integer Sequences, A002017.
    [Fact]
    public void Exp_of_sine() => Expect(
        [.. new double[] { 1, 1, 1, 0, -3, -8, -3, 56, 217, 64, -2951, -12672, 5973, 309376, 1237173, -2917888, -52635599 }.Select((a, k) => a / s_factorials[k])],
        x => Math.Exp(Math.Sin(x)), 0);

    // By mpmath's taylor with 60 digits.
    [Fact]
    public void Exp_of_sine_to_order_thirty()
    {
        var series = Ad.Taylor(x => Math.Exp(Math.Sin(x)), 30)(0.5);
        Assert.Equal(31, series.Length);
        (int, double)[] known = [(0, 1.6151462964420837), (1, 1.4174242246593912), (2, 0.23478219963286702), (5, 0.0099034927516124461), (10, -0.00023535121580473457), (15, -2.1245311745140436e-6), (20, -2.1388208297500087e-10), (25, 9.5270972559770392e-11), (30, 7.7993889404471417e-13)];
        Assert.All(known, pair => Assert.Equal(pair.Item2, series[pair.Item1], Math.Abs(pair.Item2) * 1e-12));
    }

    [Fact]
    public void Polynomials_end()
    {
        Expect([0, 0, 0, 1, 0, 0], x => x * x * x, 0);
        Expect([1, 7, 21, 35, 35, 21, 7, 1, 0, 0], x => Math.Pow(x, 7), 1);
        Expect([0, 0, 0, 0, 0, 0, 0, 1, 0], x => Math.Pow(x, 7), 0);
        Expect([0.25, -0.25, 3.0 / 16], x => Math.Pow(x, -2), 2);
        Expect([5, 0, 0], x => 5, 2);
        Expect([2, 1, 0], x => x, 2);
        Expect([9], x => x * x, 3);
    }

    [Fact]
    public void Powers_with_exponents_known_at_run_time()
    {
        foreach (var options in Everywhere.Options)
        {
            double n = 3;
            var series = Ad.Taylor(x => Math.Pow(x, n), 4, options);
            Everywhere.Close(new double[] { 8, 12, 6, 1, 0 }, series(2), 1e-14, "at 2");
            Everywhere.Close(new double[] { 0, 0, 0, 1, 0 }, series(0), 0, "at 0");
            n = 1.5;
            Everywhere.Close(new[] { 8, 3, 0.1875, -0.0078125 }, series(4)[..4], 1e-14, "at 4");
        }
    }

    [Fact]
    public void Power_of_two_functions() => Everywhere.Expect(
        [.. Enumerable.Range(0, 6).Select(k => Ad.Derivative(x => Math.Exp(x * x * Math.Log(1 + x)), k)(0.5) / s_factorials[k])], o => Ad.Taylor(x => Math.Pow(1 + x, x * x), 5, o)(0.5), 1e-12);

    [Fact]
    public void The_branch_taken_is_developed()
    {
        Expect([4, 4, 1, 0], x => x > 0 ? x * x : Math.Sqrt(x), 2);
        Expect([0.25, -1, 1], x => Math.Abs(x) * Math.Abs(x), -0.5);
        Expect([0.5, -1, 0], x => Math.Abs(x), -0.5);
        Expect([6.5, 1, 0], x => Math.Floor(x) + x, 3.5);
        Expect([1, 2, 1], x => (x > 0 ? x : double.PositiveInfinity) * x, 1);
    }

    // A structural zero meets no value: exp(800) is infinite.
    [Fact]
    public void A_constant_branch_meets_no_infinity() =>
        Expect([double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity], x => (x < 0 ? x : 1.0) * Math.Exp(x), 800);

    [Fact]
    public void Loops_are_developed()
    {
        Expect([1, 8, 28, 56, 70, 56, 28, 8, 1, 0], x => Flow.For(3, x, (i, s) => s * s), 1);
        Expect([.. Enumerable.Range(0, 5).Select(k => s_data.Sum(d => Math.Pow(d, k) * Math.Exp(d * 0.7)) / s_factorials[k])], x => s_data.Sum(d => Math.Exp(d * x)), 0.7);
        Expect([6, 11, 6, 1, 0], x => Enumerable.Range(0, 3).Select(i => x + i).Aggregate(1.0, (p, v) => p * v), 1);
        Expect([2, 0, 0], x => Flow.For(0, 2.0, (i, s) => s * x), 3);
        Expect([1.5, 4, 1], x => new[] { x, x * x, 3 * x }.Max() - x - 1.5 + new[] { x, x * x }[(int)x], 1.0);
        Expect([32, 80, 80, 40, 10, 1], x => Flow.While(1.0, s => s < 20, s => s * x), 2);
    }

    [Fact]
    public void Series_stand_inside_lambdas()
    {
        Everywhere.Derivative(x => Ad.Taylor(y => Math.Sin(y), 3)(x)[3], 0.5, Math.Sin(0.5) / 6);
        Everywhere.Derivative(a => Ad.Taylor(y => Math.Exp(a * y), 2)(0)[2], 3, 3); // a^2 / 2
        Everywhere.Derivative(a => Ad.Taylor(y => Math.Exp(a * y), 2, AdOptions.Default)(a).Sum(), 0.5, Math.Exp(0.25) * ((1 + 0.5 + 0.125) + 1 + 0.5));
        Everywhere.Derivative(a => Derive.Taylor(y => a * y * y, 2).Invoke(1)[1], 3, 2);
    }

    [Fact]
    public void Every_smooth_row_has_its_series()
    {
        var failures = new List<string>();
        // Estimates are the series of the exact function behind an inexact value.
        foreach (var rule in RowFunctions.Smooth.Where(rule => !RowFunctions.IsSingle(rule) && !rule.Method.Name.EndsWith("Estimate", StringComparison.Ordinal)))
        {
            var f = RowFunctions.OfArray<double>(rule.Method);
            foreach (var reference in RowFunctions.References(rule).Where(reference => reference.Second.Length > 0 && reference.Point.All(p => Math.Abs(p) is > 1e-3 and < 1e3)).Take(3))
            {
                Check(failures, RowFunctions.Name(rule.Method), rule.Partials.Select(p => p is not null).ToArray(), f, reference);
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
    }

    [Fact]
    public void High_derivatives_come_from_the_series()
    {
        for (var order = 5; order <= 10; order++)
        {
            var n = order;
            Everywhere.Expect(Ad.Taylor(x => Math.Exp(Math.Sin(x)), n)(0.5)[n] * s_factorials[n], o => Ad.Derivative(x => Math.Exp(Math.Sin(x)), n, o)(0.5), 1e-11);
            Everywhere.Expect(Math.Pow(2, n) * Math.Exp(1.4), o => Ad.Derivative(x => Math.Exp(2 * x), n, o)(0.7), 1e-13);
        }
    }

    [Fact]
    public void Operations_grow_with_the_square_of_the_order()
    {
        int Count(int order) => Derive.Taylor(x => Math.Exp(Math.Sin(x)) / (1 + (x * x)), order).CountOperations().Total;
        Assert.InRange(Count(20), 1, 4.4 * Count(10));
        Assert.InRange(Count(10), 1, 400);
        Assert.InRange(Derive.Derivative(x => Math.Tanh(x) * Math.Log(1 + (x * x)), 10).CountOperations().Total, 1, 300);
    }

    [Fact]
    public void The_printed_series_computes_the_same()
    {
        var tree = Derive.Taylor(x => Math.Exp(Math.Sin(x)) * Flow.For(3, 1.0, (i, s) => s * x), 6);
        Everywhere.Close(tree.Compile()(0.5), RoslynCompile.Printed([tree])[0].DynamicInvoke(0.5), 0, "printed");
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ad.Taylor(x => x, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Derive.Taylor(x => x, -1, AdOptions.Default));
        Assert.Throws<ArgumentNullException>(() => Ad.Taylor(null!, 1));
        Assert.Throws<ArgumentNullException>(() => Derive.Taylor(null!, 1));
        Assert.Throws<ArgumentNullException>(() => Ad.Taylor(x => x, 1, null!));
        Assert.Throws<NotDifferentiableException>(() => Ad.Taylor(x => Math.Round((double)(decimal)x), 2));
    }

    private static double Binomial(double a, int k) => Enumerable.Range(0, k).Aggregate(1.0, (p, i) => p * (a - i) / (i + 1));

    private static void Series(Expression<Func<double, double>> f, double at, Func<int, double> coefficient) =>
        Expect([.. Enumerable.Range(0, 9).Select(coefficient)], f, at);

    private static void Expect(double[] expected, Expression<Func<double, double>> f, double at)
    {
        var order = expected.Length - 1;
        foreach (var options in Enum.GetValues<AdBackend>().Select(backend => new AdOptions { Backend = backend }))
        {
            Near(expected, Ad.Taylor(f, order, options)(at));
        }

        Near(expected, Derive.Taylor(f, order).Compile()(at));
        Near(expected, (double[])DerivativeGraph.Of(Verb.Taylor, f, AdOptions.Default, order).At([at])!);
    }

    // Relative to the largest coefficient up to there: cancellation makes small ones inexact.
    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var size = 0.0;
        for (var k = 0; k < expected.Length; k++)
        {
            size = Math.Max(size, Math.Abs(expected[k]));
            Assert.True(expected[k].Equals(actual[k]) || Math.Abs(expected[k] - actual[k]) <= 1e-13 * size, $"coefficient {k}: {actual[k]:R} instead of {expected[k]:R}");
        }
    }

    // Along a line through the point: the first two coefficients by the references, the next two by differentiating again.
    private static void Check(List<string> failures, string name, bool[] isReal, Expression<Func<double[], double>> f, Reference reference)
    {
        double[] d = [.. reference.Point.Select((_, i) => isReal[i] ? 1.0 - (0.375 * i) : 0)];
        var t = Expression.Parameter(typeof(double), "t");
        var point = Expression.NewArrayInit(typeof(double), reference.Point.Select((p, i) => d[i] == 0 ? (Expression)Expression.Constant(p)
            : Expression.Add(Expression.Constant(p), Expression.Multiply(Expression.Constant(d[i]), t))));
        var along = Expression.Lambda<Func<double, double>>(Expression.Invoke(f, point), t);
        var series = Ad.Taylor(along, 4, new AdOptions { Backend = AdBackend.Interpreted })(0);
        var second = 0.0;
        for (int i = 0, n = 0; i < d.Length; i++)
        {
            for (var j = i; j < d.Length; j++)
            {
                if (isReal[i] && isReal[j])
                {
                    second += reference.Second[n++] * d[i] * d[j] * (i == j ? 0.5 : 1);
                }
            }
        }

        double[] expected = [
            reference.Value, d.Zip(reference.First, (a, b) => a == 0 ? 0 : a * b).Sum(), second,
            Ad.Derivative(along, 3, new AdOptions { Backend = AdBackend.Interpreted })(0) / 6, Ad.Derivative(along, 4, new AdOptions { Backend = AdBackend.Interpreted })(0) / 24];
        for (var k = 0; k < expected.Length; k++)
        {
            var size = Math.Max(Math.Abs(expected[k]), k < 2 ? 0 : expected[..k].Max(Math.Abs));
            if (!(Math.Abs(expected[k] - series[k]) <= 1e-9 * size) && !expected[k].Equals(series[k]))
            {
                failures.Add($"{name} at {string.Join(", ", reference.Point)}: coefficient {k} is {series[k]:R} instead of {expected[k]:R}");
            }
        }
    }
}
