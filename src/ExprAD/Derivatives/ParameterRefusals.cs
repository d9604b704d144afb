using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>Why a derivative cannot be taken with respect to a parameter of some type.</summary>
internal static class ParameterRefusals
{
    private const string Data = "put it behind the differentiated parameter and use GradFirst, or capture it";
    private const string Types = "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those";

    internal static (string Reason, string Remedy) Of(Type type)
    {
        var name = TypeNames.Short(type);
        return type == typeof(decimal) ? ("decimal numbers are not differentiated, only double and float are", "use double instead of decimal")
            : OtherNumbers.Remedy(type) is { } remedy ? ($"numbers of type {name} are not differentiated, only double and float are", remedy)
            : type.IsPrimitive && type != typeof(bool) && type != typeof(char) ? ($"a derivative with respect to {TypeNames.WithArticle(type)} does not exist", $"make it double, or {Data}")
            : type.IsPrimitive || type.IsEnum || type == typeof(string) ? ($"a derivative with respect to {TypeNames.WithArticle(type)} does not exist", Data)
            : typeof(Delegate).IsAssignableFrom(type) ? ("a derivative with respect to a function does not exist", Data)
            : type == typeof(object) || type.IsInterface || type.IsAbstract ? ($"the type {name} does not say which numbers it holds", Types)
            : Kinds.Element(type) is { } element ? ($"the elements of {name} hold no double or float that can be followed", Types)
            : Shape.Of(type) is not null ? ($"{name} has no member that is a double or float, or made of them", Types)
            : typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? ($"the numbers in {TypeNames.WithArticle(type)} cannot be followed", Types)
            : type.Assembly == typeof(object).Assembly ? ($"{TypeNames.WithArticle(type)} cannot be taken apart into numbers and put together again", Types)
            : ($"a gradient has the type of its parameter, and {TypeNames.WithArticle(type)} cannot be made from its public members",
                "give it a constructor that stores each of its parameters in the member of that name, or public setters for all members");
    }
}
