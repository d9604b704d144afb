using System.Linq.Expressions;

namespace ExprAD.Readers;

/// <summary>
/// What a loop carries from step to step, as far as that is known: a step that turns out to change more, or in another way, is read again.
/// </summary>
internal sealed class LoopPlan
{
    /// <summary>The variables that are assigned.</summary>
    internal HashSet<ParameterExpression> Variables { get; } = [];

    /// <summary>Those whose value is no object that every step makes anew.</summary>
    internal HashSet<ParameterExpression> Whole { get; } = [];

    /// <summary>Those that do not hold an array of their own in every step.</summary>
    internal HashSet<ParameterExpression> Foreign { get; } = [];

    /// <summary>The arrays that are written to, which no variable of the loop is given.</summary>
    internal HashSet<int> Arrays { get; } = [];
}
