using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>The arithmetic of tangents and adjoints; null is structural zero.</summary>
internal sealed class Tangents(Graph g)
{
    // Partial derivatives of piecewise functions are conditionals of literals, nested no deeper than this.
    private const int PiecewiseDepth = 3;

    // Tests inside tests become conditionals inside conditionals up to here; further out they are one test.
    private const int DeepestNesting = 12;

    /// <summary>The value everywhere: zero in the shape of <paramref name="like"/> where the guard does not hold.</summary>
    internal Value Close(Tangent? t, Value like) =>
        t is null ? g.Zero(like) : t.IsTotal || t.Guard is null ? t.Value : Close(t.Guard, t.Value, like);

    /// <summary>The sum of two tangents.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="like">What has their shape where one of them is not structurally zero; null for numbers.</param>
    internal Tangent? Sum(Tangent? a, Tangent? b, Value? like = null)
    {
        if (a is null || b is null)
        {
            return a ?? b;
        }

        if (a.Guard == b.Guard)
        {
            return new Tangent(Linear.Add(g, a.Value, b.Value), a.Guard, a.IsTotal && b.IsTotal);
        }

        if (Alternative(a.Guard, b.Guard, out var common) is { } test)
        {
            return new Tangent(g.If(test, a.Value, b.Value), common, IsTotal: common is null);
        }

        if (Inside(a, b, like) is { } sum)
        {
            return sum;
        }

        var guard = a.Guard is null || b.Guard is null ? null : g.Or(a.Guard, b.Guard);
        return new Tangent(Linear.Add(g, Close(a, like ?? a.Value), Close(b, like ?? b.Value)), guard, guard is null || Kinds.IsReal(a.Value.Type));
    }

    /// <summary>The tangent where a test comes out so, and structural zero elsewhere.</summary>
    internal Tangent? Where(Value test, bool outcome, Tangent? t) =>
        t is null ? null : new Tangent(t.Value, And(t.Guard, outcome ? test : g.Not(test)), IsTotal: false);

    /// <summary>The tangent inside a branch, where its own guard is tested inside of the branch's test, too.</summary>
    internal Tangent? Within(Value? test, Tangent? t) => t is null || test is null || test.Data is true ? t : new Tangent(t.Value, And(test, t.Guard), IsTotal: false);

    /// <summary>test ? a : b.</summary>
    internal Tangent? Choose(Value test, Tangent? a, Tangent? b)
    {
        if (a is null || b is null)
        {
            return Within(test, a) ?? Within(g.Not(test), b);
        }

        var guard = g.If(test, a.Guard ?? g.Boolean(true), b.Guard ?? g.Boolean(true));
        return new Tangent(g.If(test, Close(a, a.Value), Close(b, b.Value)), guard.Data is true ? null : guard);
    }

    /// <summary>An element of an array's tangent or adjoint: where only some elements are not structurally zero, guarded by their indices.</summary>
    internal Tangent? Element(Tangent? t, params ReadOnlySpan<Value> at)
    {
        if (t?.Value is { Operation: Loop { Kind: LoopKind.Build, States: 0 } loop } built && loop.Body(built) is { Operation: If } choice
            && choice.Operands[1].Data is not null && choice.Operands[2].IsZero)
        {
            var test = g.Substitute(new Dictionary<Value, Value> { [Loops.IndexAt(g, loop.Level)] = at[0] }, choice.Operands[0])[0];
            return new Tangent(choice.Operands[1], And(t.Guard, test), IsTotal: false);
        }

        if (t?.Value is not { Operation: Scatter or NewArray } array || (array.Operation is NewArray && !Array.Exists(array.Operands, element => element.IsZero)))
        {
            var index = at.ToArray();
            return Tangent.Map(t, value => g.Get(value, index));
        }

        Tangent? sum = null;
        foreach (var (test, index, added) in array.Operation is Scatter scatter ? scatter.Entries(array) : Entries(array))
        {
            if (!added.IsZero)
            {
                var here = g.And(test, Elements.Matches(g, index, at));
                sum = here.Data is false ? sum : Sum(sum, here.Data is true ? new Tangent(added) : new Tangent(added, here, IsTotal: false));
            }
        }

        return sum is null || t.Guard is null ? sum : sum with { Guard = And(t.Guard, sum.Guard), IsTotal = false };
    }

    /// <summary>The sum of a tangent over the steps of a loop: guarded outside by what is the same in every step.</summary>
    /// <param name="carry">The loop.</param>
    /// <param name="t">The tangent, inside the loop.</param>
    /// <param name="zero">What has its shape inside.</param>
    /// <param name="like">What has its shape outside; null for a number.</param>
    /// <param name="isSafe">Whether a test may be evaluated outside where the loop makes no step.</param>
    internal Tangent? Over(Carry carry, Tangent t, Value zero, Value? like, Func<Value, bool> isSafe)
    {
        var (guard, step) = InStep(carry.Level, t, zero, isSafe);
        return Over(Loops.Sum(g, carry, step, like), guard, t);
    }

