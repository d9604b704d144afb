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

    /// <summary>A value that is carried like another one: taken apart as far as that is there for certain.</summary>
    internal Parts(Graph g, Value like)
        : this(g, like, [])
    {
    }

    private Parts(Graph g, Value like, Type[] outer)
    {
        if (Divided(like, outer) is { } found)
        {
            shape = found;
            members = Array.ConvertAll(Members(g, like, found), member => new Parts(g, member, [.. outer, like.Type]));
        }
    }

    internal IEnumerable<Value> Of(Graph g, Value value) =>
        shape is null ? [value] : Members(g, value, shape).SelectMany((member, i) => members[i].Of(g, member));

    /// <summary>The value from its parts, in the order of <see cref="Of"/>.</summary>
    internal Value Whole(Graph g, Type type, IReadOnlyList<Value> parts)
    {
        var next = 0;
        return Whole(g, type, parts, ref next);
    }

    /// <summary>Whether a value can be taken apart in this way: objects may be null, so they must have been made; structs need not.</summary>
    internal bool Fits(Graph g, Value value) => shape is null
        || ((value.Type.IsValueType || IsMade(value)) && Members(g, value, shape).Zip(members).All(pair => pair.Second.Fits(g, pair.First)));

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

    // An object that may be missing, or that contains others of its own type, is one state.
    private static Shape? Divided(Value like, Type[] outer) =>
        !outer.Contains(like.Type) && Shape.Of(like.Type) is { } shape
        && (like.Type.IsValueType || IsMade(like) || (Kinds.IsActive(like.Type) && like.Operation is not Literal)) ? shape : null;

    private static bool IsMade(Value value) => value.Operation switch
    {
        Construct => true,
        If => IsMade(value.Operands[1]) && IsMade(value.Operands[2]),
        _ => false,
    };

    // The value of a nullable is asked for only where it is there.
    private static Value[] Members(Graph g, Value value, Shape shape)
    {
        var all = Array.ConvertAll(shape.Members, member => g.MemberOf(value, member));
        return Nullable.GetUnderlyingType(value.Type) is not { } inner || value.Operation is Construct ? all
            : [all[0], g.If(all[0], all[1], Default(g, inner))];
    }

    private static Value Default(Graph g, Type type) => Shape.Of(type) is { } shape
        ? g.Make(new Construct(type, shape), Array.ConvertAll(shape.Members, member => Default(g, Shape.TypeOf(member))))
        : g.Literal(type.IsValueType ? Activator.CreateInstance(type) : null, type);
}
