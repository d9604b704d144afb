using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Readers;

/// <summary>A call of an F# function whose definition is kept  becomes  its body.</summary>
internal sealed partial class Reader
{
    private Value? OfDefinition(MethodCallExpression node, out NotDifferentiableException? refusal)
    {
        refusal = null;
        var property = FunctionValue(node);
        if (property is null && (!ReflectedDefinitions.Has(node.Method) || RuleTable.Find(node.Method) is not null))
        {
            return null;
        }

        if (!ReflectedDefinitions.CanBeRead)
        {
            refusal = Refuse(node, $"{property?.Name ?? node.Method.Name} is an F# function, whose definition only the package ExprAD.FSharp can read", "reference package ExprAD.FSharp");
            return null;
        }

        LambdaExpression? definition;
        try
        {
            definition = property is null ? ReflectedDefinitions.Of(node.Method, [.. node.Arguments.Select(KnownCount)]) : ReflectedDefinitions.Of(property);
        }
        catch (NotDifferentiableException undefined)
        {
            refusal = undefined; // Said only if it matters: the call may not depend on the parameters.
            return null;
        }

        var isInstance = property is null && node.Object is not null;
        return definition is null ? null : Invoke(node, definition, isInstance ? [node.Object!, .. node.Arguments] : node.Arguments);
    }

    // Models.f.Invoke(x), where f is the value of an F# module.
    private static PropertyInfo? FunctionValue(MethodCallExpression node) =>
        node.Method.Name == "Invoke" && node.Object is MemberExpression { Expression: null, Member: PropertyInfo property } && ReflectedDefinitions.Has(property)
            && property.PropertyType.FullName!.StartsWith("Microsoft.FSharp.Core.FSharpFunc`2", StringComparison.Ordinal) ? property : null;

    // An integer that is known may decide how often a function calls itself.
    private object? KnownCount(Expression argument) =>
        argument.Type == typeof(int) && argument is ConstantExpression or ParameterExpression && Read(argument).Data is int count ? count : null;
}
