using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>Why a derivative cannot be taken with respect to a parameter of some type.</summary>
internal static class ParameterRefusals
{
    private const string Data = "make it double, or leave it out of the differentiation: put it behind the first parameter and use GradFirst, or capture it";
    private const string Types = "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those";

    internal static (string Reason, string Remedy) Of(Type type)
    {
        var name = TypeNames.Short(type);
        return type == typeof(decimal) ? ("decimal numbers are not differentiated, only double and float are", "use double instead of decimal")
            : OtherNumbers.Remedy(type) is { } remedy ? ($"numbers of type {name} are not differentiated, only double and float are", remedy)
            : type.IsPrimitive || type.IsEnum || type == typeof(string) ? ($"a derivative with respect to {TypeNames.WithArticle(type)} does not exist", Data)
            : typeof(Delegate).IsAssignableFrom(type) ? ("a derivative with respect to a function does not exist", "put the function behind the first parameter and use GradFirst, or capture it")
            : type == typeof(object) || type.IsInterface || type.IsAbstract ? ($"the type {name} does not say which numbers it holds", Types)
            : Kinds.Element(type) is { } element ? ($"the elements of {name} hold no double or float that can be followed", Types)
            : Shape.Of(type) is not null ? ($"{name} has no member that is a double or float, or made of them", Types)
            : typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? ($"the numbers in {TypeNames.WithArticle(type)} cannot be followed", Types)
            : ($"{TypeNames.WithArticle(type)} cannot be made again from its public members, as a gradient of that type must be",
                "give it a constructor that stores each of its parameters in the member of that name, or public setters for all members");
    }
}
