using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Gradients of long straight-line code. Goal: at most 2 ns an operation of the gradient's code, but for the interpreter.</summary>
[NanosecondsPerOperation]
public class StraightLine
{
    private const int Width = 8;
    private static readonly Dictionary<int, int> Counted = [];
    private readonly double[] at = [0.9, -0.8, 0.7, -0.6, 0.5, -0.4, 0.3, -0.2];
    private readonly double[] gradient = new double[Width];
    private Func<double[], double[], double> gradInto = null!;

    /// <summary>The operations of the function.</summary>
    [Params(1_000, 10_000, 100_000)]
    public int Length { get; set; }

    [Params(AdBackend.Fast, AdBackend.System, AdBackend.Interpreted)]
    public AdBackend Backend { get; set; }

    /// <summary>The operations of the code that computes value and gradient.</summary>
    internal static int OperationsOf(int length)
    {
        if (!Counted.TryGetValue(length, out var count))
        {
            Counted.Add(length, count = Derive.ValueAndGrad(Function(length)).CountOperations().Total);
        }

        return count;
    }

    [GlobalSetup]
    public void Make()
    {
        gradInto = Ad.GradInto(Function(Length), new AdOptions { Backend = Backend });
        var expected = new double[Width];
        Agreement.Check(ByHand(at, expected, Length), gradInto(at, gradient), 1e-10); // as many roundings as operations
        Agreement.Check(expected, gradient, 1e-10);
    }

    [Benchmark]
    public double Gradient() => gradInto(at, gradient);

    // Eight numbers, of which each step replaces one by a combination of three: four operations, and all values are needed again.
    private static Expression<Func<double[], double>> Function(int length)
    {
        var x = Expression.Parameter(typeof(double[]), "x");
        var state = Enumerable.Range(0, Width).Select(i => (Expression)Expression.ArrayIndex(x, Expression.Constant(i))).ToArray();
        var locals = new List<ParameterExpression>();
        var statements = new List<Expression>();
        for (var step = 0; step < length / 4; step++)
        {
            var local = Expression.Variable(typeof(double));
            locals.Add(local);
            statements.Add(Expression.Assign(local, Expression.Add(
                Expression.Multiply(Expression.Constant(0.8), state[step % Width]),
                Expression.Multiply(Expression.Multiply(Expression.Constant(0.2), state[(step + 3) % Width]), state[(step + 6) % Width]))));
            state[step % Width] = local;
        }

        statements.Add(state.Aggregate(Expression.Add));
        return Expression.Lambda<Func<double[], double>>(Expression.Block(locals, statements), x);
    }

    private static double ByHand(double[] x, double[] gradient, int length)
    {
        var steps = length / 4;
        var values = new double[steps + Width];
        x.CopyTo(values, 0);
        for (var step = 0; step < steps; step++)
        {
            values[step + Width] = (0.8 * values[step]) + (0.2 * values[step + 3] * values[step + 6]);
        }

        var adjoints = new double[values.Length];
        adjoints.AsSpan(steps).Fill(1);
        for (var step = steps - 1; step >= 0; step--)
        {
            var (a, b) = (step + 3, step + 6);
            adjoints[step] += 0.8 * adjoints[step + Width];
            adjoints[a] += 0.2 * values[b] * adjoints[step + Width];
            adjoints[b] += 0.2 * values[a] * adjoints[step + Width];
        }

        adjoints.AsSpan(0, Width).CopyTo(gradient);
        return values.AsSpan(steps).ToArray().Sum();
    }
}
