using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Readers;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>
/// What an operator or a function does to tangents and adjoints. Operators are here; functions take their partial derivatives
/// from the rule table.
/// </summary>
internal sealed class Calculus(Graph g)
{
    private readonly Dictionary<(Value, int), Value> partials = [];

    /// <summary>The tangent of an active value from its operands' tangents (null: zero).</summary>
    internal Value? Tangent(Value value, Value?[] t)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case Operator { Kind: ExpressionType.Add }:
                return Sum(t[0], t[1]);
            case Operator { Kind: ExpressionType.Subtract }:
                return Sum(t[0], Negate(t[1]));
            case Operator { Kind: ExpressionType.Negate }:
                return Negate(t[0]);
            case Operator { Kind: ExpressionType.Multiply }:
                return Sum(t[0] is null ? null : Linear.Scale(g, a[1], t[0]!), t[1] is null ? null : Linear.Scale(g, a[0], t[1]!));
            case Operator { Kind: ExpressionType.Divide }:
                var numerator = Sum(t[0], t[1] is null ? null : Negate(Linear.Scale(g, value, t[1]!)));
                return numerator is null ? null : Linear.Map(g, numerator, numerator, n => g.Divide(n, a[1]));
            case Operator { Kind: ExpressionType.Convert }:
                return t[0] is null ? null : Cast(t[0]!, value.Type);
            default:
                Value? sum = null;
                for (var i = 0; i < a.Length; i++)
                {
                    if (t[i] is { } tangent && Partial(value, i) is { } partial)
                    {
                        sum = Sum(sum, Linear.Scale(g, partial, Cast(tangent, partial.Type)));
                    }
                }

                return sum;
        }
    }

    /// <summary>What an active value's adjoint contributes to the adjoint of its operand number <paramref name="index"/>.</summary>
    internal Value? Adjoint(Value value, Value adjoint, int index)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case Operator { Kind: ExpressionType.Add }:
                return adjoint;
            case Operator { Kind: ExpressionType.Subtract }:
                return index == 0 ? adjoint : Negate(adjoint);
            case Operator { Kind: ExpressionType.Negate }:
                return Negate(adjoint);
            case Operator { Kind: ExpressionType.Multiply }:
                return Linear.ScaleBy(g, adjoint, a[1 - index]);
            case Operator { Kind: ExpressionType.Divide }:
                var quotient = Linear.Map(g, adjoint, adjoint, n => g.Divide(n, a[1]));
                return index == 0 ? quotient : Negate(Linear.ScaleBy(g, quotient, value));
            case Operator { Kind: ExpressionType.Convert }:
                return Cast(adjoint, a[index].Type);
            default:
                return Partial(value, index) is { } partial ? Cast(Linear.ScaleBy(g, adjoint, Cast(partial, adjoint.Type)), a[index].Type) : null;
        }
    }

    internal Value? Sum(Value? a, Value? b) => a is null ? b : b is null ? a : Linear.Add(g, a, b);

    private Value? Negate(Value? tangent) => tangent is null ? null : Linear.Map(g, tangent, tangent, g.Negate);

    private Value Cast(Value tangent, Type type) =>
        tangent.Type == type ? tangent : Linear.Map(g, tangent, Kinds.IsReal(type) ? g.Number(0, type) : tangent, t => g.Cast(t, type));

    private Value? Partial(Value value, int index)
    {
        if (value.Operation is Operator { Kind: ExpressionType.Modulo })
        {
            // x % y = x - y trunc(x / y), with a quotient that is locally constant.
            return index == 0 ? g.Number(1, value.Type) : g.Negate(Truncated(g.Divide(value.Operands[0], value.Operands[1])));
        }

        var rule = RuleTable.Find(((Call)value.Operation).Method)!;
        if (rule.Partials[index] is not { } lambda)
        {
            return null;
        }

        if (!partials.TryGetValue((value, index), out var partial))
        {
            var arguments = lambda.Parameters.Count > value.Operands.Length ? value.Operands.Append(value) : value.Operands;
            partial = new Reader(g, null, null, Verbs.Result).Read(lambda, [.. arguments]);
            partials.Add((value, index), partial);
        }

        return partial;
    }

    private Value Truncated(Value quotient)
    {
        var method = quotient.Type == typeof(float)
            ? typeof(MathF).GetMethod(nameof(MathF.Truncate), [typeof(float)])!
            : typeof(Math).GetMethod(nameof(Math.Truncate), [typeof(double)])!;
        return g.Make(new Call(quotient.Type, method), quotient);
    }
}
