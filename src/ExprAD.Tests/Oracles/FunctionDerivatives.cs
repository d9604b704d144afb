using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>Everything that is known about the derivatives of one function, and the checks of it at a point.</summary>
internal sealed class FunctionDerivatives
{
    // Second order is checked for the first few components of the gradient.
    private const int SecondOrders = 3;

    private static readonly AdBackend[] All = [AdBackend.Fast, AdBackend.System, AdBackend.Interpreted];

    private readonly LambdaExpression function;
    private readonly bool differences;
    private readonly Delegate original;
    private readonly Backends forward;
    private readonly Backends reverse;
    private readonly Backends strict;
    private readonly bool hasSecondOrder;

    internal FunctionDerivatives(LambdaExpression function, bool isSmooth, bool hasSecondOrder = true)
    {
        this.function = function;

        // Differences of floats say nothing: forward against reverse, and the closed form, are what is left.
        differences = isSmooth && !UsesSingle.In(function);
        this.hasSecondOrder = hasSecondOrder;
        original = function.Compile();
        forward = new Backends(function, new AdOptions { Mode = AdMode.Forward }, All);
        reverse = new Backends(function, new AdOptions { Mode = AdMode.Reverse }, All);
        strict = new Backends(function, new AdOptions { Arithmetic = AdArithmetic.Strict }, AdBackend.Fast);
    }

    internal void AssertAt(object?[] point, double[]? gradient)
    {
        AssertValue(point);
        var (tangents, adjoints) = (forward.At(point), reverse.At(point));
        var (byForward, byReverse) = (Leaves.Of(tangents), Leaves.Of(adjoints));
        var (doubtOfForward, doubtOfReverse) = (forward.Graph.Uncertainty(point, tangents), reverse.Graph.Uncertainty(point, adjoints));
        for (var i = 0; i < byForward.Length; i++)
        {
            Near(byForward[i], byReverse[i], doubtOfForward[i] + doubtOfReverse[i], $"forward and reverse mode, number {i},", point);
            if (i > 0 && gradient is not null)
            {
                Near(gradient[i - 1], byReverse[i], doubtOfForward[i] + doubtOfReverse[i], $"the closed form and reverse mode, number {i},", point);
            }
        }

        if (differences && gradient is null)
        {
            AssertDifferences(original, point, byReverse[1..], "the gradient");
        }

        if (hasSecondOrder)
        {
            AssertSecondOrder(point);
        }
    }

    // The original, bit for bit in strict arithmetic.
    private void AssertValue(object?[] point)
    {
        var (expected, actual) = (Leaves.Of(Backends.Call(original, point)), Leaves.Of(strict.At(point)));
        Assert.True(
            Backends.SameBits(expected, actual[..1]), $"The value {actual[0]:R} should be {expected[0]:R} at {Backends.Text(point)} in\n{strict.Tree.ToCSharp()}\nof\n{function.ToCSharp()}");
    }

    // Every row of the Hessian is the gradient of a component of the derivative as a tree, in both modes; it is symmetric.
    private void AssertSecondOrder(object?[] point)
    {
        var places = Places(point).ToList();
        var rows = new List<(double[] Numbers, double[] Doubt)>();
        foreach (var place in places.Take(SecondOrders))
        {
            var component = Expression.Lambda(place.Type == typeof(double) ? place : Expression.Convert(place, typeof(double)), reverse.Tree.Parameters);
            var onward = new Backends(component, new AdOptions { Mode = AdMode.Forward });
            var backward = new Backends(component, new AdOptions { Mode = AdMode.Reverse }, AdBackend.Fast);
            var (a, b) = (onward.At(point), backward.At(point));
            var (numbers, others) = (Leaves.Of(b), Leaves.Of(a));
            var (doubt, otherDoubt) = (backward.Graph.Uncertainty(point, b), onward.Graph.Uncertainty(point, a));
            for (var i = 0; i < numbers.Length; i++)
            {
                Near(others[i], numbers[i], doubt[i] + otherDoubt[i], $"second order by forward and reverse mode, number {i} of row {rows.Count},", point);
            }

            rows.Add((numbers, doubt));
            if (differences)
            {
                AssertDifferences(component.Compile(), point, numbers[1..], $"row {rows.Count - 1} of the second derivative");
            }
        }

        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Near(rows[i].Numbers[j + 1], rows[j].Numbers[i + 1], rows[i].Doubt[j + 1] + rows[j].Doubt[i + 1], $"second derivatives {i}, {j} and {j}, {i}", point);
            }
        }
    }

    // Where the numbers of the gradient stand in the tree of value and gradient; a tree that knows what it is the derivative of must be whole for that.
    private IEnumerable<Expression> Places(object?[] point)
    {
        var gradient = Expression.Field(Provenance.Unfold(reverse.Tree) != reverse.Tree ? Expression.Invoke(reverse.Tree, reverse.Tree.Parameters) : reverse.Tree.Body, "Item2");
        return point.Length == 1
            ? Leaves.Places(gradient, point[0])
            : point.SelectMany((part, i) => Leaves.Places(Expression.Field(gradient, $"Item{i + 1}"), part));
    }

    private void AssertDifferences(Delegate f, object?[] point, double[] gradient, string what)
    {
        var at = Leaves.Of(point);
        for (var i = 0; i < at.Length; i++)
        {
            var along = i;
            var (derivative, error) = Differences.Of(
                x => Leaves.Of(Backends.Call(f, (object?[])Leaves.With(point, [.. at[..along], x, .. at[(along + 1)..]])!))[0], at[i]);
            var allowed = (10 * error) + (1e-10 * Math.Abs(derivative)) + 1e-11;
            Assert.True(
                Math.Abs(derivative - gradient[i]) <= allowed,
                $"Number {i} of {what} is {gradient[i]:R}, by differences {derivative:R} +- {error:E1}, at {Backends.Text(point)} of\n{function.ToCSharp()}\nwith the derivative\n{reverse.Tree.ToCSharp()}");
        }
    }

    private void Near(double a, double b, double tolerance, string what, object?[] point) => Assert.True(
        a.Equals(b) || Math.Abs(a - b) <= tolerance,
        $"{what} give {a:R} and {b:R}, which differ by more than {tolerance:E2}, at {Backends.Text(point)} of\n{function.ToCSharp()}\nForward:\n{forward.Tree.ToCSharp()}\nReverse:\n{reverse.Tree.ToCSharp()}");

    private sealed class UsesSingle : ExpressionVisitor
    {
        private bool found;

        internal static bool In(Expression tree)
        {
            var uses = new UsesSingle();
            uses.Visit(tree);
            return uses.found;
        }

        public override Expression? Visit(Expression? node)
        {
            found |= node is not null && (node.Type == typeof(float) || node.Type == typeof(float[]));
            return base.Visit(node);
        }
    }
}
