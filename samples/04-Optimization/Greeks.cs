namespace Optimization;

/// <summary>
/// The derivatives of the price of a call that traders have names for, up to third order: by ExprAD, and in the closed form (E. Haug, "The Complete Guide to Option Pricing Formulas", 2007, chapter 2). Derivatives
/// with respect to time are those with respect to the time that is left.
/// </summary>
internal static class Greeks
{
    /// <summary>Each by both ways.</summary>
    public static IEnumerable<(string Name, string Derivative, double Computed, double ClosedForm)> Of(Option o)
    {
        var (root, carry) = (o.Volatility * Math.Sqrt(o.Years), o.Rate * o.Strike * Math.Exp(-o.Rate * o.Years));
        var d1 = (Math.Log(o.Spot / o.Strike) + (o.Rate + 0.5 * o.Volatility * o.Volatility) * o.Years) / root;
        var (d2, density) = (d1 - root, Normal.Density(d1));
        var vega = o.Spot * density * Math.Sqrt(o.Years);
        var gamma = density / (o.Spot * root);
        var drift = 2 * o.Rate * o.Years - d2 * root;

        var first = s_first(o);
        yield return ("Delta", "S", first.Spot, Normal.Probability(d1));
        yield return ("Vega", "v", first.Volatility, vega);
        yield return ("Theta", "T", first.Years, o.Spot * density * o.Volatility / (2 * Math.Sqrt(o.Years)) + carry * Normal.Probability(d2));
        yield return ("Rho", "r", first.Rate, carry / o.Rate * o.Years * Normal.Probability(d2));

        var (ofDelta, ofVega) = (s_ofDelta(o), s_ofVega(o));
        yield return ("Gamma", "S S", ofDelta.Spot, gamma);
        yield return ("Vanna", "S v", ofDelta.Volatility, -density * d2 / o.Volatility);
        yield return ("Charm", "S T", ofDelta.Years, density * drift / (2 * o.Years * root));
        yield return ("Vomma", "v v", ofVega.Volatility, vega * d1 * d2 / o.Volatility);
        yield return ("Veta", "v T", ofVega.Years, vega * ((1 + d1 * d2) / (2 * o.Years) - o.Rate * d1 / root));

        var (ofGamma, ofVomma) = (s_ofGamma(o), s_ofVomma(o));
        yield return ("Speed", "S S S", ofGamma.Spot, -gamma / o.Spot * (d1 / root + 1));
        yield return ("Zomma", "S S v", ofGamma.Volatility, gamma * (d1 * d2 - 1) / o.Volatility);
        yield return ("Color", "S S T", ofGamma.Years, -density / (2 * o.Spot * o.Years * root) * (1 + drift / root * d1));
        yield return ("Ultima", "v v v", ofVomma.Volatility, -vega / (o.Volatility * o.Volatility) * (d1 * d2 * (1 - d1 * d2) + d1 * d1 + d2 * d2));
    }

    private static readonly Func<Option, Option> s_first = BlackScholes.First.Compile();
    private static readonly Func<Option, Option> s_ofDelta = BlackScholes.OfDelta.Compile();
    private static readonly Func<Option, Option> s_ofVega = BlackScholes.OfVega.Compile();
    private static readonly Func<Option, Option> s_ofGamma = BlackScholes.OfGamma.Compile();
    private static readonly Func<Option, Option> s_ofVomma = BlackScholes.OfVomma.Compile();
}
