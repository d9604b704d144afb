using Samples;

namespace Optimization;

/// <summary>Shows the part about options.</summary>
internal static class OptionsReport
{
    private static readonly Option s_option = new(Spot: 100, Strike: 110, Years: 0.75, Rate: 0.03, Volatility: 0.25);
    private static readonly double[] s_strikes = [70, 80, 90, 100, 110, 120, 130, 140];

    public static void ShowGreeks() => ConsoleTable.Write(
        "Black-Scholes: derivatives by ExprAD and in closed form",
        [("name", false), ("derivative", false), ("ExprAD", true), ("closed form", true), ("relative difference", true)],
        Greeks.Of(s_option).Select(greek => new[]
        {
            greek.Name, $"d/d {greek.Derivative}", $"{greek.Computed:G12}", $"{greek.ClosedForm:G12}", $"{Math.Abs(greek.Computed / greek.ClosedForm - 1):E1}",
        }));

    /// <summary>The volatility and its derivatives: from d price = 0 along the solution, that with respect to the price is 1 / Vega, and that to the spot -Delta / Vega.</summary>
    public static void ShowImpliedVolatilities() => ConsoleTable.Write(
        "Implied volatility by Newton's method, and its sensitivities by the implicit function theorem",
        [("strike", true), ("price", true), ("true volatility", true), ("implied", true), ("d/d price", true), ("d/d spot", true), ("d2/d price2", true), ("largest difference", true)],
        Smile().Select(at =>
        {
            var (implied, sensitivities) = ImpliedVolatility.WithSensitivities(at.Quote);
            var second = ImpliedVolatility.OfSensitivityToPrice(at.Quote).Price;
            var greeks = Greeks.Of(at.Option).ToDictionary(greek => greek.Name, greek => greek.ClosedForm);
            double[] differences =
            [
                sensitivities.Price * greeks["Vega"] - 1,
                sensitivities.Spot * greeks["Vega"] / -greeks["Delta"] - 1,
                second * Math.Pow(greeks["Vega"], 3) / -greeks["Vomma"] - 1,
            ];
            return new[]
            {
                $"{at.Option.Strike}", $"{at.Quote.Price:F6}", $"{at.Option.Volatility:F6}", $"{implied:F6}", $"{sensitivities.Price:F6}", $"{sensitivities.Spot:F6}",
                $"{second:F6}", $"{differences.Max(Math.Abs):E1}",
            };
        }));

    /// <summary>Sensitivities over the strike.</summary>
    public static IEnumerable<Panel> Panels()
    {
        var points = Smile(61).Select(at => (at.Option.Strike, Implied: ImpliedVolatility.WithSensitivities(at.Quote))).ToList();
        yield return new Panel("Implied volatility", "strike", "volatility", [new Series("", [.. points.Select(p => (p.Strike, p.Implied.Value))])]);
        yield return new Panel("Sensitivity to the price of the call", "strike", "d volatility / d price", [new Series("", [.. points.Select(p => (p.Strike, p.Implied.Gradient.Price))])]);
    }

    // Prices of a market whose volatility depends on the strike.
    private static IEnumerable<(Option Option, Quote Quote)> Smile(int count = 0)
    {
        var price = BlackScholes.Price.Compile();
        var strikes = count == 0 ? s_strikes : [.. Enumerable.Range(0, count).Select(i => 70 + 70.0 * i / (count - 1))];
        foreach (var strike in strikes)
        {
            var moneyness = Math.Log(strike / s_option.Spot);
            var option = s_option with { Strike = strike, Volatility = 0.22 - 0.12 * moneyness + 0.35 * moneyness * moneyness };
            yield return (option, new Quote(price(option), option.Spot, option.Strike, option.Years, option.Rate));
        }
    }
}
