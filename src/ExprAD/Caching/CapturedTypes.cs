using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Caching;

/// <summary>Which captured values shape the derivative, so that they are read when it is made and belong to the key.</summary>
internal static class CapturedTypes
{
    private static readonly Module Own = typeof(CapturedTypes).Module;

    // Types whose values belong to the key by their own equality.
    private static readonly Type? Options = typeof(CapturedTypes).Assembly.GetType("ExprAD.AdOptions");

    /// <summary>Whether a type is that of an expression or of options.</summary>
    internal static bool ShapeDerivative(Type type) =>
        type != typeof(double) && !type.IsValueType && (type == Options || typeof(Expression).IsAssignableFrom(type));

    /// <summary>Whether a method is a verb, whose whole-number arguments (orders) shape the derivative too.</summary>
    internal static bool IsVerb(MethodInfo method) =>
        ReferenceEquals(method.Module, Own) && method.DeclaringType?.FullName is "ExprAD.Ad" or "ExprAD.Derive";
}
