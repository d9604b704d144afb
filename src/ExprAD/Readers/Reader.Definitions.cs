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
        if (!ReflectedDefinitions.Has(node.Method) || RuleTable.Find(node.Method) is not null)
        {
            return null;
        }

        if (!ReflectedDefinitions.CanBeRead)
        {
            refusal = Refuse(node, $"{node.Method.Name} is an F# function, whose definition only the package ExprAD.FSharp can read", "reference package ExprAD.FSharp");
            return null;
        }

        LambdaExpression? definition;
        try
        {
            definition = ReflectedDefinitions.Of(node.Method, [.. node.Arguments.Select(KnownCount)]);
        }
        catch (NotDifferentiableException undefined)
        {
            refusal = undefined; // Said only if it matters: the call may not depend on the parameters.
            return null;
        }

        return definition is null ? null : Invoke(node, definition, node.Object is null ? node.Arguments : [node.Object, .. node.Arguments]);
    }

    // A function that is the value of an F# module.
    private Value? DefinedFunction(MemberExpression node) =>
        node.Member is PropertyInfo property && FSharpTypes.IsFunction(node.Type) && ReflectedDefinitions.Has(property) && ReflectedDefinitions.Of(property) is { } definition
            ? graph.Intern(new Function(node.Type, definition, State.Empty.Variables))
            : null;

    // grad <@ fun y -> x * y @>  becomes  y => Ad.Grad(y => x * y)(y).
    private Value? OfQuotation(MethodCallExpression node) =>
        node.Method.DeclaringType is { Namespace: "ExprAD.FSharp" } && Quotations.Parts(node.Arguments[^1]) is var (quotation, variables, values)
            && ReflectedDefinitions.Verb(node.Method, quotation, [.. variables], [.. values], node.Arguments.Count == 2 ? node.Arguments[0] : null) is { } verb
            ? Reference(verb)
            : null;

    // An integer that is known may decide how often a function calls itself.
    private object? KnownCount(Expression argument) =>
        argument.Type == typeof(int) && argument is ConstantExpression or ParameterExpression && Read(argument).Data is int count ? count : null;
}
