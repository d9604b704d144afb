using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tables;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Arrays;

/// <summary>Every row for whole arrays: forward, reverse and second order against differences, in every back end, and printed.</summary>
public class WholeArrayRowTests
{
    private const int Size = 3;

    public static TheoryData<string> Rows => [.. RuleTable.OfArrays.Where(rule => !rule.IsFlat).Select(Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_derivatives_are_right(string row)
    {
        var function = Weighted(Named(row));
        new FunctionDerivatives(function, isSmooth: true).AssertAt(Point(function), null);
    }

    // <c, J d> = <Jᵀ c, d>, with each side by its own mode.
    [Theory]
    [MemberData(nameof(Rows))]
    public void Tangents_and_adjoints_are_transposes_of_each_other(string row)
    {
        var function = Weighted(Named(row));
        var options = new AdOptions { Mode = AdMode.Reverse };
        var (point, along) = (Point(function), Direction(function));
        var gradient = Leaves.Of(Backends.Call(Trees.ValueAndGrad(function, options).Compile(), point))[1..];
        var t = Expression.Parameter(typeof(double), "t");
        var moved = point.Zip(along).Select(pair => Moved(pair.First!, pair.Second!, t));
        var line = Expression.Lambda<Func<double, double>>(Expression.Invoke(function, moved), t);
        var slope = Ad.Jvp(line)(0, 1).Tangent;
        var expected = gradient.Zip(Leaves.Of(along)).Sum(pair => pair.First * pair.Second);
        Assert.True(Math.Abs(slope - expected) <= 1e-12 * gradient.Sum(Math.Abs), $"{slope:R} is not {expected:R}");
    }

    [Fact]
    public void Printed_derivatives_compile_and_compute_the_same()
    {
        var functions = RuleTable.OfArrays.Where(rule => !rule.IsFlat).Select(Weighted).ToList();
        var trees = functions.ConvertAll(function => Trees.ValueAndGrad(function, AdMode.Reverse));
        var printed = RoslynCompile.Printed([.. trees]);
        for (var i = 0; i < trees.Count; i++)
        {
            var point = Point(functions[i]);
            Assert.Equal(Leaves.Of(Backends.Call(trees[i].Compile(), point)), Leaves.Of(Backends.Call(printed[i], point)));
        }
    }

    // A function of vectors or matrices that users call has a row, or becomes one that has.
    [Fact]
    public void Every_public_function_has_a_row()
    {
        var methods = typeof(Vec).GetMethods(BindingFlags.Public | BindingFlags.Static).Concat(typeof(Mat).GetMethods(BindingFlags.Public | BindingFlags.Static));
        Assert.All(methods, method => Assert.True(RuleTable.Find(Factored.Of(method) ?? method) is { Maps.IsEmpty: false }, method.ToString()));
    }

    /// <summary>The row's function, made a number by products with weights; factors are those of the matrix before them.</summary>
    private static LambdaExpression Weighted(Rule rule)
    {
        var parameters = new List<ParameterExpression>();
        var arguments = new List<Expression>();
        foreach (var parameter in rule.Method.GetParameters())
        {
            if (parameter.ParameterType == typeof(LuFactors))
            {
                arguments.Add(Expression.Call(Factored.Factor, arguments[0]));
            }
            else
            {
                parameters.Add(Expression.Parameter(parameter.ParameterType, parameter.Name));
                arguments.Add(parameters[^1]);
            }
        }

        var value = Expression.Call(rule.Method, arguments);
        var body = value.Type == typeof(double) ? Expression.Call(typeof(Math), nameof(Math.Sin), null, value)
            : Expression.Call(value.Type == typeof(double[]) ? typeof(Vec) : typeof(Mat), "Dot", null, value, Weights(value.Type));
        return Expression.Lambda(body, parameters);
    }

    private static NewArrayExpression Weights(double seed) => Expression.NewArrayInit(typeof(double), Enumerable.Range(0, Size).Select(i => Expression.Constant(Math.Sin(seed + i))));

    private static Expression Weights(Type type) => type == typeof(double[])
        ? Weights(1)
        : Expression.Call(typeof(Mat), nameof(Mat.Outer), null, Weights(2), Weights(5));

    // x + t d.
    private static Expression Moved(object x, object d, Expression t)
    {
        var owner = x.GetType() == typeof(double[]) ? typeof(Vec) : typeof(Mat);
        return x is double
            ? Expression.Add(Expression.Constant(x), Expression.Multiply(t, Expression.Constant(d)))
            : Expression.Call(owner, "Add", null, Expression.Constant(x), Expression.Call(owner, "Scale", null, t, Expression.Constant(d)));
    }

    private static object?[] Point(LambdaExpression function) => [.. function.Parameters.Select((parameter, i) => At(parameter.Type, 0.3 + i, diagonal: 3))];

    private static object?[] Direction(LambdaExpression function) => [.. function.Parameters.Select((parameter, i) => At(parameter.Type, 1.7 + i, diagonal: 0))];

    private static object At(Type type, double seed, double diagonal) =>
        type == typeof(double) ? seed
        : type == typeof(double[]) ? Enumerable.Range(0, Size).Select(i => Math.Cos(seed + (2 * i))).ToArray()
        : Matrix(seed, diagonal);

    private static double[,] Matrix(double seed, double diagonal)
    {
        var matrix = new double[Size, Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                matrix[i, j] = Math.Cos(seed + (3 * i) + (5 * j)) + (i == j ? diagonal : 0);
            }
        }

        return matrix;
    }

    private static string Name(Rule rule) =>
        $"{rule.Method.DeclaringType!.Name}.{rule.Method.Name}({string.Join(", ", rule.Method.GetParameters().Select(p => p.ParameterType.Name))})";

    private static Rule Named(string name) => RuleTable.OfArrays.Single(rule => Name(rule) == name);
}
