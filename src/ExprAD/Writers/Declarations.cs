using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Declares each local in the innermost block that holds everything that mentions it.</summary>
internal sealed class Declarations : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> locals;
    private readonly Dictionary<ParameterExpression, Scope> scopes = [];
    private readonly Dictionary<BlockExpression, Scope> blocks = [];
    private Scope scope = new(null);

    private Declarations(IEnumerable<ParameterExpression> locals) => this.locals = [.. locals];

    /// <summary>The same statements, with the locals declared.</summary>
    /// <param name="statements">Statements, among them if statements over blocks without variables.</param>
    /// <param name="result">The expression of the result.</param>
    /// <param name="locals">The locals, in the order in which they are to be declared.</param>
    internal static Code Place(IReadOnlyList<Expression> statements, Expression result, IReadOnlyList<ParameterExpression> locals)
    {
        var declarations = new Declarations(locals);
        var top = declarations.scope;
        declarations.Visit(result);
        foreach (var statement in statements)
        {
            declarations.Visit(statement);
        }

        foreach (var local in locals)
        {
            if (declarations.scopes.TryGetValue(local, out var scope))
            {
                scope.Variables.Add(local);
            }
        }

        return new Code(top.Variables, [.. statements.Select(new Rebuild(declarations.blocks).Visit)!], result);
    }

    protected override Expression VisitBlock(BlockExpression node)
    {
        var outer = scope;
        scope = blocks[node] = new Scope(outer);
        base.VisitBlock(node);
        scope = outer;
        return node;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (locals.Contains(node))
        {
            scopes[node] = scopes.TryGetValue(node, out var known) ? Scope.Common(known, scope) : scope;
        }

        return node;
    }

    private sealed class Scope(Scope? parent)
    {
        private readonly int depth = parent is null ? 0 : parent.depth + 1;

        internal List<ParameterExpression> Variables { get; } = [];

        internal static Scope Common(Scope a, Scope b)
        {
            while (a != b)
            {
                (a, b) = a.depth >= b.depth ? (a.Parent!, b) : (a, b.Parent!);
            }

            return a;
        }

        private Scope? Parent => parent;
    }

    private sealed class Rebuild(Dictionary<BlockExpression, Scope> blocks) : ExpressionVisitor
    {
        protected override Expression VisitBlock(BlockExpression node) =>
            blocks.TryGetValue(node, out var scope)
                ? Expression.Block(node.Type, scope.Variables, Visit(node.Expressions))
                : node;
    }
}
