using System.Collections.Concurrent;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Whether a method that is given a value of a type can change what its giver sees.</summary>
internal static class Mutability
{
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    internal static bool Of(Type type) => Known.GetOrAdd(type, static t => Find(t, []));

    /// <summary>Whether a method leaves the object that it is called on as it is, as everybody expects of these.</summary>
    internal static bool Spares(MethodInfo method) =>
        method.Name is nameof(Equals) or nameof(ToString) or nameof(GetHashCode) or nameof(GetType) or "CompareTo"
        || method.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute));

    /// <summary>Whether a method is known to change nothing that it is given.</summary>
    internal static bool IsPure(MethodInfo method) =>
        method.DeclaringType is { } owner
        && (FSharpTypes.AreIn(owner) ? !FSharpWriters.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)) :
            Array.IndexOf([typeof(Enumerable), typeof(Queryable), typeof(ParallelEnumerable), typeof(string), typeof(Convert), typeof(Ad), typeof(VectorSpace), typeof(Vec), typeof(Mat)], owner) >= 0
            || owner.IsPrimitive || ((owner == typeof(Array) || owner.IsArray) && !Changes(method)));

    /// <summary>Whether a method of arrays changes an array.</summary>
    internal static bool Changes(MethodInfo method) =>
        method.DeclaringType is { } owner && (owner == typeof(Array) || owner.IsArray)
        && method.Name is nameof(Array.Clear) or nameof(Array.Copy) or nameof(Array.ConstrainedCopy) or nameof(Array.CopyTo) or nameof(Array.Fill) or nameof(Array.Initialize)
            or nameof(Array.Resize) or nameof(Array.Reverse) or nameof(Array.SetValue) or nameof(Array.Sort) or "Set" or "Address";

    // The functions of FSharp.Core that write to an array or a cell.
    private static readonly string[] FSharpWriters = ["Set", "Fill", "CopyTo", "SortInPlace", "op_ColonEquals", "Increment", "Decrement"];

    // The fields of F#'s records are written to by setters alone, and by none where there is none.
    private static bool IsKept(FieldInfo field) =>
        field.IsInitOnly || (field.Name.EndsWith('@') && field.DeclaringType!.GetProperty(field.Name[..^1]) is { SetMethod: null });

    private static bool Find(Type type, HashSet<Type> outer)
    {
        if (FSharpTypes.IsList(type))
        {
            return Find(type.GetGenericArguments()[0], outer);
        }

        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || typeof(Delegate).IsAssignableFrom(type) || !outer.Add(type))
        {
            return false;
        }

        if (type.IsArray || type.IsInterface || type == typeof(object))
        {
            return true;
        }

        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            var fields = at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            if (Array.Exists(fields, field => !IsKept(field) || Find(field.FieldType, outer)))
            {
                return true;
            }
        }

        return false;
    }
}
