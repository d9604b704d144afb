using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Tables;

/// <summary>All rules: the built-in rows, what users have defined, and what methods say of themselves by attribute.</summary>
internal static class RuleTable
{
    private static readonly Lazy<Dictionary<MethodInfo, Rule>> Rows = new(Build);
    private static readonly Lazy<Dictionary<MethodInfo, Rule>> ArrayRows = new(() => WholeArrays.All.ToDictionary(rule => rule.Method));
    private static readonly ConcurrentDictionary<MethodInfo, Rule> Defined = new();
    private static readonly ConcurrentDictionary<MethodInfo, Rule?> Attributed = new();
    private static int version;

    /// <summary>Changes whenever a user defines a rule.</summary>
    internal static int Version => Volatile.Read(ref version);

    /// <summary>Functions of numbers.</summary>
    internal static IReadOnlyCollection<Rule> BuiltIn => Rows.Value.Values;

    /// <summary>Functions of whole arrays.</summary>
    internal static IReadOnlyCollection<Rule> OfArrays => ArrayRows.Value.Values;

    internal static Rule? Find(MethodInfo method) =>
        Defined.TryGetValue(method, out var defined) ? defined
        : Rows.Value.TryGetValue(method, out var row) || ArrayRows.Value.TryGetValue(method, out row) ? row
        : Attributed.GetOrAdd(method, static m => FromAttribute(m));

    internal static void Define(Rule rule)
    {
        Defined[rule.Method] = rule;
        Interlocked.Increment(ref version);
    }

    // Every row of doubles gives one of floats: the same formulas with the methods and numbers of the other precision.
    private static Dictionary<MethodInfo, Rule> Build()
    {
        var rows = new Dictionary<MethodInfo, Rule>();
        foreach (var rule in Elementary.All.Concat(Piecewise.All))
        {
            rows[Spellings.Canonical(rule.Method)] = rule;
            if (Spellings.ToSingle(rule.Method) is { } single)
            {
                rows[single] = new Rule(single, [.. rule.Partials.Select(p => p is null ? null : Spellings.ToSingle(p))], rule.MayThrow) { Second = Spellings.ToSingle(rule.Second) };
            }
        }

        foreach (var rule in Flats.All)
        {
            rows.TryAdd(Spellings.Canonical(rule.Method), rule);
        }

        return rows;
    }

    private static Rule? FromAttribute(MethodInfo method)
    {
        if (method.GetCustomAttribute<DerivativeAttribute>() is not { } attribute)
        {
            return null;
        }

        var arguments = method.GetParameters();
        var reals = arguments.Where(p => p.ParameterType == typeof(double) || p.ParameterType == typeof(float)).ToArray();
        if (!method.IsStatic || reals.Length != attribute.Partials.Count)
        {
            throw new NotDifferentiableException(
                null,
                $"[Derivative] on {method.DeclaringType?.Name}.{method.Name} names {attribute.Partials.Count} partial derivatives for {reals.Length} real arguments",
                "put it on a static method and name one partial derivative for each argument of type double or float, in order");
        }

        var names = new Queue<string>(attribute.Partials);
        return new Rule(method, [.. arguments.Select(p => reals.Contains(p) ? PartialOf(method, names.Dequeue()) : null)], MayThrow: true);
    }

    private static LambdaExpression PartialOf(MethodInfo method, string name)
    {
        const BindingFlags members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;
        var owner = method.DeclaringType!;
        Type[] arguments = [.. method.GetParameters().Select(p => p.ParameterType)];
        Type[] withValue = [.. arguments, method.ReturnType];
        if ((owner.GetProperty(name, members)?.GetValue(null) ?? owner.GetField(name, members)?.GetValue(null)) is LambdaExpression lambda
            && (Fits(lambda, arguments) || Fits(lambda, withValue)) && lambda.ReturnType == method.ReturnType)
        {
            return lambda;
        }

        if ((owner.GetMethod(name, members, arguments) ?? owner.GetMethod(name, members, withValue)) is { } partial && partial.ReturnType == method.ReturnType)
        {
            var parameters = Array.ConvertAll(partial.GetParameters(), p => Expression.Parameter(p.ParameterType, p.Name));
            return Expression.Lambda(Expression.Call(partial, parameters), parameters);
        }

        throw new NotDifferentiableException(
            null,
            $"[Derivative] on {owner.Name}.{method.Name} names '{name}', which {owner.Name} does not have in a fitting form",
            $"make it a static method or a static lambda expression that takes the arguments of {method.Name}, or these and its value, and returns {TypeNames.Short(method.ReturnType)}");
    }

    private static bool Fits(LambdaExpression lambda, Type[] types) => lambda.Parameters.Select(p => p.Type).SequenceEqual(types);
}
