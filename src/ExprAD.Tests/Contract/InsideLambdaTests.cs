using System.Linq.Expressions;
using Xunit;
using static ExprAD.Tests.Contract.Shapes;

namespace ExprAD.Tests.Contract;

/// <summary>What may stand inside a lambda.</summary>
public class InsideLambdaTests
{
    private static double Quadratic(double x, double a = 2, double b = 3) => (a * x * x) + b;

    [Derivative(nameof(SigmoidDerivative))]
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmoidDerivative(double x, double f) => f * (1 - f);

    [Derivative(nameof(ByLeft), nameof(ByRight))]
    private static double Weighted(double left, int n, double right = 10) => left * n * right * right;

    private static Expression<Func<double, int, double, double>> ByLeft => (left, n, right) => n * right * right;

    private static double ByRight(double left, int n, double right) => 2 * left * n * right;

    [Derivative(nameof(SumDerivative))]
    private static double Sum(double x, params int[] factors) => x * factors.Sum();

    private static double SumDerivative(double x, int[] factors) => factors.Sum();

    private static double Scale(params double[] all) => all.Length;

    [Fact]
    public void Arithmetic() => Everywhere.Derivative(x => (((x * x) - (3 / x)) % 100) + -x + +x, 2, 4 + (3.0 / 4));

    [Fact]
    public void Comparisons_and_logic()
    {
        Everywhere.Derivative(x => x > 1 && x < 3 || !(x >= 0) ? x * x : x, 2, 4);
        Everywhere.Derivative(x => x > 1 && x < 3 || !(x >= 0) ? x * x : x, -2, -4);
        Everywhere.Derivative(x => x > 1 & x < 3 | x == 7 ^ x < -100 ? x * x : x, 5, 1);
        Everywhere.Derivative(x => x > 1 & x < 3 | x == 7 ^ x < -100 ? x * x : x, 7, 14);
    }

    [Fact]
    public void Casts_between_numbers()
    {
        Everywhere.Derivative(x => (double)(float)x * 2, 3, 2);
        Everywhere.Derivative(x => (int)x * x, 3.7, 3);
        Everywhere.Derivative(x => (double)(long)(x * 10) * x, 1.25, 12);
        Everywhere.Gradient((float x) => (double)x * x, 3f, 6f);
    }

    [Fact]
    public void Checked_casts_and_arithmetic()
    {
        Everywhere.Derivative(x => checked((int)x) * x, 3.7, 3);
        Everywhere.Derivative(x => checked(x * x) + checked(-x), 3, 5);
        foreach (var options in Everywhere.Options)
        {
            Assert.Throws<OverflowException>(() => Ad.Grad(x => checked((int)x) * x, options)(1e300));
            Assert.Throws<OverflowException>(() => Ad.GradFirst((double x, int n) => x * checked(n * n), options)(1, int.MaxValue));
            Assert.Equal(1, Ad.GradFirst((double x, int n) => x * unchecked(n * n), options)(1, int.MaxValue));
        }
    }

    [Fact]
    public void Integer_arithmetic_on_indices() => Everywhere.Expect<double[]>(
        [0, 0, 4, 3, 0], o => Ad.GradFirst((double[] v, int i) => v[i * 2 % v.Length] * v[(((i << 1) + 7) / 4) + (i & 1)], o)([1, 2, 3, 4, 5], 1));

    [Fact]
    public void Indices_computed_from_the_parameter() =>
        Everywhere.Gradient((double[] v) => v[(int)v[0]] * v[2], new[] { 1.0, 5, 7 }, [0, 7, 5]);

    [Fact]
    public void Coalescing()
    {
        Everywhere.Expect(3.0, o => Ad.GradFirst((double x, double? a) => x * (a ?? 3), o)(1, null));
        Everywhere.Expect(5.0, o => Ad.GradFirst((double x, double? a) => x * (a ?? 3), o)(1, 5));
        Everywhere.Expect(2.0, o => Ad.GradFirst((double x, string? s) => x * (s ?? "ab").Length, o)(1, null));
        Everywhere.Expect(12.0, o => Ad.GradFirst((double x, double[]? a) => x * x * (a ?? new[] { 2.0 })[0], o)(3, null));
    }

    [Fact]
    public void Lifted_arithmetic() =>
        Everywhere.Expect(6.0, o => Ad.GradFirst((double x, double? a) => (a * x * x) ?? 0, o)(1, 3));

    [Fact]
    public void Type_tests()
    {
        Everywhere.Expect(4.0, o => Ad.GradFirst((double x, object thing) => thing is string ? x * x : x, o)(2, "s"));
        Everywhere.Expect(1.0, o => Ad.GradFirst((double x, object thing) => thing is string ? x * x : x, o)(2, 5));
        Everywhere.Expect(3.0, o => Ad.GradFirst((double x, object thing) => x * (thing as string)!.Length, o)(2, "abc"));
        Everywhere.Expect(7.0, o => Ad.GradFirst((double x, object thing) => x * (double)thing, o)(2, 7.0));
    }

