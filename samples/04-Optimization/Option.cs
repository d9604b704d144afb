namespace Optimization;

/// <summary>A European call.</summary>
/// <param name="Spot">The price of the share.</param>
/// <param name="Strike">The price at which it may be bought.</param>
/// <param name="Years">The time until then.</param>
/// <param name="Rate">The rate of interest, continuously compounded.</param>
/// <param name="Volatility">The volatility of the share, per square root of a year.</param>
internal sealed record Option(double Spot, double Strike, double Years, double Rate, double Volatility);
