using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// Finds variables that an `if` gives a value in both of its branches before anything reads them: they are declared without a value
/// right before it.
/// </summary>
internal sealed class PrintedDeclarations : DeepVisitor
{
    private readonly HashSet<ParameterExpression> waiting;
    private readonly List<ParameterExpression> met = [];
    private bool jumps;

    private PrintedDeclarations(IEnumerable<ParameterExpression> variables) => waiting = [.. variables];

    /// <summary>The statements before which variables can be declared, with those variables.</summary>
    internal static Dictionary<Expression, List<ParameterExpression>> Find(IReadOnlyList<Expression> statements, IEnumerable<ParameterExpression> variables)
    {
        var found = new Dictionary<Expression, List<ParameterExpression>>();
        var search = new PrintedDeclarations(variables);
        for (int i = 0; i < statements.Count && search.waiting.Count > 0; i++)
        {
            search.Meet(statements[i]);
            if (search.jumps) break;
            var assigned = search.met.FindAll(variable => IsAssigned(statements[i], variable));
            if (assigned.Count > 0 && statements[i] is ConditionalExpression) found.Add(statements[i], assigned);
        }
        return found;
    }

    private void Meet(Expression node)
    {
        met.Clear();
        Visit(node);
    }

    // Whether a statement assigns the variable before it mentions it in any other way.
    private static bool IsAssigned(Expression statement, ParameterExpression variable) => statement switch
    {
        BinaryExpression { NodeType: ExpressionType.Assign } assignment => assignment.Left == variable && !Mentions(assignment.Right, variable),
        ConditionalExpression choice => choice.Type == typeof(void) && !Mentions(choice.Test, variable)
            && IsAssignedIn(choice.IfTrue, variable) && IsAssignedIn(choice.IfFalse, variable),
        _ => false,
    };

    private static bool IsAssignedIn(Expression branch, ParameterExpression variable) =>
        PrintedLoop.Statements(branch).Find(statement => Mentions(statement, variable)) is { } first && IsAssigned(first, variable);

    private static bool Mentions(Expression node, ParameterExpression variable)
    {
        var search = new PrintedDeclarations([variable]);
        search.Meet(node);
        return search.met.Count > 0;
    }

    protected override Expression Enter(Expression node) => waiting.Count == 0 ? node : base.Enter(node);

    protected override Expression VisitExtension(Expression node) => node;

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (waiting.Remove(node)) met.Add(node);
        return node;
    }

    protected override Expression VisitGoto(GotoExpression node)
    {
        jumps = true;
        return node;
    }

    protected override Expression VisitLabel(LabelExpression node)
    {
        jumps = true;
        return node;
    }
}
