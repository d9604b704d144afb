namespace ExprAD;

// Checks of F#'s functions of sequences, which throw what these throw.
public static partial class Sequences
{
    /// <summary>Checks that a sequence has elements.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int HasElements(int count) => count > 0 ? count : throw new ArgumentException("The input must be non-empty.", nameof(count));

    /// <summary>Checks that two sequences have the same number of elements.</summary>
    /// <param name="count">The number of elements of the first one.</param>
    /// <param name="other">The number of elements of the second one.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentException">They have not.</exception>
    public static int HaveSameLength(int count, int other) =>
        count == other ? count : throw new ArgumentException($"The inputs have different lengths: {count} and {other}.", nameof(other));

    /// <summary>Checks that a part of an array or list lies inside it.</summary>
    /// <param name="start">The index of its first element.</param>
    /// <param name="count">Its number of elements.</param>
    /// <param name="length">The number of all elements.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static int HasPart(int start, int count, int length) => start >= 0 && count >= 0 && start <= length - count ? count
        : throw new ArgumentOutOfRangeException(nameof(count), $"There are no {count} elements from {start} on among {length}.");

    /// <summary>Checks that a sequence has as many elements as are taken from it or passed over.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns><paramref name="count"/>, or 0 where it is negative.</returns>
    /// <exception cref="InvalidOperationException">There are fewer elements.</exception>
    public static int HasEnough(int count, int length) => count <= length ? Math.Max(count, 0)
        : throw new InvalidOperationException($"The input sequence has an insufficient number of elements: {length} instead of {count}.");
}
