using System.Reflection;
using static ExprAD.Tables.Rows;

namespace ExprAD.Tables;

/// <summary>Functions that are constant between jumps, and questions about numbers: the derivative is zero.</summary>
internal static class Flats
{
    private static readonly string[] Jumps =
    [
        nameof(Math.Floor), nameof(Math.Ceiling), nameof(Math.Round), nameof(Math.Truncate), nameof(Math.Sign), nameof(Math.ILogB),
    ];

    // Of an instance or an object: x.CompareTo(y), x.Equals(y).
    private static readonly string[] Comparisons = [nameof(double.CompareTo), nameof(double.Equals)];

    internal static IReadOnlyList<Rule> All =>
    [
        .. from type in (Type[])[typeof(Math), typeof(MathF), typeof(double), typeof(float)]
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
           where (Jumps.Contains(method.Name) || method.ReturnType == typeof(bool)) && TakesReal(method) && !method.GetParameters().Any(p => p.ParameterType.IsByRef)
           select Flat(Spellings.Canonical(method)) with { MayThrow = method.Name is nameof(Math.Sign) or nameof(Math.Round) },
        .. from type in (Type[])[typeof(double), typeof(float)]
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where Comparisons.Contains(method.Name)
           select Flat(method) with { MayThrow = method.Name == nameof(double.CompareTo) },
    ];

    internal static bool TakesReal(MethodInfo method) =>
        Array.Exists(method.GetParameters(), p => p.ParameterType == typeof(double) || p.ParameterType == typeof(float));
}
