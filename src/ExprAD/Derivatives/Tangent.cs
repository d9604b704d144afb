using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// A tangent or an adjoint that is not structurally zero everywhere: where the guard holds it is the value, elsewhere it is a
/// structural zero, which never meets a factor. So no NaN leaks out of a branch not taken, and 0 * inf cannot arise.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Guard">Where it is not structurally zero; null: everywhere.</param>
/// <param name="IsTotal">Whether the value may be evaluated where the guard does not hold, and is 0 there.</param>
internal sealed record Tangent(Value Value, Value? Guard = null, bool IsTotal = true)
{
    /// <summary>A given value as a tangent; null, which stands for structural zero, if it is one.</summary>
    internal static Tangent? Of(Value value) => value.IsZero ? null : new Tangent(value);

    /// <summary>A linear function without factors: an element, a member, another sign, another type.</summary>
    internal static Tangent? Map(Tangent? t, Func<Value, Value> function) =>
        t is not null && function(t.Value) is { IsZero: false } value ? t with { Value = value } : null;

    /// <summary>A product or quotient: only to be evaluated where the guard holds, because the factor may be infinite elsewhere.</summary>
    internal static Tangent? Multiple(Tangent? t, Func<Value, Value> function) =>
        t is null ? null : new Tangent(function(t.Value), t.Guard, IsTotal: t.Guard is null);
}
