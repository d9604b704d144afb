using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>The coefficients of powers, whose partial derivatives lead to ever other powers.</summary>
internal sealed partial class Taylor
{
    private Tangent? OfPower(Value power, int k)
    {
        var (u, r) = (power.Operands[0], power.Operands[1]);
        if (IsActive(r, k))
        {
            // u^r = exp(r log u)
            var exponent = IsActive(u, k) ? g.Multiply(r, LogOf(u)) : null;
            return exponent is null ? Integrated(r, calculus.Partial(power, 1)!, k) : Integrated(exponent, power, k);
        }

        if (r.Data is not null && Convert.ToDouble(r.Data, null) is var n && n == Math.Truncate(n) && Math.Abs(n) <= MostFactors)
        {
            var product = Power(u, (int)Math.Abs(n));
            return At(n < 0 ? g.Divide(g.Number(1, u.Type), product) : product, k);
        }

        var regular = OfPower(power, u, r, k);
        var isZero = g.Operator(ExpressionType.Equal, typeof(bool), u, g.Number(0, u.Type));
        return k > MostOrdersAtZero || r.Data is not null ? regular : Tangents.Choose(isZero, Integrated(u, calculus.Partial(power, 0)!, k), regular);
    }

    // u y' = r y u':  k u[0] y[k] = sum of (r i - (k - i)) u[i] y[k - i] for i = 1 .. k
    private Tangent? OfPower(Value power, Value u, Value r, int k)
    {
        Tangent? sum = null;
        for (var i = 1; i <= k; i++)
        {
            var factor = g.Subtract(g.Multiply(r, g.Number(i, r.Type)), g.Number(k - i, r.Type));
            sum = Tangents.Sum(sum, Times(Tangents.Scale(At(u, i), factor, g.Multiply), power, k - i));
        }

        return Over(Divided(sum, k), u);
    }

    private Value Power(Value u, int n) => n switch
    {
        0 => g.Number(1, u.Type),
        1 => u,
        _ when n % 2 == 0 => Power(g.Multiply(u, u), n / 2),
        _ => g.Multiply(u, Power(u, n - 1)),
    };

    private Value LogOf(Value u)
    {
        var method = u.Type == typeof(float) ? typeof(MathF).GetMethod(nameof(MathF.Log), [typeof(float)])! : typeof(Math).GetMethod(nameof(Math.Log), [typeof(double)])!;
        return g.Make(new Call(u.Type, method), u);
    }
}
