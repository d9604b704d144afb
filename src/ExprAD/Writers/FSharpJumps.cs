using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Jumps become flags: F# has no `break`, `continue`, `return` or `goto`.</summary>
/// <remarks>
/// while (a) { if (b) break; c } becomes { running = true; while (running &amp;&amp; a) if (b) running = false; else c }: a jump clears the flag of its
/// label, and what it leaps over is left out while the flag is cleared. A loop with its only exit at the start stays as it is.
/// </remarks>
internal sealed class FSharpJumps : DeepVisitor
{
    private sealed record Target(ParameterExpression Flag, ParameterExpression? Value)
    {
        internal static Target Of(LabelTarget label, string flag) =>
            new(Expression.Variable(typeof(bool), flag), label.Type == typeof(void) ? null : Expression.Variable(label.Type, "result"));

        internal IEnumerable<ParameterExpression> Variables => Value is null ? [Flag] : [Flag, Value];

        internal IEnumerable<Expression> Start => Variables.Select(v => Expression.Assign(v, v == Flag ? Expression.Constant(true) : Expression.Default(v.Type)));
    }

    private readonly FSharpEscapes escapes;
    private readonly Dictionary<LabelTarget, Target> targets = [];
    private readonly HashSet<Expression> rewritten = new(ReferenceEqualityComparer.Instance);

    private FSharpJumps(FSharpEscapes escapes) => this.escapes = escapes;

    internal static LambdaExpression Rewrite(LambdaExpression lambda) => (LambdaExpression)new FSharpJumps(FSharpEscapes.In(lambda)).Visit(lambda)!;

    // Here are nodes inside of others: a jump out of them would leave the others half done.
    protected override Expression VisitBlock(BlockExpression node) => escapes.Of(node).FirstOrDefault() is { } label ? throw Refused(label)
        : Expression.Block(node.Type, node.Variables, Sequence(PrintedLoop.Statements(node), node.Type));

    protected override Expression VisitLoop(LoopExpression node) => escapes.Of(node).FirstOrDefault() is { } label ? throw Refused(label) : Loop(node);

    protected override Expression VisitGoto(GotoExpression node) => throw Refused(node.Target);

    protected override Expression VisitLabel(LabelExpression node) => throw Refused(node.Target);

    private static NotSupportedException Refused(LabelTarget label) => new(
        "F# has no jump to the label " + (label.Name ?? "without name") + " from where it stands: jump out of statements only, and only to what follows them.");

    // A node that may jump, as a statement or as the value at the end of a block.
    private Expression Statement(Expression node, Type type) => node switch
    {
        LoopExpression loop => Loop(loop),
        _ when escapes.Of(node).Count == 0 => Visit(node)!,
        BlockExpression block => Expression.Block(type, block.Variables, Sequence(PrintedLoop.Statements(block), type)),
        GotoExpression jump => Expression.Block(type, [.. Jump(jump), Expression.Default(type)]),
        ConditionalExpression choice => Expression.Condition(Visit(choice.Test)!, Statement(choice.IfTrue, type), Statement(choice.IfFalse, type), type),
        SwitchExpression choice => Expression.Switch(type, Visit(choice.SwitchValue)!, choice.DefaultBody is null ? null : Statement(choice.DefaultBody, type),
            choice.Comparison, choice.Cases.Select(branch => branch.Update(branch.TestValues, Statement(branch.Body, type)))),
        TryExpression attempt => Expression.MakeTry(type, Statement(attempt.Body, type), Visit(attempt.Finally), Visit(attempt.Fault),
            attempt.Handlers.Select(handler => handler.Update(handler.Variable, Visit(handler.Filter), Statement(handler.Body, type)))),
        _ => Visit(node)!,
    };

    private List<Expression> Sequence(List<Expression> statements, Type type)
    {
        var list = WithoutLabels(statements, type);
        var result = new List<Expression>();
        for (int i = 0; i < list.Count; i++)
        {
            var (statement, rest) = (list[i], list.GetRange(i + 1, list.Count - i - 1));
            var escaping = escapes.Of(statement);
            if (statement is GotoExpression jump) return [.. result, .. Jump(jump), Expression.Default(type)];
            if (escaping.Count > 0 && Split(statement, rest, type) is { } choice) return [.. result, choice];
            result.Add(rewritten.Contains(statement) ? statement : Statement(statement, rest.Count == 0 ? type : typeof(void)));
            if (escaping.Count > 0 && rest.Count > 0)
                return [.. result, Expression.Condition(Flags(escaping)!, Block(rest, type), Expression.Default(type), type)];
        }
        return result;
    }

    private Expression Block(List<Expression> statements, Type type) => Sequence(statements, type) switch
    {
        [var only] when only.Type == type => only,
        var several => Expression.Block(type, several),
    };

    // if (a) break; rest becomes if (a) running = false; else rest
    private ConditionalExpression? Split(Expression statement, List<Expression> rest, Type type)
    {
        if (statement is not ConditionalExpression choice || choice.Type != typeof(void) || rest.Count == 0) return null;
        var (whenTrue, whenFalse) = (Jumps(choice.IfTrue), Jumps(choice.IfFalse));
        if (!whenTrue && !whenFalse) return null;
        Expression Branch(Expression branch, bool jumps) => jumps ? Expression.Block(type, Statement(branch, typeof(void)), Expression.Default(type))
            : Block(branch is BlockExpression { Variables.Count: > 0 } ? [branch, .. rest] : [.. PrintedLoop.Statements(branch), .. rest], type);
        return Expression.Condition(Visit(choice.Test)!, Branch(choice.IfTrue, whenTrue), Branch(choice.IfFalse, whenFalse), type);
    }

