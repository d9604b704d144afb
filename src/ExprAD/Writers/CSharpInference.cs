using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Writers;

/// <summary>Whether C# finds the type arguments of a generic call by itself; where in doubt they are printed.</summary>
/// <remarks>
/// They are found when every type parameter is met in the type of an argument or in the result of a lambda whose parameters are
/// known, and all that is met is the type argument itself: a simple part of the C# specification's type inference (12.6.3).
/// </remarks>
internal static class CSharpInference
{
    internal static bool Infers(MethodInfo method, IReadOnlyList<Expression> arguments, bool typesLambdas)
    {
        var definition = method.GetGenericMethodDefinition();
        var parameters = definition.GetParameters();
        var found = new Dictionary<Type, HashSet<Type>>();
        bool certain = true;
        for (int i = 0; i < arguments.Count; i++)
            if (LambdaOf(arguments[i]) is null) certain &= Meet(parameters[i].ParameterType, arguments[i].Type, found);
        for (int i = 0; i < arguments.Count; i++)
            if (LambdaOf(arguments[i]) is { } lambda) certain &= MeetLambda(parameters[i].ParameterType, lambda, typesLambdas, found);

        var (wanted, given) = (definition.GetGenericArguments(), method.GetGenericArguments());
        for (int i = 0; i < wanted.Length; i++)
            certain &= found.TryGetValue(wanted[i], out var types) && types.SetEquals([given[i]]);
        return certain || !Array.TrueForAll(given, CSharpTypes.IsNameable);
    }

    private static LambdaExpression? LambdaOf(Expression argument) =>
        argument as LambdaExpression ?? (argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand as LambdaExpression : null);

    private static bool MeetLambda(Type pattern, LambdaExpression lambda, bool typesLambdas, Dictionary<Type, HashSet<Type>> found)
    {
        if (typeof(LambdaExpression).IsAssignableFrom(pattern) && pattern.IsGenericType) pattern = pattern.GetGenericArguments()[0];
        if (!typeof(Delegate).IsAssignableFrom(pattern) || pattern.GetMethod("Invoke") is not { } invoke) return !pattern.ContainsGenericParameters;
        var parameters = invoke.GetParameters();
        for (int i = 0; i < parameters.Length && i < lambda.Parameters.Count; i++)
        {
            var type = parameters[i].ParameterType;
            if (typesLambdas) Meet(type, lambda.Parameters[i].Type, found);
            else if (type.ContainsGenericParameters && !Parameters(type).All(found.ContainsKey)) return false;
        }
        return invoke.ReturnType == typeof(void) || Meet(invoke.ReturnType, lambda.Body.Type, found);
    }

    private static IEnumerable<Type> Parameters(Type type) =>
        type.IsGenericParameter ? [type]
        : type.HasElementType ? Parameters(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parameters);

    private static bool Meet(Type pattern, Type actual, Dictionary<Type, HashSet<Type>> found)
    {
        if (!pattern.ContainsGenericParameters) return true;
        if (pattern.IsGenericParameter)
        {
            if (!found.TryGetValue(pattern, out var types)) found[pattern] = types = [];
            types.Add(actual);
            return true;
        }
        if (pattern.IsByRef) return Meet(pattern.GetElementType()!, actual.IsByRef ? actual.GetElementType()! : actual, found);
        if (pattern.IsArray) return actual.IsArray && actual.GetArrayRank() == pattern.GetArrayRank() && Meet(pattern.GetElementType()!, actual.GetElementType()!, found);
        if (Instance(pattern.GetGenericTypeDefinition(), actual) is not { } instance) return false;
        var (inner, outer) = (pattern.GetGenericArguments(), instance.GetGenericArguments());
        bool certain = true;
        for (int i = 0; i < inner.Length; i++) certain &= Meet(inner[i], outer[i], found);
        return certain;
    }

    // The one base type or interface of the actual type that is made from the definition.
    private static Type? Instance(Type definition, Type actual)
    {
        var candidates = new List<Type>();
        for (var type = actual; type != null; type = type.BaseType) candidates.Add(type);
        if (definition.IsInterface) candidates.AddRange(actual.GetInterfaces());
        var fitting = candidates.Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == definition).Distinct().ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }
}
