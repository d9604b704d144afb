using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// Lambdas inside a lambda that F# has converted. <c>fun x -> Ad.Grad(fun y -> x * y).Invoke x</c> arrives as
/// <c>Ad.Grad(QuotationToLambdaExpression(SubstHelper(quotation, [x], [(object)x]))).Invoke(x)</c>: the inner lambda is a quotation, to be
/// converted when the outer one runs with the values of the variables that it uses. It becomes <c>Ad.Grad(y => x * y).Invoke(x)</c>,
/// where x is the outer lambda's.
/// </summary>
internal static class Quotations
{
    private const string Quoted = "Microsoft.FSharp.Quotations.";

    /// <summary>Whether a node stands for a lambda in a quotation.</summary>
    internal static bool IsLambda(Expression node) => node is MethodCallExpression { Method: { Name: "QuotationToLambdaExpression", DeclaringType: { Name: "LeafExpressionConverter" } owner } }
        && FSharpTypes.AreIn(owner);

    /// <summary>The lambda, which uses the variables around it; null where the quotation is none that is known now.</summary>
    /// <exception cref="NotDifferentiableException">F# cannot convert what stands in it.</exception>
    internal static LambdaExpression? Lambda(Expression node)
    {
        var conversion = (MethodCallExpression)node;
        if (Parts(conversion.Arguments[0]) is not var (quoted, variables, values))
        {
            return null;
        }

        try
        {
            return Converted(conversion.Method, quoted, variables, values);
        }
        catch (TargetInvocationException failure)
        {
            throw new NotDifferentiableException(
                null, $"F# cannot convert a lambda inside the lambda: {failure.InnerException!.Message.Split('\n')[0].TrimEnd()}",
                "write the inner function without mutable variables, loops and patterns of struct tuples, or differentiate a quotation with ExprAD.FSharp");
        }
    }

    /// <summary>A quotation, its variables that are declared outside of it, and what they are; null where these are not known.</summary>
    internal static (object Quotation, IReadOnlyList<object> Variables, IReadOnlyList<Expression> Values)? Parts(Expression node)
    {
        var (quotation, variables, values) = node is MethodCallExpression { Method.Name: "SubstHelper" or "SubstHelperRaw" } substitution
            ? (substitution.Arguments[0], Items(substitution.Arguments[1]), Items(substitution.Arguments[2]))
            : (node, [], []);
        while (quotation is UnaryExpression { NodeType: ExpressionType.Convert } cast)
        {
            quotation = cast.Operand;
        }

        return quotation is ConstantExpression { Value: { } quoted } && variables.All(variable => variable is ConstantExpression)
            ? (quoted, [.. variables.Select(variable => ((ConstantExpression)variable).Value!)], [.. values.Select(Unboxed)])
            : null;
    }

    private static IReadOnlyList<Expression> Items(Expression array) => array is NewArrayExpression written ? written.Expressions : [];

    // fun x -> fun z -> <@ the lambda @>, converted and taken apart again: the variables become parameters that are replaced by what they are.
    private static LambdaExpression Converted(MethodInfo conversion, object quotation, IReadOnlyList<object> variables, IReadOnlyList<Expression> values)
    {
        var core = conversion.DeclaringType!.Assembly;
        var (expr, variable) = (core.GetType(Quoted + "FSharpExpr", throwOnError: true)!, core.GetType(Quoted + "FSharpVar", throwOnError: true)!);
        var abstraction = expr.GetMethod("Lambda", [variable, expr])!;
        var closed = variables.Reverse().Aggregate(quotation, (body, bound) => abstraction.Invoke(null, [bound, body])!);
        var tree = (Expression)conversion.DeclaringType.GetMethod("QuotationToExpression", [expr])!.Invoke(null, [closed])!;
        var renamed = new Dictionary<Expression, Expression>();
        foreach (var value in values)
        {
            var lambda = (LambdaExpression)Unwrapped(tree);
            renamed.Add(lambda.Parameters[0], value);
            tree = lambda.Body;
        }

        return (LambdaExpression)new Renaming(renamed).Visit(Unwrapped(tree));
    }

    // ToFSharpFunc(lambda), (T)lambda: the lambda.
    private static Expression Unwrapped(Expression node) => node switch
    {
        MethodCallExpression { Method.Name: "ToFSharpFunc", Arguments: [var lambda] } => Unwrapped(lambda),
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.Quote, Operand: var operand } => Unwrapped(operand),
        _ => node,
    };

    private static Expression Unboxed(Expression value) =>
        value is UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand } && value.Type == typeof(object) ? operand : value;

    private sealed class Renaming(Dictionary<Expression, Expression> renamed) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => renamed.GetValueOrDefault(node, node);
    }
}
