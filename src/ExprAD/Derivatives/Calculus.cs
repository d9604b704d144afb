using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Readers;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>
/// What an operator or a function does to tangents and adjoints. Operators are here; functions take their partial derivatives
/// from the rule table.
/// </summary>
internal sealed partial class Calculus(Graph g)
{
    private readonly Dictionary<(Value, int), Value> partials = [];

    internal Tangents Tangents { get; } = new(g);

    /// <summary>The tangent of an active value from its operands' tangents (null: zero).</summary>
    internal Tangent? Tangent(Value value, Tangent?[] t)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case Operator { Kind: ExpressionType.Add }:
                return Tangents.Sum(t[0], t[1]);
            case Operator { Kind: ExpressionType.Subtract }:
                return Tangents.Sum(t[0], Negate(t[1]));
            case Operator { Kind: ExpressionType.Negate }:
                return Negate(t[0]);
            case Operator { Kind: ExpressionType.Multiply }:
                return Tangents.Sum(Times(a[1], t[0]), Times(a[0], t[1]));
            case Operator { Kind: ExpressionType.Divide }:
                return Over(Tangents.Sum(t[0], Negate(Times(value, t[1]))), a[1]);
            case Operator { Kind: ExpressionType.Convert }:
                return Cast(t[0], value.Type);
            case Call when Conversions.IsToArray(value.Operation):
                return Derivatives.Tangent.Map(t[0], tangent => g.Make(value.Operation, tangent));
            case Solution:
                return new ImplicitFunction(g, value).Tangent(t[1]);
            default:
                Tangent? sum = null;
                for (var i = 0; i < a.Length; i++)
                {
                    if (t[i] is { } tangent)
                    {
                        sum = Tangents.Sum(sum, Along(value, i, tangent));
                    }
                }

                return sum;
        }
    }

    /// <summary>What an active value's adjoint contributes to the adjoint of its operand number <paramref name="index"/>.</summary>
    internal Tangent? Adjoint(Value value, Tangent adjoint, int index)
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
                return TimesBy(adjoint, a[1 - index]);
            case Operator { Kind: ExpressionType.Divide } when OfLogarithm(value, adjoint) is { } ofLogarithm:
                return index == 0 ? Over(ofLogarithm, a[0]) : Negate(Over(ofLogarithm, a[1]));
            case Operator { Kind: ExpressionType.Divide }:
                var quotient = Over(adjoint, a[1])!;
                return index == 0 ? quotient : Negate(TimesBy(quotient, value));
            case Operator { Kind: ExpressionType.Convert }:
            case Call when Conversions.IsToArray(value.Operation):
                return Cast(adjoint, a[index].Type);
            default:
                return MapOf(value, index) is { } map ? Through(map.Adjoint, value, adjoint)
                    : Partial(value, index) is { } partial ? Cast(TimesBy(adjoint, g.Cast(partial, adjoint.Value.Type)), a[index].Type)
                    : null;
        }
    }

    // The derivatives of log(a / b) are 1 / a and -1 / b: an adjoint t / (a / b) goes on without the quotient, which may overflow and is rounded.
    private Tangent? OfLogarithm(Value quotient, Tangent adjoint)
    {
        var (isNegated, t) = adjoint.Value.Operation is Operator { Kind: ExpressionType.Negate } ? (true, adjoint.Value.Operands[0]) : (false, adjoint.Value);
        return !Identities.IsStrict(g) && t.Operation is Operator { Kind: ExpressionType.Divide } && t.Operands[1] == quotient
            ? adjoint with { Value = isNegated ? g.Negate(t.Operands[0]) : t.Operands[0] }
            : null;
    }

    // What the tangent of one operand gives.
    private Tangent? Along(Value value, int index, Tangent tangent) =>
        MapOf(value, index) is { } map ? Through(map.Tangent, value, tangent)
        : Partial(value, index) is { } partial ? Times(partial, Cast(tangent, partial.Type))
        : null;

    private static LinearMap? MapOf(Value value, int index) =>
        value.Operation is Call call && RuleTable.Find(call.Method) is { Maps: { IsEmpty: false } maps } ? maps[index] : null;

    private Tangent? Through(LambdaExpression map, Value value, Tangent tangent) => Derivatives.Tangent.Multiple(
        tangent, t => new Reader(g, null, null, Verbs.Result).Read(map, [.. value.Operands, value, t]));

    private Tangent? Times(Value factor, Tangent? tangent) => Tangents.Scale(tangent, factor, g.Multiply);

    private Tangent? TimesBy(Tangent? adjoint, Value factor) => Tangents.Scale(adjoint, factor, (c, v) => g.Multiply(v, c));

    private Tangent? Over(Tangent? tangent, Value divisor) => Derivatives.Tangent.Multiple(tangent, t => g.Divide(t, divisor));

    private Tangent? Negate(Tangent? tangent) => Derivatives.Tangent.Map(tangent, g.Negate);

    internal Tangent? Cast(Tangent? tangent, Type type) =>
        tangent is null || tangent.Value.Type == type ? tangent : Derivatives.Tangent.Map(tangent, t => Conversions.Cast(g, t, type));

    /// <summary>The operand and the derivative of a value that is the partial of a function with a shorter way to the second derivative.</summary>
    internal (Value Operand, Value Derivative)? OfPartial(Value value)
    {
        if (!g.Partials.TryGetValue(value, out var call))
        {
            return null;
        }

        var second = RuleTable.Find(((Call)call.Operation).Method)!.Second!;
        return (call.Operands[0], new Reader(g, null, null, Verbs.Result).Read(second, [call.Operands[0], call, value]));
    }

    /// <summary>The tangent of such a value from that of the operand.</summary>
    internal Tangent? Tangent(Value derivative, Tangent? operand) => Times(derivative, operand);

    /// <summary>What the adjoint of such a value contributes to that of the operand.</summary>
    internal Tangent? Adjoint(Value derivative, Tangent adjoint) => TimesBy(adjoint, derivative);

    /// <summary>The partial derivative of a function with respect to an argument; null if it is zero.</summary>
    internal Value? Partial(Value value, int index)
    {
        if (value.Operation is Operator { Kind: ExpressionType.Modulo })
        {
            // r = x - y q, with a whole number q that is locally constant. The remainder is exact, the rounded x / y may be off by one.
            return index == 0 ? g.Number(1, value.Type) : Rounded(g.Divide(g.Subtract(value, value.Operands[0]), value.Operands[1]));
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
            if (rule.Second is not null)
            {
                g.Partials.TryAdd(partial, value);
            }
        }

        return partial;
    }

    private Value Rounded(Value quotient)
    {
        var method = quotient.Type == typeof(float)
            ? typeof(MathF).GetMethod(nameof(MathF.Round), [typeof(float)])!
            : typeof(Math).GetMethod(nameof(Math.Round), [typeof(double)])!;
        return g.Make(new Call(quotient.Type, method), quotient);
    }
}
