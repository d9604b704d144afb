using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Writes loops: `for` where the bound is known to stay and not to overflow, `while` otherwise.</summary>
internal sealed partial class FSharpText
{
    private void WriteWhile(PrintedLoop form)
    {
        layout.Line();
        Text("while ");
        if (form.Condition is { } condition) Write(condition, FSharpPrecedence.Cast);
        else Text("true");
        Text(" do");
        layout.Indent();
        WriteBlock(form.Scope, form.Body.Count == 0 ? [Expression.Empty()] : form.Body, false);
        layout.Dedent();
    }

    // i = 0; loop { if (!(i < n)) break; body; i = i + 1 } becomes for i = 0 to n - 1 do body
    private void WriteFor(ParameterExpression counter, BinaryExpression start, LoopExpression loop)
    {
        var form = PrintedLoop.Of(loop);
        var (bound, down) = Bound(form, counter)!.Value;
        layout.Line();
        var own = names.Enter([counter], "i");
        Text("for " + names.Of(counter) + " = ");
        Write(start.Right, FSharpPrecedence.Cast);
        Text(down ? " downto " : " to ");
        Write(bound, FSharpPrecedence.Cast);
        Text(" do");
        layout.Indent();
        WriteBlock(form.Scope, form.Body.Count == 1 ? [Expression.Empty()] : [.. form.Body.Take(form.Body.Count - 1)], false);
        layout.Dedent();
        names.Leave(own);
    }

    // The variables that `for` declares: each is known in its loop only.
    private HashSet<ParameterExpression> Counters(BlockExpression? scope, IReadOnlyList<Expression> statements)
    {
        var counters = new HashSet<ParameterExpression>();
        for (int i = 0; i + 1 < statements.Count; i++)
            if (Counter(scope, statements[i], statements[i + 1]) is { } counter) counters.Add(counter);
        return counters;
    }

    private ParameterExpression? Counter(BlockExpression? scope, Expression start, Expression next)
    {
        if (scope is null || next is not LoopExpression loop || start is not BinaryExpression { NodeType: ExpressionType.Assign } assignment || HasLines(assignment.Right)) return null;
        var form = PrintedLoop.Of(loop);
        return form.Counter is { } counter && assignment.Left == counter && counter.Type == typeof(int)
            && shape.CanDeclare(scope, start) && shape.OwnsCounter(loop) && variables.Assignments(counter) == 2 && !variables.IsCaptured(counter)
            && Bound(form, counter) != null ? counter : null;
    }

    // The last value of the counter, and whether it goes down to it.
    private (Expression Last, bool Down)? Bound(PrintedLoop form, ParameterExpression counter)
    {
        if (form.Condition is not BinaryExpression { Method: null } test || test.Left != counter || !IsBound(test.Right)
            || PrintedLoop.Stepped(form.Body[^1]) is not { Size: null, Sign: var sign }) return null;
        return (test.NodeType, sign) switch
        {
            (ExpressionType.LessThan, "+") => (Beside(test.Right, -1), false),
            (ExpressionType.LessThanOrEqual, "+") => (test.Right, false),
            (ExpressionType.GreaterThan, "-") => (Beside(test.Right, 1), true),
            (ExpressionType.GreaterThanOrEqual, "-") => (test.Right, true),
            _ => null,
        };
    }

    private static Expression Beside(Expression bound, int by) => bound is ConstantExpression { Value: int number } ? Expression.Constant(number + by)
        : by < 0 ? Expression.Subtract(bound, Expression.Constant(1)) : Expression.Add(bound, Expression.Constant(1));

    // An int that has the same value in every round and has neighbours: constants, lengths, and the smaller or the larger of two of them.
    private bool IsBound(Expression node) => node switch
    {
        ConstantExpression { Value: int number } => number is > int.MinValue and < int.MaxValue,
        UnaryExpression { NodeType: ExpressionType.ArrayLength, Operand: var array } => IsFixed(array),
        MethodCallExpression { Method: { Name: "Min" or "Max", DeclaringType: var type } } call => type == typeof(Math) && call.Arguments.All(IsBound),
        ParameterExpression variable => Constant(variable) is { } value && (IsBound(value) || value is MemberExpression { Member.Name: "Count" or "Length" }),
        _ => false,
    };

    private bool IsFixed(Expression array) => array is ParameterExpression variable && (variables.Assignments(variable) == 0 || Constant(variable) != null);

    // The value of a variable that keeps the one it is declared with.
    private Expression? Constant(ParameterExpression variable) =>
        variables.OnlyAssignment(variable) is { } assignment && shape.Declares(assignment) ? assignment.Right : null;
}
