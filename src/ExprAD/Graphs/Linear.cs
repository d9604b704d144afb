using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>Sums of tangents and adjoints of any shape. A structural zero adds nothing, not even to the sign of a zero.</summary>
internal static class Linear
{
    private static readonly MethodInfo AddMethod = typeof(VectorSpace).GetMethod(nameof(VectorSpace.Add))!;

    internal static Value Add(Graph g, Value a, Value b)
    {
        // Constants that cancel each other leave nothing either.
        if (a.IsZero || b.IsZero || a.IsNumber(0) || b.IsNumber(0))
        {
            return a.IsZero || a.IsNumber(0) ? b : a;
        }

        // (t ? a : b) + (t ? c : 0)  becomes  t ? a + c : b
        if (a.Operation is If && b.Operation is If && a.Operands[0] == b.Operands[0]
            && (a.Operands[1].IsZero || b.Operands[1].IsZero || a.Operands[2].IsZero || b.Operands[2].IsZero))
        {
            return g.If(a.Operands[0], Add(g, a.Operands[1], b.Operands[1]), Add(g, a.Operands[2], b.Operands[2]));
        }

        return (a.Operation, b.Operation) switch
        {
            _ when Kinds.IsReal(a.Type) => g.Add(a, b),
            (Construct construct, Construct) => g.Make(construct, [.. construct.Shape.Members.Select((m, i) =>
                Kinds.IsActive(Shape.TypeOf(m)) ? Add(g, a.Operands[i], b.Operands[i]) : a.Operands[i])]),
            (Scatter s, Scatter) when a.Operands[0] == b.Operands[0] => g.Make(s, [.. a.Operands, .. b.Operands.AsSpan(1)]),
            (Loop { Kind: LoopKind.Build, States: 0 } x, Loop { Kind: LoopKind.Build, States: 0 } y) when x.CarryOf(a).IsPrefixOf(y.CarryOf(b)) =>
                Loops.Build(g, x.CarryOf(a), Add(g, x.Body(a), y.Body(b))),
            _ => g.Make(new Call(a.Type, AddMethod.MakeGenericMethod(a.Type)), a, b),
        };
    }
}
