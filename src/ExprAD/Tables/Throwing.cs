using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tables;

/// <summary>
/// Which values may throw, or do something beside giving a value: they are evaluated where and whenever the function evaluates
/// them, even if a derivative has no use for the result.
/// </summary>
internal static class Throwing
{
    internal static bool May(Value value) => May(value, static _ => null);

    /// <summary>The same inside loops.</summary>
    /// <param name="value">The value.</param>
    /// <param name="carryAt">The loop whose region has a level.</param>
    internal static bool May(Value value, Func<int, Carry?> carryAt) => value.Operation switch
    {
        Get => !(value.Operands.Length == 2 && IsInside(Made(value.Operands[0], carryAt), value.Operands[1], carryAt)),
        Set when value.Operands.Length == 3 && value.Type.GetElementType() is { IsValueType: true } => !IsInside(Made(value.Operands[0], carryAt), value.Operands[1], carryAt),
        Length => !IsMade(value.Operands[0]),
        Set or Allocate or Opaque or NewObject => true,
        Member member => value.Operands is [var owner] && OwnerMayBeMissing(owner, member),
        Call { Method.Name: nameof(Math.Clamp) } when value.Operands is [_, { Data: double low }, { Data: double high }] => !(low <= high),
        Call { Method: { Name: nameof(Math.Min) or nameof(Math.Max) } method } when method.DeclaringType == typeof(Math) => false,
        Call { Method: { Name: nameof(VectorSpace.Add) } method } when method.DeclaringType == typeof(VectorSpace) => false, // What derivatives add has one shape.
        Call { Method: { Name: nameof(Sequences.Order) } method } when method.DeclaringType == typeof(Sequences) => !IsMade(value.Operands[0]),
        Call call => RuleTable.Find(call.Method)?.MayThrow ?? !(call.Method.DeclaringType == typeof(Ad) || IsOfPattern(call)),
        Operator op => op.Kind switch
        {
            ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked or ExpressionType.NegateChecked
                or ExpressionType.ConvertChecked or ExpressionType.Unbox => true,
            ExpressionType.Divide or ExpressionType.Modulo => !Kinds.IsReal(op.Type) && value.Operands[1].Data is not (int and not (0 or -1)),
            ExpressionType.Convert => !value.Operands[0].Type.IsPrimitive && !op.Type.IsAssignableFrom(value.Operands[0].Type)
                && !(value.Operands[0].Type.IsArray && Kinds.Element(op.Type) is not null),
            _ => false,
        },
        _ => false,
    };

    // What is read from a pattern that has been made; adding to one is something else.
    private static bool IsOfPattern(Call call) => call.Method.DeclaringType == typeof(SparsityPattern)
        && call.Method.Name is nameof(SparsityPattern.Groups) or nameof(SparsityPattern.Count) or nameof(SparsityPattern.IsByRows);

    private static bool OwnerMayBeMissing(Value owner, Member member) =>
        owner.Operation is not (Capture or Literal { Data: not null })
        && (!owner.Type.IsValueType || (Nullable.GetUnderlyingType(owner.Type) is not null && member.Info.Name != nameof(Nullable<int>.HasValue)));

    // i, i + 1 or n - 1 - i, in a loop that runs over the array, or over the shortest of several.
    private static bool IsInside(Value container, Value index, Func<int, Carry?> carryAt) => (index.Operation, index.Operands) switch
    {
        (Parameter { Index: 0, Level: > 0 } i, _) => carryAt(i.Level) is { } carry && Fits(carry.Count, container, 0),
        (Operator { Kind: ExpressionType.Add }, [{ Operation: Parameter { Index: 0, Level: > 0 } i }, { Data: int and >= 0 and var more }]) =>
            carryAt(i.Level) is { } carry && Fits(carry.Count, container, more),
        (Operator { Kind: ExpressionType.Subtract }, [var last, { Operation: Parameter { Index: 0, Level: > 0 } i }]) =>
            carryAt(i.Level) is { } carry && IsLast(last, carry.Count) && Fits(carry.Count, container, 0),
        _ => false,
    };

