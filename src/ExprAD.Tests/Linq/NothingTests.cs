using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>Loops that make no step, and elements that are not there.</summary>
public class NothingTests
{
    private static readonly Data.Point[] s_points = [new(1, 2), new(3, 4)];

    public static TheoryData<string, Expression<Func<double, double>>, double> Functions => new()
    {
        { "a logarithm of what is negative", x => Enumerable.Repeat(x, 0).Select(a => Math.Log(a - 9)).Sum(), 0 },
        { "an infinite term", x => Enumerable.Repeat(x, 0).Sum(a => a / 0) + x, 1 },
        { "an element of a missing row", x => Enumerable.Empty<double[]>().Sum(row => row[0] * x) + x, 1 },
        { "an average in no step", x => Flow.For(0, 1.0, (i, v) => v * Enumerable.Empty<double>().Average()) * x, 1 },
        { "an array of nothing", x => Enumerable.Range(0, 0).Select(i => x / i).ToArray().Length + x, 1 },
        { "a member of the one that is least", x => s_points.MinBy(p => 0.5)!.Y * x, 2 },
        { "a member of the one that was appended", x => Enumerable.Empty<Data.Point>().Append(new Data.Point(x, x * x)).Aggregate(1.0, (a, p) => a * p.Y), 1.4 },
        { "one member of objects in an array", x => new[] { new { P = 0.5, Q = x }, new { P = x, Q = 0.5 } }.Aggregate(0.5, (v, t) => v + t.Q), 1 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void What_is_not_evaluated_contributes_nothing_and_does_not_throw(string name, Expression<Func<double, double>> f, double derivative)
    {
        Assert.NotEmpty(name);
        Everywhere.Derivative(f, 0.7, derivative);
    }
}
