using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Readers;
using ExprAD.Tables;
using ExprAD.Writers;

namespace ExprAD.Derivatives;

/// <summary>Why a value that depends on the parameters cannot be differentiated, and what to write instead.</summary>
internal static class Refusals
{
    private const string Stop = "wrap it in Ad.Stop(..) to take its value as a constant";
    private const string Followed = "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those";

    private static readonly (string Reason, string Remedy) Decimal =
        ("decimal numbers are not differentiated, only double and float are", "use double instead of decimal");

    private static readonly (string Reason, string Remedy) Boxed =
        ("a number that has become an object can no longer be followed", "keep it a double, without the cast");

    /// <summary>The refusal of a value; the values of the function tell what is done with it.</summary>
    internal static NotDifferentiableException Of(Graph g, Value value, IReadOnlyList<Value> values)
    {
        if (g.Refused.TryGetValue(value, out var known))
        {
            return known;
        }

        value = Boxing(value) || value.Operation is Function ? Consumer(value, values) : value;
        var (reason, remedy) = value.Operation switch
        {
            Call call => OfCall(call, value),
            Opaque opaque => OfOpaque(opaque),
            NewObject => OfConstructor(value.Type),
            Member member => OfMember(member, value),
            Function => ("a lambda is used here as an object", "invoke it, or give it to a method that does"),
            Operator => OfConversion(value.Operands[0].Type, value.Type),
            _ => ("ExprAD cannot see how it depends on the parameters", $"write it with arithmetic and System.Math, or {Stop}"),
        };
        return new NotDifferentiableException(Node(g, value) ?? UserOf(g, value, values), reason, remedy);
    }

    /// <summary>The refusal of keys that depend on the parameters.</summary>
    internal static NotDifferentiableException OfKeys(Graph g, Value value)
    {
        var node = Node(g, value);
        var (reason, remedy) = node is MethodCallExpression { Method: var method } ? OfQuery(method) : ("the keys of groups depend on the parameters", Stop);
        return new NotDifferentiableException(node, reason, remedy);
    }

    internal static NotDifferentiableException OfParameter(Value parameter)
    {
        var type = parameter.Type;
        var (reason, remedy) = ParameterRefusals.Of(type);
        return new NotDifferentiableException(Expression.Parameter(type, ((Parameter)parameter.Operation).Name), reason, remedy);
    }

    /// <summary>The refusal of an argument that a rule gives no derivative for, because it is not a number.</summary>
    internal static NotDifferentiableException OfArgument(Graph g, Value value, Value argument) => new(
        Node(g, value),
        $"the rule of {((Call)value.Operation).Method.Name} has no derivative for its argument of type {TypeNames.Short(argument.Type)}, which depends on the parameters",
        "pass the numbers one by one, as arguments of type double, or write the formula in the lambda");

    internal static NotDifferentiableException OfResult(Graph g, Value body) => new(
        Node(g, body),
        $"the result is {TypeNames.WithArticle(body.Type)}, which holds no double or float",
        "return double, float, or an array, list, record, tuple or anonymous object of them");

    private static Expression? Node(Graph g, Value value) =>
        g.Origin(value) ?? (value.Operation is Parameter parameter ? Expression.Parameter(value.Type, parameter.Name) : null);

    // A value that the program has no expression for is part of one that it has.
    private static Expression? UserOf(Graph g, Value value, IReadOnlyList<Value> values)
    {
        var users = new HashSet<Value> { value };
        foreach (var user in values.Where(v => Array.Exists(v.Operands, users.Contains)))
        {
            if (g.Origin(user) is { } origin)
            {
                return origin;
            }

            users.Add(user);
        }

        return null;
    }

    private static bool Boxing(Value value) => value.Operation is Operator { Kind: ExpressionType.Convert } && value.Type == typeof(object);

    // $"{x}" is string.Format("{0}", new object[] { (object)x }): the user has written neither the array nor the cast.
    private static Value Consumer(Value hidden, IReadOnlyList<Value> values)
    {
        for (var at = hidden; values.FirstOrDefault(v => Array.IndexOf(v.Operands, at) >= 0) is { } user; at = user)
        {
            if (user.Operation is Call)
            {
                return user;
            }

            if (user.Operation is not (NewArray or Construct or Get or Member or If))
            {
                break;
            }
        }

        return hidden;
    }

