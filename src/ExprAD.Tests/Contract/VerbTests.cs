using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>Every overload of every verb, without options, with options in all back ends and modes, compiled and as trees.</summary>
public class VerbTests
{
    private static readonly double[] V = [0.5, -2, 3];

    private static readonly double[] VGradient = [2 * 0.5 * Math.Exp(-2), 0.25 * Math.Exp(-2), 1];

    // One body for arrays: v0^2 e^v1 + v2.
    private static readonly Expression<Func<double[], double>> OfArray = v => (v[0] * v[0] * Math.Exp(v[1])) + v[2];

    private static readonly double VValue = (0.25 * Math.Exp(-2)) + 3;

    [Fact]
    public void Grad_of_a_number_is_a_number()
    {
        Func<double, double> plain = Ad.Grad(x => x * Math.Sin(x));
        Expression<Func<double, double>> tree = Derive.Grad(x => x * Math.Sin(x));
        var expected = Math.Sin(2) + (2 * Math.Cos(2));
        Assert.Equal(expected, plain(2), 1e-15);
        Assert.Equal(expected, tree.Compile()(2), 1e-15);
        Everywhere.Expect(expected, o => Ad.Grad(x => x * Math.Sin(x), o)(2));
        Everywhere.Expect(expected, o => Derive.Grad(x => x * Math.Sin(x), o).Compile()(2));
    }

    [Fact]
    public void Grad_of_an_array_is_an_array()
    {
        Func<double[], double[]> plain = Ad.Grad(v => v[0] * v[1]);
        Expression<Func<double[], double[]>> tree = Derive.Grad(v => v[0] * v[1]);
        Assert.Equal([3.0, 2.0], plain([2, 3]));
        Assert.Equal([3.0, 2.0], tree.Compile()([2, 3]));
        Everywhere.Expect(VGradient, o => Ad.Grad(OfArray, o)(V));
        Everywhere.Expect(VGradient, o => Derive.Grad(OfArray, o).Compile()(V));
    }

    [Fact]
    public void Grad_of_two_numbers_is_a_pair()
    {
        Func<double, double, (double, double)> plain = Ad.Grad((x, y) => x / y);
        Expression<Func<double, double, (double, double)>> tree = Derive.Grad((x, y) => x / y);
        Assert.Equal((0.25, -0.125), plain(2, 4));
        Assert.Equal((0.25, -0.125), tree.Compile()(2, 4));
        Everywhere.Expect((0.25, -0.125), o => Ad.Grad((x, y) => x / y, o)(2, 4));
        Everywhere.Expect((0.25, -0.125), o => Derive.Grad((x, y) => x / y, o).Compile()(2, 4));
    }

    [Fact]
    public void Grad_of_three_numbers_is_a_triple()
    {
        Func<double, double, double, (double, double, double)> plain = Ad.Grad((x, y, z) => (x * y) - (z * z));
        Expression<Func<double, double, double, (double, double, double)>> tree = Derive.Grad((x, y, z) => (x * y) - (z * z));
        Assert.Equal((3.0, 2.0, -8.0), plain(2, 3, 4));
        Assert.Equal((3.0, 2.0, -8.0), tree.Compile()(2, 3, 4));
        Everywhere.Expect((3.0, 2.0, -8.0), o => Ad.Grad((x, y, z) => (x * y) - (z * z), o)(2, 3, 4));
        Everywhere.Expect((3.0, 2.0, -8.0), o => Derive.Grad((x, y, z) => (x * y) - (z * z), o).Compile()(2, 3, 4));
    }

    [Fact]
    public void Grad_of_any_parameter_has_its_type()
    {
        Func<float, float> single = Ad.Grad((float x) => x * x);
        Assert.Equal(6f, single(3));
        Func<(double A, float B), (double, float)> tuple = Ad.Grad(((double A, float B) t) => t.A * t.B);
        Assert.Equal((3.0, 2f), tuple((2, 3)));
        Expression<Func<float, float>> tree = Derive.Grad((float x) => x * x);
        Assert.Equal(6f, tree.Compile()(3));
        Everywhere.Gradient((float x) => x * x, 3f, 6f);
    }

