namespace ExprAD;

/// <summary>The direction in which the chain rule is applied.</summary>
public enum AdMode
{
    /// <summary>Forward for few inputs, reverse otherwise, by counting operations.</summary>
    Auto,

    /// <summary>Tangents along with the values: cost proportional to the number of inputs.</summary>
    Forward,

    /// <summary>Adjoints backwards from the result: cost independent of the number of inputs.</summary>
    Reverse,
}
