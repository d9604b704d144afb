using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>What the verbs and their delegates refuse: nulls, sizes that differ, orders below zero.</summary>
public class VerbArgumentTests
{
    private static readonly Expression<Func<double, double>> Number = x => x * x;
    private static readonly Expression<Func<double[], double>> Vector = v => v[0] * v[0];
    private static readonly Expression<Func<double, double, double>> Pair = (x, y) => x * y;
    private static readonly Expression<Func<double, double, double, double>> Triple = (x, y, z) => x * y * z;
    private static readonly Expression<Func<double, double, double, double, double>> Four = (x, y, z, w) => x * y * z * w;
    private static readonly Expression<Func<float, double>> Single = x => x;
    private static readonly Expression<Func<double[], int, double>> WithData = (v, i) => v[i];
    private static readonly Expression<Func<double[], int, int, double>> WithMoreData = (v, i, j) => v[i] * v[j];

    private sealed record Line(double Slope, double[] Points);

    [Fact]
    public void A_null_function_is_refused_by_every_verb()
    {
        foreach (var options in new[] { null, AdOptions.Default })
        {
            Action[] calls =
            [
                () => _ = options is null ? Ad.Grad(Null(Number)) : Ad.Grad(Null(Number), options),
                () => _ = options is null ? Ad.Grad(Null(Vector)) : Ad.Grad(Null(Vector), options),
                () => _ = options is null ? Ad.Grad(Null(Pair)) : Ad.Grad(Null(Pair), options),
                () => _ = options is null ? Ad.Grad(Null(Triple)) : Ad.Grad(Null(Triple), options),
                () => _ = options is null ? Ad.Grad(Null(Four)) : Ad.Grad(Null(Four), options),
                () => _ = options is null ? Ad.Grad(Null(Single)) : Ad.Grad(Null(Single), options),
                () => _ = options is null ? Ad.GradFirst(Null(WithData)) : Ad.GradFirst(Null(WithData), options),
                () => _ = options is null ? Ad.ValueAndGrad(Null(Number)) : Ad.ValueAndGrad(Null(Number), options),
                () => _ = options is null ? Ad.ValueAndGradFirst(Null(WithData)) : Ad.ValueAndGradFirst(Null(WithData), options),
                () => _ = options is null ? Ad.GradInto(Null(Vector)) : Ad.GradInto(Null(Vector), options),
                () => _ = options is null ? Ad.GradInto(Null(WithMoreData)) : Ad.GradInto(Null(WithMoreData), options),
                () => _ = options is null ? Ad.Derivative(Null(Number)) : Ad.Derivative(Null(Number), options),
                () => _ = options is null ? Ad.Derivative(Null(Number), 2) : Ad.Derivative(Null(Number), 2, options),
                () => _ = options is null ? Ad.Jvp(Null(Number)) : Ad.Jvp(Null(Number), options),
                () => _ = options is null ? Ad.Vjp(Null(Number)) : Ad.Vjp(Null(Number), options),
                () => _ = options is null ? Derive.Grad(Null(Number)) : Derive.Grad(Null(Number), options),
                () => _ = options is null ? Derive.GradFirst(Null(WithData)) : Derive.GradFirst(Null(WithData), options),
                () => _ = options is null ? Derive.ValueAndGrad(Null(Vector)) : Derive.ValueAndGrad(Null(Vector), options),
                () => _ = options is null ? Derive.GradInto(Null(WithData)) : Derive.GradInto(Null(WithData), options),
                () => _ = options is null ? Derive.Derivative(Null(Number)) : Derive.Derivative(Null(Number), options),
                () => _ = options is null ? Derive.Jvp(Null(Number)) : Derive.Jvp(Null(Number), options),
                () => _ = options is null ? Derive.Vjp(Null(Number)) : Derive.Vjp(Null(Number), options),
            ];
            Assert.All(calls, call => Assert.Equal("f", Assert.Throws<ArgumentNullException>(call).ParamName));
        }
    }

    [Fact]
    public void Null_options_are_refused_by_every_verb()
    {
        Action[] calls =
        [
            () => Ad.Grad(Number, null!), () => Ad.Grad(Vector, null!), () => Ad.Grad(Pair, null!), () => Ad.Grad(Triple, null!),
            () => Ad.Grad(Four, null!), () => Ad.Grad(Single, null!), () => Ad.GradFirst(WithData, null!), () => Ad.ValueAndGrad(Number, null!),
            () => Ad.ValueAndGradFirst(WithData, null!), () => Ad.GradInto(Vector, null!), () => Ad.GradInto(WithData, null!),
            () => Ad.GradInto(WithMoreData, null!), () => Ad.Derivative(Number, null!), () => Ad.Derivative(Number, 2, null!),
            () => Ad.Jvp(Number, null!), () => Ad.Vjp(Number, null!),
            () => Derive.Grad(Number, null!), () => Derive.GradFirst(WithData, null!), () => Derive.ValueAndGrad(Vector, null!),
            () => Derive.ValueAndGradFirst(WithData, null!), () => Derive.GradInto(Vector, null!), () => Derive.Derivative(Number, null!),
            () => Derive.Derivative(Number, 3, null!), () => Derive.Jvp(Number, null!), () => Derive.Vjp(Number, null!),
        ];
        Assert.All(calls, call => Assert.Equal("options", Assert.Throws<ArgumentNullException>(call).ParamName));
    }

