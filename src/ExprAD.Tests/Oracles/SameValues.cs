using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using ExprAD.Graphs;
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

    private static readonly double[] Numbers = [0.3, -1.75, 2.5, 0.0, 1.0, -0.0];

    internal static void AssertAll(IReadOnlyList<LambdaExpression> trees, AdBackend backend = AdBackend.System)
    {
        var printed = RoslynCompile.Printed(trees);
        for (int i = 0; i < trees.Count; i++)
        {
            var original = Compiler.Compile(trees[i], backend);
            for (int round = 0; round < 6; round++)
            {
                var expected = Outcome(original, trees[i], round);
                var actual = Outcome(printed[i], trees[i], round);
                Assert.True(expected == actual, $"{expected}\nbecame\n{actual}\nin\n{CSharpPrinter.Print(trees[i])}");
            }
        }
    }

    private static string Outcome(Delegate function, LambdaExpression tree, int round) => Outcome(function, Arguments(tree, round));

    /// <summary>Arguments of a function: other steps for other parameters, so that two of one type differ.</summary>
    internal static object?[] Arguments(LambdaExpression tree, int round) => [.. tree.Parameters.Select((p, i) => Argument(p.Type, round, i))];

    /// <summary>The bits of the result and of the arguments afterwards, or the kind of the exception.</summary>
    internal static string Outcome(Delegate function, object?[] arguments)
    {
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

    private static object? Argument(Type type, int round, int position) =>
        Points.TryGetValue(type, out var points) ? Copy(points[(round * (position + 1) + position) % points.Length]) : Made(type, round + position);

    private static object Made(Type type, int start)
    {
        if (type == typeof(double))
        {
            return Numbers[start % Numbers.Length];
        }

        if (type == typeof(string))
        {
            return "name";
        }

        if (type == typeof(long))
        {
            return 3L + start;
        }

        if (type == typeof(double[,]))
        {
            return new[,] { { Numbers[start % 6], 2 }, { 3, Numbers[(start + 1) % 6] } };
        }

        if (type == typeof(double[][]))
        {
            return new double[][] { [1, Numbers[start % 6]], [Numbers[(start + 2) % 6], 4, 5] };
        }

        if (type == typeof(List<double>))
        {
            return new List<double> { Numbers[start % 6], Numbers[(start + 3) % 6] };
        }

        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select((p, i) => Made(p.ParameterType, start + i))]);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && constructor.GetParameters().Length == 0))
        {
            property.SetValue(made, Made(property.PropertyType, start++));
        }

        return made;
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
        _ when !value.GetType().IsPrimitive && !value.GetType().IsEnum && Shape.Of(value.GetType()) is { } shape =>
            value.GetType() + "{" + string.Join("; ", shape.Members.Select(m => Describe(m is FieldInfo f ? f.GetValue(value) : ((PropertyInfo)m).GetValue(value)))) + "}",
        _ => value.GetType() + " " + Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