    // The array before anything has been written to it, if loops do nothing but write to it.
    private static Value Made(Value container, Func<int, Carry?> carryAt)
    {
        for (var first = container; ;)
        {
            while (first.Operation is Set or If)
            {
                first = first.Operands[first.Operation is Set ? 0 : 1];
            }

            if (first.Operation is not Parameter { Level: > 0, Index: > 0 } state || carryAt(state.Level) is not { } carry || state.Index > carry.Seeds.Length || !IsWritten(container, first) || !IsWritten(carry.Nexts[state.Index - 1], first))
            {
                return first.Operation is Parameter { Level: > 0 } || !IsWritten(container, first) ? container : first;
            }

            container = first = carry.Seeds[state.Index - 1];
        }
    }

    // Whether it is an array with elements changed.
    private static bool IsWritten(Value array, Value made)
    {
        var (seen, pending) = (new HashSet<Value> { array }, new Stack<Value>([array]));
        while (pending.TryPop(out var next))
        {
            if (next != made && next.Operation is not (Set or If))
            {
                return false;
            }

            foreach (var operand in next == made ? [] : next.Operation is Set ? next.Operands[..1] : next.Operands[1..])
            {
                if (seen.Add(operand))
                {
                    pending.Push(operand);
                }
            }
        }

        return true;
    }

    private static bool IsLast(Value value, Value count) => (value.Data, count.Data) is (int last, int number) ? last == number - 1
        : value.Operation is Operator { Kind: ExpressionType.Subtract } && value.Operands[0] == count && value.Operands[1].Data is 1;

    // Whether a count, and some more, is no more than the length of an array that is there.
    private static bool Fits(Value count, Value container, int more) => count.Operation switch
    {
        _ when container.Operation is Allocate && container.Operands is [{ Operation: Operator { Kind: ExpressionType.Add } } length] && length.Operands[0] == count
            && length.Operands[1].Data is int room && more <= room => true,
        _ when more == 0 && LengthIs(container, count) => true,
        Literal { Data: int number } => container.Operation is Graphs.NewArray && number + more <= container.Operands.Length,
        Operator { Kind: ExpressionType.Subtract } when count.Operands[1].Data is int less and >= 0 && more > 0 =>
            more <= less && LengthIs(container, count.Operands[0]),
        Operator { Kind: ExpressionType.Subtract } => count.Operands[1].Data is int and >= 0 && LengthIs(container, count.Operands[0]),
        Call { Method.Name: nameof(Math.Min) } => Fits(count.Operands[0], container, more) || Fits(count.Operands[1], container, more),
        If => IsSmaller(count) && (Fits(count.Operands[1], container, more) || Fits(count.Operands[2], container, more)),
        _ => false,
    };

    private static bool LengthIs(Value container, Value count) => container.Operation switch
    {
        _ when count.Operation is Length && count.Operands[0] == container => true,
        Loop { Kind: LoopKind.Build } build => build.CarryOf(container).IsCounted && container.Operands[0] == count,
        Loop { Kind: LoopKind.Sum } => LengthIs(container.Operands[^1], count),
        Set or Scatter or Zero => LengthIs(container.Operands[0], count),
        Graphs.NewArray => count.Data is int number && number <= container.Operands.Length,
        Allocate => container.Operands is [var length] && length == count,
        _ => false,
    };

    // a < b ? a : b
    private static bool IsSmaller(Value choice) => choice.Operands is [{ Operation: Operator { Kind: var kind } } test, var a, var b]
        && kind switch
        {
            ExpressionType.LessThan or ExpressionType.LessThanOrEqual => test.Operands[0] == a && test.Operands[1] == b,
            ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual => test.Operands[0] == b && test.Operands[1] == a,
            _ => false,
        };

    private static bool IsMade(Value container) => container.Operation is Loop or Graphs.NewArray or Allocate;
}
