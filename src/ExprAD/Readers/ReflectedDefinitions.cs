using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Readers;

/// <summary>
/// F# keeps the source of functions marked [&lt;ReflectedDefinition&gt;]. Package ExprAD.FSharp reads it; it is found by name, so that a program need not have used it before.
/// </summary>
internal static class ReflectedDefinitions
{
    private const string Attribute = "Microsoft.FSharp.Core.ReflectedDefinitionAttribute";

    private static readonly ConcurrentDictionary<MemberInfo, bool> Marked = new();
    private static readonly Lazy<Type?> Followed = new(() => Type.GetType("ExprAD.FSharp.Followed, ExprAD.FSharp", throwOnError: false));

    private static readonly Lazy<Func<MethodInfo, object?[], LambdaExpression?>?> OfMethod =
        new(() => Followed.Value?.GetMethod("Definition", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<MethodInfo, object?[], LambdaExpression?>>());

    private static readonly Lazy<Func<PropertyInfo, LambdaExpression?>?> OfProperty =
        new(() => Followed.Value?.GetMethod("Function", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<PropertyInfo, LambdaExpression?>>());

    /// <summary>Whether the package that reads definitions is there.</summary>
    internal static bool CanBeRead => Followed.Value is not null;

    /// <summary>Whether a method or property, a module around it or its assembly is marked.</summary>
    internal static bool Has(MemberInfo member) => Marked.GetOrAdd(member, static m => IsMarked(m));

    /// <summary>The definition of a method as a lambda of its instance, if any, and its parameters, some of which are known (null: not).</summary>
    internal static LambdaExpression? Of(MethodInfo method, object?[] known) => OfMethod.Value?.Invoke(method, known);

    /// <summary>The definition of a function that is the value of a property, as a lambda of its first parameter.</summary>
    internal static LambdaExpression? Of(PropertyInfo property) => OfProperty.Value?.Invoke(property);

    private static bool IsMarked(MemberInfo member)
    {
        var marks = member.CustomAttributes;
        for (var owner = member.DeclaringType; owner is not null; owner = owner.DeclaringType)
        {
            marks = marks.Concat(owner.CustomAttributes);
        }

        return marks.Concat(member.Module.Assembly.CustomAttributes).Any(mark => mark.AttributeType.FullName == Attribute);
    }
}
