using System.Reflection;

namespace ExprAD.Tables;

/// <summary>Functions that return two numbers at once: Math.SinCos(x) becomes (Math.Sin(x), Math.Cos(x)), which are the same bits.</summary>
internal static class Pairs
{
    /// <summary>The functions that give the numbers, for a function in canonical spelling; null where it is no pair.</summary>
    internal static MethodInfo[]? Of(MethodInfo method) =>
        method.Name == nameof(Math.SinCos) && (method.DeclaringType == typeof(Math) || method.DeclaringType == typeof(MathF))
            ? Array.ConvertAll<string, MethodInfo>([nameof(Math.Sin), nameof(Math.Cos)], name => method.DeclaringType.GetMethod(name, [method.GetParameters()[0].ParameterType])!)
            : null;
}
