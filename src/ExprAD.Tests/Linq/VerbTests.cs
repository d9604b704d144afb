using System.Collections.Immutable;
using ExprAD.Tests.Contract;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>All verbs over functions with operators: results that are sequences, data behind the parameters, higher orders.</summary>
public class VerbTests
{
    private static readonly double[] s_x = [1.5, -0.5, 2];
    private static readonly double[] s_v = [1, 10, 100];

    [Fact]
    public void Arrays_made_by_LINQ_are_results_of_Jvp()
    {
        Everywhere.Expect((new[] { 2.25, 0.25, 4 }, new double[] { 3, -10, 400 }), o => Ad.Jvp((double[] x) => x.Select(v => v * v).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { 1.5, 2 }, new double[] { 1, 100 }), o => Ad.Jvp((double[] x) => x.Where(v => v > 0).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { -0.5, 1.5, 2 }, new double[] { 10, 1, 100 }), o => Ad.Jvp((double[] x) => x.OrderBy(v => v).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { 2, -0.5, 1.5 }, new double[] { 100, 10, 1 }), o => Ad.Jvp((double[] x) => x.Reverse().ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { 1.5, -0.5, 2, 1.5 }, new double[] { 1, 10, 100, 1 }), o => Ad.Jvp((double[] x) => x.Append(x[0]).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new double[][] { [1.5, -0.5], [2] }, new double[][] { [1, 10], [100] }), o => Ad.Jvp((double[] x) => x.Chunk(2).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { 1.5, -0.75, -1.5 }, new[] { 1, 14.5, -46 }), o => Ad.Jvp((double[] x) => Flow.Scan(3, 1.0, (i, s) => s * x[i]), o)(s_x, s_v));
    }

    [Fact]
    public void Arrays_made_by_LINQ_are_results_of_Vjp()
    {
        Everywhere.Expect((new[] { 2.25, 0.25, 4 }, new double[] { 3, -10, 400 }), o => Ad.Vjp((double[] x) => x.Select(v => v * v).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { 1.5, 2 }, new double[] { 1, 0, 10 }), o => Ad.Vjp((double[] x) => x.Where(v => v > 0).ToArray(), o)(s_x, [1, 10]));
        Everywhere.Expect((new[] { -0.5, 1.5, 2 }, new double[] { 10, 1, 100 }), o => Ad.Vjp((double[] x) => x.OrderBy(v => v).ToArray(), o)(s_x, s_v));
        Everywhere.Expect((new[] { 1.5, -0.5, 2, 1.5 }, new double[] { 1001, 10, 100 }), o => Ad.Vjp((double[] x) => x.Append(x[0]).ToArray(), o)(s_x, [1, 10, 100, 1000]));
        Everywhere.Expect((new double[][] { [1.5, -0.5], [2] }, new double[] { 1, 10, 100 }), o => Ad.Vjp((double[] x) => x.Chunk(2).ToArray(), o)(s_x, [[1, 10], [100]]));
        Everywhere.Expect((new Data.Pair[] { new(1.5, 3), new(-0.5, -1), new(2, 4) }, new double[] { 5, 11, 17 }),
            o => Ad.Vjp((double[] x) => x.Select(v => new Data.Pair(v, 2 * v)).ToArray(), o)(s_x, [new(1, 2), new(3, 4), new(5, 6)]));
    }

    [Fact]
    public void Results_are_sequences_of_any_type()
    {
        List<double> tangents = [1, 10, 100];
        Everywhere.Expect((new List<double> { 2.25, 0.25, 4 }, new List<double> { 3, -10, 400 }), o => Ad.Jvp((double[] x) => x.Select(v => v * v).ToList(), o)(s_x, s_v));
        Everywhere.Expect((new List<double> { 2.25, 0.25, 4 }, new double[] { 3, -10, 400 }), o => Ad.Vjp((double[] x) => x.Select(v => v * v).ToList(), o)(s_x, tangents));
        Everywhere.Expect((new[] { 2.25, 0.25, 4 }, new List<double> { 3, -10, 400 }), o => Ad.Vjp((List<double> x) => x.Select(v => v * v).ToArray(), o)([.. s_x], s_v));
        Everywhere.Expect((ImmutableArray.Create(2.25, 0.25, 4), ImmutableArray.Create(3.0, -10, 400)), o => Ad.Jvp((ImmutableArray<double> x) => ImmutableArray.ToImmutableArray(x.Select(v => v * v)), o)([.. s_x], [.. s_v]));
        Everywhere.Expect((ImmutableArray.Create(2.25, 0.25, 4), ImmutableArray.Create(3.0, -10, 400)), o => Ad.Vjp((ImmutableArray<double> x) => ImmutableArray.ToImmutableArray(x.Select(v => v * v)), o)([.. s_x], [.. s_v]));
        foreach (var options in Everywhere.Options)
        {
            var (value, cotangent) = Ad.Vjp((double[] x) => x.Select(v => v * v), options)(s_x, tangents);
            Everywhere.Close(new double[] { 2.25, 0.25, 4 }, value.ToArray(), 0, "value");
            Everywhere.Close(new double[] { 3, -10, 400 }, cotangent, 0, "cotangent");
            var (first, along) = Ad.Jvp((IEnumerable<double> x) => x.Where(v => v > 0), options)(s_x, tangents);
            Everywhere.Close(new double[] { 1.5, 2 }, first.ToArray(), 0, "value");
            Everywhere.Close(new double[] { 1, 100 }, along.ToArray(), 0, "tangent");
        }

        Data.Point[] points = [new(1, 2), new(-0.5, 3)];
        Everywhere.Expect((points, new Data.Point[] { new(1, 20), new(10, 40) }), o => Ad.Jvp((Data.Point[] p) => p.ToArray(), o)(points, [new(1, 20), new(10, 40)]));
        Everywhere.Expect((new List<Data.Point> { new(2, 1), new(3, -0.5) }, new List<Data.Point> { new(20, 1), new(40, 10) }),
            o => Ad.Vjp((List<Data.Point> p) => p.Select(q => new Data.Point(q.Y, q.X)).ToList(), o)([.. points], [new(1, 20), new(10, 40)]));
        Everywhere.Expect((new List<double[]> { new[] { 1.5, 3 }, new[] { -0.5, -1 } }, new double[] { 5, 11 }),
            o => Ad.Vjp((double[] x) => x.Select(v => new[] { v, 2 * v }).ToList(), o)([1.5, -0.5], [[1, 2], [3, 4]]));
    }

