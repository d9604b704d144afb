using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Readers;

/// <summary>Calls, members, invocations and the verbs of <see cref="Ad"/> inside lambdas.</summary>
internal sealed partial class Reader
{
    private Value MethodCall(MethodCallExpression node)
    {
        var method = node.Method;
        if (method.DeclaringType == typeof(Ad) && method.Name == nameof(Ad.Stop))
        {
            return graph.Make(new Call(node.Type, method), Read(node.Arguments[0]));
        }

        if ((OfFSharp(node) ?? OfQuotation(node)) is { } fsharp)
        {
            return fsharp;
        }

        if (method.DeclaringType == typeof(Flow))
        {
            return Structure(node);
        }

        if (method.DeclaringType == typeof(Implicit))
        {
            return Solved(node);
        }

        if (method.Name == "Invoke" && node.Object is { } target && typeof(Delegate).IsAssignableFrom(target.Type))
        {
            return Invoke(node, target, node.Arguments);
        }

        if (method.DeclaringType == typeof(ExpressionInvocation))
        {
            return Invoke(node, node.Arguments[0], [.. node.Arguments.Skip(1)]);
        }

        if (method.DeclaringType == typeof(VectorSpace) && method.Name is nameof(VectorSpace.Clear) or nameof(VectorSpace.Target) or nameof(VectorSpace.Copy))
        {
            return Fill(node);
        }

        if (method.DeclaringType == typeof(VectorSpace) && method.Name == nameof(VectorSpace.AddTo))
        {
            return AddedTo(node);
        }

        if (AsQuery(node) is { } operators)
        {
            return OfMethod(operators);
        }

        var outside = captured;
        if ((Query(node) ?? KeyedCall(node)) is { } query)
        {
            captured = IsSequence(query) ? captured : outside; // What has been gone through sees no later assignment.
            return query;
        }

        if (OfDefinition(node, out var refusal) is { } defined)
        {
            return defined;
        }

        if (node.Arguments.Any(IsFunction) || method.DeclaringType == typeof(Ad) || method.DeclaringType == typeof(Derive))
        {
            return Outside(node);
        }

        if (method.GetParameters().FirstOrDefault(p => p.ParameterType.IsByRef && !p.IsIn) is { } byReference)
        {
            throw Refuse(
                node.Arguments[byReference.Position],
                $"{TypeNames.Short(method.DeclaringType!)}.{method.Name} may change what it is passed by reference",
                "call a method that takes the value and returns the new one");
        }

        var isQuery = Mutability.IsPure(method) && !typeof(System.Collections.IEnumerable).IsAssignableFrom(method.ReturnType);
        var owner = node.Object is null ? null : isQuery || IsElement(node) ? Peek(node.Object) : Read(node.Object);
        Value[] operands = [.. owner is null ? [] : new[] { owner }, .. node.Arguments.Select(argument => isQuery ? Peek(argument) : Read(argument))];
        try
        {
            var value = CallOf(node, method, operands);
            if (refusal is not null)
            {
                graph.Refused[value] = refusal;
            }

            return value;
        }
        catch (NotDifferentiableException unfit) when (unfit.Node is null)
        {
            throw Refuse(node, unfit.Reason, unfit.Remedy); // A [Derivative] that does not fit its method.
        }
    }

    private Value CallOf(MethodCallExpression node, MethodInfo method, Value[] operands)
    {
        var owner = node.Object is null ? null : operands[0];
        if (owner is not null && owner.Type.IsArray && method.Name == "Get")
        {
            return Element(owner, operands.AsSpan(1));
        }

        if (owner is not null && Kinds.IsIndexed(owner.Type) && method.Name == "get_Item" && !owner.Type.IsArray)
        {
            return Element(owner, operands[1]);
        }

        if (owner is not null && Conversions.IsImmutable(owner.Type) && method.Name == "get_Item")
        {
            return Element(ArrayOf(owner, node.Type), operands[1]);
        }

        if (owner is not null && Nullable.GetUnderlyingType(owner.Type) is { } inner && method.Name == nameof(Nullable<int>.GetValueOrDefault))
        {
            return graph.If(HasValue(owner), ValueOf(owner), operands.Length == 2 ? operands[1] : Default(inner));
        }

        var value = Known(method, operands);
        if (method.DeclaringType == typeof(VectorSpace) && method.Name == nameof(VectorSpace.SameShape))
        {
            state = state.After(value); // It may throw; what it gives is its first argument.
            return operands[0];
        }

        if (!Mutability.IsPure(method) && RuleTable.Find(method) is null)
        {
            MayChange(node, method, node.Object, node.Arguments);
        }

        return value;
    }

    private static bool IsElement(MethodCallExpression node) => node.Method.Name is "Get" or "get_Item" or nameof(Array.GetLength) && Kinds.IsIndexed(node.Object!.Type);

    // A lambda, a function of F#, or a variable that holds one.
    private bool IsFunction(Expression node) =>
        IsLambda(node) || FSharpTypes.IsFunction(node.Type) || (node is ParameterExpression variable && state.Variables.GetValueOrDefault(variable) is { Operation: Function });

