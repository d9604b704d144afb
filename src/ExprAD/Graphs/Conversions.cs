using System.Collections;
using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ExprAD.Graphs;

/// <summary>
/// Sequences of the same elements made of one another: what is not an array is gone through once and becomes one; an array becomes an immutable
/// array or a list again.
/// </summary>
internal static class Conversions
{
    private static readonly MethodInfo Enumerated = typeof(Enumerable).GetMethod(nameof(Enumerable.ToArray))!;
    private static readonly MethodInfo Inside = typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsArray))!;
    private static readonly MethodInfo Around = typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!;

    /// <summary>Whether a type is that of lists that cannot be written to: immutable arrays and the lists of F#.</summary>
    internal static bool IsImmutable(Type type) => IsImmutableArray(type) || FSharpTypes.IsList(type);

    private static bool IsImmutableArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    /// <summary>Whether an operation gives the elements of its operand as an array.</summary>
    internal static bool IsToArray(Operation operation) => operation is Call { Method: { IsGenericMethod: true } method }
        && method.GetGenericMethodDefinition() is var generic && (generic == Enumerated || generic == Inside);

    /// <summary>The elements of a sequence as an array.</summary>
    internal static Value ToArray(Graph g, Value value, Type element) =>
        g.Make(new Call(element.MakeArrayType(), (IsImmutableArray(value.Type) ? Inside : Enumerated).MakeGenericMethod(element)), value);

    /// <summary>A number as another kind of number, or a sequence as one of another type with the same elements.</summary>
    internal static Value Cast(Graph g, Value value, Type type) =>
        value.Type == type || type.IsAssignableFrom(value.Type) || value.Type.IsArray || Kinds.Element(type) is not { } element || Kinds.Element(value.Type) != element
            ? g.Cast(value, type)
            : g.Cast(ToArray(g, value, element), type);

    /// <summary>An array made a sequence of another type, where that is no cast; null where it is one.</summary>
    internal static Expression? Made(Expression array, Type type) =>
        !array.Type.IsArray || Kinds.Element(type) is not { } element ? null
        : IsImmutableArray(type) ? Expression.Call(Around.MakeGenericMethod(element), array)
        : FSharpTypes.IsList(type) ? Expression.Call(FSharpTypes.ListOfArray(type), array)
        : type.GetGenericTypeDefinition() == typeof(List<>) ? Expression.New(type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(element)])!, array)
        : null;

    /// <summary>The elements of an immutable list as an array, as an expression.</summary>
    internal static Expression ArrayOf(Expression immutable) =>
        Expression.Call((IsImmutableArray(immutable.Type) ? Inside : Enumerated).MakeGenericMethod(Kinds.Element(immutable.Type)!), immutable);

    /// <summary>A copy of a list, mutable or not, with other elements.</summary>
    internal static IEnumerable Copy(IEnumerable list, Func<object?, int, object?> change)
    {
        var (type, items) = (list.GetType(), list.Cast<object?>().ToArray());
        var array = Array.CreateInstance(Kinds.Element(type)!, items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            array.SetValue(change(items[i], i), i);
        }

        return IsImmutableArray(type) ? (IEnumerable)Around.MakeGenericMethod(Kinds.Element(type)!).Invoke(null, [array])!
            : FSharpTypes.IsList(type) ? (IEnumerable)FSharpTypes.ListOfArray(type).Invoke(null, [array])!
            : list is Array ? array
            : (IEnumerable)Activator.CreateInstance(type, array)!;
    }
}