    /// <summary>The same from the sum of what <see cref="InStep"/> gives.</summary>
    internal static Tangent? Over(Value sum, Value? guard, Tangent t) => sum.IsZero ? null : new Tangent(sum, guard, guard is null || t.IsTotal);

    /// <summary>The part of a tangent's guard that is the same in every step of a loop, and what a step adds where it holds.</summary>
    internal (Value? Guard, Value Step) InStep(int level, Tangent t, Value zero, Func<Value, bool> isSafe)
    {
        var bit = 1UL << level;
        var (guard, inner) = t.Guard is null ? (null, null) : Leading(t.Guard, bit);
        if (guard is not null && !isSafe(guard))
        {
            (guard, inner) = (null, t.Guard);
        }

        return (guard, inner is null ? t.Value : Close(new Tangent(t.Value, inner, t.IsTotal && guard is null), zero));
    }

    /// <summary>The same, where what the tangent belongs to may be evaluated in no step, and can then not be evaluated outside: guarded by that it was.</summary>
    internal Tangent? WhereReached(Carry carry, Tangent t, Value zero, Value? like)
    {
        if (IsVarying(carry.Level, t))
        {
            var some = Loops.StateAt(g, carry.Level, carry.Seeds.Length, typeof(bool));
            var noting = carry with { Seeds = [.. carry.Seeds, g.Boolean(false)], Nexts = [.. carry.Nexts, g.Or(t.Guard!, some)] };
            var closed = Loops.Sum(g, carry, Close(t, zero), like);
            return closed.IsZero ? null : new Tangent(closed, Loops.State(g, noting, carry.Seeds.Length));
        }

        return WhereReached(Loops.Sum(g, carry, t.Value, like), carry.IsCounted ? carry.Count : Loops.Steps(g, carry), t);
    }

    /// <summary>The same from the sum of a tangent whose guard is the same in every step, and the number of steps.</summary>
    internal Tangent? WhereReached(Value sum, Value steps, Tangent t)
    {
        var makesSteps = g.Operator(System.Linq.Expressions.ExpressionType.GreaterThan, typeof(bool), steps, g.Integer(0));
        return sum.IsZero ? null : new Tangent(sum, t.Guard is null ? makesSteps : g.Nest(makesSteps, t.Guard), IsTotal: t.Guard is null);
    }

    /// <summary>Whether the guard of a tangent depends on the step.</summary>
    internal static bool IsVarying(int level, Tangent t) => t.Guard is { } guard && (guard.Levels & (1UL << level)) != 0;

    // The sum where one of them is only there where the other one is: within the guard of that.
    private Tangent? Inside(Tangent a, Tangent b, Value? like)
    {
        if (a.Guard is null || b.Guard is null)
        {
            return null;
        }

        var isOuter = Rest(b.Guard, a.Guard) is not null;
        var (outer, inner) = isOuter ? (a, b) : (b, a);
        if (Rest(inner.Guard!, outer.Guard!) is not { } rest)
        {
            return null;
        }

        var closed = inner.IsTotal ? inner.Value : Close(rest, inner.Value, like ?? inner.Value);
        var sum = isOuter ? Linear.Add(g, outer.Value, closed) : Linear.Add(g, closed, outer.Value);
        return new Tangent(sum, outer.Guard, outer.IsTotal && inner.IsTotal);
    }

    // What is left to test where another test holds that follows from this one; null if it does not follow.
    private Value? Rest(Value test, Value other) => Without(test, other, DeepestNesting) ?? (Includes(other, test, DeepestNesting) ? test : null);

    // Whether a test is an alternative with another one in it.
    private static bool Includes(Value test, Value other, int depth) => test == other
        || (depth > 0 && test.Operation is If && test.Operands[1].Data is true && (Includes(test.Operands[0], other, depth - 1) || Includes(test.Operands[2], other, depth - 1)));

    // A conjunction without one of its conjuncts; null if it has no such conjunct, or too deep inside.
    private Value? Without(Value test, Value conjunct, int depth)
    {
        if (test == conjunct)
        {
            return g.Boolean(true);
        }

        if (depth == 0 || test.Operation is not If { IsNesting: var isNesting } || test.Operands[2].Data is not false)
        {
            return null;
        }

        var (outer, inner) = (test.Operands[0], test.Operands[1]);
        return Without(outer, conjunct, depth - 1) is { } less ? Join(less, inner)
            : Without(inner, conjunct, depth - 1) is { } fewer ? Join(outer, fewer)
            : null;

        Value Join(Value a, Value b) => isNesting ? g.Nest(a, b) : g.And(a, b);
    }

