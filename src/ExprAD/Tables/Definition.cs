using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tables;

/// <summary>Reads a user's definition of a rule and checks it.</summary>
internal static class Definition
{
    internal static Rule Of(LambdaExpression function, params LambdaExpression[] partials)
    {
        ArgumentNullException.ThrowIfNull(function);
        foreach (var partial in partials)
        {
            ArgumentNullException.ThrowIfNull(partial, nameof(partials));
        }

        if (function.Body is not MethodCallExpression call
            || !(call.Object is null ? call.Arguments : call.Arguments.Prepend(call.Object)).SequenceEqual<Expression>(function.Parameters))
        {
            throw new ArgumentException("The function must be a lambda that calls one method with its parameters in order, such as (double x) => Erf(x).", nameof(function));
        }

        if (!Kinds.IsReal(function.ReturnType))
        {
            throw new ArgumentException($"The function returns {TypeNames.Short(function.ReturnType)}: rules are for functions that return double or float.", nameof(function));
        }

        var reals = function.Parameters.Count(p => Kinds.IsReal(p.Type));
        if (reals != partials.Length)
        {
            throw new ArgumentException(
                $"The function has {reals} real arguments and {partials.Length} partial derivatives: give one for each argument of type double or float.", nameof(partials));
        }

        var next = 0;
        return new Rule(Spellings.Canonical(call.Method), [.. function.Parameters.Select(p => Kinds.IsReal(p.Type) ? partials[next++] : null)], MayThrow: true);
    }
}