    private static bool Jumps(Expression node) => node switch
    {
        GotoExpression => true,
        BlockExpression block => Jumps(block.Expressions[^1]),
        ConditionalExpression choice => Jumps(choice.IfTrue) && Jumps(choice.IfFalse),
        _ => false,
    };

    private IEnumerable<Expression> Jump(GotoExpression node)
    {
        if (!targets.TryGetValue(node.Target, out var target)) throw Refused(node.Target);
        if (node.Value != null)
        {
            var value = Visit(node.Value)!;
            yield return target.Value is null ? value : Expression.Assign(target.Value, value);
        }
        yield return Expression.Assign(target.Flag, Expression.Constant(false));
    }

    private Expression? Flags(IEnumerable<LabelTarget> labels)
    {
        Expression? all = null;
        foreach (var label in labels)
        {
            var flag = targets.TryGetValue(label, out var target) ? target.Flag : throw Refused(label);
            all = all is null ? flag : Expression.AndAlso(all, flag);
        }
        return all;
    }

    // a; goto L; b; L: c becomes { proceed = true; a; proceed = false; if (proceed) b } c
    private List<Expression> WithoutLabels(List<Expression> statements, Type type)
    {
        int at = statements.FindLastIndex(statement => statement is LabelExpression);
        if (at < 0) return statements;
        var (label, before) = ((LabelExpression)statements[at], statements.GetRange(0, at));
        var escaping = before.SelectMany(escapes.Of).Distinct().ToList();
        Expression made;
        if (escaping.Contains(label.Target))
        {
            var target = Target.Of(label.Target, "proceed");
            targets.Add(label.Target, target);
            var code = Sequence(before, typeof(void));
            targets.Remove(label.Target);
            var otherwise = label.DefaultValue is null ? null : Visit(label.DefaultValue);
            Expression? end = target.Value != null ? Expression.Condition(target.Flag, otherwise ?? Expression.Default(label.Type), target.Value, label.Type)
                : otherwise is null ? Expression.Empty() : Expression.IfThen(target.Flag, otherwise);
            made = Expression.Block(end.Type, target.Variables, [.. target.Start, .. code, end]);
        }
        else
        {
            made = Expression.Block([.. Sequence(before, typeof(void)), label.DefaultValue is null ? Expression.Empty() : Visit(label.DefaultValue)!]);
        }
        rewritten.Add(made);
        escapes.Add(made, escaping.Where(other => other != label.Target));
        return [made, .. statements.GetRange(at + 1, statements.Count - at - 1)];
    }

    private Expression Loop(LoopExpression node)
    {
        var form = PrintedLoop.Of(node);
        var inside = form.Body.Append(form.Test).SelectMany(escapes.Of).Distinct().ToList();
        var condition = form.Condition is { } test ? Visit(test) : null;
        if (inside.Count == 0) return Ended(While(condition, form.Scope, form.Body.Select(statement => Visit(statement)!)), node.Type);

        List<Expression> before = [], round = [];
        List<ParameterExpression> variables = [], local = [];
        Target? leave = null;
        if (node.BreakLabel is { } exit && inside.Contains(exit))
        {
            targets.Add(exit, leave = Target.Of(exit, "running"));
            variables.AddRange(leave.Variables);
            before.AddRange(leave.Start);
        }
        if (node.ContinueLabel is { } next && inside.Contains(next))
        {
            targets.Add(next, Target.Of(next, "proceed"));
            local.AddRange(targets[next].Variables);
            round.AddRange(targets[next].Start);
        }
        var running = Flags(inside.Where(label => label != node.ContinueLabel));
        condition = running is null ? condition : condition is null ? running : Expression.AndAlso(running, condition);
        round.AddRange(Sequence([.. form.Body], typeof(void)));
        before.Add(While(condition, form.Scope, round, local));
        if (node.BreakLabel != null) targets.Remove(node.BreakLabel);
        if (node.ContinueLabel != null) targets.Remove(node.ContinueLabel);
        return Expression.Block(node.Type, variables, [.. before, leave?.Value ?? (Expression)Expression.Default(node.Type)]);
    }

    // The form that is printed as `while`.
    private static LoopExpression While(Expression? condition, BlockExpression? scope, IEnumerable<Expression> body, IEnumerable<ParameterExpression>? local = null)
    {
        var round = Expression.Block(typeof(void), [.. scope?.Variables ?? [], .. local ?? []], body.DefaultIfEmpty(Expression.Empty()));
        if (condition is null) return Expression.Loop(round);
        var leave = Expression.Label();
        return Expression.Loop(Expression.IfThenElse(condition, round, Expression.Break(leave)), leave);
    }

    private static Expression Ended(LoopExpression loop, Type type) =>
        type == typeof(void) ? loop : Expression.Block(type, loop, Expression.Default(type));
}
