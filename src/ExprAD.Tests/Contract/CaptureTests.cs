using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>Captured variables, fields and static members are read at each call.</summary>
[Collection(nameof(CaptureTests))]
public class CaptureTests
{
    private static double shared;

    private double field = 2;

    private static double Shared { get; set; } = 3;

    private double Property { get; set; } = 4;

    private readonly Holder holder = new();

    private sealed class Holder
    {
        public double Value = 5;

        public Holder? Next { get; set; }

        public double[] Data { get; set; } = [6, 7];

        public double this[string key] => key.Length;
    }

    [Fact]
    public void A_captured_local_is_read_at_each_call()
    {
        foreach (var options in Everywhere.Options)
        {
            var a = 2.0;
            var f = Ad.Grad(x => a * x * x, options);
            Assert.Equal(12, f(3));
            a = 5;
            Assert.Equal(30, f(3));
        }
    }

    [Fact]
    public void A_captured_array_is_read_at_each_call_and_may_be_replaced()
    {
        foreach (var options in Everywhere.Options)
        {
            double[] data = [1, 2];
            var f = Ad.Grad(x => x * data[1], options);
            Assert.Equal(2, f(0));
            data[1] = 7;
            Assert.Equal(7, f(0));
            data = [0, 9];
            Assert.Equal(9, f(0));
        }
    }

    [Fact]
    public void Fields_and_properties_of_this_are_read_at_each_call()
    {
        foreach (var options in Everywhere.Options)
        {
            (field, Property) = (2, 4);
            var f = Ad.Grad(x => x * field * Property, options);
            Assert.Equal(8, f(1));
            field = 3;
            Assert.Equal(12, f(1));
            Property = 5;
            Assert.Equal(15, f(1));
        }
    }

    [Fact]
    public void Static_members_are_read_at_each_call()
    {
        foreach (var options in Everywhere.Options)
        {
            (shared, Shared) = (2, 3);
            var f = Ad.Grad(x => x * shared * Shared, options);
            Assert.Equal(6, f(1));
            (shared, Shared) = (5, 7);
            Assert.Equal(35, f(1));
        }
    }

    [Fact]
    public void Members_of_captured_objects_are_read_at_each_call()
    {
        foreach (var options in Everywhere.Options)
        {
            var h = new Holder { Next = new Holder() };
            var f = Ad.Grad(x => x * h.Next!.Value * h.Next.Data[1] * h["abc"], options);
            Assert.Equal(5 * 7 * 3, f(1));
            h.Next.Value = 2;
            Assert.Equal(2 * 7 * 3, f(1));
            h.Next = new Holder { Value = 1, Data = [0, 1] };
            Assert.Equal(3, f(1));
            h = new Holder { Next = new Holder { Value = 11, Data = [0, 1] } };
            Assert.Equal(33, f(1));
        }
    }

    [Fact]
    public void A_captured_null_throws_when_it_is_called()
    {
        foreach (var options in Everywhere.Options)
        {
            Holder? h = null;
            var f = Ad.Grad(x => x * h!.Value, options);
            Assert.Throws<NullReferenceException>(() => f(1));
            h = new Holder();
            Assert.Equal(5, f(1));
        }
    }

    [Fact]
    public void A_member_that_depends_on_nothing_may_be_any_method() =>
        Everywhere.Derivative(x => x * holder["four"] * "abc".Length * Math.Max(holder.Data.Length, 1) * double.Parse("2", null), 1, 4 * 3 * 2 * 2);

    [Fact]
    public void Closures_over_a_loop_variable_keep_their_own()
    {
        foreach (var options in Everywhere.Options)
        {
            var made = new List<Func<double, double>>();
            for (var i = 0; i < 5; i++)
            {
                var k = i;
                made.Add(Ad.Grad(x => k * x, options));
            }

            Assert.Equal([0.0, 1, 2, 3, 4], made.Select(f => f(1)));
        }
    }

    [Fact]
    public void The_variable_of_a_for_loop_is_one_for_all()
    {
        var made = new List<Func<double, double>>();
        for (var i = 0; i < 3; i++)
        {
            made.Add(Ad.Grad(x => i * x));
        }

        Assert.Equal([3.0, 3, 3], made.Select(f => f(1)));
    }

    [Fact]
    public void Closures_of_several_scopes_are_read()
    {
        foreach (var options in Everywhere.Options)
        {
            var outer = 2.0;
            var made = new List<Func<double, double>>();
            foreach (var inner in new[] { 3.0, 5.0 })
            {
                var both = inner + 1;
                made.Add(Ad.Grad(x => outer * inner * both * x, options));
            }

            Assert.Equal([24.0, 60], made.Select(f => f(1)));
            outer = 1;
            Assert.Equal([12.0, 30], made.Select(f => f(1)));
        }
    }

    [Fact]
    public void Captures_of_every_type_are_read()
    {
        foreach (var options in Everywhere.Options)
        {
            var (n, s, l, b, g, e) = (2, 3f, 4L, true, 5m, DayOfWeek.Friday);
            double? some = 6;
            double? none = null;
            var pair = (A: 7.0, B: 8);
            var f = Ad.Grad(x => x * n * s * l * (b ? 1 : 0) * (double)g * (int)e * some!.Value * (none ?? 1) * pair.A * pair.B, options);
            Assert.Equal(2.0 * 3 * 4 * 5 * 5 * 6 * 7 * 8, f(1));
            b = false;
            none = 3;
            Assert.Equal(0, f(1));
            b = true;
            Assert.Equal(3 * 2.0 * 3 * 4 * 5 * 5 * 6 * 7 * 8, f(1));
        }
    }

    [Fact]
    public void A_condition_over_captures_is_decided_at_each_call()
    {
        foreach (var options in Everywhere.Options)
        {
            var squared = true;
            var f = Ad.Grad(x => squared ? x * x : x, options);
            Assert.Equal(6, f(3));
            squared = false;
            Assert.Equal(1, f(3));
        }
    }

    [Fact]
    public void Captures_are_data_for_every_verb()
    {
        foreach (var options in Everywhere.Options)
        {
            var a = 2.0;
            var grad = Ad.Grad(v => a * v[0], options);
            var both = Ad.ValueAndGrad((x, y) => a * x * y, options);
            var into = Ad.GradInto(v => a * v[0], options);
            var jvp = Ad.Jvp((double x) => a * x, options);
            var vjp = Ad.Vjp((double x) => a * x, options);
            var second = Ad.Derivative(x => a * x * x, 2, options);
            a = 3;
            var gradient = new double[1];
            Assert.Equal([3.0], grad([1]));
            Assert.Equal((30, (15, 6)), both(2, 5));
            Assert.Equal(3, into([1], gradient));
            Assert.Equal([3.0], gradient);
            Assert.Equal((6, 3), jvp(2, 1));
            Assert.Equal((6, 3), vjp(2, 1));
            Assert.Equal(6, second(1));
        }
    }

    [Fact]
    public void Trees_keep_their_captures()
    {
        foreach (var options in Everywhere.Options)
        {
            var a = 2.0;
            var f = Derive.Grad(x => a * x * x, options).Compile();
            Assert.Equal(12, f(3));
            a = 5;
            Assert.Equal(30, f(3));
        }
    }

    [Fact]
    public void A_tree_over_constants_of_any_type_is_read()
    {
        var x = Expression.Parameter(typeof(double), "x");
        var h = Expression.Constant(new Holder { Value = 3 });
        var f = Expression.Lambda<Func<double, double>>(Expression.Multiply(x, Expression.Field(h, nameof(Holder.Value))), x);
        Everywhere.Derivative(f, 5, 3);
    }
}
