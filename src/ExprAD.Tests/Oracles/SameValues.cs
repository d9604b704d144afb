using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>Prints functions, compiles the text and compares it with the tree at several arguments, bit for bit.</summary>
internal static class SameValues
{
    private static readonly Dictionary<Type, object?[]> Points = new()
    {
        [typeof(double)] = [0.3, -1.75, 2.5, -0.0, 1e200, double.NaN],
        [typeof(float)] = [0.3f, -1.75f, 2.5f],
        [typeof(double?)] = [0.5, null, -3.0],
        [typeof(int)] = [2, 0, -3, int.MaxValue, 5, 1],
        [typeof(bool)] = [true, false, true, false],
        [typeof(object)] = ["text", 17, new List<double>()],
        [typeof(DayOfWeek)] = [DayOfWeek.Friday, DayOfWeek.Sunday],
        [typeof(int[])] = [new[] { 1, 2, 0 }],
        [typeof(double[])] = [new[] { 1.5, -2.5, 0.0, 1e-3 }],
        [typeof(string)] = ["a", "b", "long", null],
    };

    internal static void AssertAll(IReadOnlyList<LambdaExpression> trees)
    {
        var printed = RoslynCompile.Printed(trees);
        for (int i = 0; i < trees.Count; i++)
        {
            var original = trees[i].Compile();
            for (int round = 0; round < 6; round++)
            {
                var expected = Outcome(original, trees[i], round);
                var actual = Outcome(printed[i], trees[i], round);
                Assert.True(expected == actual, $"{expected}\nbecame\n{actual}\nin\n{CSharpPrinter.Print(trees[i])}");
            }
        }
    }

    private static string Outcome(Delegate function, LambdaExpression tree, int round)
    {
        // Other steps for other parameters, so that two of one type differ.
        var arguments = tree.Parameters.Select((p, i) => Copy(Points[p.Type][(round * (i + 1) + i) % Points[p.Type].Length])).ToArray();
        try
        {
            var result = function.DynamicInvoke(arguments);
            return Describe(result) + " after " + string.Join(" ", arguments.Select(Describe));
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType().Name;
        }
    }

    private static object? Copy(object? value) => value is Array array ? array.Clone() : value;

    private static string Describe(object? value) => value switch
    {
        null => "null",
        double d => double.IsNaN(d) ? "NaN" : BitConverter.DoubleToInt64Bits(d).ToString("X16", CultureInfo.InvariantCulture) + " = " + d.ToString("R", CultureInfo.InvariantCulture),
        float f => float.IsNaN(f) ? "NaN" : f.ToString("R", CultureInfo.InvariantCulture),
        decimal m => string.Join(",", decimal.GetBits(m)),
        string s => s,
        ITuple tuple => "(" + string.Join("; ", Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i]))) + ")",
        IEnumerable items => value.GetType() + "[" + string.Join("; ", items.Cast<object?>().Select(Describe)) + "]",
        _ => value.GetType() + " " + Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
