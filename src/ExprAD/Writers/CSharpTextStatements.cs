using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Where the value of a statement goes: nowhere, out of the lambda, or into a variable.</summary>
internal readonly record struct Destination(bool Returns, string? Variable)
{
    internal static readonly Destination Discard;
    internal static readonly Destination Return = new(true, null);

    internal static Destination Into(string variable) => new(false, variable);
}

/// <summary>Writes blocks, declarations, `if`, `try`, and what has to become a local function.</summary>
internal sealed partial class CSharpText
{
    // Local functions that stand at the end of the block being written.
    private List<(Expression Body, string Name)> pending = [];

    // Variables of the block being written that are declared without a value before a statement.
    private Dictionary<Expression, List<ParameterExpression>> beforeStatement = [];

    // A node that C# cannot write inside an expression becomes a local function; in a message it stands where it is.
    private void Lift(Expression node)
    {
        if (IsFragment)
        {
            WriteStatement(node, Destination.Discard);
            return;
        }
        if (!CSharpTypes.IsNameable(node.Type)) throw new NotSupportedException("C# cannot name the type of a block inside an expression.");
        var name = names.Unique(node.NodeType == ExpressionType.Throw ? "Throw" : "Part");
        pending.Add((node, name));
        Text(name + "()");
    }

    private void WriteLocalFunction(Expression body, string name)
    {
        var (outerLabels, outerBreakables) = (labels, breakables);
        (labels, breakables) = ([], new());
        layout.Line();
        Text(CSharpTypes.Name(body.Type) + " " + name + "()");
        WriteBraced(body, body.Type == typeof(void) ? Destination.Discard : Destination.Return);
        (labels, breakables) = (outerLabels, outerBreakables);
    }

    private void WriteBraced(Expression body, Destination destination, bool inline = false) =>
        WriteBraced(body as BlockExpression, PrintedLoop.Statements(body), destination, inline, null);

    // { declarations, statements, what the caller adds, local functions }
    private void WriteBraced(BlockExpression? scope, IReadOnlyList<Expression> statements, Destination destination, bool inline, Action? atEnd)
    {
        layout.StartBlock(inline);
        var (outerPending, outerBefore) = (pending, beforeStatement);
        (pending, beforeStatement) = ([], []);
        var counters = Counters(scope, statements);
        var variables = names.Enter(scope?.Variables.Where(variable => !counters.Contains(variable)).ToList() ?? [], "t");
        var outerTargets = EnterLabels(statements, destination);
        var undeclared = DeclareFirst(scope, statements);
        WriteSequence(scope, statements, destination, undeclared);
        atEnd?.Invoke();
        for (int i = 0; i < pending.Count; i++) WriteLocalFunction(pending[i].Body, pending[i].Name);
        LeaveLabels(outerTargets);
        names.Leave(variables);
        (pending, beforeStatement) = (outerPending, outerBefore);
        layout.EndBlock();
    }

    // Variables that no statement can declare get their default value first; the rest is returned.
    private HashSet<ParameterExpression> DeclareFirst(BlockExpression? scope, IReadOnlyList<Expression> statements)
    {
        var later = new HashSet<ParameterExpression>();
        if (scope is null) return later;
        if (IsFragment) return [.. scope.Variables];
        foreach (var statement in statements)
            if (shape?.CanDeclare(scope, statement) == true) later.Add((ParameterExpression)((BinaryExpression)statement).Left);
        var undeclared = scope.Variables.Where(variable => !later.Contains(variable)).ToList();
        beforeStatement = PrintedDeclarations.Find(statements, undeclared);
        foreach (var variable in undeclared.Except(beforeStatement.Values.SelectMany(variables => variables)))
        {
            layout.Line();
            Text(CSharpTypes.Name(variable.Type) + " " + names.Of(variable) + " = " + Untyped(CSharpLiterals.Default(variable.Type)) + ";");
        }
        return later;
    }

    private void DeclareBefore(Expression statement)
    {
        foreach (var variable in beforeStatement.GetValueOrDefault(statement) ?? [])
        {
            layout.Line();
            Text(CSharpTypes.Name(variable.Type) + " " + names.Of(variable) + ";");
        }
    }

