using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using ExprAD.Caching;
using Xunit;

namespace ExprAD.Tests.Caching;

public class StructuralKeyTests
{
    private static readonly double s_scale = 3;

    [Fact]
    public void Names_of_parameters_do_not_matter() =>
        AssertSame((double x) => x * Math.Sin(x), (double y) => y * Math.Sin(y));

    [Fact]
    public void Which_parameter_stands_where_matters()
    {
        AssertSame((double x, double y) => x - y, (double y, double x) => y - x);
        AssertDifferent((double x, double y) => x - y, (double x, double y) => y - x);
        AssertDifferent((double x, double y) => x - y, (double x, double y) => x - x);
    }

    [Fact]
    public void Types_of_parameters_matter() =>
        AssertDifferent((double x) => 1.0, (float x) => 1.0);

    [Fact]
    public void Unused_parameters_matter() =>
        AssertDifferent((double x) => x, (double x, double y) => x);

    [Fact]
    public void Delegate_types_matter() =>
        AssertDifferent(
            Expression.Lambda<Func<double, bool>>(Expression.Constant(true), Expression.Parameter(typeof(double))),
            Expression.Lambda<Predicate<double>>(Expression.Constant(true), Expression.Parameter(typeof(double))));

    [Fact]
    public void Operators_and_functions_matter()
    {
        AssertDifferent((double x) => x + 1, (double x) => x - 1);
        AssertDifferent((double x) => Math.Sin(x), (double x) => Math.Cos(x));
        AssertDifferent((double x) => Math.Sin(x), (double x) => double.Sin(x));
        AssertDifferent((double x) => (int)x, (double x) => checked((int)x));
    }

