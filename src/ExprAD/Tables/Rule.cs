using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Tables;

/// <summary>One row of the table: a function and its partial derivatives.</summary>
/// <param name="Method">The function.</param>
/// <param name="Partials">
/// One lambda per argument, of the arguments or of the arguments and the value; null where the derivative is zero or the argument
/// is not a real number.
/// </param>
/// <param name="MayThrow">Whether the function throws for some arguments.</param>
internal sealed record Rule(MethodInfo Method, ImmutableArray<LambdaExpression?> Partials, bool MayThrow = false)
{
    /// <summary>
    /// The derivative of the only partial by the argument, the value and the partial itself, where that costs less than differentiating
    /// the partial; null otherwise.
    /// </summary>
    internal LambdaExpression? Second { get; init; }

    /// <summary>For a function of arrays, in place of the partials: one map per argument, null where the derivative is zero. Empty for a function of numbers.</summary>
    internal ImmutableArray<LinearMap?> Maps { get; init; } = [];

    /// <summary>Whether the derivative is zero with respect to every argument.</summary>
    internal bool IsFlat => Enumerable.Range(0, Partials.Length).All(IsConstantIn);

    /// <summary>Whether the derivative is zero with respect to an argument.</summary>
    internal bool IsConstantIn(int argument) => Partials[argument] is null && (Maps.IsEmpty || Maps[argument] is null);
}
