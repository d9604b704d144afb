using System.Linq.Expressions;
using ExprAD.Graphs;
using Xunit;

namespace ExprAD.Tests.Graphs;

/// <summary>
/// Every value that a graph simplifies on the way in means what the value as written means: all expressions of two operators over two
/// variables and literals, at all pairs of special and ordinary numbers.
/// </summary>
public class IdentityTests
{
    private static readonly ExpressionType[] Binary = [ExpressionType.Add, ExpressionType.Subtract, ExpressionType.Multiply, ExpressionType.Divide];
    private static readonly double[] Literals = [0.0, -0.0, 1.0, -1.0, 3.0, 0.5];
    private static readonly double[] Points = [0.0, -0.0, 1.0, -3.7, 1e-310, 1e308, double.NaN, double.NegativeInfinity];

    private static readonly Parameter X = new(typeof(double), 0, 0, "x");
    private static readonly Parameter Y = new(typeof(double), 0, 1, "y");

    [Fact]
    public void Strict_identities_preserve_every_bit() => AssertAll(AdArithmetic.Strict, Points, SameBits);

    [Fact]
    public void Accurate_identities_keep_special_values_and_stay_within_two_ulps_where_nothing_overflows_or_underflows() =>
        AssertAll(AdArithmetic.Accurate, [.. Points.Where(x => double.IsNaN(x) || double.IsInfinity(x) || x == 0 || Math.Abs(x) is > 1e-100 and < 1e100)], WithinTwoUlps);

    [Fact]
    public void Real_identities_hold_for_ordinary_numbers() =>
        AssertAll(AdArithmetic.Real, [0.1, -3.7, 1.0, 7.25], (a, b) => !double.IsFinite(a) || WithinTwoUlps(a, b));

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, -2.5)]
    [InlineData(2, 6.25)]
    [InlineData(3, -15.625)]
    [InlineData(4, 39.0625)]
    [InlineData(-1, -0.4)]
    public void A_power_with_a_small_literal_exponent_is_a_product(int exponent, double expected)
    {
        var g = new Graph(AdArithmetic.Accurate);
        var x = g.Intern(X);

        var power = g.Make(new Call(typeof(double), typeof(Math).GetMethod(nameof(Math.Pow))!), x, g.Number(exponent, typeof(double)));

        Assert.Equal(expected, Evaluate.Result(power, new Dictionary<Value, object?> { [x] = -2.5 }));
        Assert.DoesNotContain(Order.Ascending(power), value => value.Operation is Call);
    }

    private static void AssertAll(AdArithmetic arithmetic, double[] points, Func<double, double, bool> agree)
    {
        foreach (var (written, simplified, x, y) in Expressions(arithmetic))
        {
            if (written == simplified)
            {
                continue;
            }

            foreach (var a in points)
            {
                foreach (var b in Order.Ascending(written).Contains(y) ? points : [0.0])
                {
                    var at = new Dictionary<Value, object?> { [x] = a, [y] = b };
                    var (expected, actual) = ((double)Evaluate.Result(written, at)!, (double)Evaluate.Result(simplified, at)!);
                    Assert.True(agree(expected, actual), $"{Dump.Text(written)}became\n{Dump.Text(simplified)}which is {actual:R} instead of {expected:R} at {a:R}, {b:R}");
                }
            }
        }
    }

    // Each expression twice in one graph: as written, and by way of the identities.
    private static IEnumerable<(Value Written, Value Simplified, Value X, Value Y)> Expressions(AdArithmetic arithmetic)
    {
        var g = new Graph(arithmetic);
        var (x, y) = (g.Intern(X), g.Intern(Y));
        Value[] leaves = [x, y, .. Literals.Select(number => g.Number(number, typeof(double)))];
        var first = new List<(Value Written, Value Simplified)>();
        foreach (var leaf in leaves)
        {
            first.Add((leaf, leaf));
            first.Add(Both(g, ExpressionType.Negate, [(leaf, leaf)]));
            first.AddRange(from kind in Binary from other in leaves select Both(g, kind, [(leaf, leaf), (other, other)]));
        }

        foreach (var one in first)
        {
            var negated = Both(g, ExpressionType.Negate, [one]);
            yield return (negated.Written, negated.Simplified, x, y);
            foreach (var kind in Binary)
            {
                foreach (var (a, b) in leaves.SelectMany(leaf => new[] { (one, (leaf, leaf)), ((leaf, leaf), one) }))
                {
                    var (written, simplified) = Both(g, kind, [a, b]);
                    yield return (written, simplified, x, y);
                }
            }
        }
    }

    private static (Value Written, Value Simplified) Both(Graph g, ExpressionType kind, (Value Written, Value Simplified)[] operands)
    {
        var operation = new Operator(typeof(double), kind);
        return (g.Intern(operation, Array.ConvertAll(operands, o => o.Written)), g.Make(operation, Array.ConvertAll(operands, o => o.Simplified)));
    }

    private static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static bool WithinTwoUlps(double a, double b) =>
        SameBits(a, b) || (a == 0 && b == 0) || Math.Abs(a - b) <= 2 * Math.Max(Math.BitIncrement(Math.Abs(a)) - Math.Abs(a), double.Epsilon);
}
