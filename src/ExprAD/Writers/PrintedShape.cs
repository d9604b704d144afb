using System.Collections.ObjectModel;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// One walk over a tree before it is printed: which nodes need statements, which assignments can declare their variable,
/// which labels are jumped to; names that stand for something outside are taken before variables are named.
/// </summary>
internal sealed class PrintedShape : DeepVisitor
{
    private sealed class Declaration(BlockExpression? block)
    {
        internal BlockExpression? Block { get; } = block;
        internal int Uses { get; set; }
    }

    private readonly PrintedNames names;
    private readonly HashSet<Expression> statements = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(BlockExpression, Expression)> joins = [];
    private readonly HashSet<LabelTarget> targets = [];
    private readonly HashSet<Type> seen = [];
    private readonly Dictionary<ParameterExpression, Declaration> declarations = [];
    private readonly Dictionary<LoopExpression, (Declaration Counter, int Before, int After)> loops = [];
    private readonly Dictionary<BinaryExpression, Declaration> assignments = [];
    private bool needsStatements;

    internal PrintedShape(PrintedNames names, LambdaExpression lambda)
    {
        this.names = names;
        Visit(lambda);
    }

    /// <summary>Whether the node or anything in it (outside of nested lambdas) is a statement.</summary>
    internal bool NeedsStatements(Expression node) => statements.Contains(node);

    /// <summary>Whether an assignment in a block is the first mention of a variable of the block, so that it can declare it.</summary>
    internal bool CanDeclare(BlockExpression block, Expression assignment) => joins.Contains((block, assignment));

    /// <summary>Whether the assignment is one that can declare its variable.</summary>
    internal bool Declares(BinaryExpression assignment) => assignments.ContainsKey(assignment);

    /// <summary>Whether nothing mentions the variable of such an assignment again.</summary>
    internal bool IsNeverRead(BinaryExpression assignment) => assignments.TryGetValue(assignment, out var declaration) && declaration.Uses == 1;

    internal bool IsJumpedTo(LabelTarget? target) => target != null && targets.Contains(target);

    /// <summary>Whether the counter of a loop is mentioned by the assignment before it, by the loop and by nothing else.</summary>
    internal bool OwnsCounter(LoopExpression loop) =>
        loops.TryGetValue(loop, out var use) && use.Before == 1 && use.After == use.Counter.Uses;

    /// <summary>Nodes that are statements, whatever is in them.</summary>
    internal static bool IsStatement(Expression node) => node switch
    {
        BlockExpression or LoopExpression or TryExpression or LabelExpression or GotoExpression or DebugInfoExpression => true,
        ConditionalExpression or DefaultExpression => node.Type == typeof(void),
        SwitchExpression choice => !IsSwitchExpression(choice),
        UnaryExpression => node.NodeType == ExpressionType.Throw || node.Type == typeof(void),
        _ => false,
    };

    internal static bool IsSwitchExpression(SwitchExpression node) =>
        node.Type != typeof(void) && node.DefaultBody != null && HasConstantCases(node);

    /// <summary>Whether every test is a different constant of a type whose `case` compares as the node does.</summary>
    internal static bool HasConstantCases(SwitchExpression node)
    {
        var type = node.SwitchValue.Type;
        bool comparable = type == typeof(string)
            ? node.Comparison is { Name: "op_Equality" or "Equals" } method && method.DeclaringType == typeof(string)
            : node.Comparison is null && (type.IsEnum || type == typeof(char) || (CSharpLiterals.IsNumber(type) && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64));
        if (!comparable) return false;
        var values = new HashSet<object>();
        foreach (var branch in node.Cases)
            foreach (var test in branch.TestValues)
                if (test is not ConstantExpression { Value: { } value } || !values.Add(value)) return false;
        return true;
    }

    /// <summary>`throw` may stand in one branch of `?:` and on the right of `??`.</summary>
    internal static bool IsThrowBranch(Expression branch, Expression? other) =>
        branch is UnaryExpression { NodeType: ExpressionType.Throw, Operand: not null }
        && other is not UnaryExpression { NodeType: ExpressionType.Throw };

    protected override Expression Enter(Expression node)
    {
        bool outside = needsStatements;
        needsStatements = false;
        Reserve(node.Type);
        base.Enter(node);
        needsStatements |= IsStatement(node);
        if (needsStatements && node is not LambdaExpression) statements.Add(node);
        needsStatements = outside || (needsStatements && node is not LambdaExpression);
        return node;
    }

