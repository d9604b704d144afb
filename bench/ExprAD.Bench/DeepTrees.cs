using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Bench;

/// <summary>Making, compiling and first calling the gradient of a tree that is 100,000 deep. Goal: seconds.</summary>
[InvocationCount(1)]
[IterationCount(3)]
[WarmupCount(1)]
public class DeepTrees
{
    private static readonly ParameterExpression X = Parameter(typeof(double), "x");
    private static readonly Dictionary<string, Func<Expression, double, Expression>> Steps = new()
    {
        ["sum, left"] = (e, c) => Add(e, Multiply(Constant(1e-5 * c), X)),
        ["sum, right"] = (e, c) => Add(Constant(1e-5 * c), e),
        ["product"] = (e, c) => Multiply(e, Constant(1 + (1e-7 * c))),
        ["sine"] = (e, _) => Call(typeof(Math), nameof(Math.Sin), null, e),
        ["logistic map"] = (e, _) => Multiply(Multiply(Constant(3.99), e), Subtract(Constant(1.0), e)),
        ["choice"] = (e, c) => Condition(GreaterThan(X, Constant(c)), Multiply(X, Constant(c)), e),
        ["maximum"] = (e, c) => Call(typeof(Math), nameof(Math.Max), null, e, Multiply(X, Constant(c))),
    };

    private double made;
    private Expression<Func<double, double>> function = null!;

    [ParamsSource(nameof(Trees))]
    public string Tree { get; set; } = null!;

    [Params(AdBackend.Fast, AdBackend.System, AdBackend.Interpreted)]
    public AdBackend Backend { get; set; }

    public static IEnumerable<string> Trees => Steps.Keys;

    // A number that no tree has had makes it a new function.
    [IterationSetup]
    public void Make()
    {
        made += 1e-3;
        var tree = Enumerable.Range(0, Sizes.Deep).Aggregate((Expression)Multiply(X, Constant(made)), (e, i) => Steps[Tree](e, i));
        function = Lambda<Func<double, double>>(tree, X);
    }

    [Benchmark]
    public double FirstGradient() => Ad.Grad(function, new AdOptions { Backend = Backend })(0.3);
}