    [Fact]
    public void Grad_of_two_three_and_four_parameters_of_any_type_is_a_tuple()
    {
        Func<double[], float, (double[], float)> two = Ad.Grad((double[] w, float b) => (w[0] * b) + w[1]);
        Everywhere.Close((new[] { 5.0, 1.0 }, 2f), two([2, 3], 5), 0, "two");
        Func<double[], double, (double, double), (double[], double, (double, double))> three =
            Ad.Grad((double[] w, double b, (double, double) t) => w[0] * b * t.Item2);
        Everywhere.Close((new[] { 15.0 }, 10.0, (0.0, 6.0)), three([2], 3, (4, 5)), 0, "three");
        Func<double, double, double, double, (double, double, double, double)> four =
            Ad.Grad((double a, double b, double c, double d) => a * b * c * d);
        Assert.Equal((60, 40, 30, 24), four(2, 3, 4, 5));

        Everywhere.Expect((new[] { 5.0, 1.0 }, 2f), o => Ad.Grad((double[] w, float b) => (w[0] * b) + w[1], o)([2, 3], 5));
        Everywhere.Expect((new[] { 15.0 }, 10.0, (0.0, 6.0)),
            o => Ad.Grad((double[] w, double b, (double, double) t) => w[0] * b * t.Item2, o)([2], 3, (4, 5)));
        Everywhere.Expect((60.0, 40.0, 30.0, 24.0), o => Ad.Grad((double a, double b, double c, double d) => a * b * c * d, o)(2, 3, 4, 5));
        Everywhere.Expect((new[] { 5.0, 1.0 }, 2f), o => Derive.Grad((double[] w, float b) => (w[0] * b) + w[1], o).Compile()([2, 3], 5));
        Everywhere.Expect((new[] { 15.0 }, 10.0, (0.0, 6.0)),
            o => Derive.Grad((double[] w, double b, (double, double) t) => w[0] * b * t.Item2, o).Compile()([2], 3, (4, 5)));
        Everywhere.Expect((60.0, 40.0, 30.0, 24.0),
            o => Derive.Grad((double a, double b, double c, double d) => a * b * c * d, o).Compile()(2, 3, 4, 5));
        Assert.Equal((60, 40, 30, 24), Derive.Grad((double a, double b, double c, double d) => a * b * c * d).Compile()(2, 3, 4, 5));
    }

    [Fact]
    public void GradFirst_takes_the_other_parameters_as_data()
    {
        Func<double[], int, double[]> two = Ad.GradFirst((double[] w, int i) => w[i] * w[i]);
        Assert.Equal([0.0, 6.0], two([2, 3], 1));
        Func<double, double[], string, double> three = Ad.GradFirst((double x, double[] data, string s) => x * data[0] * s.Length);
        Assert.Equal(15, three(2, [3], "abcde"));
        Func<double, double, double, double, double> four = Ad.GradFirst((double x, double a, double b, double c) => (a * x * x) + (b * x) + c);
        Assert.Equal(15, four(2, 3, 3, 9));

        Everywhere.Expect<double[]>([0.0, 6.0], o => Ad.GradFirst((double[] w, int i) => w[i] * w[i], o)([2, 3], 1));
        Everywhere.Expect(15.0, o => Ad.GradFirst((double x, double[] data, string s) => x * data[0] * s.Length, o)(2, [3], "abcde"));
        Everywhere.Expect(15.0, o => Ad.GradFirst((double x, double a, double b, double c) => (a * x * x) + (b * x) + c, o)(2, 3, 3, 9));
        Everywhere.Expect<double[]>([0.0, 6.0], o => Derive.GradFirst((double[] w, int i) => w[i] * w[i], o).Compile()([2, 3], 1));
        Everywhere.Expect(15.0, o => Derive.GradFirst((double x, double[] data, string s) => x * data[0] * s.Length, o).Compile()(2, [3], "abcde"));
        Everywhere.Expect(15.0, o => Derive.GradFirst((double x, double a, double b, double c) => (a * x * x) + (b * x) + c, o).Compile()(2, 3, 3, 9));
        Assert.Equal([0.0, 6.0], Derive.GradFirst((double[] w, int i) => w[i] * w[i]).Compile()([2, 3], 1));
        Assert.Equal(15, Derive.GradFirst((double x, double[] data, string s) => x * data[0] * s.Length).Compile()(2, [3], "abcde"));
        Assert.Equal(15, Derive.GradFirst((double x, double a, double b, double c) => (a * x * x) + (b * x) + c).Compile()(2, 3, 3, 9));
    }

    [Fact]
    public void Data_may_be_of_any_type() =>
        Everywhere.Expect(2.0, o => Ad.GradFirst((double x, Dictionary<string, double> rates) => x * rates["a"], o)(5, new() { ["a"] = 2 }));

