using System.Linq.Expressions;

namespace ExprAD.Graphs;

/// <summary>
/// Sums and multiples of tangents and adjoints. Both are linear, so a structural zero stays one through everything here, and
/// what is scaled inside a branch is scaled in that branch only: no NaN of a branch not taken can leak out of it.
/// </summary>
internal static class Linear
{
    private static readonly System.Reflection.MethodInfo AddMethod = typeof(VectorSpace).GetMethod(nameof(VectorSpace.Add))!;

    internal static Value Add(Graph g, Value a, Value b)
    {
        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? b : a;
        }

        // (t ? a : b) + (t ? c : d)  becomes  t ? a + c : b + d
        if (a.Operation is If && b.Operation is If && a.Operands[0] == b.Operands[0])
        {
            return g.If(a.Operands[0], Add(g, a.Operands[1], b.Operands[1]), Add(g, a.Operands[2], b.Operands[2]));
        }

        return (a.Operation, b.Operation) switch
        {
            _ when Kinds.IsReal(a.Type) => g.Add(a, b),
            (Construct construct, Construct) => g.Make(construct, [.. construct.Shape.Members.Select((m, i) =>
                Kinds.IsActive(Shape.TypeOf(m)) ? Add(g, a.Operands[i], b.Operands[i]) : a.Operands[i])]),
            (Scatter s, Scatter) when a.Operands[0] == b.Operands[0] => g.Make(s, [.. a.Operands, .. b.Operands.AsSpan(1)]),
            _ => g.Make(new Call(a.Type, AddMethod.MakeGenericMethod(a.Type)), a, b),
        };
    }

    /// <summary>factor times a tangent, in this order.</summary>
    internal static Value Scale(Graph g, Value factor, Value tangent) => Map(g, tangent, tangent, t => Times(g, factor, t, g.Multiply));

    /// <summary>An adjoint times a factor, in this order.</summary>
    internal static Value ScaleBy(Graph g, Value adjoint, Value factor) =>
        Map(g, adjoint, adjoint, t => Times(g, factor, t, (c, a) => g.Multiply(a, c)));

    /// <summary>The test under which a tangent is not structurally zero, and the tangent where it holds.</summary>
    internal static (Value Test, Value Tangent) Split(Graph g, Value tangent)
    {
        var test = g.Boolean(true);
        while (tangent.Operation is If && (tangent.Operands[1].IsZero || tangent.Operands[2].IsZero))
        {
            var otherwise = tangent.Operands[1].IsZero;
            test = g.And(test, otherwise ? g.Not(tangent.Operands[0]) : tangent.Operands[0]);
            tangent = tangent.Operands[otherwise ? 2 : 1];
        }

        return (Guard(g, tangent) is { } guard ? g.And(test, guard) : test, tangent);
    }

    /// <summary>A linear function of a tangent, applied where the tangent is not structurally zero.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="tangent">The argument.</param>
    /// <param name="like">What has the shape of the result.</param>
    /// <param name="function">The function.</param>
    internal static Value Map(Graph g, Value tangent, Value like, Func<Value, Value> function)
    {
        if (tangent.IsZero)
        {
            return g.Zero(like);
        }

        if (tangent.Operation is If && (tangent.Operands[1].IsZero || tangent.Operands[2].IsZero || HasNumbersOnly(tangent)))
        {
            return g.If(tangent.Operands[0], Map(g, tangent.Operands[1], like, function), Map(g, tangent.Operands[2], like, function));
        }

        return Guard(g, tangent) is { } guard ? g.If(guard, function(tangent), g.Zero(like)) : function(tangent);
    }

    // c * (t ? 1 : 0)  becomes  t ? c : nothing
    private static Value Times(Graph g, Value factor, Value tangent, Func<Value, Value, Value> multiply) => factor switch
    {
        { IsZero: true } => factor,
        _ when factor.IsNumber(0) => g.Zero(factor),
        { Operation: If } when HasNumber(factor) => g.If(
            factor.Operands[0], Times(g, factor.Operands[1], tangent, multiply), Times(g, factor.Operands[2], tangent, multiply)),
        _ when tangent.IsNumber(1) => factor,
        _ => multiply(factor, tangent),
    };

    // t ? 1 : u ? -1 : 0, as partial derivatives of piecewise functions are.
    private static bool HasNumbersOnly(Value conditional) =>
        conditional.Operation is Literal or Zero
        || (conditional.Operation is If && HasNumbersOnly(conditional.Operands[1]) && HasNumbersOnly(conditional.Operands[2]));

    private static bool HasNumber(Value conditional) =>
        conditional.Operands[1].Operation is Literal or Zero || conditional.Operands[2].Operation is Literal or Zero;

    // When every term of a sum is conditional, the sum is structurally zero unless one of the conditions holds.
    private static Value? Guard(Graph g, Value sum)
    {
        Value? guard = null;
        while (sum.Operation is Operator { Kind: ExpressionType.Add })
        {
            if (Test(g, sum.Operands[1]) is not { } right)
            {
                return null;
            }

            guard = guard is null ? right : g.Or(right, guard);
            sum = sum.Operands[0];
        }

        return Test(g, sum) is { } first ? guard is null ? first : g.Or(first, guard) : null;
    }

    private static Value? Test(Graph g, Value term) =>
        term.IsZero ? g.Boolean(false)
        : term.Operation is not If ? null
        : (Test(g, term.Operands[1]), Test(g, term.Operands[2])) switch
        {
            (null, null) => null,
            var (then, otherwise) => g.If(term.Operands[0], then ?? g.Boolean(true), otherwise ?? g.Boolean(true)),
        };
}
