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

    private static readonly Lazy<Func<MethodInfo, object?[], LambdaExpression?>?> OfMethod = Find<Func<MethodInfo, object?[], LambdaExpression?>>("Definition");
    private static readonly Lazy<Func<PropertyInfo, LambdaExpression?>?> OfProperty = Find<Func<PropertyInfo, LambdaExpression?>>("Function");

    private static readonly Lazy<Func<MethodInfo, object, object[], Expression[], Expression?, Expression>?> OfVerb =
        Find<Func<MethodInfo, object, object[], Expression[], Expression?, Expression>>("Verb");

    /// <summary>Whether the package that reads definitions is there.</summary>
    internal static bool CanBeRead => Followed.Value is not null;

    /// <summary>Whether a method or property, a module around it or its assembly is marked.</summary>
    internal static bool Has(MemberInfo member) => Marked.GetOrAdd(member, static m => IsMarked(m));

    /// <summary>The definition of a method as a lambda of its instance, if any, and its parameters, some of which are known (null: not).</summary>
    internal static LambdaExpression? Of(MethodInfo method, object?[] known) => OfMethod.Value?.Invoke(method, known);

    /// <summary>The definition of a function that is the value of a property, as a lambda of its first parameter.</summary>
    internal static LambdaExpression? Of(PropertyInfo property) => OfProperty.Value?.Invoke(property);

    /// <summary>The function that a verb of ExprAD.FSharp gives for a quotation.</summary>
    internal static Expression? Verb(MethodInfo verb, object quotation, object[] variables, Expression[] values, Expression? order) =>
        OfVerb.Value?.Invoke(verb, quotation, variables, values, order);

    private static Lazy<T?> Find<T>(string name)
        where T : Delegate => new(() => Followed.Value?.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<T>());

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
