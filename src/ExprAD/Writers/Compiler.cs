using System.Linq.Expressions;
using FastExpressionCompiler;

namespace ExprAD.Writers;

/// <summary>The only place that calls a compiler.</summary>
internal static class Compiler
{
    internal static Delegate Compile(LambdaExpression lambda, AdBackend backend) => backend switch
    {
        AdBackend.Interpreted => lambda.Compile(preferInterpretation: true),
        AdBackend.System => lambda.Compile(),
        _ when Risks.In(lambda) => lambda.Compile(),
        _ => CompileFast(lambda) ?? lambda.Compile(),
    };

    private static Delegate? CompileFast(LambdaExpression lambda)
    {
        try
        {
            return lambda.CompileFast(ifFastFailedReturnNull: true) as Delegate;
        }
        catch (Exception exception) when (exception is InvalidOperationException or NullReferenceException or NotSupportedException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>
    /// Looks for what FastExpressionCompiler 6.0.0 is known to get wrong: lambdas made inside the code, and comparisons with
    /// default values. Deep nesting does not occur in what the writer writes, except in expressions of the user's own.
    /// </summary>
    private sealed class Risks : ExpressionVisitor
    {
        private const int Deepest = 250;
        private bool found;
        private int depth;

        internal static bool In(LambdaExpression lambda)
        {
            var risks = new Risks();
            risks.Visit(lambda.Body);
            return risks.found;
        }

        public override Expression? Visit(Expression? node)
        {
            if (found || node is null)
            {
                return node;
            }

            // What is not a variable it passes by reference (`in`) wrongly.
            // Of a struct inside a struct FastExpressionCompiler reads a field wrongly.
            found = ++depth > Deepest || node is MemberExpression { Expression: MemberExpression { Type: { IsValueType: true, IsPrimitive: false } } } || node.NodeType is ExpressionType.Lambda or ExpressionType.Default or ExpressionType.Quote or ExpressionType.Dynamic
                || (node is MethodCallExpression { Method: var method } && Array.Exists(method.GetParameters(), parameter => parameter.ParameterType.IsByRef));
            var visited = found ? node : base.Visit(node);
            depth--;
            return visited;
        }
    }
}