    // A call of a method that has a rule is a function: equal calls are one value. Any other call is made as often as written.
    private Value Known(MethodInfo method, params Value[] operands)
    {
        method = Spellings.Canonical(method);
        if (Pairs.Of(method) is { } parts)
        {
            return graph.Make(new Construct(method.ReturnType, Shape.Of(method.ReturnType)!), Array.ConvertAll(parts, part => Known(part, operands)));
        }

        if (Factored.Of(method) is { } factored)
        {
            return Known(factored, [operands[0], Known(Factored.Factor, operands[0]), .. operands.AsSpan(1)]);
        }

        if (method is { Name: "Create", IsStatic: true, DeclaringType: var maker } && (maker == typeof(ValueTuple) || maker == typeof(Tuple) || maker == typeof(KeyValuePair))
            && Shape.Of(method.ReturnType) is { } shape && shape.Members.Length == operands.Length && operands.Length < 8)
        {
            return graph.Make(new Construct(method.ReturnType, shape), operands);
        }

        var call = new Call(method.ReturnType, method);
        return RuleTable.Find(method) is null && !IsFunction(method)
            ? method.DeclaringType == typeof(Enumerable) ? graph.Intern(call with { Number = ++calls }, operands) : Numbered(call, operands)
            : graph.Make(call, operands);
    }

    private int calls;

    private static bool IsFunction(MethodInfo method) =>
        !Mutability.Changes(method) && method.DeclaringType is { } type && (type == typeof(Math) || type == typeof(MathF) || type.IsPrimitive || type == typeof(string)
            || type == typeof(decimal) || type.IsArray || type == typeof(Array) || type == typeof(VectorSpace));

    private Value MemberAccess(MemberExpression node)
    {
        if ((KeyedMember(node) ?? ListMember(node)) is { } part)
        {
            return part;
        }

        if (node.Expression is null)
        {
            return DefinedFunction(node) is { } function ? function : node.Member is FieldInfo { IsLiteral: true } literal
                ? graph.Literal(literal.GetRawConstantValue() is var raw && node.Type.IsEnum ? Enum.ToObject(node.Type, raw!) : raw, node.Type)
                : graph.Make(new Member(node.Type, node.Member));
        }

        var owner = Kinds.IsIndexed(node.Expression.Type) ? Peek(node.Expression) : Whole(node.Expression);
        if (owner.Type.IsArray || (owner.Type.IsGenericType && node.Member.Name == "Count" && Kinds.Element(owner.Type) is not null))
        {
            return node.Member.Name is nameof(Array.Length) or "Count" ? graph.LengthOf(owner) : graph.Make(new Member(node.Type, node.Member), owner);
        }

        if (Conversions.IsImmutable(owner.Type) && node.Member.Name is "Length" or "IsEmpty")
        {
            var length = graph.LengthOf(ArrayOf(owner, Kinds.Element(owner.Type)!));
            return node.Member.Name == "Length" ? length : graph.AreEqual(length, graph.Integer(0));
        }

        if (Nullable.GetUnderlyingType(owner.Type) is not null && node.Member.Name == nameof(Nullable<int>.Value))
        {
            return Required(owner);
        }

        // A member of a base class or interface, seen through a conversion, is the member of the object itself.
        if (owner.Operation is Operator { Kind: ExpressionType.Convert } && Shape.Of(owner.Operands[0].Type) is { } shape
            && shape.IndexOf(node.Member) is >= 0 and var index && Shape.TypeOf(shape.Members[index]) == node.Type)
        {
            return graph.MemberOf(owner.Operands[0], shape.Members[index]);
        }

        return graph.Make(new Member(node.Type, node.Member), owner);
    }

    private Value Invocation(InvocationExpression node) => Invoke(node, node.Expression, node.Arguments);

    private Value Invoke(Expression node, Expression target, IReadOnlyList<Expression> arguments)
    {
        if (target is ConditionalExpression choice)
        {
            var test = Read(choice.Test);
            var (then, otherwise) = Branches(test, () => Invoke(node, choice.IfTrue, arguments), () => Invoke(node, choice.IfFalse, arguments));
            return graph.If(test, then, otherwise);
        }

        if (target is MethodCallExpression { Method.DeclaringType: var type } verb && type == typeof(Ad) && VerbOf(verb) is { } nestedVerb)
        {
            return InvokeVerb(nestedVerb, LambdaOf(verb.Arguments[0]), [.. arguments.Select(Read)], verb);
        }

        if (target is MethodCallExpression { Method.Name: "Compile" or "CompileFast" } compiled
            && (compiled.Object ?? compiled.Arguments[0]) is { } source && typeof(LambdaExpression).IsAssignableFrom(source.Type))
        {
            return Invoke(node, source, arguments);
        }

        if (target is MethodCallExpression { Method.DeclaringType: var derive } derived && derive == typeof(Derive) && VerbOf(derived) is { } deriveVerb)
        {
            return InvokeVerb(deriveVerb, LambdaOf(derived.Arguments[0]), [.. arguments.Select(Read)], derived);
        }

        if (OfMethodGroup(target, arguments) is { } call)
        {
            return Read(call);
        }

        if (IsLambda(target))
        {
            // Its variables are what they are when the arguments have been computed.
            Value[] given = [.. arguments.Select(Reference)];
            return Inline((Function)LambdaOf(target).Operation, given);
        }

        var function = typeof(LambdaExpression).IsAssignableFrom(target.Type) ? LambdaOf(target) : Read(target);
        if (function.Operation is Function lambda)
        {
            return Inline(lambda, [.. arguments.Select(Reference)]);
        }

        var invoke = function.Type.GetMethod("Invoke")!;
        var result = Numbered(new Call(node.Type, invoke), [function, .. arguments.Select(Read)]);
        MayChange(node, invoke, null, arguments);
        return result;
    }