    protected override Expression VisitExtension(Expression node) => node;

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (declarations.TryGetValue(node, out var declaration)) declaration.Uses++;
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value != null && CSharpLiterals.Of(node.Value, node.Type) is null) names.Capture(node.Value, null, node.Type);
        return node;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Member.DeclaringType is { } type) Reserve(type);
        if (PrintedClosures.IsThis(node)) return node;
        if (PrintedClosures.OwnerOf(node) is not { } owner) return base.VisitMember(node);
        names.Capture(owner, node.Member, node.Type);
        return node;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType is { } type) Reserve(type);
        return base.VisitMethodCall(node);
    }

    protected override Expression VisitConditional(ConditionalExpression node)
    {
        if (node.Type == typeof(void)) return base.VisitConditional(node);
        Visit(node.Test);
        VisitBranch(node.IfTrue, node.IfFalse);
        VisitBranch(node.IfFalse, node.IfTrue);
        return node;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType != ExpressionType.Coalesce) return base.VisitBinary(node);
        Visit(node.Left);
        VisitBranch(node.Right, null);
        return node;
    }

    private void VisitBranch(Expression branch, Expression? other) =>
        Visit(IsThrowBranch(branch, other) ? ((UnaryExpression)branch).Operand : branch);

    protected override Expression VisitGoto(GotoExpression node)
    {
        targets.Add(node.Target);
        return base.VisitGoto(node);
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        var outer = Declare(node.Parameters, null);
        Visit(node.Body);
        Restore(outer);
        return node;
    }

    protected override CatchBlock VisitCatchBlock(CatchBlock node)
    {
        var outer = Declare(new ReadOnlyCollection<ParameterExpression>(node.Variable is null ? [] : [node.Variable]), null);
        Visit(node.Filter);
        Visit(node.Body);
        Restore(outer);
        return node;
    }

    protected override Expression VisitBlock(BlockExpression node)
    {
        var outer = Declare(node.Variables, node);
        var list = PrintedLoop.Statements(node);
        bool joinable = !list.Exists(s => s is LabelExpression);
        foreach (var statement in list) VisitStatement(node, statement, joinable);
        Restore(outer);
        return node;
    }

    private void VisitStatement(BlockExpression block, Expression statement, bool joinable)
    {
        bool first = joinable && statement is BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression variable }
            && declarations.TryGetValue(variable, out var declaration) && declaration.Block == block && declaration.Uses == 0;
        if (!first)
        {
            Visit(statement);
            return;
        }
        var assignment = (BinaryExpression)statement;
        var declared = declarations[(ParameterExpression)assignment.Left];
        bool outside = needsStatements;
        needsStatements = false;
        Visit(assignment.Right);
        if (needsStatements) statements.Add(assignment);
        needsStatements |= outside;
        if (declared.Uses == 0)
        {
            joins.Add((block, assignment));
            assignments[assignment] = declared;
        }
        declared.Uses++;
    }

    protected override Expression VisitLoop(LoopExpression node)
    {
        var counter = PrintedLoop.Of(node).Counter;
        var declaration = counter is null ? null : declarations.GetValueOrDefault(counter);
        int before = declaration?.Uses ?? 0;
        Visit(node.Body);
        if (declaration != null) loops[node] = (declaration, before, declaration.Uses);
        return node;
    }

    private List<(ParameterExpression, Declaration?)> Declare(ReadOnlyCollection<ParameterExpression> variables, BlockExpression? block)
    {
        var outer = new List<(ParameterExpression, Declaration?)>(variables.Count);
        foreach (var variable in variables)
        {
            outer.Add((variable, declarations.GetValueOrDefault(variable)));
            declarations[variable] = new Declaration(block);
        }
        return outer;
    }

    private void Restore(List<(ParameterExpression Variable, Declaration? Outer)> outer)
    {
        for (int i = outer.Count - 1; i >= 0; i--)
        {
            if (outer[i].Outer is { } declaration) declarations[outer[i].Variable] = declaration;
            else declarations.Remove(outer[i].Variable);
        }
    }

    // The identifiers with which the names of types begin may not become names of variables.
    private void Reserve(Type type)
    {
        if (!seen.Add(type)) return;
        var name = names.OfType(type);
        for (int i = 0; i < name.Length;)
        {
            int start = i;
            while (i < name.Length && (char.IsLetterOrDigit(name[i]) || name[i] == '_')) i++;
            if (i > start && (start == 0 || name[start - 1] != '.')) names.Reserve(name[start..i]);
            if (i == start) i++;
        }
    }
}
