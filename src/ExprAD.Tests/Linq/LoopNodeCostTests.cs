using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Linq;

/// <summary>Loops that write an array of n elements cost n times as much as one step, their gradients too.</summary>
public class LoopNodeCostTests
{
    private static readonly ParameterExpression X = Parameter(typeof(double[]), "x");
    private static readonly ParameterExpression A = Variable(typeof(double[]), "a");
    private static readonly ParameterExpression I = Variable(typeof(int), "i");

    // a[i + 1] = sin(a[i]) * x[i]
    private static readonly Expression<Func<double[], double>> s_recurrence = Of(
        NewArrayBounds(typeof(double), Add(ArrayLength(X), Constant(1))),
        0,
        Assign(At(A, Add(I, Constant(1))), Multiply(Call(typeof(Math), nameof(Math.Sin), null, At(A, I)), At(X, I))),
        At(A, ArrayLength(X)));

    // a = x; a[i] = a[i] * (a[i - 1] + a[i]) where that is less than 2
    private static readonly Expression<Func<double[], double>> s_inPlace = Of(
        Convert(Call(X, typeof(Array).GetMethod(nameof(Array.Clone))!), typeof(double[])),
        1,
        IfThen(
            LessThan(Add(At(A, Subtract(I, Constant(1))), At(A, I)), Constant(2.0)),
            Assign(At(A, I), Multiply(At(A, I), Add(At(A, Subtract(I, Constant(1))), At(A, I))))),
        At(A, Subtract(ArrayLength(X), Constant(1))));

    public static TheoryData<int> Which => [0, 1];

    [Theory]
    [MemberData(nameof(Which))]
    public void The_gradient_executes_at_most_five_times_the_operations_of_the_function_for_every_length(int which)
    {
        var f = which == 0 ? s_recurrence : s_inPlace;
        var (function, gradient) = (Trees.Value(f), Trees.ValueAndGrad(f, AdMode.Reverse));
        foreach (var n in (int[])[10, 100, 1_000])
        {
            var (once, executed) = (ExecutedOperations.Of(function, Point(n)), ExecutedOperations.Of(gradient, Point(n)));
            Assert.True(executed <= 5 * once, $"{executed} operations for {n} elements, the function {once}");
        }
    }

    [Theory]
    [MemberData(nameof(Which))]
    public void The_gradient_allocates_a_few_arrays_and_none_in_a_step(int which)
    {
        var f = which == 0 ? s_recurrence : s_inPlace;
        var reverse = Ad.Grad(f, new AdOptions { Mode = AdMode.Reverse });
        foreach (var n in (int[])[100, 1_000, 10_000])
        {
            var point = Point(n);
            var bytes = Allocated.By(() => reverse(point)) / 10;
            Assert.True(bytes <= 12 * n * sizeof(double), $"{bytes} bytes for {n} elements");
        }
    }

    private static double[] Point(int n) => [.. Enumerable.Range(0, n).Select(i => 0.5 + (0.4 * Math.Sin(i)))];

    private static IndexExpression At(Expression array, Expression index) => ArrayAccess(array, index);

    private static Expression<Func<double[], double>> Of(Expression array, int from, Expression step, Expression result)
    {
        var end = Label("end");
        return Lambda<Func<double[], double>>(
            Block(
                [A, I],
                Assign(A, array),
                from == 0 ? Assign(At(A, Constant(0)), Constant(1.0)) : Empty(),
                Assign(I, Constant(from)),
                Loop(Block(IfThen(GreaterThanOrEqual(I, ArrayLength(X)), Break(end)), step, Assign(I, Add(I, Constant(1)))), end),
                result),
            X);
    }
}
