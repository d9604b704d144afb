using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Values that are linear in their operands: choices, sums, and what puts values together or takes them apart. Their tangent is made from those of the
/// operands as they are from the operands, and so is every coefficient of their Taylor series.
/// </summary>
internal sealed partial class Calculus
{
    internal static bool IsLinear(Value value) => value.Operation switch
    {
        If or Set or Get or Member or Ensure or NewArray or Construct or Scatter => true,
        Operator { Kind: ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Negate or ExpressionType.Convert } => true,
        Call { Method.DeclaringType: var type } => type == typeof(VectorSpace),
        _ => false,
    };

    /// <summary>The tangent of a linear value from those of its operands.</summary>
    internal Tangent? Linear(Value value, Func<Value, Tangent?> at)
    {
        var a = value.Operands;
        var whole = a.Length == 0 ? null : at(a[0]);
        return value.Operation switch
        {
            If => Tangents.Choose(a[0], at(a[1]), at(a[2])),
            Set => new Tangent(g.Make(value.Operation, [Closed(a[0]), .. a[1..^1], Closed(a[^1])])),
            Get => Tangents.Element(whole, a.AsSpan(1)),
            Member => Derivatives.Tangent.Map(whole, t => g.Make(value.Operation, t)),
            Ensure => whole,
            NewArray => new Tangent(g.Make(value.Operation, Array.ConvertAll(a, Closed))),
            Construct => new Tangent(g.Make(value.Operation, Array.ConvertAll(a, operand => Kinds.IsActive(operand.Type) ? Closed(operand) : operand))),
            Scatter scatter => new Tangent(g.Make(scatter, [a[0], .. scatter.Entries(value).Where(entry => at(entry.Added) is not null).SelectMany(
                entry => new[] { entry.Test }.Concat(entry.At).Append(Closed(entry.Added)))])),
            Call => Tangents.Sum(whole, at(a[1]), value),
            _ => Tangent(value, Array.ConvertAll(a, operand => at(operand))),
        };

        Value Closed(Value operand) => Tangents.Close(at(operand), operand);
    }
}
