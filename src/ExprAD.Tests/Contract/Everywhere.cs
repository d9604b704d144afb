using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>One result, wanted from every back end in both modes (and in the mode chosen automatically).</summary>
internal static class Everywhere
{
    internal static IEnumerable<AdOptions> Options =>
        from backend in Enum.GetValues<AdBackend>()
        from mode in Enum.GetValues<AdMode>()
        select new AdOptions { Backend = backend, Mode = mode };

    /// <summary>Runs with each of the options and compares, numbers relative to <paramref name="tolerance"/>.</summary>
    internal static void Expect<T>(T expected, Func<AdOptions, T> run, double tolerance = 1e-14)
    {
        foreach (var options in Options)
        {
            T actual;
            try
            {
                actual = run(options);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{options.Backend}, {options.Mode}: {e.GetType().Name}: {e.Message}", e);
            }

            Close(expected, actual, tolerance, $"{options.Backend}, {options.Mode}: result");
        }
    }

    /// <summary>Grad, ValueAndGrad and the compiled tree of Derive.Grad at a point.</summary>
    internal static void Gradient<T>(Expression<Func<T, double>> f, T at, T expected, double tolerance = 1e-14)
    {
        var value = f.Compile()(at);
        Expect(expected, o => Ad.Grad<T>(f, o)(at), tolerance);
        Expect((value, expected), o => Ad.ValueAndGrad<T>(f, o)(at), tolerance);
        Expect(expected, o => Derive.Grad<T>(f, o).Compile()(at), tolerance);
    }

    /// <summary>The derivative of a function of one number by every verb that gives it.</summary>
    internal static void Derivative(Expression<Func<double, double>> f, double at, double expected, double tolerance = 1e-14)
    {
        Gradient<double>(f, at, expected, tolerance);
        var value = f.Compile()(at);
        Expect(expected, o => Ad.Derivative(f, o)(at), tolerance);
        Expect((value, expected * 2), o => Ad.Jvp(f, o)(at, 2), tolerance);
        Expect((value, expected * 2), o => Ad.Vjp(f, o)(at, 2), tolerance);
    }

    /// <summary>Equal in shape and, number by number, equal bits, or close relative to the tolerance.</summary>
    internal static void Close(object? expected, object? actual, double tolerance, string where)
    {
        switch (expected)
        {
            case null:
                Assert.True(actual is null, $"{where}: {actual} instead of null");
                break;
            case double or float:
                var (e, a) = (Convert.ToDouble(expected, null), Convert.ToDouble(actual, null));
                Assert.True(actual!.GetType() == expected.GetType(), $"{where}: a {actual.GetType()}");
                Assert.True(e.Equals(a) || Math.Abs(e - a) <= tolerance * Math.Max(Math.Abs(e), Math.Abs(a)), $"{where}: {a:R} instead of {e:R}");
                break;
            case Array array:
                var other = Assert.IsType<Array>(actual, exactMatch: false);
                Assert.Equal(array.GetType(), other.GetType());
                Assert.Equal(Enumerable.Range(0, array.Rank).Select(array.GetLength), Enumerable.Range(0, other.Rank).Select(other.GetLength));
                Sequences(array, other, tolerance, where);
                break;
            case IList list:
                Sequences(list, Assert.IsType<IEnumerable>(actual, exactMatch: false), tolerance, where);
                break;
            case not null when expected is string or decimal or DateTime || expected.GetType() is { IsPrimitive: true } or { IsEnum: true }
                || expected.GetType() == typeof(object):
                Assert.True(expected.Equals(actual), $"{where}: {actual} instead of {expected}");
                break;
            default:
                Assert.True(actual is not null, $"{where}: null");
                Assert.True(expected.GetType() == actual!.GetType(), $"{where}: a {actual.GetType()}");
                Members(expected, actual, tolerance, where);
                break;
        }
    }

    private static void Sequences(IEnumerable expected, IEnumerable actual, double tolerance, string where)
    {
        var (left, right) = (expected.Cast<object?>().ToList(), actual.Cast<object?>().ToList());
        Assert.True(left.Count == right.Count, $"{where}: {right.Count} elements instead of {left.Count}");
        for (var i = 0; i < left.Count; i++)
        {
            Close(left[i], right[i], tolerance, $"{where}[{i}]");
        }
    }

    private static void Members(object expected, object actual, double tolerance, string where)
    {
        if (expected is ITuple tuple)
        {
            for (var i = 0; i < tuple.Length; i++)
            {
                Close(tuple[i], ((ITuple)actual)[i], tolerance, $"{where}.Item{i + 1}");
            }

            return;
        }

        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        for (var type = expected.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(all | BindingFlags.DeclaredOnly))
            {
                Close(field.GetValue(expected), field.GetValue(actual), tolerance, $"{where}.{field.Name}");
            }
        }
    }
}
