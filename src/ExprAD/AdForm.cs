namespace ExprAD;

/// <summary>The form of a derivative returned as an expression tree.</summary>
public enum AdForm
{
    /// <summary>Locals for shared values and statements where they help.</summary>
    Block,

    /// <summary>
    /// One expression without statements and invocations: what a LINQ provider can translate. Functions that providers do not know
    /// become others (Tanh becomes exponentials, Max a choice), which costs a few ulps, of 1 where the value is smaller;
    /// <see cref="AdArithmetic.Strict"/> leaves them. What the function throws without need of the derivative is not thrown, and
    /// checks of sizes are not made. See docs/queries.md.
    /// </summary>
    Pure,
}
