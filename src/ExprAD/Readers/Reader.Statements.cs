using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Readers;

/// <summary>Blocks, assignments, switches and forward jumps: each statement changes the state, branches are merged into values.</summary>
internal sealed partial class Reader
{
    private Value Block(BlockExpression node)
    {
        var before = state;
        foreach (var variable in node.Variables)
        {
            captured = captured.Remove(variable);
            state = state.Declare(variable, Default(variable.Type));
        }

        var (entered, start) = (state, jumps.Count);
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

        reached.ExceptWith(node.Expressions.OfType<LabelExpression>().Select(label => label.Target));
        state = state.Leave(before, entered, node.Variables);
        for (var i = start; i < jumps.Count; i++)
        {
            jumps[i] = jumps[i] with { State = jumps[i].State.Leave(before, entered, node.Variables) };
        }

        return last;
    }

    // What an array variable is given by an array creation is an array that the function may write to; so is a copy.
    private Value Assigned(Expression node)
    {
        if (Derivative(node) is { } derivative)
        {
            return derivative;
        }

        var value = Zeros(node) ?? (Copied(node) is { } source ? Peek(source) : null);
        if (value is null)
        {
            value = Reference(node);
            if (node is not NewArrayExpression && !IsMadeByFSharp(node, value))
            {
                return value;
            }
        }

        var local = graph.Intern(new Local(value.Type, ++locals));
        state = state with { Arrays = state.Arrays.SetItem(locals, value) };
        return local;
    }

