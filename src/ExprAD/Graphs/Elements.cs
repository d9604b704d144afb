namespace ExprAD.Graphs;

/// <summary>Identities of arrays and lists: reading what has just been written is the value written.</summary>
internal static class Elements
{
    internal static Value? OfGet(Graph g, Type type, Value[] a)
    {
        var container = a[0];
        var at = a.AsSpan(1);
        switch (container.Operation)
        {
            case NewArray when at[0].Data is int i && i >= 0 && i < container.Operands.Length:
                return container.Operands[i];
            case Set when IsCarried(container):
                return Matches(g, container.Operands.AsSpan(1, at.Length), at).Data is true ? container.Operands[^1] : null;
            case If when IsCarried(container):
                return null;
            case If:
                var (then, otherwise) = (container.Operands[1], container.Operands[2]);
                return g.If(container.Operands[0], g.Get(then, at), g.Get(otherwise, at));
            case Ensure:
                return g.Ensure(g.Get(container.Operands[0], at), container.Operands[1..]);
            case Zero when Kinds.IsActive(type):
                return g.Zero(g.Get(container.Operands[0], at));
            case Allocate when type.IsValueType && IsInside(container.Operands, at):
                return Kinds.IsReal(type) ? g.Number(0, type) : g.Literal(Activator.CreateInstance(type), type);
            case Set when Matches(g, container.Operands.AsSpan(1, at.Length), at) is { } same:
                return g.If(same, container.Operands[^1], g.Get(container.Operands[0], at));
            case Scatter scatter:
                return OfScatter(g, scatter, container, at);
            case Call { Method: { Name: nameof(VectorSpace.Add) } method } when method.DeclaringType == typeof(VectorSpace) && Kinds.IsReal(type)
                && Array.Exists(container.Operands, part => part.Operation is Loop { Kind: LoopKind.Build }):
                return g.Add(g.Get(container.Operands[0], at), g.Get(container.Operands[1], at));
            default:
                return null;
        }
    }

    internal static Value? OfLength(Graph g, Value container) => container.Operation switch
    {
        NewArray => g.Integer(container.Operands.Length),
        Allocate when container.Operands.Length == 1 && container.Operands[0].Data is int and >= 0 => container.Operands[0],
        Set or Scatter or Zero when container.Operands.Length > 0 => g.LengthOf(container.Operands[0]),
        Loop { Kind: LoopKind.Build } loop when loop.CarryOf(container).IsCounted => container.Operands[0],
        Loop { Kind: LoopKind.Sum } => g.LengthOf(container.Operands[^1]),
        Loop { Kind: LoopKind.State } loop when loop.CarryOf(container) is var carry && Loops.StateAt(g, loop.Level, loop.Which, loop.Type) is var state
            && g.LengthOf(carry.Nexts[loop.Which]) == g.LengthOf(state) => g.LengthOf(carry.Seeds[loop.Which]),
        Operator { Kind: System.Linq.Expressions.ExpressionType.Convert } when Kinds.IsIndexed(container.Operands[0].Type) => g.LengthOf(container.Operands[0]),
        Call { Method: { Name: nameof(VectorSpace.Add) } method } when method.DeclaringType == typeof(VectorSpace) => g.LengthOf(container.Operands[0]), // Both have one shape.
        Ensure => g.Ensure(g.LengthOf(container.Operands[0]), container.Operands[1..]),
        If => g.If(container.Operands[0], g.LengthOf(container.Operands[1]), g.LengthOf(container.Operands[2])),
        _ => null,
    };

    /// <summary>The value that says whether two lists of indices are the same.</summary>
    internal static Value Matches(Graph g, ReadOnlySpan<Value> a, ReadOnlySpan<Value> b)
    {
        var same = g.Boolean(true);
        for (var d = a.Length - 1; d >= 0; d--)
        {
            var equal = a[d] == b[d] ? g.Boolean(true) : g.AreEqual(a[d], b[d]);
            same = g.And(equal, same);
        }

        return same;
    }

    /// <summary>
    /// Whether it is an array that a loop carries, with elements changed: it is written to in place, so what is read afterwards is read from the array as it is then.
    /// </summary>
    internal static bool IsCarried(Value container)
    {
        var isChanged = false;
        while (container.Operation is Set or If)
        {
            isChanged |= container.Operation is Set;
            container = container.Operands[container.Operation is Set ? 0 : container.Operands[1].Operation is Parameter ? 2 : 1];
        }

        return isChanged && container.Operation is Parameter { Level: > 0, Index: > 0 };
    }

    private static bool IsInside(Value[] lengths, ReadOnlySpan<Value> at)
    {
        for (var d = 0; d < at.Length; d++)
        {
            if (at[d].Data is not int i || lengths[d].Data is not int length || i < 0 || i >= length)
            {
                return false;
            }
        }

        return true;
    }

    // The sum of the entries at this index; those that can be told apart are left out.
    private static Value? OfScatter(Graph g, Scatter scatter, Value container, ReadOnlySpan<Value> at)
    {
        var zero = g.Zero(g.Get(container.Operands[0], at));
        Value? sum = null;
        foreach (var (test, index, added) in scatter.Entries(container))
        {
            var entry = g.If(test, g.If(Matches(g, index, at), added, zero), zero);
            sum = entry.IsZero ? sum : sum is null ? entry : Linear.Add(g, sum, entry);
        }

        return sum ?? zero;
    }
}