    [Fact]
    public void Arrays_made_inside()
    {
        Everywhere.Derivative(x => new[] { x, x * x, 1 }[1] * 2, 3, 12);
        Everywhere.Derivative(x => new double[3].Length + (new[] { new[] { x }, new[] { x * x } }[1][0]), 3, 6);
        Everywhere.Expect(4.0, o => Ad.GradFirst((double x, int i) => new[] { x, x * x, 1 }[i], o)(2, 1));
        Everywhere.Derivative(x => new List<double> { x, x * x }[1], 3, 6);
        Everywhere.Derivative(x => new[] { x, x }.Length * x, 3, 2);
    }

    [Fact]
    public void Objects_made_inside()
    {
        Everywhere.Derivative(x => new Pair(x, x * x).Y, 3, 6);
        Everywhere.Derivative(x => new { A = x, B = x * x }.B, 3, 6);
        Everywhere.Derivative(x => new Settable { X = x * x, Field = x, Count = 4 }.X * 2, 3, 12);
        Everywhere.Derivative(x => new Fields { X = x * x, N = 3 }.X * new Fields { N = 3 }.N, 3, 18);
        Everywhere.Derivative(x => new ValueTuple<double, double>(x, x * x).Item2, 3, 6);
        Everywhere.Derivative(x => new Required { X = x * x }.X, 3, 6);
        Everywhere.Derivative(x => new Derived(x, x * x).B + new Derived(x, 1).A, 3, 7);
        Everywhere.Derivative(x => new Net(
            new[] { new Layer(new double[1, 1], new[] { x * x }) }, new ValueTuple<double, double>(x, x), new List<Pair>(), default, null).Layers[0].Bias[0], 3, 6);
    }

    [Fact]
    public void Tuples_made_by_Create()
    {
        Everywhere.Derivative(x => ValueTuple.Create(x, x * x).Item2, 3, 6);
        Everywhere.Derivative(x => Tuple.Create(x, x * x).Item2, 3, 6);
    }

    [Fact]
    public void Structures_as_results()
    {
        Everywhere.Expect((new Pair(3, 9), new Pair(1, 6)), o => Ad.Jvp((double x) => new Pair(x, x * x), o)(3, 1));
        Everywhere.Expect((new Pair(3, 9), 10 + (6 * 100.0)), o => Ad.Vjp((double x) => new Pair(x, x * x), o)(3, new Pair(10, 100)));
        Everywhere.Expect((new Fields { X = 9, N = 4 }, new Fields { X = 6, N = 4 }), o => Ad.Jvp((double x) => new Fields { X = x * x, N = 4 }, o)(3, 1));
    }

    [Fact]
    public void A_condition_between_structures() => Everywhere.Derivative(x => (x > 0 ? new Pair(x, x * x) : new Pair(1, 2)).Y, 3, 6);

    [Fact]
    public void A_branch_not_taken_contributes_nothing()
    {
        Everywhere.Derivative(x => x > 0 ? Math.Sqrt(x) : 0, 0, 0);
        Everywhere.Derivative(x => x > 0 ? Math.Log(x) : x, -1, 1);
        Everywhere.Derivative(x => x == 0 ? 1 : Math.Sin(x) / x, 0, 0);
        Everywhere.Gradient((double[] v) => v[0] > 0 ? Math.Log(v[0]) : v[1], new[] { 0.0, 2 }, [0, 1]);
        Everywhere.Derivative(x => (x > 0 ? Math.Pow(x, 0.5) : 0) + (x > 0 ? 0 : Math.Abs(x) / x * 0), 4, 0.25);
    }

    [Fact]
    public void An_index_is_read_only_where_its_condition_holds()
    {
        Everywhere.Gradient((double[] v) => v.Length > 2 ? v[2] : v[0] * v[0], new[] { 3.0, 2 }, [6, 0]);
        Everywhere.Gradient((double[] v) => v.Length > 2 && v[2] > 0 ? v[2] : v[0] * v[0], new[] { 3.0, 2 }, [6, 0]);
    }

    [Fact]
    public void An_element_inside_an_element_is_read_only_where_its_condition_holds() => Everywhere.Gradient(
        (Net n) => n.Name == null ? n.Output.Scale : n.Layers[0].Bias[0], new Net([], (1, 2), [], default, null), new([], (1, 0), [], default, null));

    public sealed record Part(double X, double Y);

    public sealed record Whole(double A, Part? P);

