using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// A Loop node read as `while` or `for`: the test that ends it at the start of every round, the body, and the step of a
/// counter at its end.
/// </summary>
/// <param name="Test">The test; null for `while (true)`.</param>
/// <param name="Negated">Whether the loop goes on while the test is false.</param>
/// <param name="Scope">The block whose variables belong to the body.</param>
/// <param name="Body">The statements of the body, with the step.</param>
/// <param name="Counter">The variable that the last statement steps and the test reads, or null.</param>
internal sealed record PrintedLoop(
    Expression? Test, bool Negated, BlockExpression? Scope, IReadOnlyList<Expression> Body, ParameterExpression? Counter)
{
    internal static PrintedLoop Of(LoopExpression loop)
    {
        var scope = loop.Body as BlockExpression;
        var body = Statements(loop.Body);
        Expression? test = null;
        bool negated = false;
        if (loop.BreakLabel is { } label && label.Type == typeof(void) && body.Count > 0
            && body[0] is ConditionalExpression choice && choice.Type == typeof(void) && !Reads(choice.Test, scope))
        {
            if (IsBreak(choice.IfTrue, label) && IsEmpty(choice.IfFalse))
            {
                (test, negated) = (choice.Test, true);
                body = body.GetRange(1, body.Count - 1);
            }
            else if (IsBreak(choice.IfFalse, label) && (body.Count == 1 || IsEmpty(choice.IfTrue)))
            {
                test = choice.Test;
                if (body.Count > 1) body = body.GetRange(1, body.Count - 1);
                else if (scope is null || scope.Variables.Count == 0) (scope, body) = (choice.IfTrue as BlockExpression, Statements(choice.IfTrue));
                else body = [choice.IfTrue];
            }
        }
        var counter = test != null && body.Count > 0 ? Stepped(body[^1])?.Variable : null;
        if (counter != null && (scope?.Variables.Contains(counter) == true || !new Mentions([counter]).In(test!))) counter = null;
        return new PrintedLoop(test, negated, scope, body, counter);
    }

    /// <summary>What is true as long as the loop goes on; null for `while (true)`.</summary>
    internal Expression? Condition => Test is null || !Negated ? Test : Opposite(Test);

    // Comparisons of integers are turned round; those of reals are not, for NaN.
    private static Expression Opposite(Expression test)
    {
        if (test is UnaryExpression { NodeType: ExpressionType.Not, Method: null } not && not.Operand.Type == typeof(bool)) return not.Operand;
        if (test is not BinaryExpression { Method: null, IsLifted: false } comparison || !CSharpLiterals.IsInteger(comparison.Left.Type)) return Expression.Not(test);
        return comparison.NodeType switch
        {
            ExpressionType.LessThan => Expression.GreaterThanOrEqual(comparison.Left, comparison.Right),
            ExpressionType.LessThanOrEqual => Expression.GreaterThan(comparison.Left, comparison.Right),
            ExpressionType.GreaterThan => Expression.LessThanOrEqual(comparison.Left, comparison.Right),
            ExpressionType.GreaterThanOrEqual => Expression.LessThan(comparison.Left, comparison.Right),
            ExpressionType.Equal => Expression.NotEqual(comparison.Left, comparison.Right),
            ExpressionType.NotEqual => Expression.Equal(comparison.Left, comparison.Right),
            _ => Expression.Not(test),
        };
    }

    /// <summary>The statements of a block, those of blocks inside it that have no variables in their place.</summary>
    internal static List<Expression> Statements(Expression body)
    {
        var result = new List<Expression>();
        var waiting = new Stack<Expression>([body]);
        while (waiting.TryPop(out var next))
        {
            if (next is BlockExpression block && (ReferenceEquals(block, body) || block.Variables.Count == 0))
                for (int i = block.Expressions.Count - 1; i >= 0; i--) waiting.Push(block.Expressions[i]);
            else result.Add(next);
        }
        return result;
    }

    /// <summary>`i = i + 2`, `i += 2`, `i++`: the variable, the sign and the number; null for anything else.</summary>
    internal static (ParameterExpression Variable, string Sign, ConstantExpression? Size)? Stepped(Expression statement) => statement switch
    {
        UnaryExpression { Operand: ParameterExpression v, NodeType: ExpressionType.PreIncrementAssign or ExpressionType.PostIncrementAssign } => (v, "+", null),
        UnaryExpression { Operand: ParameterExpression v, NodeType: ExpressionType.PreDecrementAssign or ExpressionType.PostDecrementAssign } => (v, "-", null),
        BinaryExpression { NodeType: ExpressionType.AddAssign, Left: ParameterExpression v, Right: ConstantExpression c, Method: null } => Step(v, "+", c),
        BinaryExpression { NodeType: ExpressionType.SubtractAssign, Left: ParameterExpression v, Right: ConstantExpression c, Method: null } => Step(v, "-", c),
        BinaryExpression
        {
            NodeType: ExpressionType.Assign, Left: ParameterExpression v,
            Right: BinaryExpression { NodeType: ExpressionType.Add or ExpressionType.Subtract, Method: null, Right: ConstantExpression c } sum,
        } when ReferenceEquals(sum.Left, v) => Step(v, sum.NodeType == ExpressionType.Add ? "+" : "-", c),
        _ => null,
    };

    internal static bool IsEmpty(Expression node) => node is DefaultExpression && node.Type == typeof(void);

    private static (ParameterExpression, string, ConstantExpression?)? Step(ParameterExpression variable, string sign, ConstantExpression size) =>
        variable.Type != typeof(int) && variable.Type != typeof(long) ? null
        : size.Value is 1 or 1L ? (variable, sign, null)
        : (variable, sign, size);

    private static bool IsBreak(Expression node, LabelTarget label) => node switch
    {
        GotoExpression { Value: null } jump => jump.Target == label,
        BlockExpression { Variables.Count: 0, Expressions.Count: 1 } block => IsBreak(block.Expressions[0], label),
        _ => false,
    };

    private static bool Reads(Expression test, BlockExpression? scope) =>
        scope is { Variables.Count: > 0 } && new Mentions(scope.Variables).In(test);

    private sealed class Mentions(IReadOnlyCollection<ParameterExpression> variables) : DeepVisitor
    {
        private readonly HashSet<ParameterExpression> wanted = [.. variables];
        private bool found;

        internal bool In(Expression node)
        {
            Visit(node);
            return found;
        }

        protected override Expression Enter(Expression node) => found ? node : base.Enter(node);

        protected override Expression VisitParameter(ParameterExpression node)
        {
            found |= wanted.Contains(node);
            return node;
        }
    }
}
