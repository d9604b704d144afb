using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tables;

/// <summary>
/// Whether an index lies within an array: by what the loops around it count to and by the tests that hold where it is used, as sums of
/// whole numbers. What is not so simple is not known.
/// </summary>
internal sealed class Bounds
{
    // Sums of more parts are not looked into, nor least numbers of more.
    private const int Most = 8;

    private readonly Func<int, Carry?> carryAt;
    private readonly IEnumerable<(Value Test, bool Outcome)> tests;

    /// <param name="carryAt">The loop whose region has a level.</param>
    /// <param name="tests">Tests that have come out so.</param>
    internal Bounds(Func<int, Carry?> carryAt, IEnumerable<(Value Test, bool Outcome)> tests) => (this.carryAt, this.tests) = (carryAt, tests);

    /// <summary>Whether the array is there and has an element at the index.</summary>
    internal bool Include(Value container, Value index)
    {
        var at = Sum.Of(index);
        return IsNotNegative(at) && Lengths(container).Any(length => IsNotNegative(length.Plus(at, -1).Plus(-1)));
    }

    private bool IsNotNegative(Sum sum) => sum.IsNotNegative || Known(sum).Any(known => sum.Plus(known, -1).IsNotNegative);

    // What is not negative: of an index i in it count - 1 - i, and the differences of what tests compare.
    private IEnumerable<Sum> Known(Sum sum)
    {
        foreach (var index in sum.Terms.Keys)
        {
            if (index.Operation is Parameter { Index: 0, Level: > 0 } parameter && carryAt(parameter.Level) is { } carry)
            {
                foreach (var count in Least(carry.Count, 0))
                {
                    yield return Sum.Of(count).Plus(Sum.Of(index), -1).Plus(-1);
                }
            }
        }

        foreach (var (test, outcome) in tests)
        {
            if (test.Operation is Operator { Kind: var kind } && test.Operands is [{ } a, { } b] && a.Type == typeof(int) && b.Type == typeof(int))
            {
                switch (kind, outcome)
                {
                    case (ExpressionType.LessThan, false) or (ExpressionType.GreaterThanOrEqual, true):
                        yield return Sum.Of(a).Plus(Sum.Of(b), -1);
                        break;
                    case (ExpressionType.LessThan, true) or (ExpressionType.GreaterThanOrEqual, false):
                        yield return Sum.Of(b).Plus(Sum.Of(a), -1).Plus(-1);
                        break;
                    case (ExpressionType.GreaterThan, false) or (ExpressionType.LessThanOrEqual, true):
                        yield return Sum.Of(b).Plus(Sum.Of(a), -1);
                        break;
                    case (ExpressionType.GreaterThan, true) or (ExpressionType.LessThanOrEqual, false):
                        yield return Sum.Of(a).Plus(Sum.Of(b), -1).Plus(-1);
                        break;
                }
            }
        }
    }

    // A count, and the numbers of which it is the least.
    private static IEnumerable<Value> Least(Value count, int depth) => depth < Most && Chosen(count) is var (a, b)
        ? [count, .. Least(a, depth + 1), .. Least(b, depth + 1)] : [count];

    private static (Value A, Value B)? Chosen(Value count) => count.Operation switch
    {
        Call { Method.Name: nameof(Math.Min) } => (count.Operands[0], count.Operands[1]),
        If when IsSmaller(count) => (count.Operands[1], count.Operands[2]),
        _ => null,
    };

    // a < b ? a : b
    private static bool IsSmaller(Value choice) => choice.Operands is [{ Operation: Operator { Kind: var kind } } test, var a, var b]
        && kind switch
        {
            ExpressionType.LessThan or ExpressionType.LessThanOrEqual => test.Operands[0] == a && test.Operands[1] == b,
            ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual => test.Operands[0] == b && test.Operands[1] == a,
            _ => false,
        };

    // What the length of an array is known to be. What derivatives add has one shape.
    private static IEnumerable<Sum> Lengths(Value container, int depth = 0) => depth == Most ? [] : container.Operation switch
    {
        Loop { Kind: LoopKind.Build } build when build.CarryOf(container).IsCounted => [Sum.LengthOf(container), Sum.Of(container.Operands[0])],
        Allocate when container.Operands is [var length] => [Sum.LengthOf(container), Sum.Of(length)],
        Graphs.NewArray => [Sum.LengthOf(container), new Sum(container.Operands.Length)],
        Loop { Kind: LoopKind.Sum } => [Sum.LengthOf(container), .. Lengths(container.Operands[^1], depth + 1)],
        Set or Scatter or Zero when container.Operands.Length > 0 => [Sum.LengthOf(container), .. Lengths(container.Operands[0], depth + 1)],
        Call { Method: { Name: nameof(VectorSpace.Add) } method } when method.DeclaringType == typeof(VectorSpace) =>
            [Sum.LengthOf(container), .. Lengths(container.Operands[0], depth + 1), .. Lengths(container.Operands[1], depth + 1)],
        _ => [Sum.LengthOf(container)],
    };

    /// <summary>A whole number and multiples of values; lengths stand for their arrays.</summary>
    private sealed class Sum(long number)
    {
        internal Dictionary<Value, long> Terms { get; private init; } = [];

        private long Number { get; set; } = number;

        internal bool IsNotNegative => Number >= 0 && Terms.All(term => term.Value == 0 || (term.Value > 0 && IsNatural(term.Key, 0)));

        internal static Sum Of(Value value)
        {
            var sum = new Sum(0);
            sum.Add(value, 1, 0);
            return sum;
        }

        internal static Sum LengthOf(Value container)
        {
            var sum = new Sum(0);
            sum.Terms.Add(container, 1);
            return sum;
        }

        internal Sum Plus(long number) => new(Number + number) { Terms = Terms };

        internal Sum Plus(Sum other, long times)
        {
            var sum = new Sum(Number + (times * other.Number)) { Terms = new Dictionary<Value, long>(Terms) };
            foreach (var (value, factor) in other.Terms)
            {
                sum.Terms[value] = sum.Terms.GetValueOrDefault(value) + (times * factor);
            }

            return sum;
        }

        private void Add(Value value, long times, int depth)
        {
            switch (value.Operation, value.Operands)
            {
                case (Literal { Data: int number }, _):
                    Number += times * number;
                    break;
                case (Operator { Kind: ExpressionType.Add }, [var a, var b]) when depth < Most:
                    Add(a, times, depth + 1);
                    Add(b, times, depth + 1);
                    break;
                case (Operator { Kind: ExpressionType.Subtract }, [var a, var b]) when depth < Most:
                    Add(a, times, depth + 1);
                    Add(b, -times, depth + 1);
                    break;
                default:
                    var term = value.Operation is Length ? value.Operands[0] : value;
                    Terms[term] = Terms.GetValueOrDefault(term) + times;
                    break;
            }
        }

        // An array stands for its length.
        private static bool IsNatural(Value value, int depth) => value.Type != typeof(int) || value.Operation switch
        {
            Parameter { Index: 0, Level: > 0 } or Loop { Kind: LoopKind.Steps } => true,
            Literal { Data: int number } => number >= 0,
            _ => depth < Most && Chosen(value) is var (a, b) && IsNatural(a, depth + 1) && IsNatural(b, depth + 1),
        };
    }
}
