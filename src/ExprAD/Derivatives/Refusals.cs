using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;
using ExprAD.Writers;

namespace ExprAD.Derivatives;

/// <summary>Why a value cannot be differentiated, and what to do instead.</summary>
internal static class Refusals
{
    private const string Outside = "compute it outside the lambda if it does not depend on the parameters, or wrap it in Ad.Stop to take it as constant";

    internal static NotDifferentiableException Of(Graph g, Value value, IReadOnlySet<Value> active)
    {
        var (reason, remedy) = value.Operation switch
        {
            Call call => OfCall(call, value),
            Opaque opaque => OfOpaque(opaque),
            NewObject => ($"{TypeNames.Short(value.Type)} cannot be taken apart into its members, so nothing is known of what its constructor does with the parameters",
                                  "use a record, a tuple or an anonymous type, whose members are its constructor's parameters"),
            Member member => ($"the property {member.Info.Name} of {TypeNames.Short(value.Operands[0].Type)} computes something that cannot be looked into",
                                  "write its formula in the lambda"),
            Operator op => OfOperator(op, value),
            _ => ($"nothing is known of how {Dump.Name(value.Operation)} depends on the parameters", Outside),
        };
        return new NotDifferentiableException(Node(g, value), reason, remedy);
    }

    internal static NotDifferentiableException OfParameter(Value parameter)
    {
        var name = ((Parameter)parameter.Operation).Name;
        return new NotDifferentiableException(
            Expression.Parameter(parameter.Type, name),
            parameter.Type == typeof(decimal) ? "decimal is not a real number type of ExprAD"
            : $"the parameter '{name}' of type {TypeNames.Short(parameter.Type)} holds no real numbers that a derivative could be taken with respect to",
            parameter.Type == typeof(decimal) || parameter.Type == typeof(Half) ? "use double (or float)"
            : "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type whose public members can all be set through its constructor");
    }

    internal static NotDifferentiableException OfResult(Graph g, Value body) => new(
        Node(g, body),
        $"the result of type {TypeNames.Short(body.Type)} holds no real numbers",
        "return double, float, or a type made of them");

    private static Expression Node(Graph g, Value value) =>
        g.Origin(value) ?? Expression.Parameter(value.Type, Dump.Name(value.Operation).Replace(' ', '_'));

    private static (string Reason, string Remedy) OfCall(Call call, Value value)
    {
        var method = call.Method;
        var owner = method.DeclaringType!;
        if (typeof(Delegate).IsAssignableFrom(owner) && method.Name == "Invoke")
        {
            return ("a compiled delegate has no body to look into", "capture the function as an Expression<Func<..>> and call it with Invoke or Compile()(..)");
        }

        if (method.ReturnType == typeof(decimal) || owner == typeof(decimal))
        {
            return ("decimal is not a real number type of ExprAD", "use double (or float)");
        }

        if (Undifferentiable.Reasons.TryGetValue(method.Name, out var known) && (owner == typeof(Math) || owner == typeof(MathF) || owner == typeof(double) || owner == typeof(float)))
        {
            return (known, Outside);
        }

        if (owner == typeof(Random))
        {
            return ("random numbers have no derivative", "draw them before and capture them");
        }

        if (method.Name is "Parse" or "TryParse" || method.ReturnType == typeof(string) || owner == typeof(string))
        {
            return ("text has no derivative", "keep numbers as numbers from the parameters to the result");
        }

        if (owner == typeof(Enumerable) || owner == typeof(Queryable))
        {
            return OfOperator(method.Name);
        }

        return ($"{TypeNames.Short(owner)}.{method.Name} has no rule and cannot be looked into",
            $"define one with Rules.Define or [Derivative], write its formula in the lambda, or {Outside}");
    }

    private static (string Reason, string Remedy) OfOpaque(Opaque opaque) => opaque.Lambda.Body is MethodCallExpression call
        ? call.Method.DeclaringType == typeof(Enumerable) || call.Method.DeclaringType == typeof(Queryable)
            ? OfOperator(call.Method.Name)
            : call.Method.DeclaringType == typeof(Ad) || call.Method.DeclaringType == typeof(Derive)
                ? ($"the result of {call.Method.DeclaringType.Name}.{call.Method.Name} is used other than by calling it", $"call it in place: {call.Method.DeclaringType.Name}.{call.Method.Name}(f)(x)")
                : ($"{TypeNames.Short(call.Method.DeclaringType!)}.{call.Method.Name} takes a lambda and cannot be looked into", $"write its formula in the lambda, or {Outside}")
        : ("the expression is evaluated as it is and cannot be looked into", Outside);

    private static (string Reason, string Remedy) OfOperator(string name) =>
        ($"the LINQ operator {name} is applied to values that depend on the parameters", $"write the terms out by index, or {Outside}");

    private static (string Reason, string Remedy) OfOperator(Operator op, Value value)
    {
        var (from, to) = (value.Operands[0].Type, value.Type);
        return from == typeof(decimal) || to == typeof(decimal)
            ? ("decimal is not a real number type of ExprAD", "use double (or float)")
            : to == typeof(object) || from == typeof(object)
                ? ("a number inside an object is lost to differentiation", "keep its type instead of boxing it")
                : ($"the conversion from {TypeNames.Short(from)} to {TypeNames.Short(to)} cannot be looked into", "keep the type, or convert number by number");
    }
}