    [Fact]
    public void Grouping_matters() =>
        AssertDifferent((double x, double y, double z) => x - (y - z), (double x, double y, double z) => x - y - z);

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(0.0, -0.0)]
    [InlineData(1.0, 1.0000000000000002)]
    [InlineData(double.NaN, double.PositiveInfinity)]
    public void Literals_matter_by_their_bits(double left, double right)
    {
        AssertSame(Returning(left), Returning(left));
        AssertDifferent(Returning(left), Returning(right));
    }

    [Fact]
    public void Two_patterns_of_NaN_are_two_literals() =>
        AssertDifferent(Returning(BitConverter.Int64BitsToDouble(0x7FF8000000000000)), Returning(BitConverter.Int64BitsToDouble(0x7FF8000000000001)));

    [Fact]
    public void Long_strings_of_different_objects_are_one_literal() =>
        AssertSame(Constant(new string('a', 100)), Constant(new string('a', 100)));

    [Fact]
    public void Every_kind_of_literal_is_told_from_every_other()
    {
        object?[] values =
        [
            (sbyte)1, (byte)1, (short)1, (ushort)1, 1, 1u, 1L, 1ul, (nint)1, (nuint)1, 1f, 1d, 1m, 1.0m, 'a', (char)1, true, false, "1", "",
            int.MinValue, long.MinValue, ulong.MaxValue, long.MaxValue, -1L, uint.MaxValue, nint.MinValue, nuint.MaxValue, decimal.MaxValue, -1m,
            DayOfWeek.Monday, DayOfWeek.Tuesday, UnsignedChoice.Last, SmallChoice.One, typeof(int), typeof(string),
            typeof(Math).GetMethod(nameof(Math.Tan)), typeof(Math).GetMethod(nameof(Math.Atan)), new object(), new int[1], new List<int>(), null,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                Assert.Equal(i == j, Key(Constant(values[i])).Equals(Key(Constant(values[j]))));
            }
        }
    }

    [Fact]
    public void The_declared_type_of_a_constant_matters()
    {
        AssertDifferent(Lambda(Expression.Constant(1, typeof(int?))), Lambda(Expression.Constant(1, typeof(int))));
        AssertDifferent(Lambda(Expression.Constant(1, typeof(int?))), Lambda(Expression.Constant(1, typeof(object))));
        AssertDifferent(Lambda(Expression.Constant(null, typeof(string))), Lambda(Expression.Constant(null, typeof(object))));
    }

    [Fact]
    public void Literals_are_no_captures()
    {
        object?[] literals = [null, 1, 1.5, 1m, "s", 'c', true, (nint)1, DayOfWeek.Friday, typeof(int), typeof(Math).GetMethod(nameof(Math.Tan))];
        foreach (var literal in literals)
        {
            Assert.True(StructuralKey.IsLiteral(literal));
            StructuralKey.Of(Constant(literal), out var captures);
            Assert.Empty(captures);
        }
    }

    [Fact]
    public void Other_constants_are_captures()
    {
        object[] others = [new object(), new[] { 1.0 }, new DateTime(2020, 1, 1), (1, 2), new Func<double, double>(Math.Sin)];
        foreach (var other in others)
        {
            Assert.False(StructuralKey.IsLiteral(other));
            StructuralKey.Of(Constant(other), out var captures);
            Assert.Same(other, Assert.Single(captures));
        }
    }

    [Fact]
    public void Closures_of_one_call_site_have_one_key_and_their_own_captures()
    {
        var keys = new List<StructuralKey>();
        var owners = new List<object>();
        for (var i = 0; i < 3; i++)
        {
            double a = i;
            Expression<Func<double, double>> f = x => a * x + s_scale;
            keys.Add(StructuralKey.Of(f, out var captures));
            owners.Add(Assert.Single(captures));
        }

        Assert.Single(keys.Distinct());
        Assert.Equal(3, owners.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void One_captured_object_used_twice_differs_from_two()
    {
        double[] c1 = [1], c2 = [2];
        AssertSame(SumOfFirst(c1, c1), SumOfFirst(c2, c2));
        AssertSame(SumOfFirst(c1, c2), SumOfFirst(c2, c1));
        AssertDifferent(SumOfFirst(c1, c1), SumOfFirst(c1, c2));
    }

    [Fact]
    public void Captures_stand_in_the_order_of_their_first_appearance()
    {
        double[] c1 = [1], c2 = [2];
        StructuralKey.Of(Lambda(Expression.Add(SumOfFirst(c2, c1).Body, SumOfFirst(c1, c2).Body)), out var captures);
        Assert.Equal([c2, c1], captures);
    }

    [Fact]
    public void Equal_captured_objects_stay_apart_by_identity()
    {
        object a = new DateTime(2020, 1, 1), b = new DateTime(2020, 1, 1);
        StructuralKey.Of(Lambda(Expression.Equal(Expression.Constant(a), Expression.Constant(b))), out var captures);
        Assert.Equal(2, captures.Length);
    }

    [Fact]
    public void Run_time_types_of_captured_objects_matter() =>
        AssertDifferent(Lambda(Expression.Constant("a".AsEnumerable().ToArray(), typeof(IEnumerable<char>))), Lambda(Expression.Constant(new List<char>(), typeof(IEnumerable<char>))));

    [Fact]
    public void Inner_lambdas_are_compared_by_structure()
    {
        AssertSame((double x) => Apply(y => y * x, x), (double a) => Apply(b => b * a, a));
        AssertDifferent((double x) => Apply(y => y * x, x), (double x) => Apply(y => x * y, x));
        AssertDifferent((double x) => Apply(y => y * x, x), (double x) => Apply(y => y * y, x));
    }

    [Fact]
    public void Keys_are_equal_to_nothing_else()
    {
        var key = Key(Returning(1));
        Assert.False(key.Equals(null));
        Assert.False(key.Equals("key"));
        Assert.True(key.Equals((object)Key(Returning(1))));
    }

    [Fact]
    public void A_null_lambda_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => StructuralKey.Of(null!, out _));

    [Fact]
    public void A_key_holds_neither_captures_nor_the_expression()
    {
        var (key, watched) = KeyOfShortLivedLambda();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.All(watched, reference => Assert.False(reference.IsAlive));
        GC.KeepAlive(key);
    }

    internal static StructuralKey Key(LambdaExpression lambda) => StructuralKey.Of(lambda, out _);

    internal static LambdaExpression Lambda(Expression body, params ParameterExpression[] parameters) => Expression.Lambda(body, parameters);

    internal static void AssertSame(LambdaExpression left, LambdaExpression right)
    {
        Assert.Equal(Key(left), Key(right));
        Assert.Equal(Key(left).GetHashCode(), Key(right).GetHashCode());
    }

    internal static void AssertDifferent(LambdaExpression left, LambdaExpression right)
    {
        Assert.NotEqual(Key(left), Key(right));
        Assert.NotEqual(Key(left).GetHashCode(), Key(right).GetHashCode());
    }

    internal static void AssertSame(Expression<Func<double, double>> left, Expression<Func<double, double>> right) =>
        AssertSame((LambdaExpression)left, right);

    internal static void AssertSame(Expression<Func<double, double, double>> left, Expression<Func<double, double, double>> right) =>
        AssertSame((LambdaExpression)left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (StructuralKey Key, WeakReference[] Watched) KeyOfShortLivedLambda()
    {
        var data = new double[100];
        Expression<Func<double, double>> inner = x => x * data[1];
        Expression<Func<double, double>> f = x => inner.Compile()(x) + data[0] * x;
        var key = StructuralKey.Of(f, out var captures, out var resolved);
        Assert.NotEmpty(resolved);
        return (key, [new(f), new(inner), new(data), .. captures.Select(capture => new WeakReference(capture))]);
    }

    private static double Apply(Func<double, double> f, double x) => f(x);

    private static LambdaExpression Constant(object? value) => Lambda(Expression.Constant(value));

    private static LambdaExpression Returning(double value) => Lambda(Expression.Constant(value), Expression.Parameter(typeof(double)));

    private static LambdaExpression SumOfFirst(double[] a, double[] b) => Lambda(Expression.Add(
        Expression.ArrayIndex(Expression.Constant(a), Expression.Constant(0)), Expression.ArrayIndex(Expression.Constant(b), Expression.Constant(0))));

    private enum UnsignedChoice : ulong
    {
        Last = ulong.MaxValue,
    }

    private enum SmallChoice : byte
    {
        One = 1,
    }
}
