using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// A sequence while it is read: nothing is computed before somebody asks for elements. Either every step of a count has an element
/// (<see cref="IsIndexed"/>), or a loop over the steps tells which have one: it may end early, pass over steps, and carry positions
/// from step to step.
/// </summary>
/// <param name="element">The type of the elements.</param>
/// <param name="count">The number of steps.</param>
/// <param name="at">The element of a step, from its index and the carried positions.</param>
/// <param name="enter">What a step does, inside a region over the count; null: every step has an element.</param>
internal sealed class Sequence(Type element, Value count, Func<Value, IReadOnlyList<Value>, Value> at, Func<Region, Step>? enter = null)
{
    internal Type Element => element;

    internal Value Count => count;

    /// <summary>Whether the element at an index can be asked for by itself.</summary>
    internal bool IsIndexed => enter is null && Nested is null;

    /// <summary>Whether it is an array or list, which LINQ asks for an element in another way.</summary>
    internal bool IsList { get; init; }

    /// <summary>A sequence of sequences, of which this one has the elements one after the other.</summary>
    internal Nesting? Nested { get; init; }

    /// <summary>The keys by which the sequence is ordered, the first one first, and the sequence before.</summary>
    internal Ordering? Order { get; init; }

    internal Value At(Value index, params IReadOnlyList<Value> positions) => at(index, positions);

    /// <summary>The present step of a loop over the count.</summary>
    internal Step? Enter(Region region) => enter?.Invoke(region);
}

/// <summary>A step of a loop over a sequence.</summary>
/// <param name="Test">Whether the step is made at all; none is made after one that is not.</param>
/// <param name="Keep">Whether the step has an element.</param>
/// <param name="Element">Its element.</param>
/// <param name="Positions">The carried positions that the element depends on.</param>
internal sealed record Step(Value Test, Value Keep, Value Element, IReadOnlyList<Value> Positions);

/// <summary>The sequences that are put one after the other: one for each element of an outer one.</summary>
internal sealed record Nesting(Sequence Outer, Func<Value, Sequence> Inner);

/// <summary>An order: the unordered sequence, and the arrays of its keys.</summary>
internal sealed record Ordering(Sequence Source, IReadOnlyList<OrderKey> Keys);

/// <summary>An array of keys to order by, and how they are compared.</summary>
internal sealed record OrderKey(Value Keys, Value? Comparer, bool IsDescending);

/// <summary>A sequence as a value, on its way to where its elements are used; never part of a finished graph.</summary>
internal sealed record Sequential(Type Type, Sequence Sequence) : Operation(Type)
{
    /// <summary>The key, if it is a group.</summary>
    internal Value? Key { get; init; }

    /// <summary>How its elements are found by their keys, if it is a lookup or dictionary.</summary>
    internal Keyed? Keyed { get; init; }

    public bool Equals(Sequential? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What a lookup or dictionary has besides its elements.</summary>
/// <param name="Has">Whether there is a key.</param>
/// <param name="At">What stands behind a key.</param>
/// <param name="Made">The object itself.</param>
internal sealed record Keyed(Func<Value, Value> Has, Func<Value, Value> At, Func<Value> Made);
