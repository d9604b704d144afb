using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Writes what takes lines: blocks as `let` and their last value, `if`, `match`, `try`.</summary>
internal sealed partial class FSharpText
{
    private bool HasLines(Expression node) => node switch
    {
        BlockExpression or LoopExpression or TryExpression or SwitchExpression => true,
        ConditionalExpression choice => choice.Type == typeof(void) || shape.NeedsStatements(choice.IfTrue) || shape.NeedsStatements(choice.IfFalse)
            || HasLines(choice.IfTrue) || (choice.IfFalse is not ConditionalExpression && HasLines(choice.IfFalse)),
        BinaryExpression => node.NodeType == ExpressionType.Assign,
        UnaryExpression { NodeType: ExpressionType.Convert } => node.Type == typeof(void),
        _ => false,
    };

    // Whether a node is lines or has some in it, and so does not stay on the line that it begins on.
    private bool TakesLines(Expression node) => HasLines(node) || shape.NeedsStatements(node);

    /// <summary>Writes a node as lines of the present block, the last of them its value if that is wanted.</summary>
    private void WriteLines(Expression node, bool value)
    {
        if (DeepStack.IsLow) DeepStack.Continue(() => WriteLinesHere(node, value));
        else WriteLinesHere(node, value);
    }

    private void WriteLinesHere(Expression node, bool value)
    {
        switch (node)
        {
            case BlockExpression block: WriteBlock(block, PrintedLoop.Statements(block), value); break;
            case LoopExpression loop: WriteWhile(PrintedLoop.Of(loop)); break;
            case TryExpression attempt: WriteTry(attempt, value); break;
            case SwitchExpression choice: WriteMatch(choice, value); break;
            case ConditionalExpression choice when HasLines(choice): WriteIf(choice, value); break;
            case BinaryExpression { NodeType: ExpressionType.Assign } assignment: WriteAssignment(assignment, value); break;
            case UnaryExpression { NodeType: ExpressionType.Convert } dropped when node.Type == typeof(void): WriteLines(dropped.Operand, false); break;
            default: WriteSimple(node, value); break;
        }
    }

    private void WriteSimple(Expression node, bool value)
    {
        layout.Line();
        if (value || node.Type == typeof(void)) Write(node);
        else WriteApplication("ignore", node);
    }

    private void WriteAssignment(BinaryExpression node, bool value)
    {
        layout.Line();
        Write(node.Left, FSharpPrecedence.Call);
        Text(" <-");
        WriteValue(node.Right, node.Left.Type);
        if (value) WriteSimple(node.Left, true);
    }

    // The value behind `=` or `<-`: what has lines stands below, one step further in.
    private void WriteValue(Expression node, Type type)
    {
        if (!TakesLines(node))
        {
            layout.OpenStep();
            layout.Break();
            WriteAs(node, type, FSharpPrecedence.Lowest);
            layout.Close();
            return;
        }
        layout.Indent();
        WriteLines(node, true);
        layout.Dedent();
    }

    private void WriteBlock(BlockExpression? scope, IReadOnlyList<Expression> statements, bool value)
    {
        var counters = Counters(scope, statements);
        var entered = names.Enter(scope?.Variables.Where(variable => !counters.Contains(variable)).ToList() ?? [], "t");
        var before = DeclareFirst(scope, statements);
        for (int i = 0; i < statements.Count; i++)
        {
            var statement = statements[i];
            bool last = i == statements.Count - 1;
            foreach (var variable in before.GetValueOrDefault(statement) ?? []) WriteDeclaration(variable, null);
            if (!last && Counter(scope, statement, statements[i + 1]) is { } counter)
            {
                WriteFor(counter, (BinaryExpression)statement, (LoopExpression)statements[++i]);
            }
            else if (scope != null && shape.CanDeclare(scope, statement))
            {
                WriteDeclaration(scope, (BinaryExpression)statement, last, value);
            }
            else if (!PrintedLoop.IsEmpty(statement) || statements.Count == 1)
            {
                WriteLines(statement, last && value);
            }
        }
        names.Leave(entered);
    }

    // Variables that no statement can declare get their default value first, or right before the statement that is returned.
    private Dictionary<Expression, List<ParameterExpression>> DeclareFirst(BlockExpression? scope, IReadOnlyList<Expression> statements)
    {
        if (scope is null) return [];
        var later = statements.Where(statement => shape.CanDeclare(scope, statement)).Select(statement => ((BinaryExpression)statement).Left).ToHashSet();
        var undeclared = scope.Variables.Where(variable => !later.Contains(variable)).ToList();
        var before = PrintedDeclarations.Find(statements, undeclared);
        foreach (var variable in undeclared.Except(before.Values.SelectMany(found => found))) WriteDeclaration(variable, null);
        return before;
    }

