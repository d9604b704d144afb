using ExprAD.Graphs;

namespace ExprAD.Sparsity;

/// <summary>Elements of a result that are made at one place: the loops and tests around it, the index, and what they depend on.</summary>
/// <param name="Steps">The loops and tests, from the outside in.</param>
/// <param name="Index">The index; null: any.</param>
/// <param name="Reads">What they depend on.</param>
internal sealed record Row(List<Step> Steps, Value? Index, HashSet<Read> Reads);
