using Xunit;
using static ExprAD.Tests.Contract.Shapes;

namespace ExprAD.Tests.Contract;

/// <summary>A gradient has the shape of what it is taken with respect to.</summary>
public class ParameterShapeTests
{
    [Fact]
    public void Numbers()
    {
        Everywhere.Derivative(x => x * x * x, 2, 12);
        Everywhere.Gradient((float x) => x * x * x, 2f, 12f);
    }

    [Fact]
    public void Arrays_of_one_dimension()
    {
        Everywhere.Gradient((double[] v) => v[0] * v[2], new[] { 2.0, 3, 4 }, [4, 0, 2]);
        Everywhere.Gradient((float[] v) => v[0] * v[2], new[] { 2f, 3, 4 }, [4, 0, 2]);
        Everywhere.Gradient((double[] v) => v[v.Length - 1] * v[0], new[] { 2.0, 3, 4 }, [4, 0, 2]);
    }

    [Fact]
    public void Arrays_of_two_and_three_dimensions()
    {
        Everywhere.Gradient((double[,] m) => (m[0, 0] * m[1, 1]) - (m[0, 1] * m[1, 0]), new double[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 4, -3 }, { -2, 1 } });
        Everywhere.Gradient((float[,] m) => m[0, 1] * m[0, 1], new[,] { { 1f, 3f } }, new[,] { { 0f, 6f } });
        var cube = new double[1, 2, 3];
        var expected = new double[1, 2, 3];
        (cube[0, 1, 2], expected[0, 1, 2]) = (3, 6);
        Everywhere.Gradient((double[,,] m) => m[0, 1, 2] * m[0, 1, 2], cube, expected);
    }

    [Fact]
    public void The_shape_of_a_matrix_is_data() => Everywhere.Gradient(
        (double[,] m) => m[m.GetLength(0) - 1, m.GetLength(1) - 1] * m.Length, new double[2, 3], new double[,] { { 0, 0, 0 }, { 0, 0, 6 } });

    [Fact]
    public void Jagged_arrays() => Everywhere.Gradient(
        (double[][] r) => r[0][0] * r[1][2], new double[][] { [2], [3, 4, 5], [] }, [[5], [0, 0, 2], []]);

    [Fact]
    public void Lists()
    {
        Everywhere.Gradient((List<double> v) => v[0] * v[1] * v.Count, new List<double> { 2, 3 }, [6, 4]);
        Everywhere.Gradient((IReadOnlyList<double> v) => v[0] * v[1], new List<double> { 2, 3 }, [3, 2]);
        Everywhere.Gradient((IList<double> v) => v[0] * v[1], new List<double> { 2, 3 }, [3, 2]);
    }

    [Fact]
    public void An_array_passed_as_a_list_has_a_list_as_gradient() => Everywhere.Expect<List<double>>(
        [3, 2], o => [.. Ad.Grad((IReadOnlyList<double> v) => v[0] * v[1], o)(new double[] { 2, 3 })]);

    [Fact]
    public void Lists_and_arrays_of_records()
    {
        Everywhere.Gradient((List<Pair> p) => p[0].X * p[1].Y, new List<Pair> { new(1, 2), new(3, 4) }, [new(4, 0), new(0, 1)]);
        Everywhere.Gradient((Pair[] p) => p[0].X * p[1].Y, new Pair[] { new(1, 2), new(3, 4) }, [new(4, 0), new(0, 1)]);
        Everywhere.Gradient((IReadOnlyList<Loan> p) => p[0].Rate * p[1].Rate,
            new List<Loan> { new(2, 1, 30, "a"), new(3, 1, 15, "b") }, new List<Loan> { new(3, 0, 30, "a"), new(2, 0, 15, "b") });
    }

    [Fact]
    public void Records_keep_what_is_not_a_real_number() =>
        Everywhere.Gradient((Loan l) => l.Rate * l.Fee * l.Years, new Loan(2, 3, 30, "home"), new Loan(90, 60, 30, "home"));

    [Fact]
    public void Every_inert_type_is_copied()
    {
        var thing = new object();
        Everywhere.Gradient((Inert i) => i.X * i.X, new Inert(true, 1, 2L, 3m, Season.Autumn, thing, 4), new Inert(true, 1, 2L, 3m, Season.Autumn, thing, 8));
        Assert.Same(thing, Ad.Grad((Inert i) => i.X)(new Inert(true, 1, 2L, 3m, Season.Autumn, thing, 4)).Thing);
    }

    [Fact]
    public void Inherited_records() => Everywhere.Gradient((Derived d) => d.A * d.B, new Derived(2, 3), new Derived(3, 2));

    [Fact]
    public void Record_structs()
    {
        Everywhere.Gradient((Pair p) => p.X / p.Y, new Pair(2, 4), new Pair(0.25, -0.125));
        Everywhere.Gradient((Mutable m) => m.X * m.X * m.N, new Mutable(2, 3), new Mutable(12, 3));
    }

    [Fact]
    public void Classes_with_settable_members() => Everywhere.Gradient(
        (Settable s) => s.X * s.Y * s.Field * s.Count, new Settable { X = 2, Y = 3, Field = 4, Count = 5 },
        new Settable { X = 60, Y = 40, Field = 30, Count = 5 });

    [Fact]
    public void Classes_with_a_constructor()
    {
        Everywhere.Gradient((Constructed c) => c.Slope * c.Points[1], new Constructed(2, [3, 4]), new Constructed(4, [0, 2]));
        Everywhere.Gradient((Mixed m) => m.First * m.Second, new Mixed(2) { Second = 3 }, new Mixed(3) { Second = 2 });
    }

    [Fact]
    public void Required_members() => Everywhere.Gradient((Required r) => r.X * r.X, new Required { X = 3, Y = 7 }, new Required { X = 6, Y = 0 });

    [Fact]
    public void Structs_with_fields() =>
        Everywhere.Gradient((Fields f) => f.X * f.Y * f.N, new Fields { X = 2, Y = 3, N = 4 }, new Fields { X = 12, Y = 8, N = 4 });

    [Fact]
    public void Generic_records() => Everywhere.Gradient(
        (Generic<double[]> g) => g.Value[0] * g.Weight, new Generic<double[]>([2, 5], 3), new Generic<double[]>([3, 0], 2));

    [Fact]
    public void Tuples_of_up_to_nine()
    {
        Everywhere.Gradient((ValueTuple<double> t) => t.Item1 * t.Item1, new ValueTuple<double>(3), new ValueTuple<double>(6));
        Everywhere.Gradient(((double X, float Y) t) => t.X * t.Y, (2.0, 3f), (3.0, 2f));
        Everywhere.Gradient(((double, double, double, double, double, double, double) t) => t.Item7 * t.Item1, (2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0), (3, 0, 0, 0, 0, 0, 2));
        Everywhere.Gradient(
            ((double, double, double, double, double, double, double, double) t) => t.Item8 * t.Item1,
            (2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0), (3, 0, 0, 0, 0, 0, 0, 2));
        Everywhere.Gradient(
            ((double, double, double, int, double, double, double, double, float) t) => t.Item9 * t.Item1 * t.Item4,
            (2.0, 0.0, 0.0, 5, 0.0, 0.0, 0.0, 0.0, 3f), (15, 0, 0, 5, 0, 0, 0, 0, 10));
    }

    [Fact]
    public void Reference_tuples()
    {
        Everywhere.Gradient((Tuple<double, float> t) => t.Item1 * t.Item2, Tuple.Create(2.0, 3f), Tuple.Create(3.0, 2f));
        Everywhere.Gradient(
            (Tuple<double, int, double, double, double, double, double, Tuple<double>> t) => t.Rest.Item1 * t.Item1,
            Tuple.Create(2.0, 1, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0), Tuple.Create(3.0, 1, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0));
    }

    [Fact]
    public void Anonymous_types()
    {
        var at = new { A = 2.0, Inner = new { B = 3f, Name = "b" }, Data = new[] { 4.0, 5 } };
        Gradient(at, p => p.A * p.Inner.B * p.Data[1], new { A = 15.0, Inner = new { B = 10f, Name = "b" }, Data = new[] { 0.0, 6 } });

        static void Gradient<T>(T at, System.Linq.Expressions.Expression<Func<T, double>> f, T expected) => Everywhere.Gradient(f, at, expected);
    }

    [Fact]
    public void Nested_structures()
    {
        var made = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var at = new Net([new Layer(new double[,] { { 1, 2 } }, [3]), new Layer(new double[,] { { 4 } }, [5, 6])], (7, 8), [new(9, 10)], made, "net");
        var expected = new Net(
            [new Layer(new double[,] { { 0, 6 * 7 } }, [0]), new Layer(new double[,] { { 0 } }, [0, 2 * 7])], (2 * 6, 10), [new(0, 8)], made, "net");
        Everywhere.Gradient(
            (Net n) => (n.Layers[0].Weights[0, 1] * n.Layers[1].Bias[1] * n.Output.Scale) + (n.Output.Shift * n.Points[0].Y), at, expected);
    }

    [Fact]
    public void Null_members_stay_null()
    {
        var at = new Net([], (7, 8), [], default, null);
        Everywhere.Gradient((Net n) => n.Output.Scale * n.Output.Shift, at, new Net([], (8, 7), [], default, null));
        Everywhere.Gradient((Constructed c) => c.Slope * c.Slope, new Constructed(3, null!), new Constructed(6, null!));
    }

    [Fact]
    public void Nullable_numbers()
    {
        Everywhere.Gradient((Generic<double?> g) => (g.Value ?? 5) * g.Weight, new Generic<double?>(2, 3), new Generic<double?>(3, 2));
        Everywhere.Gradient((Generic<double?> g) => (g.Value ?? 5) * g.Weight, new Generic<double?>(null, 3), new Generic<double?>(null, 5));
    }

    [Fact]
    public void Empty_arrays_have_empty_gradients()
    {
        Everywhere.Gradient((double[] v) => 1.0 + v.Length, Array.Empty<double>(), []);
        Everywhere.Gradient((double[,] m) => 2.0, new double[0, 3], new double[0, 3]);
        Everywhere.Gradient((List<double> v) => 2.0, new List<double>(), []);
    }

    [Fact]
    public void The_gradient_shares_no_memory_with_the_argument()
    {
        foreach (var options in Everywhere.Options)
        {
            double[] point = [1, 2];
            var gradient = Ad.Grad((double[] v) => 1.0, options)(point);
            gradient[0] = 5;
            Assert.Equal([1.0, 2.0], point);
            var f = Ad.Grad((double[] v) => v[0] * v[0], options);
            Assert.NotSame(f(point), f(point));
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void Values_that_are_not_finite_go_through(double x, double twice)
    {
        Everywhere.Derivative(v => v * v, x, twice);
        Everywhere.Gradient((double[] v) => v[0] * v[0], new[] { x, 1 }, [twice, 0]); // not 0 * infinity
        Everywhere.Gradient((Pair p) => p.X * p.X, new Pair(x, x), new Pair(twice, 0));
    }

    [Fact]
    public void A_constant_factor_that_is_not_finite_goes_through()
    {
        Everywhere.Derivative(x => x * double.PositiveInfinity, 2, double.PositiveInfinity);
        Everywhere.Gradient((double[] v) => v[0] * v[1], new[] { double.PositiveInfinity, 0.0 }, [0, double.PositiveInfinity]);
    }

    [Fact]
    public void Types_that_cannot_be_rebuilt_are_refused()
    {
        Refused(() => Ad.Grad((Hidden h) => h.Doubled));
        Refused(() => Ad.Grad((HalfHidden h) => h.X));
        Refused(() => Ad.Grad((Abstract a) => a.X));
        Refused(() => Ad.Grad((IShaped s) => s.X));
        Refused(() => Ad.Grad((int n) => n * 2.0));
        Refused(() => Ad.Grad((string s) => s.Length));
        Refused(() => Ad.Grad((decimal d) => (double)d));
        Refused(() => Ad.Grad((Dictionary<string, double> d) => d["a"]));
        Refused(() => Ad.Grad((int[] n) => n[0]));
        Refused(() => Derive.Grad((Hidden h) => h.Doubled));

        static void Refused(Action make) => Assert.NotEmpty(Assert.Throws<NotDifferentiableException>(make).Remedy);
    }

    [Fact]
    public void Types_that_cannot_be_rebuilt_may_be_data() =>
        Everywhere.Expect(6.0, o => Ad.GradFirst((double x, Hidden h) => x * h.Doubled, o)(2, new Hidden(3)));

    [Fact]
    public void An_array_that_is_tested_for_null_may_be_null()
    {
        Everywhere.Gradient((double[][] a) => a[1] == null ? a[0][0] * a[0][0] : a[1][0], [[2.0], null!], [[4.0], null!]);
        Everywhere.Gradient((double[][] a) => a[1] == null ? a[0][0] * a[0][0] : a[1][0], [[2.0], [3.0]], [[0.0], [1.0]]);
        Everywhere.Expect(null, o => Ad.Grad<double[]>(a => a == null ? 3.0 : a[0], o)(null!));
    }
}
