using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Writers;

public class PureRefusalTests
{
    private static readonly AdOptions Pure = new() { Form = AdForm.Pure };

    [Fact]
    public void A_gradient_of_a_rectangular_array_has_no_pure_form()
    {
        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.Grad((double[,] m) => m[0, 0] * m[1, 1], Pure));
        Assert.Equal("double[,] has no form as one expression without statements", refusal.Reason);
        Assert.Equal("use double[][] or a record of numbers instead, or AdForm.Block", refusal.Remedy);
    }

    [Fact]
    public void Elements_of_a_rectangular_array_may_be_read()
    {
        var gradient = Derive.GradFirst((double x, double[,] m) => x * x * m[0, 1], Pure);
        PureForm.Assert(gradient);
        Assert.Equal(24, gradient.Compile()(3, new double[,] { { 1, 4 } }));
    }

    [Fact]
    public void A_rectangular_array_made_by_the_function_may_be_read_but_not_returned()
    {
        var (x, m) = (Expression.Parameter(typeof(double), "x"), Expression.Variable(typeof(double[,]), "m"));
        var make = Expression.Assign(m, Expression.NewArrayBounds(typeof(double), Expression.Constant(2), Expression.Constant(2)));
        var write = Expression.Assign(Expression.ArrayAccess(m, Expression.Constant(0), Expression.Constant(1)), Expression.Multiply(x, x));
        var element = Expression.Block([m], make, write, Expression.ArrayAccess(m, Expression.Constant(0), Expression.Constant(1)));
        Assert.Equal("x => (2 * x)", Derive.Grad(Expression.Lambda<Func<double, double>>(element, x), Pure).ToString());

        var whole = Expression.Lambda<Func<double, double[,]>>(Expression.Block([m], make, write, m), x);
        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.Jvp(whole, Pure));
        Assert.StartsWith("double[,] has no form", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_of_known_length_that_the_function_writes_to_is_written_by_its_elements()
    {
        var (x, b) = (Expression.Parameter(typeof(double), "x"), Expression.Variable(typeof(double[]), "b"));
        var body = Expression.Block(
            [b],
            Expression.Assign(b, Expression.NewArrayBounds(typeof(double), Expression.Constant(3))),
            Expression.Assign(Expression.ArrayAccess(b, Expression.Constant(1)), Expression.Multiply(x, x)),
            b);
        var derivative = Derive.Jvp(Expression.Lambda<Func<double, double[]>>(body, x), Pure);
        PureForm.Assert(derivative);
        var (value, tangent) = derivative.Compile()(3, 1);
        Assert.Equal([0.0, 9, 0], value);
        Assert.Equal([0.0, 6, 0], tangent);
    }

    [Fact]
    public void Calling_a_delegate_has_no_pure_form()
    {
        Func<int, double> rate = n => 1.0 / n;
        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.GradFirst((double x, int n) => rate(n) * x, Pure));
        Assert.Equal("`rate(n)` cannot be differentiated: a delegate has no form that a query could translate. "
            + "To solve this, compute its value outside the lambda and capture that, or use AdForm.Block.", refusal.Message);
    }

    [Fact]
    public void GradInto_has_no_pure_form()
    {
        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.GradInto((double[] a) => a[0] * a[0], Pure));
        Assert.Equal("writing the gradient into an array is a statement, so GradInto has no pure form", refusal.Reason);
        Assert.Equal("use Derive.ValueAndGrad, or AdForm.Block", refusal.Remedy);
    }

    // x = x * x - 1, thirty times: thirty operations as a block, 2^30 as one expression.
    [Fact]
    public void What_would_explode_is_refused_with_its_size_and_the_repeated_value()
    {
        Expression<Func<double, double>> step = x => x * x - 1;
        Expression<Func<double, double>> steps = step;
        for (var i = 0; i < 5; i++)
        {
            var previous = steps;
            steps = x => previous.Invoke(previous.Invoke(x));
        }

        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.Grad(steps, Pure));
        Assert.Matches(@"has \d{10,} nodes, more than MaxPureOperations = 10000, because this value is written as often as it is used: \d{5,} times", refusal.Reason);
        Assert.Equal("x * x - 1", ExprAD.Writers.CSharpPrinter.Print(refusal.Node!));
        Assert.Contains("MaxPureOperations", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxPureOperations_is_the_number_of_nodes_that_is_still_allowed()
    {
        Expression<Func<double, double>> f = x => Math.Exp(x * x);
        var size = Enumerable.Range(1, 20).First(limit => Record.Exception(() => Derive.Grad(f, Pure with { MaxPureOperations = limit })) is null);
        Assert.InRange(size, 5, 10);
        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.Grad(f, Pure with { MaxPureOperations = size - 1 }));
        Assert.Contains($"has {size} nodes, more than MaxPureOperations = {size - 1}", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_value_that_is_repeated_most_is_named()
    {
        Expression<Func<double, double>> f = x => Flow.Let(Math.Exp(x + 1) + Math.Sin(x), v => v * v * v * v + v);
        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.Grad(f, Pure with { MaxPureOperations = 20 }));
        Assert.Equal("Math.Exp(x + 1) + Math.Sin(x)", ExprAD.Writers.CSharpPrinter.Print(refusal.Node!));
        Assert.Matches(@"because this value is written as often as it is used: \d+ times", refusal.Reason);
    }

    [Fact]
    public void A_function_of_ten_thousand_nested_operations_is_refused_and_not_overflown()
    {
        var x = Expression.Parameter(typeof(double), "x");
        Expression body = x;
        for (var i = 0; i < 10_000; i++)
        {
            body = Expression.Call(typeof(Math), nameof(Math.Sin), null, body);
        }

        var refusal = Assert.Throws<NotDifferentiableException>(() => Derive.Grad(Expression.Lambda<Func<double, double>>(body, x), Pure));
        Assert.Contains("more than MaxPureOperations", refusal.Reason, StringComparison.Ordinal);
    }
}