    [Fact]
    public void ValueAndGrad_has_every_overload_of_Grad()
    {
        (double Value, double Gradient) one = Ad.ValueAndGrad(x => x * x)(3);
        Assert.Equal((9, 6), (one.Value, one.Gradient));
        (double Value, double[] Gradient) array = Ad.ValueAndGrad(v => v[0] * v[1])([2, 3]);
        Everywhere.Close((6.0, new[] { 3.0, 2.0 }), array, 0, "array");
        (double Value, (double, double) Gradient) pair = Ad.ValueAndGrad((x, y) => x * y)(2, 3);
        Assert.Equal((6, (3, 2)), pair);
        (double Value, (double, double, double) Gradient) triple = Ad.ValueAndGrad((x, y, z) => x * y * z)(2, 3, 4);
        Assert.Equal((24, (12, 8, 6)), triple);
        Assert.Equal((9.0, 6f), Ad.ValueAndGrad((float x) => x * x)(3));
        Assert.Equal((6.0, (3.0, 2f)), Ad.ValueAndGrad((double x, float y) => x * y)(2, 3));
        Assert.Equal((24.0, (12.0, 8f, 6.0)), Ad.ValueAndGrad((double x, float y, double z) => x * y * z)(2, 3, 4));
        Assert.Equal((120.0, (60.0, 40.0, 30.0, 24.0)), Ad.ValueAndGrad((double a, double b, double c, double d) => a * b * c * d)(2, 3, 4, 5));
    }

    [Fact]
    public void ValueAndGrad_with_options_agrees_everywhere()
    {
        Everywhere.Expect((9.0, 6.0), o => Ad.ValueAndGrad(x => x * x, o)(3));
        Everywhere.Expect((VValue, VGradient), o => Ad.ValueAndGrad(OfArray, o)(V));
        Everywhere.Expect((6.0, (3.0, 2.0)), o => Ad.ValueAndGrad((x, y) => x * y, o)(2, 3));
        Everywhere.Expect((24.0, (12.0, 8.0, 6.0)), o => Ad.ValueAndGrad((x, y, z) => x * y * z, o)(2, 3, 4));
        Everywhere.Expect((9.0, 6f), o => Ad.ValueAndGrad((float x) => x * x, o)(3));
        Everywhere.Expect((6.0, (3.0, 2f)), o => Ad.ValueAndGrad((double x, float y) => x * y, o)(2, 3));
        Everywhere.Expect((24.0, (12.0, 8f, 6.0)), o => Ad.ValueAndGrad((double x, float y, double z) => x * y * z, o)(2, 3, 4));
        Everywhere.Expect((120.0, (60.0, 40.0, 30.0, 24.0)), o => Ad.ValueAndGrad((double a, double b, double c, double d) => a * b * c * d, o)(2, 3, 4, 5));
    }

    [Fact]
    public void Trees_of_ValueAndGrad_agree_everywhere()
    {
        Assert.Equal((9, 6), Derive.ValueAndGrad(x => x * x).Compile()(3));
        Assert.Equal((6, (3, 2)), Derive.ValueAndGrad((x, y) => x * y).Compile()(2, 3));
        Everywhere.Expect((9.0, 6.0), o => Derive.ValueAndGrad(x => x * x, o).Compile()(3));
        Everywhere.Expect((VValue, VGradient), o => Derive.ValueAndGrad(OfArray, o).Compile()(V));
        Everywhere.Expect((6.0, (3.0, 2.0)), o => Derive.ValueAndGrad((x, y) => x * y, o).Compile()(2, 3));
        Everywhere.Expect((24.0, (12.0, 8.0, 6.0)), o => Derive.ValueAndGrad((x, y, z) => x * y * z, o).Compile()(2, 3, 4));
        Everywhere.Expect((9.0, 6f), o => Derive.ValueAndGrad((float x) => x * x, o).Compile()(3));
        Everywhere.Expect((6.0, (3.0, 2f)), o => Derive.ValueAndGrad((double x, float y) => x * y, o).Compile()(2, 3));
        Everywhere.Expect((24.0, (12.0, 8f, 6.0)), o => Derive.ValueAndGrad((double x, float y, double z) => x * y * z, o).Compile()(2, 3, 4));
        Everywhere.Expect((120.0, (60.0, 40.0, 30.0, 24.0)),
            o => Derive.ValueAndGrad((double a, double b, double c, double d) => a * b * c * d, o).Compile()(2, 3, 4, 5));
    }

