using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>A local that is read once, by the statement after it, is not needed: its expression stands there.</summary>
internal sealed class SingleUses : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> locals;
    private readonly HashSet<ParameterExpression> safe;
    private readonly int largest;
    private readonly Dictionary<ParameterExpression, int> mentions = [];

    private SingleUses(IEnumerable<ParameterExpression> locals, HashSet<ParameterExpression> safe, int largest)
    {
        this.locals = [.. locals];
        this.safe = safe;
        this.largest = largest;
    }

    /// <summary>The same statements; what stands in loops and branches has no local that is read once, by the next statement.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="result">The expression of the result.</param>
    /// <param name="locals">The locals.</param>
    /// <param name="safe">Those whose expressions do not throw: they may be evaluated a little later than they stand.</param>
    /// <param name="largest">How many nodes a statement may have.</param>
    internal static List<Expression> Inline(
        List<Expression> statements, Expression result, IEnumerable<ParameterExpression> locals, HashSet<ParameterExpression> safe, int largest)
    {
        if (!statements.Exists(statement => statement is LoopExpression or ConditionalExpression))
        {
            return statements;
        }

        var uses = new SingleUses(locals, safe, largest);
        var counting = new Counting(uses.mentions);
        counting.Visit(result);
        statements.ForEach(statement => counting.Visit(statement));
        return statements.ConvertAll(statement => uses.Visit(statement)!);
    }

    protected override Expression VisitBlock(BlockExpression node)
    {
        var kept = new List<Expression>();
        foreach (var statement in node.Expressions)
        {
            var next = Visit(statement)!;
            while (kept.Count > 0 && kept[^1] is BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression local, Right: var value }
                && Takes(next, local, value))
            {
                next = new Replacing(local, value).Visit(next)!;
                kept.RemoveAt(kept.Count - 1);
            }

            kept.Add(next);
        }

        return Expression.Block(node.Type, node.Variables, kept);
    }

    // Written once and read once.
    private bool Takes(Expression statement, ParameterExpression local, Expression value)
    {
        if (!locals.Contains(local) || mentions.GetValueOrDefault(local) != 2)
        {
            return false;
        }

        var reading = new Reading(local);
        reading.Visit(statement is ConditionalExpression choice ? choice.Test : statement is LoopExpression or BlockExpression ? null : statement);
        return reading.Found && (safe.Contains(local) || reading.IsFirst) && Reading.SizeOf(statement is ConditionalExpression c ? c.Test : statement) + Reading.SizeOf(value) <= largest;
    }

    private sealed class Counting(Dictionary<ParameterExpression, int> mentions) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            mentions[node] = mentions.GetValueOrDefault(node) + 1;
            return node;
        }
    }

    private sealed class Replacing(ParameterExpression local, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == local ? value : node;
    }

    /// <summary>Looks for a local in the order of evaluation.</summary>
    private sealed class Reading(ParameterExpression? local) : ExpressionVisitor
    {
        private bool mayHaveThrown;
        private int size;

        internal bool Found { get; private set; }

        /// <summary>Whether nothing that may throw is evaluated before it.</summary>
        internal bool IsFirst { get; private set; }

        internal static int SizeOf(Expression expression)
        {
            var reading = new Reading(null);
            reading.Visit(expression);
            return reading.size;
        }

        public override Expression? Visit(Expression? node)
        {
            size++;
            base.Visit(node);
            mayHaveThrown |= node is IndexExpression or MethodCallExpression or MemberExpression or InvocationExpression or NewExpression
                or { NodeType: ExpressionType.ArrayIndex or ExpressionType.ArrayLength or ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Divide };
            return node;
        }

        protected override Expression VisitBinary(BinaryExpression node)
        {
            if (node.NodeType != ExpressionType.Assign)
            {
                return base.VisitBinary(node);
            }

            // An element is put into its place when the value is there.
            if (node.Left is IndexExpression place)
            {
                Visit(place.Object);
                foreach (var index in place.Arguments)
                {
                    Visit(index);
                }
            }

            Visit(node.Right);
            return node;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (node == local)
            {
                Found = true;
                IsFirst = !mayHaveThrown;
            }

            return node;
        }
    }
}
