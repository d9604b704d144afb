using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Caching;

/// <summary>Joins a compiled function, which is shared by all lambdas of one structure, with the captures of one of them.</summary>
internal static class Binding
{
    private static readonly Type?[] FunctionsByArity =
    [
        typeof(BoundFunction<>),     typeof(BoundFunction<,>),     typeof(BoundFunction<,,>), typeof(BoundFunction<,,,>),
        typeof(BoundFunction<,,,,>), typeof(BoundFunction<,,,,,>), typeof(BoundFunction<,,,,,,>),
    ];

    /// <summary>The function with its captures bound.</summary>
    /// <param name="inner">
    /// A delegate that takes the captures (<c>object[]</c>) before the parameters of <typeparamref name="TDelegate"/>; one that is a
    /// <typeparamref name="TDelegate"/> already needs no captures and is returned as it is.
    /// </param>
    /// <param name="captures">The captures by slot.</param>
    internal static TDelegate Bind<TDelegate>(Delegate inner, object[] captures)
        where TDelegate : Delegate =>
        inner as TDelegate ?? (TDelegate)Binder<TDelegate>.Create(inner, captures);

    private static class Binder<TDelegate>
        where TDelegate : Delegate
    {
        internal static readonly Func<Delegate, object[], Delegate> Create = MakeBinder(typeof(TDelegate));
    }

    private static Func<Delegate, object[], Delegate> MakeBinder(Type type)
    {
        var arguments = type.GenericTypeArguments;
        if (arguments.Length is > 0 and <= 7 && type == Expression.GetDelegateType(arguments) && !IsAction(type))
        {
            return FunctionsByArity[arguments.Length - 1]!.MakeGenericType(arguments)
                .GetMethod(nameof(BoundFunction<>.Create), BindingFlags.Static | BindingFlags.NonPublic)!
                .CreateDelegate<Func<Delegate, object[], Delegate>>();
        }

        var byInner = new ConcurrentDictionary<Type, Func<Delegate, object[], Delegate>>();
        return (inner, captures) => byInner.GetOrAdd(inner.GetType(), CompileBinder, type)(inner, captures);
    }

    private static bool IsAction(Type type) => type.GetMethod("Invoke")!.ReturnType == typeof(void);

    // (inner, captures) becomes (a, b, ..) => ((TInner)inner)(captures, a, b, ..)
    private static Func<Delegate, object[], Delegate> CompileBinder(Type innerType, Type type)
    {
        var inner = Expression.Parameter(typeof(Delegate), "inner");
        var captures = Expression.Parameter(typeof(object[]), "captures");
        var typed = Expression.Variable(innerType, "typed");
        var parameters = Array.ConvertAll(
            type.GetMethod("Invoke")!.GetParameters(), parameter => Expression.Parameter(parameter.ParameterType, parameter.Name));
        var bound = Expression.Lambda(type, Expression.Invoke(typed, [captures, .. parameters]), parameters);
        var body = Expression.Block([typed], Expression.Assign(typed, Expression.Convert(inner, innerType)), bound);
        return Expression.Lambda<Func<Delegate, object[], Delegate>>(body, inner, captures).Compile();
    }
}
