using System.Linq.Expressions;

namespace ExprAD.Tests.Queries;

/// <summary>
/// A failing function made smaller: a part of it is replaced by something inside that part, a parameter or a literal, as long as what is left
/// still fails.
/// </summary>
internal static class Shrink
{
    private const int Tries = 250;

    internal static LambdaExpression While(LambdaExpression function, Func<LambdaExpression, bool> fails)
    {
        var tries = 0;
        for (var changed = true; changed && tries < Tries;)
        {
            changed = false;
            foreach (var smaller in Candidates(function))
            {
                if (++tries > Tries)
                {
                    break;
                }

                if (fails(smaller))
                {
                    (function, changed) = (smaller, true);
                    break;
                }
            }
        }

        return function;
    }

    // From the outside in: what goes early takes much with it.
    private static IEnumerable<LambdaExpression> Candidates(LambdaExpression function)
    {
        var parts = new Parts();
        parts.Visit(function.Body);
        for (var i = 0; i < parts.Found.Count; i++)
        {
            var (part, scope) = parts.Found[i];
            var inside = new Parts();
            inside.Visit(part);
            var replacements = inside.Found.Skip(1).Select(found => found.Part)
                .Concat(function.Parameters).Concat(scope)
                .Where(other => other != part && part.Type.IsAssignableFrom(other.Type) && (part is not ParameterExpression || part.Type != other.Type))
                .Where(other => new Variables().Of(other).All(variable => function.Parameters.Contains(variable) || scope.Contains(variable)));
            if (part is not ConstantExpression && part.Type.IsPrimitive)
            {
                replacements = replacements.Append(Expression.Constant(part.Type == typeof(bool) ? true : Convert.ChangeType(1, part.Type, null)))
                    .Append(Expression.Constant(part.Type == typeof(bool) ? false : Convert.ChangeType(0, part.Type, null)));
            }

            foreach (var replacement in replacements)
            {
                if (Replaced(function, i, replacement) is { } smaller)
                {
                    yield return smaller;
                }
            }
        }
    }

    private static LambdaExpression? Replaced(LambdaExpression function, int number, Expression replacement)
    {
        try
        {
            return Expression.Lambda(function.Type, new Replacement(number, replacement).Visit(function.Body)!, function.Parameters);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // A loop with another test might not end.
    private abstract class Terminating : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method.DeclaringType == typeof(Flow) && node.Method.Name == nameof(Flow.While) ? node : base.VisitMethodCall(node);
    }

    // All parts, a part before those inside of it, with the variables of the lambdas around it.
    private sealed class Parts : Terminating
    {
        private readonly List<ParameterExpression> scope = [];

        internal List<(Expression Part, List<ParameterExpression> Scope)> Found { get; } = [];

        public override Expression? Visit(Expression? node)
        {
            if (node is not null and not LambdaExpression)
            {
                Found.Add((node, [.. scope]));
            }

            return base.Visit(node);
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            scope.AddRange(node.Parameters);
            Visit(node.Body);
            scope.RemoveRange(scope.Count - node.Parameters.Count, node.Parameters.Count);
            return node;
        }
    }

    private sealed class Variables : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> used = [];
        private readonly HashSet<ParameterExpression> declared = [];

        internal IEnumerable<ParameterExpression> Of(Expression node)
        {
            Visit(node);
            return used.Except(declared);
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            declared.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            used.Add(node);
            return node;
        }
    }

    private sealed class Replacement(int number, Expression replacement) : Terminating
    {
        private int next;

        public override Expression? Visit(Expression? node) =>
            node is null or LambdaExpression ? base.Visit(node) : next++ == number ? replacement : base.Visit(node);

        protected override Expression VisitLambda<T>(Expression<T> node) =>
            Visit(node.Body) is var body && body == node.Body ? node : Expression.Lambda(node.Type, body!, node.Parameters);
    }
}
