using System.Linq.Expressions;
using ExprAD;

namespace Optimization;

/// <summary>The price of a call (F. Black and M. Scholes, "The pricing of options and corporate liabilities", 1973), and its derivatives as trees.</summary>
internal static class BlackScholes
{
    /// <summary>The price.</summary>
    public static Expression<Func<Option, double>> Price { get; } = o => Flow.Let(
        ValueTuple.Create((Math.Log(o.Spot / o.Strike) + (o.Rate + 0.5 * o.Volatility * o.Volatility) * o.Years) / (o.Volatility * Math.Sqrt(o.Years)), o.Volatility * Math.Sqrt(o.Years)),
        d => o.Spot * Normal.Probability(d.Item1) - o.Strike * Math.Exp(-o.Rate * o.Years) * Normal.Probability(d.Item1 - d.Item2));

    /// <summary>All derivatives of first order, of Delta, and of Gamma and the like: each is the gradient of one member of the gradient before it.</summary>
    public static Expression<Func<Option, Option>> First { get; } = Derive.Grad(Price);

    /// <summary>The derivatives of Delta.</summary>
    public static Expression<Func<Option, Option>> OfDelta { get; } = Derive.Grad((Option o) => First.Invoke(o).Spot);

    /// <summary>The derivatives of Vega.</summary>
    public static Expression<Func<Option, Option>> OfVega { get; } = Derive.Grad((Option o) => First.Invoke(o).Volatility);

    /// <summary>The derivatives of Gamma.</summary>
    public static Expression<Func<Option, Option>> OfGamma { get; } = Derive.Grad((Option o) => OfDelta.Invoke(o).Spot);

    /// <summary>The derivatives of Vomma.</summary>
    public static Expression<Func<Option, Option>> OfVomma { get; } = Derive.Grad((Option o) => OfVega.Invoke(o).Volatility);
}