    [Fact]
    public void A_record_is_compared_with_null()
    {
        foreach (var options in Everywhere.Options)
        {
            var gradient = Ad.Grad((Whole w) => w.P == null ? w.A * w.A : w.P.X * w.A, options);
            Assert.Equal(new Whole(6, null), gradient(new Whole(3, null)));
            Assert.Equal(new Whole(2, new Part(3, 0)), gradient(new Whole(3, new Part(2, 5))));

            gradient = Ad.Grad((Whole w) => null != (object?)w.P ? w.P!.X * w.A : w.A * w.A, options);
            Assert.Equal(new Whole(6, null), gradient(new Whole(3, null)));
            Assert.Equal(new Whole(2, new Part(3, 0)), gradient(new Whole(3, new Part(2, 5))));
        }

        Assert.Contains(" == null", Derive.Grad((Whole w) => w.P == null ? w.A * w.A : w.P.X * w.A).ToCSharp(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_captured_expression_is_compiled_once_outside_of_derivatives()
    {
        Expression<Func<double, double>> square = x => x * x;
        Assert.Equal(9, square.Invoke(3));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            square.Invoke(i);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void Lambdas_and_their_invocation()
    {
        Everywhere.Derivative(x => ((Func<double, double>)(y => y * x))(x), 3, 6);
        Everywhere.Derivative(x => new Func<double, double, double>((a, b) => a * b * x)(x, 2), 3, 12);
        Everywhere.Derivative(x => Flow.Let(x * x, s => s + (s * s)), 3, 6 + (4 * 27));
        Everywhere.Derivative(x => Flow.Let(x * x, s => Flow.Let(s + x, t => s * t)), 2, (5 * 16) - 48 + 12); // x^4 + x^3
    }

    [Fact]
    public void Optional_and_params_arguments()
    {
        Everywhere.Derivative(x => Weighted(x, 3), 2, 300);
        Everywhere.Derivative(x => Weighted(2, 3, x), 5, 60);
        Everywhere.Derivative(x => x * Quadratic(1), 2, 5);
        Everywhere.Derivative(x => x * Scale(1, 2, 3), 2, 3);
        Everywhere.Derivative(x => x * Scale(), 2, 0);
        Everywhere.Derivative(x => Sum(x * x, 1, 2, 3), 2, 24);
    }

    [Fact]
    public void Methods_with_rules()
    {
        var s = 1 / (1 + Math.Exp(-0.3));
        Everywhere.Derivative(x => Sigmoid(2 * x), 0.15, 2 * s * (1 - s));
        Everywhere.Derivative(x => Weighted(x, 2, x), 3, 2 * 3 * 9);
    }

    [Fact]
    public void Stop_is_constant()
    {
        Everywhere.Derivative(x => x * Ad.Stop(x), 3, 3);
        Everywhere.Derivative(x => x * Ad.Stop(Math.Sin(x) * x), 3, 3 * Math.Sin(3));
        Everywhere.Gradient((double[] v) => v[0] * Ad.Stop(v)[0], new[] { 3.0, 1 }, [3, 0]);
        Everywhere.Gradient((Pair p) => p.X * Ad.Stop(p).X * Ad.Stop(new Pair(p.Y, p.Y)).X, new Pair(3, 5), new Pair(15, 0));
    }

    [Fact]
    public void Floats_and_mixtures()
    {
        Everywhere.Gradient((float x) => MathF.Sin(x) * 2, 0.5f, 2 * MathF.Cos(0.5f), 1e-6);
        Everywhere.Expect((3.0, 2f), o => Ad.Grad((double x, float y) => x * y, o)(2, 3));
    }

    [Fact]
    public void Captured_expressions_are_looked_into()
    {
        Expression<Func<double, double>> square = y => y * y;
        Expression<Func<double, double, double>> product = (a, b) => a * b;
        Expression<Func<double, double>> quartic = y => square.Invoke(square.Invoke(y));
        Everywhere.Derivative(x => square.Invoke(x), 3, 6);
        Everywhere.Derivative(x => square.Compile()(x), 3, 6);
        Everywhere.Derivative(x => square.Compile().Invoke(x) + product.Compile()(x, x), 3, 12);
        Everywhere.Derivative(x => product.Invoke(square.Invoke(x), square.Compile()(x)), 2, 32);
        Everywhere.Derivative(x => quartic.Invoke(x), 2, 32);
    }

    [Fact]
    public void A_captured_expression_is_taken_as_it_is_when_the_derivative_is_made()
    {
        foreach (var options in Everywhere.Options)
        {
            Expression<Func<double, double>> f = y => y * y;
            var derivative = Ad.Grad(x => f.Invoke(x), options);
            f = y => y * y * y;
            Assert.Equal(6, derivative(3));
            Assert.Equal(27, Ad.Grad(x => f.Invoke(x), options)(3));
        }
    }

    [Fact]
    public void Captures_of_captured_expressions_are_read_at_each_call()
    {
        foreach (var options in Everywhere.Options)
        {
            var a = 2.0;
            Expression<Func<double, double>> f = y => a * y;
            var derivative = Ad.Grad(x => f.Invoke(x) * x, options);
            Assert.Equal(12, derivative(3));
            a = 3;
            Assert.Equal(18, derivative(3));
        }
    }
}
