using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Methods of arrays and lists that LINQ has by another name: <c>list.ConvertAll(f)</c> becomes <c>list.Select(f).ToList()</c>.</summary>
internal sealed partial class Reader
{
    // A method reads the list that it is called on, which throws where that is null; an operator would say so.
    private Value OfMethod(MethodCallExpression operators)
    {
        var named = namesSources;
        namesSources = false;
        var value = Reference(operators);
        namesSources = named;
        return value;
    }

    private bool namesSources = true;

    // null where it is no such method.
    private static MethodCallExpression? AsQuery(MethodCallExpression node)
    {
        var owner = node.Method.DeclaringType;
        return owner == typeof(MemoryExtensions) ? OfSpans(node)
            : owner == typeof(Array) && node.Method.IsGenericMethod && node.Arguments.Count == 2 ? OfList(node.Method, node.Arguments[0], node.Arguments[1])
            : node.Object is { } list && owner!.IsGenericType && owner.GetGenericTypeDefinition() == typeof(List<>) && node.Arguments.Count <= 1
                ? OfList(node.Method, list, node.Arguments.Count == 0 ? null : node.Arguments[0])
            : null;
    }

    // With C# 14 array.Contains(x) and a.SequenceEqual(b) bind to MemoryExtensions through spans; they are the LINQ operators.
    private static MethodCallExpression? OfSpans(MethodCallExpression node)
    {
        if (node.Method.Name is not (nameof(Enumerable.Contains) or nameof(Enumerable.SequenceEqual)))
        {
            return null;
        }

        var arguments = node.Arguments.Select(argument => argument is MethodCallExpression { Method.Name: "op_Implicit" } span ? span.Arguments[0] : argument).ToArray();
        return Kinds.Element(arguments[0].Type) is { } element && arguments.Length is 2 or 3 ? Expression.Call(typeof(Enumerable), node.Method.Name, [element], arguments) : null;
    }

    private static MethodCallExpression? OfList(MethodInfo method, Expression list, Expression? argument)
    {
        var element = Kinds.Element(list.Type);
        if (element is null || (list.Type.IsArray && list.Type.GetArrayRank() != 1))
        {
            return null;
        }

        Expression? function = argument is LambdaExpression lambda ? Expression.Lambda(lambda.Body, lambda.Parameters) : null;
        MethodCallExpression Made(Expression sequence, Type of) =>
            Expression.Call(typeof(Enumerable), list.Type.IsArray ? nameof(Enumerable.ToArray) : nameof(Enumerable.ToList), [of], sequence);
        return (method.Name, argument) switch
        {
            (nameof(List<int>.ToArray), null) => Expression.Call(typeof(Enumerable), nameof(Enumerable.ToArray), [element], list),
            (nameof(List<int>.Contains), not null) => Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [element], list, argument),
            _ when function is null => null,
            (nameof(List<int>.ConvertAll), _) => Made(Expression.Call(typeof(Enumerable), nameof(Enumerable.Select), [element, function.Type.GetGenericArguments()[^1]], list, function), function.Type.GetGenericArguments()[^1]),
            (nameof(List<int>.FindAll), _) => Made(Expression.Call(typeof(Enumerable), nameof(Enumerable.Where), [element], list, function), element),
            (nameof(List<int>.Find), _) => Expression.Call(typeof(Enumerable), nameof(Enumerable.FirstOrDefault), [element], list, function),
            (nameof(List<int>.FindLast), _) => Expression.Call(typeof(Enumerable), nameof(Enumerable.LastOrDefault), [element], list, function),
            (nameof(List<int>.Exists), _) => Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [element], list, function),
            (nameof(List<int>.TrueForAll), _) => Expression.Call(typeof(Enumerable), nameof(Enumerable.All), [element], list, function),
            _ => null,
        };
    }
}
