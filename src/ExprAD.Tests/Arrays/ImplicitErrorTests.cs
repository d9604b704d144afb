using Xunit;

namespace ExprAD.Tests.Arrays;

/// <summary>What a solution does where there is none, where it cannot be differentiated, and how often the solver runs.</summary>
public class ImplicitErrorTests
{
    private static int s_calls;

    public static double Counted(double p)
    {
        s_calls++;
        return Math.Sqrt(p);
    }

    [Fact]
    public void Called_directly_the_solver_runs()
    {
        Assert.Equal(3, Implicit.Root((x, p) => (x * x) - p, 9.0, Math.Sqrt));
        Assert.Equal(3, Implicit.Root(x => x - 3, f => -f(0)));
        Assert.Equal([3, 4], Implicit.Root((x, p) => Vec.Subtract(x, p), new[] { 3.0, 4.0 }, p => p));
        Assert.Equal([3], Implicit.Root(x => Vec.Subtract(x, [3]), f => Vec.Scale(-1, f([0]))));
        Assert.Equal(2, Implicit.Minimize((x, p) => (x - p) * (x - p), 2.0, p => p));
        Assert.Equal(2, Implicit.Minimize(x => (x - 2) * (x - 2), f => f(1) + 1));
        Assert.Equal([2], Implicit.Minimize((x, p) => Vec.Norm(Vec.Subtract(x, p)), new[] { 2.0 }, p => p));
        Assert.Equal([4], Implicit.Minimize(x => Vec.Dot(x, x), f => [f([2])]));
    }

    [Fact]
    public void The_equation_and_the_solver_must_be_there()
    {
        Assert.Throws<ArgumentNullException>(() => Implicit.Root((Func<double, double, double>)null!, 1.0, p => p));
        Assert.Throws<ArgumentNullException>(() => Implicit.Root((x, p) => x - p, 1.0, null!));
        Assert.Throws<ArgumentNullException>(() => Implicit.Minimize((Func<double, double>)null!, f => 1));
    }

    [Fact]
    public void The_solver_runs_once_for_value_and_derivatives()
    {
        s_calls = 0;
        Ad.ValueAndGrad((double p) => Implicit.Root((x, q) => (x * x) - q, p, Counted))(2);
        Assert.Equal(1, s_calls);
        Assert.Equal(-0.25 * Math.Pow(2, -1.5), Ad.Derivative(p => Implicit.Root((x, q) => (x * x) - q, p, Counted), 2)(2), 1e-15);
        Assert.Equal(2, s_calls);
        Assert.Equal(0.375 * Math.Pow(2, -2.5), Ad.Derivative(p => Implicit.Root((x, q) => (x * x) - q, p, Counted), 3)(2), 1e-15);
        Assert.Equal(3, s_calls);
    }

    [Fact]
    public void Where_the_equation_is_singular_there_is_no_derivative()
    {
        Assert.True(!double.IsFinite(Ad.Grad((double p) => Implicit.Root((x, q) => (x * x) - q, p, Math.Sqrt))(0)));
        var gradient = Ad.Grad((double[] p) => Implicit.Root((x, q) => Vec.Subtract(Vec.Multiply(x, x), q), p, q => q.Select(v => Math.Sqrt(v)).ToArray()).Sum());
        Assert.Throws<ArithmeticException>(() => gradient([1, 0]));
    }

    [Fact]
    public void An_equation_without_the_unknown_is_refused()
    {
        var refusal = Assert.Throws<NotDifferentiableException>(() => Ad.Grad((double p) => Implicit.Root((x, q) => q - 1, p, q => 1)));
        Assert.Contains("does not depend on its unknown", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Node);
    }

    [Fact]
    public void An_equation_that_cannot_be_read_is_refused_only_where_it_is_differentiated()
    {
        Func<double, double, double> equation = (x, q) => x - q;
        Assert.Throws<NotDifferentiableException>(() => Ad.Grad((double p) => Implicit.Root(equation, p, q => q)));
        Assert.Equal(6, Ad.Grad((double p) => p * p * Implicit.Root(equation, 1.0, q => q))(3));
    }

    [Fact]
    public void As_many_equations_as_unknowns()
    {
        var gradient = Ad.Grad((double[] p) => Implicit.Root((x, q) => new[] { x[0] - q[0], x[1] - q[1], x[0] - q[0] }, p, q => q).Sum());
        Assert.Contains("3 by 2", Assert.Throws<ArgumentException>(() => gradient([1, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_solver_throws_the_derivative_throws() =>
        Assert.Throws<InvalidOperationException>(() => Ad.Grad((double p) => Implicit.Root((x, q) => x - q, p, Failing))(1));

    [Fact]
    public void A_tree_is_differentiated_again_as_what_it_is()
    {
        var derivative = Derive.Grad((double p) => Implicit.Root((x, q) => (x * x) - q, p, Counted));
        Assert.Equal(-0.25 * Math.Pow(2, -1.5), Ad.Grad(derivative)(2), 1e-15);
        Assert.DoesNotContain("Implicit.Root", derivative.ToCSharp(), StringComparison.Ordinal);
    }

    public static double Failing(double p) => throw new InvalidOperationException();
}
