using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>How a value is carried from step to step: whole, or member by member where it is put together from its members.</summary>
internal sealed class Parts
{
    private readonly Shape? shape;
    private readonly Parts[] members = [];

    /// <summary>A value that is carried whole.</summary>
    internal Parts()
    {
    }

    /// <summary>A value that is carried like another one: taken apart as far as that is put together.</summary>
    internal Parts(Graph g, Value like)
    {
        if (IsMade(like) && Shape.Of(like.Type) is { } found)
        {
            shape = found;
            members = Array.ConvertAll(found.Members, member => new Parts(g, g.MemberOf(like, member)));
        }
    }

    internal IEnumerable<Value> Of(Graph g, Value value) =>
        shape is null ? [value] : shape.Members.SelectMany((member, i) => members[i].Of(g, g.MemberOf(value, member)));

    /// <summary>The value from its parts, in the order of <see cref="Of"/>.</summary>
    internal Value Whole(Graph g, Type type, IReadOnlyList<Value> parts)
    {
        var next = 0;
        return Whole(g, type, parts, ref next);
    }

    /// <summary>Whether a value can be taken apart in this way.</summary>
    internal bool Fits(Value value) => shape is null || value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null
        || (IsMade(value) && (value.Operation is not Construct || members.Select((member, i) => member.Fits(value.Operands[i])).All(fits => fits)));

    private Value Whole(Graph g, Type type, IReadOnlyList<Value> parts, ref int next)
    {
        if (shape is null)
        {
            return parts[next++];
        }

        var operands = new Value[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            operands[i] = members[i].Whole(g, Shape.TypeOf(shape.Members[i]), parts, ref next);
        }

        return g.Make(new Construct(type, shape), operands);
    }

    // Objects may be null, so that they are taken apart only where they are made; plain structs are not.
    private static bool IsMade(Value value) => value.Operation switch
    {
        Construct => true,
        If => IsMade(value.Operands[1]) && IsMade(value.Operands[2]),
        _ => value.Type.IsValueType && !value.Type.IsPrimitive && Nullable.GetUnderlyingType(value.Type) is null && Shape.Of(value.Type) is not null && value.Operation is not Literal,
    };
}
