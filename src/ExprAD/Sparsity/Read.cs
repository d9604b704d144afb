using ExprAD.Graphs;

namespace ExprAD.Sparsity;

/// <summary>
/// A loop or a test on the way to a place: for every value of a variable below a count, or where a test has an outcome.
/// </summary>
/// <param name="Variable">The variable of a loop; null for a test.</param>
/// <param name="Value">The count, or the test.</param>
/// <param name="Outcome">The outcome of the test.</param>
/// <param name="Next">The step inside.</param>
internal sealed record Step(Value? Variable, Value Value, bool Outcome, Step? Next);

/// <summary>Elements of the point that a value depends on: those at an index, for all values of the variables of the steps.</summary>
/// <param name="Index">The index; null: every element.</param>
/// <param name="Steps">The loops and tests around it, from the outside in.</param>
internal sealed record Read(Value? Index, Step? Steps)
{
    internal static readonly Read Everything = new(null, null);
}
