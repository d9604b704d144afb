using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Readers;

/// <summary>Differentiates a function inside a function: the verb's result as a value, for parameters and a body in one graph.</summary>
internal delegate Value NestedVerb(Graph graph, Nested verb, Value body, Value[] parameters, Value? direction);

/// <summary>A verb with its options, as met inside a lambda.</summary>
internal sealed record Nested(Verb Verb, AdOptions Options, int Order)
{
    /// <summary>Whether the derivative becomes a delegate, which can keep what it has found for the next call.</summary>
    internal bool IsCompiled { get; init; }
}

/// <summary>
/// A lambda becomes values. Variables are names for values and disappear; statements become conditionals; invoked lambdas are
/// read in place; what cannot be looked into stays as an opaque value, to be refused only if a derivative is to pass through it.
/// </summary>
internal sealed partial class Reader(
    Graph graph, IReadOnlyList<object>? captures, IReadOnlyDictionary<Expression, object?>? resolved, NestedVerb nested)
{
    private readonly List<Jump> jumps = [];
    private readonly Stack<Value> holds = [];
    private State state = State.Empty;
    private int locals;
    private int depth;

    // Whether what is read is a statement, so that no expression around it has been evaluated in part. Of a lambda in an expression this
    // holds for the arrays that it makes itself: those with higher numbers than the ones outside.
    private bool inStatements = true;
    private bool visitsStatement;
    private int outerLocals;

    /// <summary>What has been evaluated so far and may throw.</summary>
    internal Effect? Effects => state.Effects;

    /// <summary>The result of a lambda for the given arguments.</summary>
    internal Value Read(LambdaExpression lambda, params IReadOnlyList<Value> arguments) => Contents(Result(lambda, arguments));

    // The same, where a sequence is still to be gone through.
    private Value Result(LambdaExpression lambda, IReadOnlyList<Value> arguments)
    {
        lambda = Provenance.Unfold(lambda);
        var outer = state;
        for (var i = 0; i < lambda.Parameters.Count; i++)
        {
            if (lambda.Parameters[i].IsByRef)
            {
                throw new NotDifferentiableException(lambda.Parameters[i], "what is passed by reference may be changed by others and cannot be followed", "pass the value");
            }

            captured = captured.Remove(lambda.Parameters[i]);
            state = state.Declare(lambda.Parameters[i], arguments[i]);
        }

        var (entered, start, labels) = (state, jumps.Count, new HashSet<LabelTarget>(reached));
        var (statements, pending) = (inStatements, outerLocals);
        (inStatements, outerLocals) = (true, statements ? outerLocals : locals);
        var result = Reference(lambda.Body);
        result = IsSequence(result) || HoldsGroup(result) ? result : Seen(result, lambda.Body);
        (inStatements, outerLocals) = (statements, pending);
        if (jumps.Count > start)
        {
            throw Refuse(jumps[start].Node, "its label is inside another block", "put the label into the block of the jump, or around it");
        }

        reached.IntersectWith(labels);
        state = state.Leave(outer, entered, lambda.Parameters);
        return result;
    }

    /// <summary>The value of an expression; arrays made by the function are taken with their present contents.</summary>
    internal Value Read(Expression node) => Seen(Reference(node), node);

    private Value Seen(Value value, Expression node)
    {
        foreach (var local in Locals(value))
        {
            Share(local, node);
        }

        return Contents(value);
    }

    // The same where only an element or the length is wanted, so that nobody gets to see the array itself.
    private Value Peek(Expression node) => Contents(Reference(node));

    // The value of an expression, where an array made by the function is a reference to it.
    private Value Reference(Expression node)
    {
        if (memo.TryGetValue(node, out var known) && known.State.IsSame(state) && Effect.Contains(state.Effects, known.State.Effects))
        {
            return known.Value;
        }

        // The check costs more than most visits: made at every eighth level.
        var (before, made, isStatement) = (state, calls + locals + jumps.Count, inStatements);
        visitsStatement = isStatement;
        inStatements = isStatement && node is BlockExpression or SwitchExpression or ConditionalExpression or LoopExpression;
        var value = (++depth & 7) == 0 ? VisitDeep(node) : Visit(node);
        depth--;
        inStatements = isStatement;
        if (value != state.Effects?.Value && (value.Operation is not If || node is MemberExpression or BinaryExpression or IndexExpression or UnaryExpression))
        {
            Note(value);
        }

        if (node is not (ParameterExpression or ConstantExpression or LambdaExpression) && state.IsSame(before) && made == calls + locals + jumps.Count)
        {
            memo[node] = (state, value);
        }

        return graph.Remember(value, node);
    }

    // Trees made by hand use one node at many places: it is read once, as long as nothing has changed that it could depend on.
    private readonly Dictionary<Expression, (State State, Value Value)> memo = new(ReferenceEqualityComparer.Instance);

    private Value VisitDeep(Expression node) => DeepStack.Call(() => Visit(node));

    private Value Contents(Value value) => value.Operation switch
    {
        Local local => state.Arrays[local.Number],
        Sequential => Materialised(value),
        If when IsSequence(value) => Materialised(value),
        Construct when HoldsGroup(value) => graph.Make(value.Operation, Array.ConvertAll(value.Operands, Contents)),
        If when Locals(value).Any() => graph.If(value.Operands[0], Contents(value.Operands[1]), Contents(value.Operands[2])),
        _ => value,
    };

    // The arrays that a value may be a reference to.
    private static IEnumerable<Value> Locals(Value value) => value.Operation switch
    {
        Local => [value],
        If when Kinds.Element(value.Type) is not null => Locals(value.Operands[1]).Concat(Locals(value.Operands[2])),
        _ => [],
    };

    private Value Visit(Expression node) => node switch
    {
        BinaryExpression binary => Binary(binary),
        UnaryExpression unary => Unary(unary),
        ParameterExpression parameter => Variable(parameter),
        ConstantExpression constant => Constant(constant),
        MethodCallExpression call => MethodCall(call),
        MemberExpression member => MemberAccess(member),
        ConditionalExpression conditional => Conditional(conditional),
        InvocationExpression invocation => Invocation(invocation),
        NewExpression created => New(created),
        MemberInitExpression init => MemberInit(init),
        ListInitExpression list => ListInit(list),
        NewArrayExpression array => NewArray(array),
        IndexExpression index => Index(index),
        LambdaExpression lambda => Stored(lambda),
        DefaultExpression def => Default(def.Type),
        TypeBinaryExpression test => graph.Make(new Operator(typeof(bool), test.NodeType, test.TypeOperand), Read(test.Expression)),
        BlockExpression block => Block(block),
        SwitchExpression choice => Switch(choice),
        GotoExpression jump => Goto(jump),
        LabelExpression label => Label(label),
        LoopExpression loop => Loop(loop),
        TryExpression => throw Refuse(node, "try, catch and finally cannot be differentiated", "test beforehand for what would be caught, with ?:"),
        DynamicExpression => throw Refuse(node, "what a dynamic operation does is known only when it runs", "cast to double first, so that the compiler decides"),
        RuntimeVariablesExpression => throw Refuse(node, "RuntimeVariables gives access to variables by reference, which cannot be followed", "use the variables themselves"),
        DebugInfoExpression => Default(typeof(void)),
        _ when node.CanReduce => Read(node.Reduce()),
        _ => throw Refuse(node, $"an expression node of kind {node.NodeType} that cannot be reduced is not known", "override CanReduce and Reduce, or write it with arithmetic and System.Math"),
    };

    private static NotDifferentiableException Refuse(Expression? node, string reason, string remedy) => new(node, reason, remedy);

    private Value Stored(LambdaExpression lambda)
    {
        Capture(lambda);
        return graph.Intern(new Function(lambda.Type, lambda, state.Variables));
    }

    private Value Variable(ParameterExpression parameter)
    {
        if (state.Variables.TryGetValue(parameter, out var value))
        {
            MustBeUnchanged(parameter, value);
            return value;
        }

        throw Refuse(parameter, $"the variable {parameter} is declared nowhere in the lambda", "declare it in a Block or make it a parameter");
    }

    private Value Default(Type type) =>
        type == typeof(void) ? graph.Boolean(false)
        : Nullable.GetUnderlyingType(type) is not null ? Nothing(type)
        : type.IsValueType && Shape.Of(type) is { } shape ? graph.Make(new Construct(type, shape), [.. shape.Members.Select(m => Default(Shape.TypeOf(m)))])
        : graph.Literal(type.IsValueType ? Activator.CreateInstance(type) : null, type);

    private Value Conditional(ConditionalExpression node)
    {
        var test = Read(node.Test);
        if (test.Data is bool known)
        {
            return Reference(known ? node.IfTrue : node.IfFalse);
        }

        var (then, otherwise) = Branches(test, () => Reference(node.IfTrue), () => Reference(node.IfFalse));
        return node.Type == typeof(void) ? test : graph.If(test, then, otherwise);
    }

    // Reads two branches from the present state and merges what they have done to it. A branch that jumps away has no value.
    private (Value Then, Value Otherwise) Branches(Value test, Func<Value> then, Func<Value> otherwise)
    {
        var before = state;
        var start = jumps.Count;
        holds.Push(test);
        var first = then();
        holds.Pop();
        var (afterThen, middle) = (state, jumps.Count);
        state = before;
        var second = otherwise();
        for (var i = start; i < jumps.Count; i++)
        {
            jumps[i] = jumps[i] with { Test = graph.And(i < middle ? test : graph.Not(test), jumps[i].Test) };
        }

        var (thenLives, otherwiseLives) = (afterThen.IsLive, state.IsLive);
        state = State.Merge(graph, test, afterThen, state);
        return !thenLives ? (second, second) : !otherwiseLives ? (first, first) : (first, second);
    }

    private Value New(NewExpression node)
    {
        if (node.Constructor?.GetParameters().FirstOrDefault(p => p.ParameterType.IsByRef && !p.IsIn) is { } byReference)
        {
            throw Refuse(node.Arguments[byReference.Position], "what is passed by reference may be changed by others and cannot be followed", "pass the value");
        }

        if (Shape.Of(node.Type) is null && node.Arguments.Any(IsFunction))
        {
            return Outside(node);
        }

        var arguments = node.Arguments.Select(Whole).ToArray();
        if (Shape.Of(node.Type) is not { } shape || Nullable.GetUnderlyingType(node.Type) is not null)
        {
            return Nullable.GetUnderlyingType(node.Type) is not null
                ? arguments is [var value] ? Something(value, node.Type) : Nothing(node.Type)
                : graph.Make(new NewObject(node.Type, node.Constructor), arguments);
        }

        if (node.Constructor is null && node.Type.IsValueType)
        {
            return Default(node.Type);
        }

        if (shape.Constructor is { } constructor && constructor.Equals(node.Constructor))
        {
            var rest = shape.Constructed == shape.Members.Length ? null : graph.Make(new NewObject(node.Type, node.Constructor), arguments);
            return graph.Make(new Construct(node.Type, shape), [
                .. arguments,
                .. shape.Members.Skip(shape.Constructed).Select(m => graph.MemberOf(rest!, m))]);
        }

        return graph.Make(new NewObject(node.Type, node.Constructor), arguments);
    }

    private Value MemberInit(MemberInitExpression node)
    {
        var created = New(node.NewExpression);
        if (Shape.Of(node.Type) is not { } shape)
        {
            return Outside(node);
        }

        var members = shape.Members.Select(m => graph.MemberOf(created, m)).ToArray();
        foreach (var binding in node.Bindings)
        {
            var index = shape.IndexOf(binding.Member);
            if (binding is not MemberAssignment assignment || index < 0)
            {
                throw Refuse(node, $"the initialiser of {binding.Member.Name} is not a plain assignment of a member", "assign the member with a value");
            }

            members[index] = Read(assignment.Expression);
        }

        return graph.Make(new Construct(node.Type, shape), members);
    }

    private Value ListInit(ListInitExpression node)
    {
        var isList = node.Type.IsGenericType && node.Type.GetGenericTypeDefinition() == typeof(List<>) && node.NewExpression.Arguments.Count == 0;
        return isList && node.Initializers.All(i => i.Arguments.Count == 1)
            ? graph.Make(new NewArray(node.Type), [.. node.Initializers.Select(i => Read(i.Arguments[0]))])
            : Outside(node);
    }

    private Value NewArray(NewArrayExpression node)
    {
        var operands = node.Expressions.Select(Read).ToArray();
        return graph.Make(node.NodeType == ExpressionType.NewArrayInit ? new NewArray(node.Type) : new Allocate(node.Type), operands);
    }

    private Value Index(IndexExpression node)
    {
        var container = Kinds.IsIndexed(node.Object!.Type) ? Reference(node.Object) : Read(node.Object);
        var at = node.Arguments.Select(Read).ToArray();
        return Kinds.IsIndexed(container.Type) ? Element(Contents(container), at) : graph.Make(new Call(node.Type, node.Indexer!.GetMethod!), [container, .. at]);
    }

    private Value Element(Value container, params ReadOnlySpan<Value> at)
    {
        // An array seen through an interface, or made a list, is read as the array that it is; a list throws something else.
        while (container.Operation is Operator { Kind: ExpressionType.Convert } && Kinds.IsIndexed(container.Operands[0].Type))
        {
            at = container.Type.IsInterface ? at : new[] { InRange(at[0], graph.LengthOf(container), isList: true) };
            container = container.Operands[0];
        }

        // Where the element is one that is known, its index may still be wrong for the array as it was made.
        var element = graph.Get(container, at);
        if (element.Operation is not Get)
        {
            Check(container, at);
        }

        return element;
    }

    private void Check(Value container, ReadOnlySpan<Value> at)
    {
        var made = Unwritten(container);
        if (MayMiss(made, at))
        {
            Note(graph.Get(made, at));
        }
    }

    // What may throw is an effect; of what is chosen, under the test.
    private void Note(Value value)
    {
        if (Throwing.May(value))
        {
            state = state.After(value);
        }
        else if (value.Operation is If && MayThrow(value))
        {
            Branches(value.Operands[0], () => Noted(value.Operands[1]), () => Noted(value.Operands[2]));
        }
    }

    private Value Noted(Value value)
    {
        Note(value);
        return value;
    }

    private static bool MayThrow(Value read) =>
        Order.Ascending([read], value => value.Operation is not If).Exists(value => value.Operation is not If && Throwing.May(value));

    // An array of known length has the elements at known indices; one chosen among several, if all of them have it.
    private static bool MayMiss(Value made, ReadOnlySpan<Value> at) => made.Operation switch
    {
        Graphs.NewArray => !(at[0].Data is int i && i >= 0 && i < made.Operands.Length),
        If => MayMiss(made.Operands[1], at) || MayMiss(made.Operands[2], at),
        _ => true,
    };

    private readonly Dictionary<Value, Value> unwritten = [];

    // The array as it was made, if all branches that have written to it began with the same one.
    private Value Unwritten(Value array)
    {
        while (array.Operation is Set)
        {
            array = array.Operands[0];
        }

        if (array.Operation is not If)
        {
            return array;
        }

        if (!unwritten.TryGetValue(array, out var made))
        {
            made = Unwritten(array.Operands[1]);
            unwritten.Add(array, made = made == Unwritten(array.Operands[2]) ? made : array);
        }

        return made;
    }
}