    private static string Untyped(string literal) =>
        literal.EndsWith(")null", StringComparison.Ordinal) ? "null" : literal.StartsWith("default(", StringComparison.Ordinal) ? "default" : literal;

    private void WriteSequence(BlockExpression? scope, IReadOnlyList<Expression> statements, Destination destination, HashSet<ParameterExpression> undeclared)
    {
        for (int i = 0; i < statements.Count && !IsCut; i++)
        {
            var statement = statements[i];
            bool last = i == statements.Count - 1;
            DeclareBefore(statement);
            bool declares = scope != null && statement is BinaryExpression { Left: ParameterExpression variable }
                && (IsFragment || shape!.CanDeclare(scope, statement)) && undeclared.Remove(variable);
            if (!last && WriteCountedLoop(scope, statement, statements[i + 1], declares, i + 1 == statements.Count - 1 ? destination : Destination.Discard)) i++;
            else if (declares) WriteDeclaration((BinaryExpression)statement, last ? destination : Destination.Discard);
            else WriteStatement(statement, last ? destination : Destination.Discard);
        }
    }

    private void WriteDeclaration(BinaryExpression assignment, Destination destination)
    {
        if (destination == Destination.Discard && shape?.IsNeverRead(assignment) == true && !shape.NeedsStatements(assignment.Right) && assignment.Right is not LambdaExpression)
        {
            layout.Line();
            Text("_ = ");
            Write(assignment.Right, Precedence.Assignment);
            Text(";");
            return;
        }
        var type = CSharpTypes.IsNameable(assignment.Left.Type) ? CSharpTypes.Name(assignment.Left.Type) : "var";
        var name = names.Of((ParameterExpression)assignment.Left);
        layout.Line();
        if (shape?.NeedsStatements(assignment.Right) == true && type != "var")
        {
            Text(type + " " + name + ";");
            WriteStatement(assignment.Right, Destination.Into(name));
        }
        else
        {
            Text(type + " " + name + " = ");
            WriteRight(assignment);
            Text(";");
        }
        if (destination != Destination.Discard) WriteSimple(assignment.Left, destination);
    }

    // The declared type says what a lambda or a null is.
    private void WriteRight(BinaryExpression assignment)
    {
        if (assignment.Right is LambdaExpression lambda && lambda.Type == assignment.Left.Type) WriteLambda(lambda, explicitTypes: lambda.Parameters.Any(p => p.IsByRef));
        else Write(assignment.Right, Precedence.Assignment);
    }

    private void WriteStatement(Expression node, Destination destination)
    {
        if (IsCut) return;
        if (IsFragment && depth > DeepestFragment) Text("…");
        else if (DeepStack.IsLow) DeepStack.Continue(() => WriteStatementHere(node, destination));
        else WriteStatementHere(node, destination);
    }

