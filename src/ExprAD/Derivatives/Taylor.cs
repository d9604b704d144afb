using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>
/// Taylor mode: the coefficients f^(k)(x) / k! of every value, order by order, from those of its operands. A function with the derivative
/// <c>y' = p u'</c> has <c>k y[k] = sum of i u[i] p[k - i]</c> for i = 1 .. k, where p, made from the rule table, is a value with coefficients of its own; it needs those of
/// y below k only. So the cost grows with the square of the order. The recurrences: A. Griewank and A. Walther, Evaluating Derivatives (2008),
/// chapter 13; R. E. Moore, Methods and Applications of Interval Analysis (1979), section 3.4.
/// </summary>
internal sealed partial class Taylor
{
    // Powers with an exponent known at run time only are exact where the base is 0 up to this order.
    private const int MostOrdersAtZero = 10;

    // Powers with whole exponents up to this one are products.
    private const int MostFactors = 64;

    private readonly Graph g;
    private readonly Calculus calculus;
    private readonly Activity activity;
    private readonly int order;
    private readonly Taylor? outer;
    private readonly Dictionary<(Value, int), Tangent?> known = [];
    private readonly HashSet<Value> inert;

    private Taylor(Graph g, Calculus calculus, Activity activity, int order, Taylor? outer)
    {
        (this.g, this.calculus, this.activity, this.order, this.outer) = (g, calculus, activity, order, outer);
        inert = [.. activity.Values.Where(value => !activity.Includes(value))];
    }

    private Tangents Tangents => calculus.Tangents;

    /// <summary>The coefficients of a number as a function of another one, from the value itself up to an order.</summary>
    internal static Value[] Coefficients(Graph g, Value root, Value x, int order)
    {
        if (Order.Ascending(root).Exists(HasNoRecurrence))
        {
            return ByDifferentiation(g, root, x, order);
        }

        var calculus = new Calculus(g);
        var series = new Taylor(g, calculus, new Activity(g, [x], root), order, null);
        for (var k = 1; k <= order; k++)
        {
            series.known[(x, k)] = k == 1 ? new Tangent(g.Number(1, x.Type)) : null;
        }

        series.Run();
        return [.. Enumerable.Range(0, order + 1).Select(k => calculus.Tangents.Close(series.At(root, k), root))];
    }

    // Functions of whole arrays, and solutions of equations.
    private static bool HasNoRecurrence(Value value) =>
        value.Operation is Solution || (value.Operation is Call call && RuleTable.Find(call.Method) is { Maps.IsEmpty: false });

    private static Value[] ByDifferentiation(Graph g, Value root, Value x, int order)
    {
        var (coefficients, factorial) = (new Value[order + 1], 1.0);
        coefficients[0] = root;
        for (var (k, derivative) = (1, root); k <= order; k++)
        {
            derivative = Forward.Of(g, derivative, new Dictionary<Value, Value> { [x] = g.Number(1, x.Type) });
            factorial *= k;
            coefficients[k] = derivative.IsZero || k == 1 ? derivative : g.Divide(derivative, g.Number(factorial, derivative.Type));
        }

        return coefficients;
    }

    // In order of evaluation, so that recursion stays shallow.
    private void Run()
    {
        for (var k = 1; k <= order; k++)
        {
            foreach (var value in activity.Values.Where(activity.Includes))
            {
                At(value, k);
            }
        }
    }

    private Tangent? At(Value value, int k)
    {
        if (k == 0)
        {
            return new Tangent(value);
        }

        if (!activity.IsHere(value))
        {
            return outer!.At(value, k);
        }

        if (!known.TryGetValue((value, k), out var coefficient))
        {
            known[(value, k)] = coefficient = Of(value, k);
        }

        return coefficient;
    }

    private bool IsActive(Value value, int k) => Enumerable.Range(1, k).Any(i => At(value, i) is not null);

