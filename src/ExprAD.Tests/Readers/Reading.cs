using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Readers;

/// <summary>A lambda, read into a graph and evaluated by the reference evaluator, does what the compiled lambda does.</summary>
internal static class Reading
{
    /// <summary>Equal values, bit for bit, or equal exceptions.</summary>
    internal static void Agrees<T, TResult>(Expression<Func<T, TResult>> f, params T[] points)
    {
        var graph = DerivativeGraph.Of(f, AdArithmetic.Strict);
        var compiled = f.Compile();
        foreach (var point in points)
        {
            var (expected, thrown) = Outcome(() => compiled(point));
            var (actual, thrownToo) = Outcome(() => graph.At([point]));
            Assert.Equal(thrown?.GetType(), thrownToo?.GetType());
            if (thrown is not ArgumentOutOfRangeException)
            {
                Assert.Equal(thrown?.Message, thrownToo?.Message); // Lists say it in other words than LINQ.
            }

            Assert.Equal(Text(expected), Text(actual));
        }
    }

    /// <summary>The same, for a function that has nothing to be evaluated at.</summary>
    internal static void Agrees<TResult>(Expression<Func<double[], TResult>> f) => Agrees<double[], TResult>(f, [], [1.5], [1.5, -2], [3, -1, 0.25, 7], [2, 2, -0.0, 0.0, 5, 1]);

    private static (object? Value, Exception? Thrown) Outcome(Func<object?> call)
    {
        try
        {
            var value = call();
            return (value is System.Collections.IEnumerable items and not string ? items.Cast<object?>().ToArray() : value, null);
        }
        catch (Exception exception)
        {
            return (null, exception is TargetInvocationException { InnerException: { } inner } ? inner : exception);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        double number => number.ToString("R", null),
        System.Collections.IEnumerable items and not string => $"[{string.Join("; ", items.Cast<object?>().Select(Text))}]",
        _ => value.ToString() ?? "",
    };
}
