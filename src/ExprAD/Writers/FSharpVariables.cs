using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>How often each variable is assigned, with what, and whether a lambda captures it: `let`, `let mutable` or `ref`.</summary>
internal sealed class FSharpVariables : DeepVisitor
{
    private sealed class Use
    {
        internal int Depth { get; init; }
        internal int Assignments { get; set; }
        internal BinaryExpression? Last { get; set; }
        internal bool IsCaptured { get; set; }
    }

    private readonly Dictionary<ParameterExpression, Use> uses = [];
    private int depth;

    internal static FSharpVariables In(LambdaExpression lambda)
    {
        var search = new FSharpVariables();
        search.Visit(lambda);
        return search;
    }

    internal int Assignments(ParameterExpression variable) => uses.TryGetValue(variable, out var use) ? use.Assignments : 0;

    internal bool IsCaptured(ParameterExpression variable) => uses.TryGetValue(variable, out var use) && use.IsCaptured;

    /// <summary>The assignment of a variable that has one.</summary>
    internal BinaryExpression? OnlyAssignment(ParameterExpression variable) => uses.TryGetValue(variable, out var use) && use.Assignments == 1 ? use.Last : null;

    protected override Expression VisitExtension(Expression node) => node;

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        depth++;
        foreach (var parameter in node.Parameters) uses.TryAdd(parameter, new Use { Depth = depth });
        Visit(node.Body);
        depth--;
        return node;
    }

    protected override Expression VisitBlock(BlockExpression node)
    {
        foreach (var variable in node.Variables) uses.TryAdd(variable, new Use { Depth = depth });
        return base.VisitBlock(node);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (uses.TryGetValue(node, out var use)) use.IsCaptured |= depth > use.Depth;
        return node;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.Assign) Assigned(node);
        return base.VisitBinary(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var parameters = node.Method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
            if (parameters[i].ParameterType.IsByRef && !parameters[i].IsIn) Changed(node.Arguments[i]);
        return base.VisitMethodCall(node);
    }

    private void Assigned(BinaryExpression assignment)
    {
        var place = assignment.Left;
        if (place is MemberExpression { Member: FieldInfo or PropertyInfo, Expression: ParameterExpression { Type.IsValueType: true } structure }) Changed(structure);
        else if (place is ParameterExpression variable && uses.TryGetValue(variable, out var use)) (use.Assignments, use.Last) = (use.Assignments + 1, assignment);
    }

    // Written to by other means than an assignment.
    private void Changed(Expression place)
    {
        if (place is ParameterExpression variable && uses.TryGetValue(variable, out var use)) use.Assignments += 2;
    }
}
