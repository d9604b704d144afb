namespace ExprAD.Writers;

/// <summary>How tightly the parts of F# text bind, loosest first (F# specification, 4.4.2).</summary>
internal enum FSharpPrecedence
{
    /// <summary>`if`, `let`, `fun`, `match`: as far as they go.</summary>
    Lowest,
    Cast,
    OrElse,
    AndAlso,
    Comparison,
    Bits,
    Additive,
    Multiplicative,
    Negation,

    /// <summary>`float n`: a function and an argument.</summary>
    Application,

    /// <summary>`Math.Sin(x)`: no argument of an application, but a receiver of members.</summary>
    Call,
    Primary,
}
