using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tables;

/// <summary>
/// Which values may throw, or do something beside giving a value: they are evaluated where and whenever the function evaluates
/// them, even if a derivative has no use for the result.
/// </summary>
internal static class Throwing
{
    internal static bool May(Value value) => value.Operation switch
    {
        Get or Set or Allocate or Opaque or NewObject or Length => true,
        Member member => value.Operands is [var owner] && OwnerMayBeMissing(owner, member),
        Call { Method.Name: nameof(Math.Clamp) } when value.Operands is [_, { Data: double low }, { Data: double high }] => !(low <= high),
        Call call => RuleTable.Find(call.Method)?.MayThrow ?? call.Method.DeclaringType != typeof(Ad),
        Operator op => op.Kind switch
        {
            ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked or ExpressionType.NegateChecked
                or ExpressionType.ConvertChecked or ExpressionType.Unbox => true,
            ExpressionType.Divide or ExpressionType.Modulo => !Kinds.IsReal(op.Type),
            ExpressionType.Convert => !value.Operands[0].Type.IsPrimitive && !op.Type.IsAssignableFrom(value.Operands[0].Type)
                && !(value.Operands[0].Type.IsArray && Kinds.IsIndexed(op.Type)),
            _ => false,
        },
        _ => false,
    };

    private static bool OwnerMayBeMissing(Value owner, Member member) =>
        owner.Operation is not (Capture or Literal)
        && (!owner.Type.IsValueType || (Nullable.GetUnderlyingType(owner.Type) is not null && member.Info.Name != nameof(Nullable<int>.HasValue)));
}