    private Value Inline(Function function, Value[] arguments)
    {
        var (outer, scope) = (state, (System.Collections.Immutable.ImmutableDictionary<ParameterExpression, Value>)function.Scope);
        if (++inlined > 1000)
        {
            throw Refuse(function.Lambda, "the lambda invokes itself without end", "use a recursion of fixed depth");
        }

        if (!ReferenceEquals(scope, outer.Variables))
        {
            state = state with { Variables = scope, Own = [] };
        }

        var result = DeepStack.Call(() => Result(function.Lambda, arguments));
        inlined--;
        state = state with { Variables = ReferenceEquals(scope, outer.Variables) ? state.Variables : outer.Variables, Own = outer.Own, IsLive = outer.IsLive };
        return result;
    }

    private int inlined;

    private Value LambdaOf(Expression node)
    {
        while (node is UnaryExpression { NodeType: ExpressionType.Quote or ExpressionType.Convert } wrapped)
        {
            node = wrapped.Operand;
        }

        if (node is ParameterExpression && Read(node) is { Operation: Graphs.Function } bound)
        {
            return bound;
        }

        var lambda = node as LambdaExpression ?? Now(node) as LambdaExpression
            ?? throw Refuse(node, "which function to differentiate is not known when the derivative is made", "write the lambda in place or capture one Expression in a variable, and choose between derivatives with ?:");
        var scope = node is LambdaExpression || Quotations.IsLambda(node) ? state.Variables : State.Empty.Variables;
        return graph.Intern(new Function(lambda.Type, lambda, scope));
    }

    private static bool IsLambda(Expression node) =>
        node is LambdaExpression or UnaryExpression { NodeType: ExpressionType.Quote or ExpressionType.Convert, Operand: LambdaExpression };

    private Nested? VerbOf(MethodCallExpression call)
    {
        if (!Enum.TryParse<Verb>(call.Method.Name, out var verb) || verb == Verb.GradInto)
        {
            return null;
        }

        var (options, order) = (AdOptions.Default, 1);
        foreach (var argument in call.Arguments.Skip(1))
        {
            switch (Now(argument))
            {
                case AdOptions given:
                    options = given;
                    break;
                case int number:
                    order = number;
                    break;
                default:
                    throw Refuse(argument, "the order and the options of a derivative must be known when it is made", "write the order as a literal, or capture it and the options in variables");
            }
        }

        return new Nested(verb, options, order);
    }

    // The function's parameters are fresh, so its derivative cannot be confused with that of anything around it; the derivative is
    // then taken at the arguments.
    private Value InvokeVerb(Nested verb, Value function, Value[] arguments, Expression node)
    {
        var lambda = ((Function)function.Operation).Lambda;
        var parameters = lambda.Parameters.Select(p => graph.Fresh(p.Type, p.Name ?? "x")).ToArray();
        var before = state.Effects;
        var body = Contents(Inline((Function)function.Operation, parameters));
        var own = Directions.Of(verb.Verb, parameters.Length)?.At ?? arguments.Length;
        var direction = own < arguments.Length ? graph.Fresh(arguments[own].Type, "direction") : null;
        if (verb.Order < 0)
        {
            throw Refuse(node, $"the order {verb.Order} of the derivative is negative", "use 0 for the function itself, 1 for its derivative");
        }

        graph.Evaluated[body] = Effect.Values(graph, Effect.Since(before, state.Effects));
        var derivative = nested(graph, verb, body, parameters, direction);
        var at = parameters.Zip(direction is null ? arguments : [.. arguments[..own], .. arguments[(own + 1)..]]).ToDictionary(pair => pair.First, pair => pair.Second);
        if (direction is not null)
        {
            at[direction] = arguments[own];
        }

        state = state with { Effects = Effect.Replace(before, state.Effects, value => graph.Substitute(at, value)[0]) };
        foreach (var check in direction is null ? [] : Directions.Check(graph, verb.Verb, direction, body, parameters[0]))
        {
            state = state.After(graph.Substitute(at, check)[0]);
        }

        return graph.Substitute(at, derivative)[0];
    }
}