    [Fact]
    public void Orders_below_zero_are_refused()
    {
        Action[] calls =
        [
            () => Ad.Derivative(Number, -1), () => Ad.Derivative(Number, -1, AdOptions.Default),
            () => Derive.Derivative(Number, -1), () => Derive.Derivative(Number, int.MinValue, AdOptions.Default),
        ];
        Assert.All(calls, call => Assert.Equal("order", Assert.Throws<ArgumentOutOfRangeException>(call).ParamName));
    }

    [Fact]
    public void A_null_point_throws_what_the_function_throws()
    {
        foreach (var options in Everywhere.Options)
        {
            Assert.Throws<NullReferenceException>(() => Ad.Grad(v => v[0] * v[0], options)(null!));
            Assert.Throws<NullReferenceException>(() => Ad.ValueAndGrad(v => v[0] * v[0], options)(null!));
            Assert.Throws<NullReferenceException>(() => Ad.GradFirst((double[] w, int i) => w[i], options)(null!, 0));
            Assert.Throws<NullReferenceException>(() => Ad.Grad((double[] w, double[] b) => w[0] * b[0], options)([1], null!));
            Assert.Throws<NullReferenceException>(() => Ad.Grad((List<double> list) => list[0], options)(null!));
            Assert.Throws<NullReferenceException>(() => Ad.Grad((Line line) => line.Slope * 2, options)(null!));
        }
    }

    [Fact]
    public void A_null_gradient_tangent_or_cotangent_is_refused_when_the_derivative_is_called()
    {
        foreach (var options in Everywhere.Options)
        {
            var name = $"{options.Backend}, {options.Mode}";
            Refuses<ArgumentNullException>(() => Ad.GradInto(v => v[0], options)(null!, [1]), name, null);
            Refuses<ArgumentNullException>(() => Ad.GradInto(v => v[0], options)([1], null!), name, "gradient");
            Refuses<ArgumentNullException>(() => Ad.Jvp((double[] v) => v[0], options)([1], null!), name, "tangent");
            Refuses<ArgumentNullException>(() => Ad.Vjp((double[] v) => new[] { v[0] }, options)([1], null!), name, "cotangent");
        }
    }

    [Fact]
    public void Sizes_that_differ_are_named()
    {
        foreach (var options in Everywhere.Options)
        {
            var name = $"{options.Backend}, {options.Mode}";
            Sizes(() => Ad.GradInto(v => v[0], options)([1, 2, 3], new double[5]), name, "3", "5");
            Sizes(() => Ad.GradInto((double[] v, int i) => v[i], options)([1, 2, 3], 0, new double[2]), name, "3", "2");
            Sizes(() => Ad.Jvp((double[] v) => v[0], options)([1, 2, 3], new double[4]), name, "3", "4");
            Sizes(() => Ad.Vjp((double[] v) => new[] { v[0], v[1] }, options)([1, 2, 3], new double[7]), name, "2", "7");
            Sizes(() => Ad.Jvp((double[,] m) => m[0, 0], options)(new double[2, 3], new double[2, 4]), name, "2 x 3", "2 x 4");
            Sizes(() => Ad.Jvp((Line l) => l.Slope * l.Points[0], options)(new(1, [1, 2]), new(1, [1, 2, 3])), name, "2", "3");
            Sizes(() => Ad.Jvp((double[][] r) => r[0][0], options)([[1, 2]], [[1, 2, 3]]), name, "2", "3");
            Sizes(() => Ad.Jvp((List<double> v) => v[0], options)([1, 2], [1]), name, "2", "1");
        }
    }

    [Fact]
    public void The_gradient_may_not_be_written_over_the_point()
    {
        double[] point = [1, 2];
        Assert.Throws<ArgumentException>(() => Ad.GradInto(v => v[0] * v[1])(point, point));
        Assert.Equal([1.0, 2.0], point);
    }

    [Fact]
    public void Indices_out_of_range_throw_as_the_function_does()
    {
        foreach (var options in Everywhere.Options)
        {
            Assert.Throws<IndexOutOfRangeException>(() => Ad.Grad(v => v[2] * v[0], options)([1, 2]));
            Assert.Throws<ArgumentOutOfRangeException>(() => Ad.Grad((List<double> list) => list[2] * list[0], options)([1, 2]));
        }
    }

    private static void Refuses<T>(Action call, string where, string? parameter)
        where T : ArgumentException
    {
        var thrown = Record.Exception(call);
        var refused = thrown as T;
        Assert.True(refused is not null, $"{where}: {thrown?.GetType().Name ?? "nothing"} thrown where a {typeof(T).Name} for {parameter} was expected");
        Assert.True(parameter is null || refused!.ParamName == parameter, $"{where}: names {refused!.ParamName} instead of {parameter}");
    }

    private static void Sizes(Action call, string where, string one, string other)
    {
        Refuses<ArgumentException>(call, where, null);
        var message = Record.Exception(call)!.Message;
        Assert.True(message.Contains(one, StringComparison.Ordinal) && message.Contains(other, StringComparison.Ordinal), $"{where}: {message}");
    }

    private static Expression<T> Null<T>(Expression<T> _) => null!;
}