    private void WriteDeclaration(BlockExpression scope, BinaryExpression assignment, bool last, bool value)
    {
        var variable = (ParameterExpression)assignment.Left;
        if (shape.IsNeverRead(assignment))
        {
            WriteLines(assignment.Right, last && value);
            return;
        }
        WriteDeclaration(variable, assignment.Right);
        if (last) WriteSimple(value ? variable : Expression.Empty(), value);
    }

    // let x = .., let mutable x = .., let x = ref (..)
    private void WriteDeclaration(ParameterExpression variable, Expression? value)
    {
        bool changes = variables.Assignments(variable) > (value is null ? 0 : 1);
        bool isCell = changes && variables.IsCaptured(variable);
        layout.Line();
        Text("let " + (changes && !isCell ? "mutable " : "") + names.Of(variable) + " =");
        if (isCell)
        {
            Text(" ref ");
            Write(value ?? Expression.Default(variable.Type), FSharpPrecedence.Primary);
            cells.Add(variable);
        }
        else if (value is null)
        {
            Text(" " + FSharpLiterals.Default(variable.Type));
        }
        else
        {
            WriteValue(value, variable.Type);
        }
    }

    private void WriteBranch(Expression node, Type type, bool value)
    {
        layout.Indent();
        if (value && !HasLines(node))
        {
            layout.Line();
            WriteAs(node, type, FSharpPrecedence.Lowest);
        }
        else
        {
            WriteLines(node, value);
        }
        layout.Dedent();
    }

    private void WriteIf(ConditionalExpression node, bool value)
    {
        layout.Line();
        for (; ; )
        {
            bool onlyElse = !value && PrintedLoop.IsEmpty(node.IfTrue) && !PrintedLoop.IsEmpty(node.IfFalse);
            Text("if ");
            Write(onlyElse ? Expression.Not(node.Test) : node.Test, FSharpPrecedence.Cast);
            Text(" then");
            WriteBranch(onlyElse ? node.IfFalse : node.IfTrue, node.Type, value);
            if (onlyElse || (!value && PrintedLoop.IsEmpty(node.IfFalse))) return;
            layout.Line();
            if (node.IfFalse is not ConditionalExpression next || next.Type != node.Type) break;
            Text("el");
            node = next;
        }
        Text("else");
        WriteBranch(node.IfFalse, node.Type, value);
    }

    private void WriteMatch(SwitchExpression node, bool value)
    {
        value &= node.Type != typeof(void);
        layout.Line();
        Text("match ");
        Write(node.SwitchValue, FSharpPrecedence.Cast);
        Text(" with");
        foreach (var branch in node.Cases)
        {
            layout.Line();
            Text("| " + string.Join(" | ", branch.TestValues.Select(test => Constant((ConstantExpression)test))) + " ->");
            WriteBranch(branch.Body, node.Type, value);
        }
        layout.Line();
        Text("| _ ->");
        WriteBranch(node.DefaultBody ?? Expression.Empty(), node.Type, value);
    }

    private void WriteTry(TryExpression node, bool value)
    {
        layout.Line();
        if (node.Finally is null)
        {
            WriteHandled(node, value);
            return;
        }
        Text("try");
        layout.Indent();
        if (node.Handlers.Count > 0) WriteLines(Expression.MakeTry(node.Type, node.Body, null, null, node.Handlers), value);
        else WriteLines(node.Body, value);
        layout.Dedent();
        layout.Line();
        Text("finally");
        WriteBranch(node.Finally, typeof(void), false);
    }

    private void WriteHandled(TryExpression node, bool value)
    {
        Text("try");
        WriteBranch(node.Body, node.Type, value);
        layout.Line();
        Text("with");
        foreach (var handler in node.Handlers)
        {
            var scope = names.Enter(handler.Variable is null ? [] : [handler.Variable], "error");
            layout.Line();
            Text("| :? " + FSharpTypeNames.Name(handler.Test) + (handler.Variable is null ? "" : " as " + names.Of(handler.Variable)));
            if (handler.Filter != null)
            {
                Text(" when ");
                Write(handler.Filter, FSharpPrecedence.Cast);
            }
            Text(" ->");
            WriteBranch(handler.Body, node.Type, value);
            names.Leave(scope);
        }
        if (node.Fault is null) return;
        layout.Line();
        Text("| _ ->");
        WriteBranch(Expression.Block(node.Fault, Expression.Rethrow(node.Type)), node.Type, value);
    }
}
