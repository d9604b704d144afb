using System.Linq.Expressions;
using ExprAD;

namespace Optimization;

/// <summary>The volatility at which the price of a call is that of the market, by Newton's method; its derivatives do not go through Newton's steps.</summary>
internal static class ImpliedVolatility
{
    private const int MostSteps = 50;

    /// <summary>The volatility, as the solution of an equation.</summary>
    public static Expression<Func<Quote, double>> Formula { get; } = quote => Implicit.Root(
        (volatility, q) => BlackScholes.Price.Invoke(new Option(q.Spot, q.Strike, q.Years, q.Rate, volatility)) - q.Price, quote, Solve);

    /// <summary>The volatility and its sensitivities to everything that is quoted.</summary>
    public static Func<Quote, (double Value, Quote Gradient)> WithSensitivities { get; } = Ad.ValueAndGrad(Formula);

    /// <summary>The second derivative with respect to the price.</summary>
    public static Func<Quote, Quote> OfSensitivityToPrice { get; } = Ad.Grad((Quote q) => Ad.Grad(Formula)(q).Price);

    /// <summary>
    /// Newton's method, with Vega from ExprAD too, from where it converges for every price (S. Manaster and G. Koehler, "The calculation of implied variances from the Black-Scholes model", 1982).
    /// </summary>
    public static double Solve(Quote quote)
    {
        var volatility = Math.Sqrt(2 / quote.Years * Math.Abs(Math.Log(quote.Spot / quote.Strike) + quote.Rate * quote.Years));
        for (var i = 0; i < MostSteps; i++)
        {
            var (price, derivatives) = s_price(new Option(quote.Spot, quote.Strike, quote.Years, quote.Rate, volatility));
            var step = (price - quote.Price) / derivatives.Volatility;
            volatility -= step;
            if (Math.Abs(step) <= 1e-15)
            {
                break;
            }
        }

        return volatility;
    }

    private static readonly Func<Option, (double Value, Option Gradient)> s_price = Ad.ValueAndGrad(BlackScholes.Price);
}
