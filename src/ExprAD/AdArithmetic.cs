namespace ExprAD;

/// <summary>How far the value of a function may be rewritten.</summary>
public enum AdArithmetic
{
    /// <summary>Rewrites that keep every special value and stay within an ulp or the order of a sum, such as small powers as products.</summary>
    Accurate,

    /// <summary>Bit-preserving rewrites only: the value is the original's bit for bit.</summary>
    Strict,

    /// <summary>The algebra of the real numbers: 0 * x is 0, x - x is 0, x / x is 1.</summary>
    Real,
}
