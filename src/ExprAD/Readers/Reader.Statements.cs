using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Blocks, assignments, switches and forward jumps: each statement changes the state, branches are merged into values.</summary>
internal sealed partial class Reader
{
    private Value Block(BlockExpression node)
    {
        foreach (var variable in node.Variables)
        {
            state = state.With(variable, Default(variable.Type));
        }

        var last = graph.Boolean(false);
        for (var i = 0; i < node.Expressions.Count; i++)
        {
            var statement = node.Expressions[i];
            if (!state.IsLive && statement is not LabelExpression)
            {
                continue; // Jumped over.
            }

            last = Reference(statement);
        }

        return last;
    }

    private Value Assign(Expression target, Value value, Expression source)
    {
        switch (target)
        {
            case ParameterExpression variable:
                if (source is NewArrayExpression)
                {
                    var local = graph.Intern(new Local(value.Type, ++locals));
                    state = state with { Arrays = state.Arrays.SetItem(locals, value) };
                    value = local;
                }

                state = state.With(variable, value);
                return value;
            case IndexExpression { Object: { } container } element when Kinds.IsIndexed(container.Type):
                return Write(target, container, element.Arguments, value);
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element:
                return Write(target, element.Left, [element.Right], value);
            default:
                throw Refuse(target, "assigning a member changes an object that lives outside the lambda", "make a new object with the changed member");
        }
    }

    private Value Write(Expression target, Expression container, IReadOnlyList<Expression> indices, Value value)
    {
        if (Reference(container).Operation is not Local local)
        {
            throw Refuse(target, "the array was not made by the lambda itself, so writing to it would change the caller's data", "write to a copy made inside the lambda");
        }

        value = Contents(value);
        var at = indices.Select(Read).ToArray();
        var changed = graph.Make(new Set(local.Type), [state.Arrays[local.Number], .. at, value]);
        state = state with { Arrays = state.Arrays.SetItem(local.Number, changed) };
        return value;
    }

    private Value Switch(SwitchExpression node)
    {
        var on = Read(node.SwitchValue);
        return Case(0);

        Value Case(int index)
        {
            if (index == node.Cases.Count)
            {
                return node.DefaultBody is { } body ? Read(body) : graph.Boolean(false);
            }

            var test = node.Cases[index].TestValues.Select(Read)
                .Select(value => node.Comparison is { } comparison ? Known(comparison, on, value) : graph.AreEqual(on, value))
                .Aggregate((a, b) => graph.Or(a, b));
            if (test.Data is bool known)
            {
                return known ? Read(node.Cases[index].Body) : Case(index + 1);
            }

            var (then, otherwise) = Branches(test, () => Read(node.Cases[index].Body), () => Case(index + 1));
            return node.Type == typeof(void) ? test : graph.If(test, then, otherwise);
        }
    }

    private Value Goto(GotoExpression node)
    {
        var value = node.Value is null ? null : Read(node.Value);
        if (reached.Contains(node.Target))
        {
            throw Refuse(node, "the jump goes backwards, which makes a loop", "loops in expression trees are not differentiated yet: write the terms out");
        }

        jumps.Add(new Jump(node.Target, graph.Boolean(true), value, state));
        state = state with { IsLive = false };
        return value ?? graph.Boolean(false);
    }

    private readonly HashSet<LabelTarget> reached = [];

    // The first jump taken decides: jump1 ? value1 : jump2 ? value2 : what falls through.
    private Value Label(LabelExpression node)
    {
        reached.Add(node.Target);
        var value = !state.IsLive || node.DefaultValue is null ? null : Read(node.DefaultValue);
        for (var i = jumps.Count - 1; i >= 0; i--)
        {
            if (jumps[i].Label == node.Target)
            {
                var jump = jumps[i];
                jumps.RemoveAt(i);
                value = value is null || jump.Value is null ? jump.Value ?? value : graph.If(jump.Test, jump.Value, value);
                state = State.Merge(graph, jump.Test, jump.State, state) with { IsLive = true };
            }
        }

        return value ?? (node.Type == typeof(void) ? graph.Boolean(false) : Default(node.Type));
    }
}
