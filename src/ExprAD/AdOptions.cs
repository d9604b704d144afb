namespace ExprAD;

/// <summary>How a derivative is made. Immutable; start from <see cref="Default"/> and use <c>with</c> or an initialiser.</summary>
public sealed record AdOptions
{
    /// <summary>The options of the verbs that take none.</summary>
    public static AdOptions Default { get; } = new();

    /// <summary>The direction of the chain rule.</summary>
    public AdMode Mode { get; init; }

    /// <summary>The form of trees returned by <see cref="Derive"/>; delegates ignore it.</summary>
    public AdForm Form { get; init; }

    /// <summary>What compiles delegates returned by <see cref="Ad"/>.</summary>
    public AdBackend Backend { get; init; }

    /// <summary>How far values may be rewritten; the outermost verb's choice holds for verbs inside its lambda, too.</summary>
    public AdArithmetic Arithmetic { get; init; }

    /// <summary>
    /// How many states reverse mode keeps of a loop that carries a state from step to step; 0: all of them. With c states of n steps the others are computed
    /// again, n/c at a time, on the way back: the same result in the memory of c + n/c states, for one more time the steps. The square root of n needs the least.
    /// The outermost verb's choice holds for verbs inside its lambda, too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Checkpoints
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Checkpoints));
            field = value;
        }
    }

    /// <summary>
    /// The largest number of nodes of a <see cref="AdForm.Pure"/> derivative, in which shared values are written as often as they
    /// are used; a larger one is refused.
    /// </summary>
    public int MaxPureOperations { get; init; } = 10_000;
}
