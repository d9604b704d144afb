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
    /// <param name="tests">Tests that have come out so where the value is.</param>
    internal static bool May(Value value, Func<int, Carry?> carryAt, IEnumerable<(Value Test, bool Outcome)>? tests = null) => value.Operation switch
    {
        Get => !(value.Operands.Length == 2 && new Bounds(carryAt, tests ?? []).Include(Made(value.Operands[0], carryAt), value.Operands[1])),
        Set when value.Operands.Length == 3 && value.Type.GetElementType() is { IsValueType: true } =>
            !new Bounds(carryAt, tests ?? []).Include(Made(value.Operands[0], carryAt), value.Operands[1]),
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

    private static bool IsMade(Value container) => container.Operation is Loop or Graphs.NewArray or Allocate;
}
