using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ExprAD.Writers;

/// <summary>Recognises captured variables: members of the objects into which the compiler puts the variables of a method.</summary>
internal static class PrintedClosures
{
    /// <summary>
    /// The object whose member this is, if it is a captured variable (`closure.rate`, `closure.outer.rate`) or a member of a
    /// captured `this` (`closure.this.Rate`, printed `Rate`); null for any other member.
    /// </summary>
    internal static object? OwnerOf(MemberExpression member) => IsThis(member) ? null : Value(member.Expression);

    /// <summary>The captured `this` itself.</summary>
    internal static bool IsThis(Expression? expression) =>
        expression is MemberExpression member && member.Member.Name.EndsWith("__this", StringComparison.Ordinal)
        && member.Member.Name[0] == '<' && Value(member.Expression) is not null;

    private static object? Value(Expression? expression) => expression switch
    {
        ConstantExpression { Value: { } value } when IsClosure(value.GetType()) => value,
        MemberExpression { Member: FieldInfo field } inner when IsClosure(field.FieldType) || IsThis(inner) =>
            Value(inner.Expression) is { } owner ? field.GetValue(owner) : null,
        _ => null,
    };

    /// <summary>Whether it is a class into which the compiler puts captured variables.</summary>
    internal static bool IsClosure(Type type) =>
        (type.Name.Contains("DisplayClass", StringComparison.Ordinal) || type.Name.Contains("_Closure$__", StringComparison.Ordinal)
            || (type.Name[0] == '<' && !CSharpTypes.IsAnonymous(type)))
        && type.IsDefined(typeof(CompilerGeneratedAttribute), false);
}
