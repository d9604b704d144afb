using System.Linq.Expressions;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Oracles;

/// <summary>The oracle sees what it is to see.</summary>
public class EmittedTests
{
    [Fact]
    public void Calls_of_LINQ_and_lambdas_are_seen()
    {
        Expression<Func<double[], Func<double, double>, double>> f = (x, g) => x.Select(v => g(v)).Sum();
        var emitted = Emitted.In(f);
        Assert.Equal((2, 2, 0), (emitted.CallsOfLinq.Count, emitted.Lambdas.Count, emitted.Loops.Count)); // the lambda, and the delegate that it calls
        Assert.Empty(emitted.CallsOfLinqInLoops);
        Assert.Empty(emitted.LambdasInLoops);
    }

    [Fact]
    public void What_is_made_or_called_in_a_loop_is_told_from_what_is_outside()
    {
        var end = Label();
        Expression<Func<double[], double>> called = x => x.Sum(v => v);
        var lambda = Lambda<Action>(Block(
            New(typeof(object)),
            Loop(Block(
                New(typeof(object)),
                Loop(NewArrayBounds(typeof(double), Constant(3)), end),
                New(typeof(ValueTuple<int, int>).GetConstructor([typeof(int), typeof(int)])!, Constant(1), Constant(2)),
                Invoke(called, Constant(new double[] { 1 })))),
            NewArrayInit(typeof(int))));
        var emitted = Emitted.In(lambda);
        Assert.Equal(2, emitted.Loops.Count);
        Assert.Equal(2, emitted.NewInLoops.Count);
        Assert.Single(emitted.CallsOfLinqInLoops);
        Assert.Equal(3, emitted.LambdasInLoops.Count); // the call of the lambda, the lambda, the selector in it
    }

    [Fact]
    public void Executed_operations_of_a_function_as_it_is_written_are_counted()
    {
        Expression<Func<double[], double>> f = x => x[0] > 0 ? (x[0] * x[1]) + 1 : Math.Sin(x[1]);
        Assert.Equal(2, ExecutedOperations.Of(Trees.Value(f), new double[] { 1, 2 }));
        Assert.Equal(1, ExecutedOperations.Of(Trees.Value(f), new double[] { -1, 2 }));
    }
}