    [Fact]
    public void ValueAndGradFirst_takes_the_other_parameters_as_data()
    {
        (double Value, double Gradient) named = Ad.ValueAndGradFirst((double x, int n) => x * n)(2, 3);
        Assert.Equal((6, 3), (named.Value, named.Gradient));
        Assert.Equal((8, 4), Ad.ValueAndGradFirst((double x, int n, string s) => x * n * s.Length)(2, 1, "abcd"));
        Assert.Equal((24, 12), Ad.ValueAndGradFirst((double x, double a, double b, int c) => x * a * b * c)(2, 3, 4, 1));
        Everywhere.Expect((6.0, 3.0), o => Ad.ValueAndGradFirst((double x, int n) => x * n, o)(2, 3));
        Everywhere.Expect((8.0, 4.0), o => Ad.ValueAndGradFirst((double x, int n, string s) => x * n * s.Length, o)(2, 1, "abcd"));
        Everywhere.Expect((24.0, 12.0), o => Ad.ValueAndGradFirst((double x, double a, double b, int c) => x * a * b * c, o)(2, 3, 4, 1));
        Everywhere.Expect((6.0, 3.0), o => Derive.ValueAndGradFirst((double x, int n) => x * n, o).Compile()(2, 3));
        Everywhere.Expect((8.0, 4.0), o => Derive.ValueAndGradFirst((double x, int n, string s) => x * n * s.Length, o).Compile()(2, 1, "abcd"));
        Everywhere.Expect((24.0, 12.0), o => Derive.ValueAndGradFirst((double x, double a, double b, int c) => x * a * b * c, o).Compile()(2, 3, 4, 1));
    }

    [Fact]
    public void GradInto_writes_the_gradient_and_returns_the_value()
    {
        Func<double[], double[], double> one = Ad.GradInto(v => v[0] * v[1]);
        var into = new[] { double.NaN, 7 };
        Assert.Equal(6, one([2, 3], into));
        Assert.Equal([3.0, 2.0], into);
        Everywhere.Expect((VValue, VGradient), o => Into(g => Ad.GradInto(OfArray, o)(V, g), 3));
        Everywhere.Expect((12.0, new[] { 6.0, 4.0 }), o => Into(g => Ad.GradInto((double[] v, int n) => v[0] * v[1] * n, o)([2, 3], 2, g), 2));
        Everywhere.Expect((60.0, new[] { 30.0, 20.0 }), o => Into(
            g => Ad.GradInto((double[] v, int n, double[] d) => v[0] * v[1] * n * d[0], o)([2, 3], 2, [5], g), 2));
        Assert.Equal(12, Ad.GradInto((double[] v, int n) => v[0] * v[1] * n)([2, 3], 2, into));
        Assert.Equal(60, Ad.GradInto((double[] v, int n, double[] d) => v[0] * v[1] * n * d[0])([2, 3], 2, [5], into));
        Assert.Equal([30.0, 20.0], into);
    }

    [Fact]
    public void Trees_of_GradInto_write_the_gradient_and_return_the_value()
    {
        Everywhere.Expect((VValue, VGradient), o => Into(g => Derive.GradInto(OfArray, o).Compile()(V, g), 3));
        Everywhere.Expect((12.0, new[] { 6.0, 4.0 }), o => Into(g => Derive.GradInto((double[] v, int n) => v[0] * v[1] * n, o).Compile()([2, 3], 2, g), 2));
        Everywhere.Expect((60.0, new[] { 30.0, 20.0 }), o => Into(
            g => Derive.GradInto((double[] v, int n, double[] d) => v[0] * v[1] * n * d[0], o).Compile()([2, 3], 2, [5], g), 2));
    }

    [Fact]
    public void GradInto_replaces_what_an_earlier_call_has_written()
    {
        foreach (var options in Everywhere.Options)
        {
            var f = Ad.GradInto((double[] v, int i) => v[i] * v[i], options);
            var into = new double[3];
            f([1, 2, 3], 0, into);
            f([1, 2, 3], 2, into);
            Assert.Equal([0.0, 0.0, 6.0], into);
        }
    }

    [Fact]
    public void Derivatives_have_any_order()
    {
        Assert.Equal(Math.Cos(0.7), Ad.Derivative(x => Math.Sin(x))(0.7), 1e-15);
        Assert.Equal(-Math.Sin(0.7), Ad.Derivative(x => Math.Sin(x), 2)(0.7), 1e-15);
        Assert.Equal(-Math.Sin(0.7), Derive.Derivative(x => Math.Sin(x), 2).Compile()(0.7), 1e-15);
        Everywhere.Expect(Math.Cos(0.7), o => Derive.Derivative(x => Math.Sin(x), o).Compile()(0.7));
        double[] expected = [Math.Sin(0.7), Math.Cos(0.7), -Math.Sin(0.7), -Math.Cos(0.7), Math.Sin(0.7), Math.Cos(0.7), -Math.Sin(0.7)];
        for (var order = 0; order < expected.Length; order++)
        {
            Everywhere.Expect(expected[order], o => Ad.Derivative(x => Math.Sin(x), order, o)(0.7));
            Everywhere.Expect(expected[order], o => Derive.Derivative(x => Math.Sin(x), order, o).Compile()(0.7));
        }
    }

