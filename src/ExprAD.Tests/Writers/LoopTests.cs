using System.Linq.Expressions;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Passes;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Writers;

/// <summary>Random graphs of loops, and their gradients, written, compiled by both compilers, interpreted, printed and recompiled, against the reference evaluator.</summary>
public class LoopTests
{
    private const int Programs = 300;
    private static readonly object[] Point = [new[] { 0.3, -0.7, 1.1 }, new[] { 0.9, 0.2, -0.4 }, 0.6];

    [Fact]
    public void Written_loops_compute_what_the_graph_means()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (_, parameters, result) = RandomLoops.Make(seed);
            Check(result, parameters, $"program {seed}:\n{Dump.Text(result)}");
        }
    }

    [Fact]
    public void Written_gradients_of_loops_compute_what_the_graph_means()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var (g, parameters, result) = RandomLoops.Make(seed);
            var gradient = Verbs.Tuple(g, [result, .. Reverse.Adjoints(g, result, g.Number(1, typeof(double)), parameters)]);
            Check(gradient, parameters, $"gradient of program {seed}:\n{Dump.Text(result)}");
        }
    }

    private static void Check(Value result, Value[] parameters, string which)
    {
        var lambda = Written(result, parameters);
        var expected = Evaluate.Result(result, parameters.Zip(Point).ToDictionary(pair => pair.First, pair => (object?)pair.Second));
        foreach (var backend in Enum.GetValues<AdBackend>())
        {
            object? actual;
            try
            {
                actual = Compiler.Compile(lambda, backend).DynamicInvoke(Point);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{backend}: {(e.InnerException ?? e).Message}\n{lambda.ToCSharp()}\n{which}", e);
            }

            Contract.Everywhere.Close(expected, actual, 1e-12, $"{backend}: {which}\n{lambda.ToCSharp()}\n");
        }
    }

    private static LambdaExpression Written(Value result, Value[] parameters)
    {
        ParameterExpression[] names = [.. parameters.Select(p => Expression.Parameter(p.Type, ((Parameter)p.Operation).Name))];
        var body = TreeWriter.Write(result, [], value => names[((Parameter)value.Operation).Index], new LocalNames(names.Select(name => name.Name)));
        return Expression.Lambda(body.ToExpression(), names);
    }
}
