using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// A call of a method of FSharp.Core as a program spells it. <c>sin x</c> arrives as <c>Operators.Sin$W(witness, x)</c>: the witness, which
/// says how the type of <c>x</c> does it, comes before the argument.
/// </summary>
/// <param name="Node">The call.</param>
/// <param name="Name">The type and the method without the mark of witnesses, such as <c>Operators.Sin</c>.</param>
/// <param name="Witnesses">What says how the types do what the function asks of them.</param>
/// <param name="Arguments">The arguments; an instance is the first one.</param>
internal sealed record FSharpCall(MethodCallExpression Node, string Name, IReadOnlyList<Expression> Witnesses, IReadOnlyList<Expression> Arguments)
{
    private const string Mark = "$W";

    private static readonly ConcurrentDictionary<MethodInfo, int> WitnessCounts = new();

    internal Type Type => Node.Type;

    /// <summary>Whether the function is one of module Seq, whose results are gone through when they are needed.</summary>
    internal bool IsLazy => Name.StartsWith("SeqModule.", StringComparison.Ordinal);

    /// <summary>The call of a function of FSharp.Core; null if it is another one.</summary>
    internal static FSharpCall? Of(MethodCallExpression node)
    {
        var method = node.Method;
        if (!FSharpTypes.AreIn(method.DeclaringType))
        {
            return null;
        }

        var witnesses = method.Name.EndsWith(Mark, StringComparison.Ordinal) ? WitnessCounts.GetOrAdd(method, CountWitnesses) : 0;
        return new FSharpCall(
            node, $"{method.DeclaringType!.Name}.{Unmarked(method)}", [.. node.Arguments.Take(witnesses)],
            [.. node.Object is null ? [] : new[] { node.Object }, .. node.Arguments.Skip(witnesses)]);
    }

    /// <summary>The name of a function as a program spells it, such as <c>Array.groupBy</c>.</summary>
    internal static string SourceName(MethodInfo method)
    {
        var owner = method.DeclaringType!;
        var original = WithoutWitnesses(method) ?? method;
        var name = original.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "CompilationSourceNameAttribute")?.ConstructorArguments[0].Value as string;
        var module = owner.Name.EndsWith("Module", StringComparison.Ordinal) ? owner.Name[..^"Module".Length] : owner.Name.Split('`')[0];
        return module is "Operators" or "ExtraTopLevelOperators" ? name ?? original.Name : $"{module}.{name ?? original.Name}";
    }

    private static string Unmarked(MethodInfo method) =>
        method.Name.EndsWith(Mark, StringComparison.Ordinal) ? method.Name[..^Mark.Length] : method.Name;

    private static int CountWitnesses(MethodInfo method) =>
        WithoutWitnesses(method) is { } original ? method.GetParameters().Length - original.GetParameters().Length : 0;

    private static MethodInfo? WithoutWitnesses(MethodInfo method) => Array.Find(
        method.DeclaringType!.GetMethods(), m => m.Name == Unmarked(method) && m.GetGenericArguments().Length == method.GetGenericArguments().Length);
}
