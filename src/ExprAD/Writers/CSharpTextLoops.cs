using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Writes loops, `switch`, labels and jumps.</summary>
internal sealed partial class CSharpText
{
    /// <summary>What a jump to a label does: leave or restart the loop or switch it belongs to, or go to a label in the text.</summary>
    private sealed class Target(LabelTarget label, Destination destination, LoopExpression? loop, bool isBreak)
    {
        internal LabelTarget Label { get; } = label;
        internal Destination Destination { get; } = destination;
        internal LoopExpression? Loop { get; } = loop;
        internal bool IsBreak { get; } = isBreak;
        internal string? Name { get; set; }
    }

    private Dictionary<LabelTarget, Target> labels = [];

    // Loops and switches around the present statement, innermost last: what `break` would leave.
    private Stack<Expression> breakables = new();

    private List<(LabelTarget Label, Target? Outer)> EnterLabels(IReadOnlyList<Expression> statements, Destination destination)
    {
        var outer = new List<(LabelTarget, Target?)>();
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is LabelExpression { Target: var label })
                Enter(outer, new Target(label, i == statements.Count - 1 ? destination : Destination.Discard, null, false));
        }
        return outer;
    }

    private void Enter(List<(LabelTarget, Target?)> outer, Target target)
    {
        outer.Add((target.Label, labels.GetValueOrDefault(target.Label)));
        labels[target.Label] = target;
    }

    private void LeaveLabels(List<(LabelTarget Label, Target? Outer)> outer)
    {
        foreach (var (label, target) in outer)
        {
            if (target is null) labels.Remove(label);
            else labels[label] = target;
        }
    }

    private void WriteLabel(LabelExpression node, Destination destination)
    {
        if (node.DefaultValue != null) WriteStatement(node.DefaultValue, destination);
        if (labels.TryGetValue(node.Target, out var target)) WriteLabel(target);
    }

    private void WriteLabel(Target target)
    {
        if (target.Name is null) return;
        layout.Line();
        Text(target.Name + ": ;");
    }

    private void WriteJump(GotoExpression node)
    {
        if (!labels.TryGetValue(node.Target, out var target))
        {
            if (!IsFragment) throw new NotSupportedException("C# cannot jump to the label " + (node.Target.Name ?? "without name") + " from where the jump stands.");
            Text("goto " + node.Target.Name + ";");
            return;
        }
        if (node.Value != null)
        {
            WriteStatement(node.Value, target.Destination);
            if (target.Destination.Returns) return;
        }
        layout.Line();
        if (target.Loop != null && (target.IsBreak ? breakables.Peek() : breakables.First(b => b is LoopExpression)) == target.Loop)
        {
            Text(target.IsBreak ? "break;" : "continue;");
            return;
        }
        target.Name ??= names.Unique(target.Label.Name is { Length: > 0 } name && name.All(char.IsAsciiLetter) ? name : target.IsBreak ? "done" : "next");
        Text("goto " + CSharpNames.Escape(target.Name) + ";");
    }

    // i = 0; loop { if (!(i < n)) break; body; i = i + 1 } becomes for (int i = 0; i < n; i++) { body }
    private bool WriteCountedLoop(BlockExpression? scope, Expression start, Expression next, bool declares, Destination destination)
    {
        if (!StartsCountedLoop(start, next, out var loop, out var form)) return false;
        var assignment = (BinaryExpression)start;
        if (!declares)
        {
            WriteLoop(loop, destination, "", form, counted: true, assignment);
        }
        else if (Counter(scope, start, next) is { } counter)
        {
            var own = names.Enter([counter], "i");
            WriteLoop(loop, destination, CSharpTypes.Name(counter.Type) + " ", form, counted: true, assignment);
            names.Leave(own);
        }
        else
        {
            WriteDeclaration(assignment, Destination.Discard);
            WriteLoop(loop, destination, "", form, counted: true);
        }
        return true;
    }

    private bool StartsCountedLoop(Expression start, Expression next, out LoopExpression loop, out PrintedLoop form)
    {
        loop = (next as LoopExpression)!;
        form = loop is null ? null! : PrintedLoop.Of(loop);
        return !IsFragment && form?.Counter is { } counter && IsCounted(loop!, form)
            && start is BinaryExpression { NodeType: ExpressionType.Assign } assignment && assignment.Left == counter && !shape!.NeedsStatements(assignment.Right);
    }

    // The variables that for statements declare: each is known in its loop only.
    private HashSet<ParameterExpression> Counters(BlockExpression? scope, IReadOnlyList<Expression> statements)
    {
        var counters = new HashSet<ParameterExpression>();
        for (int i = 0; i + 1 < statements.Count; i++)
            if (Counter(scope, statements[i], statements[i + 1]) is { } counter) counters.Add(counter);
        return counters;
    }

    private ParameterExpression? Counter(BlockExpression? scope, Expression start, Expression next) =>
        scope != null && StartsCountedLoop(start, next, out var loop, out var form) && shape!.CanDeclare(scope, start) && shape.OwnsCounter(loop)
            ? form.Counter
            : null;

    private bool IsCounted(LoopExpression loop, PrintedLoop form) =>
        form.Counter != null && shape?.IsJumpedTo(loop.ContinueLabel) == false && !shape.NeedsStatements(form.Test!);

    private void WriteLoop(LoopExpression loop, Destination destination, string type, PrintedLoop form, bool counted, BinaryExpression? start = null)
    {
        var outer = new List<(LabelTarget, Target?)>();
        var leave = loop.BreakLabel is null ? null : new Target(loop.BreakLabel, loop.BreakLabel.Type == typeof(void) ? Destination.Discard : destination, loop, true);
        var again = loop.ContinueLabel is null ? null : new Target(loop.ContinueLabel, Destination.Discard, loop, false);
        if (leave != null) Enter(outer, leave);
        if (again != null) Enter(outer, again);
        breakables.Push(loop);

        layout.Line();
        var body = form.Body;
        if (counted)
        {
            Text("for (" + type);
            if (start != null) WriteNode(start);
            Text("; ");
            WriteTest(form);
            Text("; " + StepText(PrintedLoop.Stepped(body[^1])!.Value) + ")");
            body = [.. body.Take(body.Count - 1)];
        }
        else
        {
            Text("while (");
            WriteTest(form);
            Text(")");
        }
        WriteBraced(form.Scope, body, Destination.Discard, inline: false, () =>
        {
            if (again != null) WriteLabel(again);
        });

        breakables.Pop();
        LeaveLabels(outer);
        if (leave != null) WriteLabel(leave);
    }

    private static string StepText((ParameterExpression Variable, string Sign, ConstantExpression? Size) step, string name) =>
        step.Size is null ? name + step.Sign + step.Sign : name + " " + step.Sign + "= " + CSharpLiterals.Of(step.Size.Value, step.Size.Type);

    private string StepText((ParameterExpression Variable, string Sign, ConstantExpression? Size) step) => StepText(step, names.Of(step.Variable));

    private void WriteTest(PrintedLoop form)
    {
        if (form.Test is null) Text("true");
        else Write(form.Condition!);
    }

    private void WriteSwitch(SwitchExpression node, Destination destination)
    {
        if (!PrintedShape.HasConstantCases(node) || IsFragment)
        {
            WriteTests(node, destination);
            return;
        }
        layout.Line();
        Text("switch (");
        Write(node.SwitchValue);
        Text(")");
        layout.StartBlock(inline: false);
        breakables.Push(node);
        foreach (var branch in node.Cases)
        {
            foreach (var test in branch.TestValues)
            {
                layout.Line();
                Text("case ");
                Write(test);
                Text(":");
            }
            WriteSection(branch.Body, destination);
        }
        if (node.DefaultBody != null)
        {
            layout.Line();
            Text("default:");
            WriteSection(node.DefaultBody, destination);
        }
        breakables.Pop();
        layout.EndBlock();
    }

    private void WriteSection(Expression body, Destination destination) =>
        WriteBraced(body as BlockExpression, PrintedLoop.Statements(body), destination, inline: false, () =>
        {
            if (destination.Returns && body.Type != typeof(void)) return;
            layout.Line();
            Text("break;");
        });

    // A switch that compares otherwise than `case` does: the value, then a chain of tests.
    private void WriteTests(SwitchExpression node, Destination destination)
    {
        var value = Expression.Variable(node.SwitchValue.Type, "selected");
        var chain = node.DefaultBody ?? Expression.Empty();
        foreach (var branch in node.Cases.Reverse())
        {
            var test = branch.TestValues
                .Select(t => node.Comparison is null ? Expression.Equal(value, t) : Expression.Equal(value, t, false, node.Comparison))
                .Aggregate(Expression.OrElse);
            chain = Expression.Condition(test, branch.Body, chain, typeof(void));
        }
        layout.StartBlock(inline: false);
        var scope = names.Enter([value], "selected");
        layout.Line();
        Text(CSharpTypes.Name(value.Type) + " " + names.Of(value) + " = ");
        Write(node.SwitchValue, Precedence.Assignment);
        Text(";");
        WriteStatement(chain, destination);
        names.Leave(scope);
        layout.EndBlock();
    }

    // value switch { 1 or 2 => a, _ => b }
    private void WriteSwitchExpression(SwitchExpression node)
    {
        Write(node.SwitchValue, Precedence.Switch);
        Text(" switch { ");
        layout.Open();
        foreach (var branch in node.Cases)
        {
            for (int i = 0; i < branch.TestValues.Count; i++)
            {
                if (i > 0) Text(" or ");
                Write(branch.TestValues[i], Precedence.Unary);
            }
            Text(" => ");
            WriteAs(branch.Body, node.Type, Precedence.Conditional);
            Separate();
        }
        Text("_ => ");
        WriteAs(node.DefaultBody!, node.Type, Precedence.Conditional);
        layout.Close();
        Text(" }");
    }
}