    // The outermost tests of a guard that are the same in every step of a loop, and those inside of them.
    private (Value? Same, Value? Inner) Leading(Value guard, ulong bit)
    {
        if ((guard.Levels & bit) == 0)
        {
            return (guard, null);
        }

        if (guard.Operation is not If { IsNesting: true })
        {
            return (null, guard);
        }

        var (outer, inner) = (Leading(guard.Operands[0], bit), guard.Operands[1]);
        if (outer.Inner is not null)
        {
            return (outer.Same, And(outer.Inner, inner));
        }

        var (same, rest) = Leading(inner, bit);
        return (And(outer.Same, same), rest);
    }

    /// <summary>A factor times a number's tangent.</summary>
    /// <param name="t">The tangent.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="multiply">Factor and tangent to product: it settles the order in which they are written.</param>
    internal Tangent? Scale(Tangent? t, Value factor, Func<Value, Value, Value> multiply)
    {
        if (t is null || IsNothing(factor))
        {
            return null;
        }

        // (p ? 1 : q ? -1 : 0) * t  becomes  p ? t : q ? -t : 0
        if (IsPiecewise(factor, PiecewiseDepth))
        {
            return new Tangent(
                Push(factor, leaf => multiply(leaf, t.Value)),
                And(t.Guard, NotZero(factor)),
                t.Guard is null || (t.IsTotal && HasNumbersOnly(factor, PiecewiseDepth)));
        }

        return t.Value.Operation is If && HasNumbersOnly(t.Value, PiecewiseDepth)
            ? t with { Value = Push(t.Value, leaf => multiply(factor, leaf)) }
            : Tangent.Multiple(t, value => multiply(factor, value));
    }

    /// <summary>A product of numbers that are both not structurally zero.</summary>
    internal Tangent? Product(Tangent? a, Tangent? b)
    {
        if (a is null || b is null)
        {
            return null;
        }

        var guard = a.Guard == b.Guard ? a.Guard : And(a.Guard, b.Guard);
        return new Tangent(g.Multiply(a.Value, b.Value), guard, IsTotal: guard is null);
    }

    private IEnumerable<Entry> Entries(Value array) => array.Operands.Select((element, i) => new Entry(g.Boolean(true), [g.Integer(i)], element));

    // (p, and inside it q) ? v : 0  becomes  p ? q ? v : 0 : 0, as the function itself is nested.
    private Value Close(Value guard, Value value, Value like)
    {
        for (var depth = 0; guard.Operation is If { IsNesting: true } && depth < DeepestNesting; depth++)
        {
            value = g.If(guard.Operands[1], value, g.Zero(like));
            guard = guard.Operands[0];
        }

        return g.If(guard, value, g.Zero(like));
    }

    private Value? And(Value? a, Value? b) => a is null || b is null ? a ?? b : g.Nest(a, b);

    // The test that tells two guards apart: t and not t, within what both have in common.
    private Value? Alternative(Value? a, Value? b, out Value? common)
    {
        common = null;
        if (a is null || b is null)
        {
            return null;
        }

        if (a == g.Not(b))
        {
            return a;
        }

        if (a.Operation is If { IsNesting: true } && b.Operation is If { IsNesting: true } && a.Operands[0] == b.Operands[0] && a.Operands[1] == g.Not(b.Operands[1]))
        {
            common = a.Operands[0];
            return a.Operands[1];
        }

        return null;
    }

    private static bool IsNothing(Value factor) => factor.IsZero || factor.Data is 0.0 or 0.0f;

    private static bool IsPiecewise(Value factor, int depth) => factor.Operation is If && depth > 0
        && factor.Operands.AsSpan(1) is [var then, var otherwise]
        && (then.Operation is Literal or Zero || otherwise.Operation is Literal or Zero || IsPiecewise(then, depth - 1) || IsPiecewise(otherwise, depth - 1));

    private static bool HasNumbersOnly(Value value, int depth) => value.Operation is Literal or Zero
        || (value.Operation is If && depth > 0 && HasNumbersOnly(value.Operands[1], depth - 1) && HasNumbersOnly(value.Operands[2], depth - 1));

    private Value Push(Value choice, Func<Value, Value> function, int depth = PiecewiseDepth) =>
        IsNothing(choice) ? g.Zero(choice)
        : choice.Operation is If && depth > 0
            ? g.If(choice.Operands[0], Push(choice.Operands[1], function, depth - 1), Push(choice.Operands[2], function, depth - 1))
            : function(choice);

    // Where a piecewise factor is not zero; null: everywhere.
    private Value? NotZero(Value factor)
    {
        var test = Test(factor, PiecewiseDepth);
        return test.Data is true ? null : test;

        Value Test(Value value, int depth) => value.Operation is If && depth > 0
            ? g.If(value.Operands[0], Test(value.Operands[1], depth - 1), Test(value.Operands[2], depth - 1))
            : g.Boolean(!IsNothing(value));
    }
}
