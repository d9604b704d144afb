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
                throw Refuse(target, "an assignment to a member may change an object that others see", "make a new object that has the changed member");
        }
    }

    private Value Write(Expression target, Expression container, IReadOnlyList<Expression> indices, Value value)
    {
        if (Reference(container).Operation is not Local local)
        {
            throw Refuse(target, "only an array that the lambda has made and assigned to a variable can be written to; others may see this one", "make the array in the lambda, or compute with the new elements directly");
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
            throw Refuse(node, "a jump backwards makes a loop, and loops are not differentiated yet", "write the steps out one after the other");
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