    // g = Ad.Grad(f)  becomes  g = x => Ad.Grad(f)(x), which is read where g is called.
    private Value? Derivative(Expression node)
    {
        if (node is not MethodCallExpression { Method.DeclaringType: var owner } verb || owner != typeof(Ad) || !typeof(Delegate).IsAssignableFrom(node.Type) || VerbOf(verb) is null)
        {
            return null;
        }

        ParameterExpression[] parameters = [.. node.Type.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name))];
        return Stored(Expression.Lambda(node.Type, Expression.Invoke(node, parameters), parameters));
    }

    // VectorSpace.Zero(x); (List<double>)VectorSpace.Zero(x) where x is an interface.
    private Value? Zeros(Expression node) => node switch
    {
        MethodCallExpression { Method.Name: nameof(VectorSpace.Zero) } zero
            when zero.Method.DeclaringType == typeof(VectorSpace) && Kinds.Element(node.Type) is not null => graph.Zero(Read(zero.Arguments[0])),
        UnaryExpression { NodeType: ExpressionType.Convert } cast when Kinds.Element(node.Type) is not null && Zeros(cast.Operand) is { } zeros =>
            graph.Make(new Operator(node.Type, ExpressionType.Convert), [zeros]),
        _ => null,
    };

    // (double[])x.Clone(), new List<double>(x): x.
    private static Expression? Copied(Expression node) => node switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: MethodCallExpression { Method.Name: nameof(Array.Clone), Object: { } array } }
            when array.Type == node.Type && array.Type.IsArray => array,
        NewExpression { Arguments: [var list] } when list.Type == node.Type && Kinds.Of(list.Type) == Kind.List => list,
        _ => null,
    };

    // VectorSpace.Clear(gradient, x), Target(gradient, x) and Copy(from, Target(gradient, x)), as derivatives have them that write into an array
    // of the caller's: the reader takes it for one of the function's own.
    private Value Fill(MethodCallExpression node)
    {
        var contents = node.Method.Name == nameof(VectorSpace.Copy) ? Read(node.Arguments[0]) : graph.Zero(Read(node.Arguments[1]));
        var variable = (node.Method.Name == nameof(VectorSpace.Copy) ? (node.Arguments[1] as MethodCallExpression)?.Arguments[0] : node.Arguments[0]) as ParameterExpression
            ?? throw Refuse(node, "it writes to an array that others may see", "make the array in the lambda");
        filled = graph.Intern(new Local(contents.Type, ++locals));
        state = state.With(variable, filled) with { Arrays = state.Arrays.SetItem(locals, contents) };
        return filled;
    }

    private Value? filled;

    /// <summary>What an array of the caller's that the function writes to holds in the end; null if there is none.</summary>
    internal Value? Filled => filled is null ? null : Contents(filled);

    // The place is found before its new value is computed, and found once.
    private (Value? Old, Value New) Change(Expression target, Func<Value?, Value> change, bool needsOld = true)
    {
        var isStatement = visitsStatement;
        switch (target)
        {
            case ParameterExpression variable:
                var before = needsOld ? Read(variable) : null;
                var after = change(before);
                MustBeAssignable(variable);
                state = state.With(variable, after);
                return (before, after);
            case IndexExpression { Object: { } container } element when Kinds.IsIndexed(container.Type):
                return Write(target, container, element.Arguments, change, needsOld, isStatement);
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element:
                return Write(target, element.Left, [element.Right], change, needsOld, isStatement);
            default:
                throw Refuse(target, "an assignment to a member may change an object that others see", "make a new object that has the changed member");
        }
    }

    private (Value? Old, Value New) Write(
        Expression target, Expression container, IReadOnlyList<Expression> indices, Func<Value?, Value> change, bool needsOld, bool isStatement)
    {
        var array = Reference(container);
        var local = Own(target, array);
        var at = indices.Select(Read).ToArray();
        var before = needsOld ? Element(state.Arrays[local.Number], at) : null;
        if (before is not null && Throwing.May(before))
        {
            state = state.After(before);
        }

        // A store touches the array when the new value is there.
        var after = change(before);
        if (before is null)
        {
            Check(state.Arrays[local.Number], at);
        }

        foreach (var other in Locals(after))
        {
            Share(other, target);
        }

        Write(target, array, isStatement && local.Number > outerLocals);
        after = Contents(after);
        state = state with { Arrays = state.Arrays.SetItem(local.Number, graph.Make(new Set(local.Type), [state.Arrays[local.Number], .. at, after])) };
        return (before, after);
    }

    // VectorSpace.AddTo(sum, x), as derivatives have it  becomes  sum = sum + x.
    private Value AddedTo(MethodCallExpression node)
    {
        var (target, isStatement) = (node.Arguments[0], visitsStatement);
        if (target is not ParameterExpression)
        {
            return Change(target, old => Linear.Add(graph, old!, Read(node.Arguments[1]))).New;
        }

        var array = Reference(target);
        var local = Own(target, array);
        var added = Read(node.Arguments[1]);
        Write(target, array, isStatement && local.Number > outerLocals);
        state = state with { Arrays = state.Arrays.SetItem(local.Number, Linear.Add(graph, state.Arrays[local.Number], added)) };
        return graph.Boolean(false);
    }

    // The array that the function has made, which is what a variable must hold to be written to.
    private Local Own(Expression target, Value array)
    {
        if (array.Operation is Local outer && outer.Number <= arraysOutside)
        {
            throw Refuse(target, "a function given to a sequence operator writes to an array of the function around it", "return the new value, or make the array inside");
        }

        return array.Operation as Local
            ?? throw Refuse(target, "only an array that the lambda has made and assigned to a variable can be written to; others may see this one", "make the array in the lambda, or compute with the new elements directly");
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
            throw Refuse(node, "a jump backwards makes a loop that cannot be seen as one", "use Expression.Loop with Break and Continue");
        }

        jumps.Add(new Jump(node, graph.Boolean(true), value, state));
        state = state with { IsLive = false };
        return value ?? graph.Boolean(false);
    }

    private readonly HashSet<LabelTarget> reached = [];

    private Value Label(LabelExpression node)
    {
        reached.Add(node.Target);
        var value = Join(node.Target, !state.IsLive || node.DefaultValue is null ? null : Read(node.DefaultValue));
        return value ?? (node.Type == typeof(void) ? graph.Boolean(false) : Default(node.Type));
    }

    // The first jump taken decides: jump1 ? value1 : jump2 ? value2 : what falls through.
    private Value? Join(LabelTarget label, Value? value)
    {
        for (var i = jumps.Count - 1; i >= 0; i--)
        {
            if (jumps[i].Node.Target == label)
            {
                var jump = jumps[i];
                jumps.RemoveAt(i);
                value = value is null || jump.Value is null ? jump.Value ?? value : graph.If(jump.Test, jump.Value, value);
                state = State.Merge(graph, jump.Test, jump.State, state) with { IsLive = true };
            }
        }

        return value;
    }
}
