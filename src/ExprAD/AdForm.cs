namespace ExprAD;

/// <summary>The form of a derivative returned as an expression tree.</summary>
public enum AdForm
{
    /// <summary>Locals for shared values and statements where they help.</summary>
    Block,

    /// <summary>One expression without statements and invocations: what a LINQ provider can translate.</summary>
    Pure,
}
