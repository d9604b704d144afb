using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ExprAD;

/// <summary>
/// Where a derivative's tree with loops, or with solutions of equations, has come from. Differentiating such a tree again goes back to its function: <c>Derive.Grad(f)</c> is read as
/// <c>x => Ad.Grad(f)(x)</c>, whose loops and arrays are known for what they are.
/// </summary>
internal static class Provenance
{
    private static readonly Type Verbs = typeof(Provenance).Assembly.GetType("ExprAD.Ad")!;

    private static readonly ConditionalWeakTable<LambdaExpression, Origin> Origins = [];

    /// <summary>Takes note of what a tree is the derivative of, if it has loops or solutions.</summary>
    internal static void Remember(LambdaExpression tree, Verb verb, LambdaExpression function, AdOptions options, int order, bool hasSolutions)
    {
        if (verb is not (Verb.Inline or Verb.GradInto) && (hasSolutions || new Loops().In(tree)))
        {
            Origins.AddOrUpdate(tree, new Origin(verb, function, options, order));
        }
    }

    /// <summary>The tree, or a call of the verb that has made it.</summary>
    internal static LambdaExpression Unfold(LambdaExpression tree)
    {
        if (!Origins.TryGetValue(tree, out var origin) || Find(origin) is not { } method)
        {
            return tree;
        }

        var arguments = new List<Expression> { Expression.Quote(Unfold(origin.Function)) };
        arguments.AddRange(method.GetParameters().Length == 3 ? [Expression.Constant(origin.Order)] : Array.Empty<Expression>());
        arguments.Add(Expression.Constant(origin.Options));
        return Expression.Lambda(tree.Type, Expression.Invoke(Expression.Call(method, arguments), tree.Parameters), tree.Parameters);
    }

    // The overload with options for the type of the function.
    private static MethodInfo? Find(Origin origin)
    {
        var types = origin.Function.Type.GetGenericArguments();
        var candidates =
            from method in Verbs.GetMethods()
            let parameters = method.GetParameters()
            where method.Name == origin.Verb.ToString() && parameters[^1].ParameterType == typeof(AdOptions)
                && parameters.Length == (origin.Verb is Verb.Derivative or Verb.Taylor ? 3 : 2)
            let pattern = parameters[0].ParameterType.GetGenericArguments()[0].GetGenericArguments()
            where pattern.Length == types.Length && pattern.Zip(types).All(pair => pair.First.IsGenericParameter || pair.First == pair.Second)
            orderby method.IsGenericMethod
            select method.IsGenericMethod
                ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(argument => types[Array.IndexOf(pattern, argument)])])
                : method;
        return candidates.FirstOrDefault();
    }

    private sealed record Origin(Verb Verb, LambdaExpression Function, AdOptions Options, int Order);

    private sealed class Loops : ExpressionVisitor
    {
        private bool found;

        internal bool In(LambdaExpression tree)
        {
            foreach (var statement in tree.Body is BlockExpression block ? block.Expressions : [])
            {
                if (!found)
                {
                    Visit(statement);
                }
            }

            return found;
        }

        public override Expression? Visit(Expression? node) => found ? node : base.Visit(node);

        protected override Expression VisitLoop(LoopExpression node)
        {
            found = true;
            return node;
        }
    }
}
