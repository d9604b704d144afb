using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>The types of FSharp.Core that have a meaning here, known by their names: the library does not refer to FSharp.Core.</summary>
internal static class FSharpTypes
{
    private const string Core = "Microsoft.FSharp.Core";
    private const string Collections = "Microsoft.FSharp.Collections";

    /// <summary>Whether a type is one of FSharp.Core.</summary>
    internal static bool AreIn(Type? type) => type?.Namespace is { } space && space.StartsWith("Microsoft.FSharp.", StringComparison.Ordinal);

    /// <summary>Whether a type is <c>'T list</c>.</summary>
    internal static bool IsList(Type type) => Is(type, Collections, "FSharpList`1");

    /// <summary>Whether a type is <c>'T -> 'U</c>.</summary>
    internal static bool IsFunction(Type type) => Is(type, Core, "FSharpFunc`2");

    /// <summary>Whether a type is <c>'T option</c>.</summary>
    internal static bool IsOption(Type type) => Is(type, Core, "FSharpOption`1");

    /// <summary>List.ofArray for a type of lists.</summary>
    internal static MethodInfo ListOfArray(Type list) => list.Assembly.GetType($"{Collections}.ListModule", throwOnError: true)!
        .GetMethod("OfArray")!.MakeGenericMethod(list.GetGenericArguments());

    /// <summary>What makes a function of F# of a delegate.</summary>
    internal static MethodInfo FunctionOf(Type function, Type from) => Array.Find(
        function.Assembly.GetType($"{Core}.FuncConvert", throwOnError: true)!.GetMethods(),
        method => method.GetGenericArguments().Length == 2 && method.GetParameters() is [var only]
            && only.ParameterType.IsGenericType && only.ParameterType.GetGenericTypeDefinition() == from.GetGenericTypeDefinition())!.MakeGenericMethod(function.GetGenericArguments());

    private static bool Is(Type type, string space, string name) => type.IsGenericType && type.Name == name && type.Namespace == space;
}
