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

    internal static bool IsImmutable(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    /// <summary>Whether an operation gives the elements of its operand as an array.</summary>
    internal static bool IsToArray(Operation operation) => operation is Call { Method: { IsGenericMethod: true } method }
        && method.GetGenericMethodDefinition() is var generic && (generic == Enumerated || generic == Inside);

    /// <summary>The elements of a sequence as an array.</summary>
    internal static Value ToArray(Graph g, Value value, Type element) =>
        g.Make(new Call(element.MakeArrayType(), (IsImmutable(value.Type) ? Inside : Enumerated).MakeGenericMethod(element)), value);

    /// <summary>A number as another kind of number, or a sequence as one of another type with the same elements.</summary>
    internal static Value Cast(Graph g, Value value, Type type) =>
        value.Type == type || type.IsAssignableFrom(value.Type) || value.Type.IsArray || Kinds.Element(type) is not { } element || Kinds.Element(value.Type) != element
            ? g.Cast(value, type)
            : g.Cast(ToArray(g, value, element), type);

    /// <summary>An array made a sequence of another type, where that is no cast; null where it is one.</summary>
    internal static Expression? Made(Expression array, Type type) =>
        !array.Type.IsArray || Kinds.Element(type) is not { } element ? null
        : IsImmutable(type) ? Expression.Call(Around.MakeGenericMethod(element), array)
        : type.GetGenericTypeDefinition() == typeof(List<>) ? Expression.New(type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(element)])!, array)
        : null;

    /// <summary>The array inside an immutable array, as an expression.</summary>
    internal static Expression ArrayOf(Expression immutable) => Expression.Call(Inside.MakeGenericMethod(Kinds.Element(immutable.Type)!), immutable);

    /// <summary>A copy of a list or immutable array with other elements.</summary>
    internal static IList Copy(IList list, Func<object?, int, object?> change)
    {
        var element = Kinds.Element(list.GetType())!;
        var array = Array.CreateInstance(element, list.Count);
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(change(list[i], i), i);
        }

        return IsImmutable(list.GetType()) ? (IList)Around.MakeGenericMethod(element).Invoke(null, [array])!
            : list is Array ? array
            : (IList)Activator.CreateInstance(list.GetType(), array)!;
    }
}
