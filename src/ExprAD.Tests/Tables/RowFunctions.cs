using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tables;

namespace ExprAD.Tests.Tables;

/// <summary>Rows of the table as functions that can be differentiated.</summary>
internal static class RowFunctions
{
    /// <summary>Rows whose arguments are numbers and whose value is one: those that have references.</summary>
    internal static IEnumerable<Rule> Numeric => RuleTable.BuiltIn.Where(rule =>
        rule.Method.IsStatic && rule.Method.ReturnType != typeof(bool)
        && Array.TrueForAll(rule.Method.GetParameters(), p => IsReal(p.ParameterType) || (p.ParameterType == typeof(int) && !rule.IsFlat)));

    internal static IEnumerable<Rule> Smooth => Numeric.Where(rule => !rule.IsFlat && SmoothNames.Contains(rule.Method));

    /// <summary>Math.Pow(double, double).</summary>
    internal static string Name(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";

    internal static Rule Named(string name) => RuleTable.BuiltIn.Single(rule => Name(rule.Method) == name);

    internal static bool IsReal(Type type) => type == typeof(double) || type == typeof(float);

    internal static IReadOnlyList<Reference> References(Rule rule)
    {
        var references = Tables.References.Of(rule.Method.Name, rule.Partials.Length);
        return IsSingle(rule) ? [.. references.Where(reference => reference.IsSingle)] : references;
    }

    internal static bool IsSingle(Rule rule) => rule.Method.GetParameters()[0].ParameterType == typeof(float);

    /// <summary>p => f(p[0], p[1], ..) for p of type double[] or float[].</summary>
    internal static Expression<Func<T[], double>> OfArray<T>(MethodInfo method)
    {
        var p = Expression.Parameter(typeof(T[]), "p");
        var arguments = method.GetParameters().Select((parameter, i) => Cast(Expression.ArrayIndex(p, Expression.Constant(i)), parameter.ParameterType));
        return Expression.Lambda<Func<T[], double>>(Cast(Expression.Call(method, arguments), typeof(double)), p);
    }

    /// <summary>p => the partial derivative number i of f at p, for further differentiation.</summary>
    internal static Expression<Func<T[], double>> PartialOf<T>(Expression<Func<T[], double>> f, int i, AdOptions options)
    {
        var p = Expression.Parameter(typeof(T[]), "p");
        var gradient = Expression.Invoke(Derive.Grad(f, options), p);
        return Expression.Lambda<Func<T[], double>>(Cast(Expression.ArrayIndex(gradient, Expression.Constant(i)), typeof(double)), p);
    }

    private static HashSet<MethodInfo> SmoothNames { get; } = [.. Elementary.All.SelectMany(rule =>
        Spellings.ToSingle(rule.Method) is { } single ? (MethodInfo[])[Spellings.Canonical(rule.Method), single] : [Spellings.Canonical(rule.Method)])];

    private static Expression Cast(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}
