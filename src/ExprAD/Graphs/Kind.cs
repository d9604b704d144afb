using System.Collections.Concurrent;

namespace ExprAD.Graphs;

/// <summary>What a type means for differentiation.</summary>
internal enum Kind
{
    /// <summary>Carries no derivative: int, bool, string, enums, objects without a shape.</summary>
    Inert,

    /// <summary><see cref="double"/> or <see cref="float"/>.</summary>
    Real,

    /// <summary>A type with a <see cref="Shape"/> that has a member that is not inert.</summary>
    Structure,

    /// <summary>An array of one or more dimensions whose elements are not inert.</summary>
    Array,

    /// <summary>A list (<see cref="List{T}"/>, an interface that it implements, an immutable array or a list of F#'s) whose elements are not inert.</summary>
    List,
}

/// <summary>Sorts types into kinds.</summary>
internal static class Kinds
{
    private static readonly Type[] ListTypes =
        [typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(System.Collections.Immutable.ImmutableArray<>)];

    private static readonly ConcurrentDictionary<Type, Kind> Known = new();

    internal static Kind Of(Type type) => Known.GetOrAdd(type, static t => Find(t, []));

    internal static bool IsReal(Type type) => type == typeof(double) || type == typeof(float);

    internal static bool IsActive(Type type) => Of(type) != Kind.Inert;

    /// <summary>The element type of an array or list; null for every other type.</summary>
    internal static Type? Element(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && (ListTypes.Contains(type.GetGenericTypeDefinition()) || FSharpTypes.IsList(type)) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>Whether elements of the type are read by an index: an array, a list, or an interface of one with an indexer.</summary>
    internal static bool IsIndexed(Type type) => type.IsArray
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var generic
            && (generic == typeof(List<>) || generic == typeof(IList<>) || generic == typeof(IReadOnlyList<>)));

    private static Kind Find(Type type, HashSet<Type> outer)
    {
        if (IsReal(type))
        {
            return Kind.Real;
        }

        if (!outer.Add(type))
        {
            return Kind.Inert; // A type that contains itself carries what its other members carry.
        }

        var kind = Element(type) is { } element
            ? Find(element, outer) == Kind.Inert ? Kind.Inert : type.IsArray ? Kind.Array : Kind.List
            : Shape.Of(type) is { } shape && shape.Members.Any(m => Find(Shape.TypeOf(m), outer) != Kind.Inert) ? Kind.Structure : Kind.Inert;
        outer.Remove(type);
        return kind;
    }
}
