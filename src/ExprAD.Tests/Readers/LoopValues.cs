using System.Collections;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Readers;
using Xunit;

namespace ExprAD.Tests.Readers;

/// <summary>Functions with loops, read into a graph: what the graph says, against what the compiled function gives.</summary>
internal static class LoopValues
{
    internal static void Agree<T, TResult>(Expression<Func<T, TResult>> f, params T[] points)
    {
        foreach (var point in points)
        {
            Agree((LambdaExpression)f, point);
        }
    }

    /// <summary>Bit for bit, read with strict arithmetic and with the arithmetic of derivatives.</summary>
    internal static void Agree(LambdaExpression f, params object?[] point)
    {
        var expected = Flat(f.Compile(preferInterpretation: true).DynamicInvoke(Array.ConvertAll(point, Copy)));
        Assert.Equal(expected, Flat(At(Read(f, AdArithmetic.Strict), point)));
        var accurate = Flat(At(Read(f, AdArithmetic.Accurate), point));
        Assert.Equal(expected.Count, accurate.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            // Orders of sums and small powers may differ: a few units in the last place of the largest number met.
            var scale = expected.OfType<double>().Append(1).Where(double.IsFinite).Max(Math.Abs);
            Assert.True(expected[i] is double e ? accurate[i] is double a && (a.Equals(e) || Math.Abs(a - e) <= 1e-13 * scale) : Equals(expected[i], accurate[i]), $"{expected[i]} became {accurate[i]}");
        }
    }

    /// <summary>The function as a value of a graph and the values of its parameters.</summary>
    internal static (Value Root, Value[] Parameters) Read(LambdaExpression f, AdArithmetic arithmetic = AdArithmetic.Accurate)
    {
        var g = new Graph(arithmetic);
        Value[] parameters = [.. f.Parameters.Select((p, i) => g.Intern(new Parameter(p.Type, 0, i, p.Name ?? "x")))];
        return (new Reader(g, null, null, Verbs.Result).Read(f, parameters), parameters);
    }

    internal static object? At((Value Root, Value[] Parameters) read, params object?[] point) =>
        Evaluate.Result(read.Root, read.Parameters.Zip(point).ToDictionary(pair => pair.First, pair => pair.Second));

    private static object? Copy(object? value) => value is Array array ? array.Clone() : value;

    private static List<object?> Flat(object? value) => value switch
    {
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).SelectMany(i => Flat(tuple[i]))],
        IEnumerable items and not string => [.. items.Cast<object?>().SelectMany(Flat)],
        null or string => [value],
        _ when value.GetType().IsPrimitive => [value],
        _ when Shape.Of(value.GetType()) is { } shape => [.. shape.Members.SelectMany(m => Flat(m is System.Reflection.FieldInfo field ? field.GetValue(value) : ((System.Reflection.PropertyInfo)m).GetValue(value)))],
        _ => [value],
    };
}