    private static (string Reason, string Remedy) OfCall(Call call, Value value)
    {
        var method = call.Method;
        var owner = method.DeclaringType!;
        if (typeof(Delegate).IsAssignableFrom(owner))
        {
            return OfDelegate(value.Operands[0]);
        }

        if (FSharpTypes.IsFunction(owner))
        {
            return OfClosure(value.Operands[0]);
        }

        if (method.ReturnType == typeof(decimal) || owner == typeof(decimal))
        {
            return Decimal;
        }

        var number = OtherNumbers.Remedy(method.ReturnType) is null ? owner : method.ReturnType;
        if (OtherNumbers.Remedy(number) is { } remedy)
        {
            return ($"numbers of type {TypeNames.Short(number)} are not differentiated, only double and float are", remedy);
        }

        if (Undifferentiable.Reasons.TryGetValue(method.Name, out var known) && (owner == typeof(Math) || owner == typeof(MathF) || owner == typeof(double) || owner == typeof(float)))
        {
            return (known, known.Contains(':', StringComparison.Ordinal) ? $"do that, or {Stop}" : Stop);
        }

        return owner == typeof(Random) ? ("random numbers have no derivative", "draw them before and capture the result")
            : method.Name is "Parse" or "TryParse" || method.ReturnType == typeof(string) || owner == typeof(string)
                ? ("text has no derivative", "compute with the numbers themselves instead of their text")
            : owner == typeof(DateTime) || owner == typeof(TimeSpan) || owner == typeof(DateTimeOffset)
                ? ($"{TypeNames.Short(owner)} counts whole ticks, which have no derivative", "compute with a double number of seconds or days")
            : IsQuery(owner) ? OfQuery(method)
            : IsCase(method) ? OfCase(method)
            : FSharpTypes.AreIn(owner) ? OfFSharp(method)
            : method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal)
                ? ($"the operator is a method of {TypeNames.Short(owner)} that ExprAD cannot read", $"write its formula in the lambda, member by member, or {Stop}")
            : OfMethod(method, owner);
    }

    private static (string Reason, string Remedy) OfDelegate(Value function) =>
        function.Data is null && function.Operation is Literal
            ? ("no lambda has been assigned here yet; a lambda that invokes itself comes to this", "write a recursion out, to a fixed depth")
        : Order.Ascending(function).Exists(v => v.Operation is Function)
            ? ("which lambda is invoked is not known when the derivative is made", "invoke each of them and choose between the results with ?:")
        : ("a delegate is compiled code that cannot be read", $"declare the function as Expression<{TypeNames.Short(function.Type)}> and call it with .Invoke(..)");

    // The class of a closure is named after the function: square@12.
    private static (string Reason, string Remedy) OfClosure(Value function)
    {
        var name = function.Operation is Capture { Target: var target } ? target.GetType().Name.Split('@')[0] + " " : "";
        return ($"the F# function {name}is a closure, compiled code that cannot be read", $"define it with let inside the lambda, or {Stop}");
    }

    // Some x, Quadratic(a, b): what F# makes of a case of a union is marked so.
    private static bool IsCase(System.Reflection.MethodInfo method) => FSharpTypes.IsOption(method.ReturnType)
        || (method is { IsStatic: true } && method.ReturnType == method.DeclaringType && method.CustomAttributes.Any(mark => mark.AttributeType.Name == "CompilationMappingAttribute"));

    private static (string Reason, string Remedy) OfCase(System.Reflection.MethodInfo method) => (
        $"numbers in a case of the union {TypeNames.Short(method.ReturnType)} cannot be followed", "use a record or a tuple for them, or choose between formulas with if, then and else");

    private static (string Reason, string Remedy) OfFSharp(System.Reflection.MethodInfo method) => (
        $"the F# function {FSharpCall.SourceName(method)} is not differentiated, and here it is given what depends on the parameters",
        $"write it with functions that are, such as map, filter, zip, sum and fold, or {Stop}");

    private static (string Reason, string Remedy) OfMethod(System.Reflection.MethodInfo method, Type owner)
    {
        var name = method.Name == "get_Item" ? $"the indexer of {TypeNames.Short(owner)}" : $"{TypeNames.Short(owner)}.{method.Name}";
        if (owner == typeof(Convert) && method.Name.StartsWith("To", StringComparison.Ordinal))
        {
            return ($"{name} is compiled code that cannot be read", "use a cast");
        }

        if (owner == typeof(Array) || typeof(System.Collections.IList).IsAssignableFrom(owner))
        {
            return ($"{name} on elements that depend on the parameters is not differentiated", $"write it out element by element, or {Stop}");
        }

        var canHaveRule = Kinds.IsReal(method.ReturnType) && method.GetParameters() is { Length: <= 3 } parameters && parameters.Any(p => Kinds.IsReal(p.ParameterType));
        return ($"{name} is compiled code that cannot be read{(canHaveRule ? ", and no derivative has been defined for it" : "")}",
            canHaveRule
                ? $"write its formula in the lambda, define its derivative with Rules.Define{(method.IsStatic && !method.IsGenericMethod ? " or [Derivative]" : "")}, or {Stop}"
                : $"write its formula in the lambda, or {Stop}");
    }

    private static (string Reason, string Remedy) OfOpaque(Opaque opaque)
    {
        if (opaque.Lambda.Body is not MethodCallExpression { Method: var method })
        {
            return opaque.Lambda.Body is ListInitExpression or MemberInitExpression or NewExpression
                ? OfConstructor(opaque.Type)
                : ("ExprAD cannot see how it depends on the parameters", $"write it with arithmetic and System.Math, or {Stop}");
        }

        var owner = method.DeclaringType!;
        return IsQuery(owner) ? OfQuery(method)
            : FSharpTypes.AreIn(owner) ? OfFSharp(method)
            : owner == typeof(Ad) || owner == typeof(Derive)
                ? ($"the result of {owner.Name}.{method.Name} is used without being called",
                    $"call it in place, as in {owner.Name}.{method.Name}(f){(owner == typeof(Derive) ? ".Compile()" : "")}(x)")
                : ($"{TypeNames.Short(owner)}.{method.Name} is compiled code that cannot be read", $"write its formula in the lambda, or {Stop}");
    }

    private static bool IsQuery(Type owner) => owner == typeof(Enumerable) || owner == typeof(Queryable) || owner == typeof(ParallelEnumerable);

    private static (string Reason, string Remedy) OfQuery(System.Reflection.MethodInfo method)
    {
        var isOther = method.DeclaringType != typeof(Enumerable);
        return (
            $"the LINQ operator {method.Name}{(isOther ? $" of {method.DeclaringType!.Name}" : "")} is not differentiated, and here it is given what depends on the parameters",
            isOther
                ? $"leave out {(method.DeclaringType == typeof(Queryable) ? nameof(Queryable.AsQueryable) : nameof(ParallelEnumerable.AsParallel))}, or {Stop}"
                : $"write it with operators that are, such as Select, Where, Zip, Sum and Aggregate, or {Stop}");
    }

    private static (string Reason, string Remedy) OfConstructor(Type type) =>
        type == typeof(decimal) ? Decimal
        : OtherNumbers.Remedy(type) is { } remedy ? ($"numbers of type {TypeNames.Short(type)} are not differentiated, only double and float are", remedy)
        : Shape.Of(type) is not null ? ($"this constructor of {TypeNames.Short(type)} does more than store its parameters", "write what it computes in the lambda, and pass the results to a constructor or initialiser that only stores them")
        : typeof(System.Collections.IEnumerable).IsAssignableFrom(type) || type.IsGenericType
            ? ($"numbers in {TypeNames.WithArticle(type)} cannot be followed", Followed)
            : ($"what {TypeNames.Short(type)} does with the numbers it is given cannot be read", "use a record, a tuple or an anonymous type, which only store them, and write what is computed in the lambda");

    private static (string Reason, string Remedy) OfMember(Member member, Value value) =>
        ($"the property {member.Info.Name} of {TypeNames.Short(value.Operands[0].Type)} is computed by code that cannot be read", "write its formula in the lambda");

    private static (string Reason, string Remedy) OfConversion(Type from, Type to) =>
        from == typeof(decimal) || to == typeof(decimal) ? Decimal
        : Kinds.IsReal(Nullable.GetUnderlyingType(from) ?? from) || from == typeof(object) ? Boxed
        : ($"behind the cast to {TypeNames.Short(to)} the numbers in the {TypeNames.Short(from)} can no longer be followed", $"use the {TypeNames.Short(from)} itself, without the cast");
}
