using System.Linq.Expressions;

namespace ExprAD.Graphs;

/// <summary>Which values count as operations: arithmetic and calls of functions; not reading, comparing, converting, choosing.</summary>
internal static class OperationCounter
{
    private static readonly HashSet<string> Cheap =
    [
        nameof(Math.Abs), nameof(Math.Min), nameof(Math.Max), nameof(Math.MinMagnitude), nameof(Math.MaxMagnitude), nameof(Math.Clamp), nameof(Math.CopySign), nameof(Math.Sign),
        nameof(Math.Floor), nameof(Math.Ceiling), nameof(Math.Round), nameof(Math.Truncate), nameof(Math.FusedMultiplyAdd),
    ];

    internal static bool IsCounted(Operation operation) => KindOf(operation) is not null;

    /// <summary>The kind under which an operation is counted; null if it is none.</summary>
    internal static string? KindOf(Operation operation) => operation switch
    {
        Operator { Kind: var kind } => kind switch
        {
            ExpressionType.Add or ExpressionType.AddChecked => "add",
            ExpressionType.Subtract or ExpressionType.SubtractChecked => "subtract",
            ExpressionType.Multiply or ExpressionType.MultiplyChecked => "multiply",
            ExpressionType.Divide => "divide",
            ExpressionType.Modulo => "modulo",
            ExpressionType.Negate or ExpressionType.NegateChecked => "negate",
            _ => null,
        },
        Loop { Kind: LoopKind.Sum } loop when Kinds.IsReal(loop.Type) => "add",
        Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) || type == typeof(Sequences) => null,
        Call call when call.Method.DeclaringType != typeof(Ad) => $"{call.Method.DeclaringType?.Name}.{call.Method.Name}",
        _ => null,
    };

    /// <summary>Whether computing it again costs more than reading it from an array: loops, and functions other than the simplest.</summary>
    internal static bool IsDear(Operation operation) => operation is Loop
        || (operation is Call { Method: var method } && IsCounted(operation) && Kinds.IsReal(operation.Type) && !Cheap.Contains(method.Name));

    internal static int Count(params Value[] roots) => Order.Ascending(roots).Count(value => IsCounted(value.Operation));
}