    [Fact]
    public void Derivatives_of_a_polynomial_end_in_zero() => Everywhere.Expect<double[]>(
        [14.0, 25, 36, 30, 0, 0],
        o => [.. Enumerable.Range(0, 6).Select(n => Ad.Derivative(x => (5 * x * x * x) + (3 * x * x) + (4 * x) + 2, n, o)(1))]);

    [Fact]
    public void Jvp_gives_the_value_and_the_tangent()
    {
        (double[] Value, double[] Tangent) found = Ad.Jvp((double[] v) => new[] { v[0] * v[1], Math.Sin(v[0]) })([2, 3], [1, 10]);
        Everywhere.Close((new[] { 6.0, Math.Sin(2) }, new[] { 23.0, Math.Cos(2) }), found, 1e-15, "plain");
        Everywhere.Expect((new[] { 6.0, Math.Sin(2) }, new[] { 23.0, Math.Cos(2) }),
            o => Ad.Jvp((double[] v) => new[] { v[0] * v[1], Math.Sin(v[0]) }, o)([2, 3], [1, 10]));
        Everywhere.Expect((new[] { 6.0, Math.Sin(2) }, new[] { 23.0, Math.Cos(2) }),
            o => Derive.Jvp((double[] v) => new[] { v[0] * v[1], Math.Sin(v[0]) }, o).Compile()([2, 3], [1, 10]));
    }

    [Fact]
    public void Vjp_gives_the_value_and_the_cotangent()
    {
        (double[] Value, double[] Cotangent) found = Ad.Vjp((double[] v) => new[] { v[0] * v[1], Math.Sin(v[0]) })([2, 3], [1, 10]);
        double[] cotangent = [3 + (10 * Math.Cos(2)), 2];
        Everywhere.Close((new[] { 6.0, Math.Sin(2) }, cotangent), found, 1e-15, "plain");
        Everywhere.Expect((new[] { 6.0, Math.Sin(2) }, cotangent),
            o => Ad.Vjp((double[] v) => new[] { v[0] * v[1], Math.Sin(v[0]) }, o)([2, 3], [1, 10]));
        Everywhere.Expect((new[] { 6.0, Math.Sin(2) }, cotangent),
            o => Derive.Vjp((double[] v) => new[] { v[0] * v[1], Math.Sin(v[0]) }, o).Compile()([2, 3], [1, 10]));
    }

    [Fact]
    public void Jvp_and_Vjp_between_structures_have_their_shapes()
    {
        Expression<Func<(double A, double[] B), (double, double[])>> f = t => new ValueTuple<double, double[]>(t.A * t.B[1], new[] { t.A, t.B[0] });
        Everywhere.Expect(((8.0, new[] { 2.0, 3 }), (14.0, new[] { 1.0, 2 })), o => Ad.Jvp(f, o)((2, [3, 4]), (1, [2, 5])));
        Everywhere.Expect(((8.0, new[] { 2.0, 3 }), (9.0, new[] { 7.0, 2 })), o => Ad.Vjp(f, o)((2, [3, 4]), (1, [5, 7])));
    }

    [Fact]
    public void A_body_that_fits_numbers_and_arrays_is_a_function_of_a_number()
    {
        Assert.Equal(0, Ad.Grad(x => 1.0)(3.0));
        Assert.Equal(0, Ad.Grad(x => 1.0, AdOptions.Default)(3.0));
        Assert.Equal((1, 0), Ad.ValueAndGrad(x => 1.0)(3.0));
        Assert.Equal(0, Derive.Grad(x => 1.0).Compile()(3.0));
        Assert.Equal((1, 0), Derive.ValueAndGrad(x => 1.0).Compile()(3.0));
        Assert.Equal(0, Ad.Derivative(x => 1.0)(3.0));
        Assert.Equal((0, 0), Ad.Grad((x, y) => 1.0)(3.0, 4.0));
        Assert.Equal((0, 0, 0), Ad.Grad((x, y, z) => 1.0)(3.0, 4.0, 5.0));
    }

    private static (double, double[]) Into(Func<double[], double> run, int length)
    {
        var gradient = Enumerable.Repeat(double.NaN, length).ToArray();
        return (run(gradient), gradient);
    }
}