    [Fact]
    public void Data_behind_the_parameters()
    {
        double[] expected = [14, 6];
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] w, double[] d) => d.Sum(v => ((w[0] * v) + w[1]) * v), o)([0.5, 2], [1, 2, 3]));
        Everywhere.Expect((19.0, expected), o => Ad.ValueAndGradFirst((double[] w, double[] d) => d.Sum(v => ((w[0] * v) + w[1]) * v), o)([0.5, 2], [1, 2, 3]));
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] w, Data.Sample[] d) => d.Sum(s => (w[0] * s.Group * s.Group) + (w[1] * s.X * s.Y)), o)([1, 1], [new("", 1, 1, 1), new("", 2, 2, 1), new("", 3, 1, 3)]));
        Everywhere.Expect(6.0, o => Ad.GradFirst((double w, double[] d, int[] index) => index.Sum(i => d[i] * w), o)(0.5, [1, 2, 3], [0, 1, 2]));
    }

    [Fact]
    public void Higher_derivatives_of_a_sum_over_data()
    {
        for (var order = 1; order <= 4; order++)
        {
            var n = order;
            Everywhere.Expect(
                Data.Three.Sum(d => Math.Pow(d, n) * Math.Exp(d * 0.7)), o => Ad.Derivative(x => Data.Three.Sum(d => Math.Exp(d * x)), n, o)(0.7), 1e-13);
        }
    }

    [Fact]
    public void Higher_derivatives_of_a_loop()
    {
        double[] expected = [6 * Math.Pow(0.7, 5), 30 * Math.Pow(0.7, 4), 120 * Math.Pow(0.7, 3), 360 * 0.49];
        for (var order = 1; order <= expected.Length; order++)
        {
            var n = order;
            Everywhere.Expect(expected[n - 1], o => Ad.Derivative(x => Flow.For(6, 1.0, (i, s) => s * x), n, o)(0.7), 1e-13);
        }
    }

    [Fact]
    public void A_derivative_with_loops_is_differentiated_again()
    {
        var first = Derive.Derivative(x => Data.Three.Sum(d => Math.Exp(d * x)) * Flow.For(3, 1.0, (i, s) => s * x));
        Everywhere.Derivative(first, 0.7, Second(0.7), 1e-13);

        // (g h)'' for g = sum of exp(d x), h = x^3.
        static double Second(double x)
        {
            double G(int n) => Data.Three.Sum(d => Math.Pow(d, n) * Math.Exp(d * x));
            return (G(2) * x * x * x) + (2 * G(1) * 3 * x * x) + (G(0) * 6 * x);
        }
    }

    [Fact]
    public void The_check_of_a_function_with_operators_passes()
    {
        Assert.True(Ad.Check(x => x.Select(v => Math.Sin(v)).Zip(Data.Three, (a, b) => a * b).Sum(), s_x).Passed);
        Assert.True(Ad.Check(x => Data.Five.Average(d => Math.Exp(d * x)), 0.7).Passed);
    }

    [Fact]
    public void Derivatives_are_called_from_many_threads()
    {
        var gradient = Ad.Grad(x => x.Aggregate(1.0, (a, v) => a * v) + Math.Log(x.Sum(v => Math.Exp(v))));
        var points = Enumerable.Range(0, 64).Select(i => Enumerable.Range(0, (i % 5) + 1).Select(j => Math.Sin(i + j)).ToArray()).ToArray();
        var expected = points.Select(x => gradient(x)).ToArray();
        Parallel.For(0, 2000, n => Everywhere.Close(expected[n % 64], gradient(points[n % 64]), 0, "gradient"));
    }
}
