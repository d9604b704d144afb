namespace ExprAD;

/// <summary>The finite difference that <see cref="Numeric"/> takes.</summary>
public enum NumericMethod
{
    /// <summary>(f(x + h) - f(x)) / h: error of the order of h; one evaluation per component beside f(x).</summary>
    Forward,

    /// <summary>(f(x + h) - f(x - h)) / 2h: error of the order of h^2; two evaluations per component.</summary>
    Central,

    /// <summary>Central differences with ever smaller steps, extrapolated to step zero: ten or more digits for some twenty evaluations.</summary>
    Richardson,
}
