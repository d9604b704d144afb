using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>What is true of every function in a table.</summary>
/// <typeparam name="TRows">The class with the table.</typeparam>
public abstract class RowTests<TRows>
    where TRows : IRows
{
#pragma warning disable CA1000 // the rows of a table are read through the class that is closed over it
    public static TheoryData<string> Names => [.. TRows.Rows.Select(row => row.Name)];
#pragma warning restore CA1000

    /// <summary>The tables themselves are right: nothing of ours takes part.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_closed_form_is_the_derivative_of_the_compiled_lambda(string name)
    {
        var row = Named(name);
        var f = row.Function.Compile();
        foreach (var point in row.Points)
        {
            var (numbers, gradient) = (Leaves.Of(point), row.Gradient(point));
            Assert.Equal(numbers.Length, gradient.Length);
            for (var i = 0; row.IsSmooth && i < numbers.Length; i++)
            {
                var (before, after) = (numbers[..i], numbers[(i + 1)..]);
                double Along(double x) => (double)Backends.Call(f, (object?[])Leaves.With(point, [.. before, x, .. after])!)!;
                var (derivative, error) = Differences.Of(Along, numbers[i]);
                Assert.True(
                    Math.Abs(derivative - gradient[i]) <= (10 * error) + (1e-10 * Math.Abs(derivative)) + 1e-11,
                    $"Number {i} of the closed form is {gradient[i]:R}, by differences {derivative:R} +- {error:E1}, at {Backends.Text(point)}");
            }
        }
    }

    /// <summary>The graph alone, before anything is written.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_evaluator_gives_the_closed_form_in_both_modes(string name)
    {
        var row = Named(name);
        foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
        {
            var graph = DerivativeGraph.Of(Verb.ValueAndGrad, row.Function, new AdOptions { Mode = mode });
            foreach (var point in row.Points)
            {
                var (result, gradient) = (graph.At(point), row.Gradient(point));
                var (numbers, doubt) = (Leaves.Of(result)[1..], graph.Uncertainty(point, result)[1..]);
                Assert.Equal(gradient.Length, numbers.Length);
                for (var i = 0; i < numbers.Length; i++)
                {
                    Assert.True(
                        numbers[i].Equals(gradient[i]) || Math.Abs(numbers[i] - gradient[i]) <= doubt[i] + (1e-14 * Math.Abs(gradient[i])),
                        $"Number {i} is {numbers[i]:R} instead of {gradient[i]:R}, in {mode} mode at {Backends.Text(point)}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivatives_are_right(string name)
    {
        var row = Named(name);
        var derivatives = new FunctionDerivatives(row.Function, row.IsSmooth, row.HasSecondOrder);
        foreach (var point in row.Points)
        {
            derivatives.AssertAt(point, row.Gradient(point));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_executes_at_most_five_times_the_operations_of_its_function(string name)
    {
        var row = Named(name);
        var function = Trees.Value(row.Function);
        foreach (var mode in (AdMode[])[AdMode.Auto, AdMode.Reverse])
        {
            var gradient = Trees.ValueAndGrad(row.Function, mode);
            foreach (var point in row.Points)
            {
                var (once, executed) = (ExecutedOperations.Of(function, point), ExecutedOperations.Of(gradient, point));
                // Of fewer than four operations the gradient may execute twenty.
                Assert.True(row.SolvesSystems || executed <= 5 * Math.Max(once, 4), $"{executed} operations, the function {once}, in mode {mode} at {Backends.Text(point)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_loop_of_a_derivative_calls_LINQ_or_a_delegate(string name)
    {
        var row = Named(name);
        foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
        {
            var emitted = Emitted.In(Trees.ValueAndGrad(row.Function, mode));
            if (!row.IsLinqInLoops)
            {
                Assert.Empty(emitted.CallsOfLinqInLoops);
                Assert.Empty(emitted.LambdasInLoops);
            }
        }
    }

    [Fact]
    public void Printed_derivatives_compile_and_compute_the_same()
    {
        var trees = new List<(Row Row, LambdaExpression Tree)>();
        foreach (var row in TRows.Rows)
        {
            trees.Add((row, Trees.ValueAndGrad(row.Function, AdMode.Forward)));
            trees.Add((row, Trees.ValueAndGrad(row.Function, AdMode.Reverse)));
        }

        var printed = RoslynCompile.PrintedWherePossible([.. trees.Select(made => made.Tree)]);
        Assert.Contains(printed, text => text is not null);
        foreach (var ((row, tree), text) in trees.Zip(printed).Where(pair => pair.Second is not null))
        {
            var compiled = tree.Compile();
            foreach (var point in row.Points)
            {
                Everywhere.Close(Backends.Call(compiled, point), Backends.Call(text!, point), 0, row.Name);
            }
        }
    }

    [Fact]
    public void Rows_have_names_of_their_own() => Assert.Equal(TRows.Rows.Count, TRows.Rows.Select(row => row.Name).Distinct().Count());

    private static Row Named(string name) => TRows.Rows.Single(row => row.Name == name);
}
