namespace Optimization;

/// <summary>What a market says about a call: everything but the volatility, and the price instead.</summary>
/// <param name="Price">The price of the call.</param>
/// <param name="Spot">The price of the share.</param>
/// <param name="Strike">The price at which it may be bought.</param>
/// <param name="Years">The time until then.</param>
/// <param name="Rate">The rate of interest, continuously compounded.</param>
internal sealed record Quote(double Price, double Spot, double Strike, double Years, double Rate);