    private void WriteStatementHere(Expression node, Destination destination)
    {
        depth++;
        bool needs = PrintedShape.IsStatement(node) || shape?.NeedsStatements(node) == true;
        switch (node)
        {
            case BlockExpression: WriteBraced(node, destination); break;
            case ConditionalExpression choice when needs: WriteIf(choice, destination); break;
            case SwitchExpression choice when needs: WriteSwitch(choice, destination); break;
            case LoopExpression loop: WriteLoop(loop, destination, "", PrintedLoop.Of(loop), counted: false); break;
            case TryExpression attempt: WriteTry(attempt, destination); break;
            case LabelExpression label: WriteLabel(label, destination); break;
            case GotoExpression jump: WriteJump(jump); break;
            case DebugInfoExpression: break;
            case DefaultExpression when needs: break;
            case UnaryExpression { NodeType: ExpressionType.Throw } thrown: WriteThrown(thrown); break;
            case UnaryExpression when node.Type == typeof(void): WriteStatement(((UnaryExpression)node).Operand, Destination.Discard); break;
            case BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression variable } assignment when needs:
                WriteStatement(assignment.Right, Destination.Into(names.Of(variable)));
                if (destination != Destination.Discard) WriteSimple(variable, destination);
                break;
            default: WriteSimple(node, destination); break;
        }
        depth--;
    }

    private void WriteSimple(Expression node, Destination destination)
    {
        if (destination == Destination.Discard && node is ParameterExpression or ConstantExpression or DefaultExpression) return;
        layout.Line();
        if (node.Type == typeof(void) || destination == Destination.Discard)
        {
            if (WriteUpdate(node)) return;
            Text(IsStatementExpression(node) || IsFragment ? "" : "_ = ");
        }
        else
        {
            Text(destination.Returns ? "return " : destination.Variable + " = ");
        }
        Write(node);
        Text(";");
    }

    // x = x + y becomes x += y, a[i] = a[i] + y becomes a[i] += y.
    private bool WriteUpdate(Expression node)
    {
        if (node is not BinaryExpression { NodeType: ExpressionType.Assign, Left: var place, Right: BinaryExpression value }
            || !IsSamePlace(value.Left, place) || value.Method != null || Narrowed(value) != null
            || value.NodeType is not (ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide)
            || IsRefusedDivision(value)) return false;
        Write(place, Precedence.Unary);
        Text(" " + CSharpOperators.Sign(value.NodeType) + "= ");
        WriteOperand(value.Right, value.Left, Precedence.Assignment);
        Text(";");
        return true;
    }

    private static bool IsSamePlace(Expression read, Expression written) => (read, written) switch
    {
        (ParameterExpression, ParameterExpression) => read == written,
        (BinaryExpression { NodeType: ExpressionType.ArrayIndex } a, IndexExpression { Arguments: [var index] } b) => IsSameLeaf(a.Left, b.Object!) && IsSameLeaf(a.Right, index),
        (IndexExpression a, IndexExpression b) => IsSameLeaf(a.Object!, b.Object!) && a.Indexer == b.Indexer && a.Arguments.Zip(b.Arguments).All(pair => IsSameLeaf(pair.First, pair.Second)),
        _ => false,
    };

    private static bool IsSameLeaf(Expression a, Expression b) =>
        (a is ParameterExpression && a == b) || (a is ConstantExpression { Value: int i } && b is ConstantExpression { Value: int j } && i == j);

    private void WriteThrown(UnaryExpression node)
    {
        layout.Line();
        if (node.Operand is null) Text("throw");
        else WriteThrow(node);
        Text(";");
    }

    private void WriteIf(ConditionalExpression node, Destination destination)
    {
        layout.Line();
        for (; ; )
        {
            bool onlyElse = PrintedLoop.IsEmpty(node.IfTrue) && !PrintedLoop.IsEmpty(node.IfFalse);
            Text("if (");
            Write(onlyElse ? Expression.Not(node.Test) : node.Test);
            Text(")");
            WriteBraced(onlyElse ? node.IfFalse : node.IfTrue, destination);
            if (onlyElse || PrintedLoop.IsEmpty(node.IfFalse) || IsCut) return;
            layout.Line();
            Text("else");
            if (node.IfFalse is not ConditionalExpression next || !(PrintedShape.IsStatement(next) || shape?.NeedsStatements(next) == true))
            {
                WriteBraced(node.IfFalse, destination);
                return;
            }
            Text(" ");
            node = next;
        }
    }

    private void WriteTry(TryExpression node, Destination destination)
    {
        layout.Line();
        Text("try");
        WriteBraced(node.Body, destination);
        foreach (var handler in node.Handlers)
        {
            var scope = names.Enter(handler.Variable is null ? [] : [handler.Variable], "exception");
            layout.Line();
            Text("catch (" + CSharpTypes.Name(handler.Test) + (handler.Variable is null ? "" : " " + names.Of(handler.Variable)) + ")");
            if (handler.Filter != null)
            {
                Text(" when (");
                Write(handler.Filter);
                Text(")");
            }
            WriteBraced(handler.Body, destination);
            names.Leave(scope);
        }
        if (node.Fault != null)
        {
            layout.Line();
            Text("catch");
            WriteBraced(null, [node.Fault, Expression.Rethrow()], Destination.Discard, false, null);
        }
        if (node.Finally is null) return;
        layout.Line();
        Text("finally");
        WriteBraced(node.Finally, Destination.Discard);
    }
}