    private Tangent? Of(Value value, int k)
    {
        if (inert.Contains(value))
        {
            return null;
        }

        var a = value.Operands;
        if (calculus.OfPartial(value) is var (operand, derivative))
        {
            return Integrated(operand, derivative, k);
        }

        switch (value.Operation)
        {
            case Parameter or Literal or Zero or Capture or Length or Allocate:
                return null;
            case Loop loop:
                return OfLoop(value, loop, k);
            case Operator or Call when !Kinds.IsActive(value.Type):
                return null;
            case var _ when Calculus.IsLinear(value):
                return Array.Exists(a, operand => At(operand, k) is not null) ? calculus.Linear(value, operand => At(operand, k)) : null;
            case Operator { Kind: ExpressionType.Multiply } when Kinds.IsReal(value.Type):
                return Product(a[0], a[1], k);
            case Operator { Kind: ExpressionType.Divide } when Kinds.IsReal(value.Type):
                return Over(Tangents.Sum(At(a[0], k), Negate(Convolution(a[1], value, 1, k))), a[1]);
            default:
                return Array.Exists(a, operand => IsActive(operand, k)) ? OfFunction(value, k) : null;
        }
    }

    private Tangent? OfFunction(Value value, int k)
    {
        if (value.Operation is not (Operator { Kind: ExpressionType.Modulo } or Call))
        {
            return Kinds.IsActive(value.Type) ? throw Refusals.Of(g, value, activity.Values) : null;
        }

        if (value.Operation is Call call && RuleTable.Find(call.Method) is null)
        {
            throw Refusals.Of(g, value, activity.Values);
        }

        if (value.Operation is Call { Method.Name: nameof(Math.Pow) } power && (power.Method.DeclaringType == typeof(Math) || power.Method.DeclaringType == typeof(MathF)))
        {
            return OfPower(value, k);
        }

        Tangent? sum = null;
        for (var i = 0; i < value.Operands.Length; i++)
        {
            if (IsActive(value.Operands[i], k) && calculus.Partial(value, i) is { } partial)
            {
                sum = Tangents.Sum(sum, calculus.Cast(Integrated(value.Operands[i], partial, k), value.Type));
            }
        }

        return sum;
    }

    // y[k] of y' = p u'.
    private Tangent? Integrated(Value u, Value p, int k)
    {
        Tangent? sum = null;
        for (var i = 1; i <= k; i++)
        {
            sum = Tangents.Sum(sum, Times(calculus.Cast(Scaled(At(u, i), i), p.Type), p, k - i));
        }

        return Divided(sum, k);
    }

    // The sum of a[i] b[k - i] from a given i on.
    private Tangent? Convolution(Value a, Value b, int from, int k)
    {
        Tangent? sum = null;
        for (var i = from; i <= k; i++)
        {
            sum = Tangents.Sum(sum, Times(At(a, i), b, k - i));
        }

        return sum;
    }

    private Tangent? Product(Value a, Value b, int k)
    {
        if (a != b)
        {
            return Tangents.Sum(Tangents.Scale(At(b, k), a, g.Multiply), Convolution(a, b, 1, k));
        }

        // Each product of a square twice, but for the one in the middle.
        Tangent? half = null;
        for (var i = 0; 2 * i < k; i++)
        {
            half = Tangents.Sum(half, Times(At(a, k - i), a, i));
        }

        var middle = k % 2 == 0 ? Tangents.Product(At(a, k / 2), At(a, k / 2)) : null;
        return Tangents.Sum(Scaled(half, 2), middle);
    }

    private Tangent? Times(Tangent? t, Value b, int k) => k == 0 ? Tangents.Scale(t, b, g.Multiply) : Tangents.Product(t, At(b, k));

    private Tangent? Scaled(Tangent? t, int number) => Tangent.Map(t, value => g.Multiply(g.Number(number, value.Type), value));

    private Tangent? Divided(Tangent? t, int number) => Tangent.Map(t, value => g.Divide(value, g.Number(number, value.Type)));

    private Tangent? Over(Tangent? t, Value divisor) => Tangent.Multiple(t, value => g.Divide(value, divisor));

    private Tangent? Negate(Tangent? t) => Tangent.Map(t, g.Negate);
}
