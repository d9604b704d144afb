using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Writers;

namespace ExprAD.Tests.Oracles;

/// <summary>Trees of derivatives for functions whose types are known only when the test runs.</summary>
internal static class Trees
{
    /// <summary>Derive.ValueAndGrad for any number of parameters.</summary>
    internal static LambdaExpression ValueAndGrad(LambdaExpression function, AdMode mode) => ValueAndGrad(function, new AdOptions { Mode = mode });

    /// <summary>Derive.ValueAndGrad for any number of parameters.</summary>
    internal static LambdaExpression ValueAndGrad(LambdaExpression function, AdOptions options)
    {
        Type[] types = [.. function.Parameters.Select(p => p.Type)];
        var gradient = types.Length switch
        {
            1 => types[0],
            2 => typeof(ValueTuple<,>).MakeGenericType(types),
            3 => typeof(ValueTuple<,,>).MakeGenericType(types),
            _ => typeof(ValueTuple<,,,>).MakeGenericType(types),
        };
        var delegateType = Expression.GetFuncType([.. types, typeof(ValueTuple<,>).MakeGenericType(typeof(double), gradient)]);
        var derive = typeof(Pipeline).GetMethod(nameof(Pipeline.Derive), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(delegateType);
        return (LambdaExpression)derive.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Verb.ValueAndGrad, function, options, 1], null)!;
    }

    /// <summary>The function itself, written like a derivative.</summary>
    internal static LambdaExpression Value(LambdaExpression function)
    {
        var signature = new Signature(function.Type, function, null, "gradient");
        var graph = DerivativeGraph.Of(function, AdArithmetic.Strict);
        return signature.Lambda(TreeWriter.Write(graph.Root, graph.Evaluated, signature.Leaf, signature.Names).ToExpression());
    }
}
