using System.Numerics;

namespace ExprAD.Graphs;

/// <summary>What a loop gives.</summary>
internal enum LoopKind
{
    /// <summary>The last value of a state; its seed if the loop makes no step.</summary>
    State,

    /// <summary>How many steps the loop has made.</summary>
    Steps,

    /// <summary>The sum of the body over the steps; the body is a number, or an array in the shape of an outer one.</summary>
    Sum,

    /// <summary>The array that has the body of step i at i.</summary>
    Build,

    /// <summary>The array of the bodies of those steps where a test holds.</summary>
    Collect,
}

/// <summary>
/// A loop with one result: <c>for (i = 0; i &lt; count &amp;&amp; test; i++) { result from i and states; states = nexts; }</c>. Operands: count,
/// test, a seed per state, a next value per state, and by kind: nothing (State, Steps), the body and, if it is an array, an outer array
/// of its shape (Sum), the body (Build), a test and the body (Collect). Test, nexts, body and what is collected stand inside the loop's region,
/// whose parameters are the index (number 0) and the states (1 and up).
/// </summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Kind">What it gives.</param>
/// <param name="Level">The level of its region: one more than the deepest level that it depends on.</param>
/// <param name="States">How many states are carried from step to step.</param>
/// <param name="IsDescending">Whether the index runs from count - 1 to 0.</param>
/// <param name="Which">The state that is the result, for <see cref="LoopKind.State"/>.</param>
internal sealed record Loop(Type Type, LoopKind Kind, int Level, int States, bool IsDescending, int Which) : Operation(Type)
{
    /// <summary>The number of steps of a loop that only its test ends.</summary>
    internal const int Endless = int.MaxValue;

    /// <summary>
    /// Regions that are still open have levels above this one, where no finished loop has its own: so what is made inside an open region may enter a
    /// finished loop (as an adjoint, as a tangent) without being taken for a parameter of that loop.
    /// </summary>
    internal const int Open = 31;

    /// <summary>The number of the first operand that belongs to the kind.</summary>
    internal int First => 2 + (2 * States);

    /// <summary>The levels bound by the loop.</summary>
    internal ulong Bit => 1UL << Level;

    /// <summary>Whether an operand stands inside the region.</summary>
    internal bool IsInside(int operand) => operand == 1 || (operand >= 2 + States && operand < First + (Kind == LoopKind.Sum ? 1 : 2));

    internal Carry CarryOf(Value loop) => new(
        Level, loop.Operands[0], loop.Operands[1], loop.Operands[2..(2 + States)], loop.Operands[(2 + States)..First], IsDescending);

    /// <summary>The body of a Sum, Build or Collect.</summary>
    internal Value Body(Value loop) => loop.Operands[Kind == LoopKind.Collect ? First + 1 : First];

    /// <summary>The highest of the levels in a mask; 0 if there is none.</summary>
    internal static int Highest(ulong levels) => levels == 0 ? 0 : BitOperations.Log2(levels);
}

/// <summary>What loops that run together have in common: how often they run, and what they carry from step to step.</summary>
internal sealed record Carry(int Level, Value Count, Value Test, Value[] Seeds, Value[] Nexts, bool IsDescending)
{
    internal bool IsCounted => Test.Data is true;

    /// <summary>The levels of the regions around it that it depends on.</summary>
    internal ulong Levels => (Seeds.Aggregate(Count.Levels, (all, seed) => all | seed.Levels) | Nexts.Aggregate(Test.Levels, (all, next) => all | next.Levels)) & ~(1UL << Level);

    /// <summary>Whether a loop with this carry can run along in one with the other.</summary>
    internal bool IsPrefixOf(Carry other) =>
        Level == other.Level && Count == other.Count && Test == other.Test && IsDescending == other.IsDescending
        && Seeds.Length <= other.Seeds.Length
        && Seeds.AsSpan().SequenceEqual(other.Seeds.AsSpan(0, Seeds.Length)) && Nexts.AsSpan().SequenceEqual(other.Nexts.AsSpan(0, Nexts.Length));
}
