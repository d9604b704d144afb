using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Compares the pure form of derivatives with the block form, in both modes, of first and second order: bit for bit with strict
/// arithmetic, where both compute the same; within the accuracy of the translations otherwise.
/// </summary>
internal abstract class PureAgainstBlock
{
    internal static PureAgainstBlock Of<T>(Expression<Func<T, double>> f, params T[] points) => new Function<T>(f, points);

    /// <summary>Checks everything, and returns how many derivatives that were.</summary>
    internal abstract int Check();

    internal static void AssertSame(object? expected, object? actual, double tolerance, Func<string> about)
    {
        double[] a = [.. Numbers(expected)];
        double[] b = [.. Numbers(actual)];
        Assert.True(a.Length == b.Length, $"{a.Length} and {b.Length} numbers in {about()}");
        for (var i = 0; i < a.Length; i++)
        {
            var same = tolerance == 0
                ? a[i].Equals(b[i])
                : a[i].Equals(b[i]) || Math.Abs(a[i] - b[i]) <= tolerance * Math.Max(1, Math.Abs(a[i]));
            Assert.True(same, $"number {i}: {a[i]:R} in block form, {b[i]:R} in pure form\n{about()}");
        }
    }

    /// <summary>All real numbers in a value, in order.</summary>
    internal static IEnumerable<double> Numbers(object? value) => value switch
    {
        null or string => [],
        double d => [d],
        float f => [f],
        IEnumerable sequence => sequence.Cast<object?>().SelectMany(Numbers),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Numbers(tuple[i])),
        _ when value.GetType().IsPrimitive || value.GetType().IsEnum => [],
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => p.GetValue(value))
            .Concat(value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => field.GetValue(value)))
            .SelectMany(Numbers),
    };

    private sealed class Function<T>(Expression<Func<T, double>> f, T[] points) : PureAgainstBlock
    {
        public override string ToString() => f.ToString();

        internal override int Check()
        {
            var count = 0;
            foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
            {
                foreach (var arithmetic in (AdArithmetic[])[AdArithmetic.Strict, AdArithmetic.Accurate])
                {
                    var block = new AdOptions { Mode = mode, Arithmetic = arithmetic };
                    var pure = block with { Form = AdForm.Pure, MaxPureOperations = 100_000 };
                    First(Derive.Grad<T>(f, block), Derive.Grad<T>(f, pure), arithmetic);
                    Second(Derive.Jvp<T, T>(x => Ad.Grad<T>(f, block)(x), block), Derive.Jvp<T, T>(x => Ad.Grad<T>(f, block)(x), pure), arithmetic);
                    count += 2;
                }
            }

            return count;
        }

        private void First(Expression<Func<T, T>> block, Expression<Func<T, T>> pure, AdArithmetic arithmetic)
        {
            PureForm.Assert(pure, keepsFunctions: arithmetic == AdArithmetic.Strict);
            var (expected, actual) = (block.Compile(), pure.Compile());
            foreach (var point in points)
            {
                AssertSame(expected(point), actual(point), Tolerance(arithmetic), () => $"{f}\n{block}\n{pure}");
            }
        }

        private void Second(
            Expression<Func<T, T, (T Value, T Tangent)>> block, Expression<Func<T, T, (T Value, T Tangent)>> pure, AdArithmetic arithmetic)
        {
            PureForm.Assert(pure, keepsFunctions: arithmetic == AdArithmetic.Strict);
            var (expected, actual) = (block.Compile(), pure.Compile());
            foreach (var point in points)
            {
                AssertSame(expected(point, point), actual(point, point), Tolerance(arithmetic), () => $"{f}\n{block}\n{pure}");
            }
        }

        // A handful of translated functions of a few ulps each, at points of order one.
        private static double Tolerance(AdArithmetic arithmetic) => arithmetic == AdArithmetic.Strict ? 0 : 1e-13;
    }
}
