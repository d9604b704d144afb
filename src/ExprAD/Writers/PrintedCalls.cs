using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Writers;

/// <summary>What calls stand for in source text: accessors of properties and method groups.</summary>
internal static class PrintedCalls
{
    /// <summary>The property whose accessor this is, or null.</summary>
    internal static PropertyInfo? PropertyOf(MethodInfo method)
    {
        if (!method.IsSpecialName || method.DeclaringType is null || method.Name is not ['g' or 's', 'e', 't', '_', ..]) return null;
        foreach (var property in method.DeclaringType.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            if (property.GetMethod == method || property.SetMethod == method) return property;
        return null;
    }

    /// <summary>A method group converted to a delegate arrives as methodInfo.CreateDelegate(typeof(..), target).</summary>
    internal static bool IsMethodGroup(MethodCallExpression call, out MethodInfo group, out Expression? target)
    {
        (group, target) = (call.Method, null);
        if (call.Method.Name != nameof(MethodInfo.CreateDelegate) || call.Object is not ConstantExpression { Value: MethodInfo method } || call.Arguments.Count == 0) return false;
        (group, target) = (method, call.Arguments.Count > 1 ? call.Arguments[1] : null);
        return true;
    }

    /// <summary>Whether the type has another method of the name with as many parameters.</summary>
    internal static bool HasOverloads(MethodBase method, Type type)
    {
        int count = method.GetParameters().Length;
        return type.GetMember(method.Name, MemberTypes.Method | MemberTypes.Constructor, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Count(other => ((MethodBase)other).GetParameters().Length == count) > 1;
    }
}
