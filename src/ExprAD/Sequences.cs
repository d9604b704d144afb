namespace ExprAD;

/// <summary>
/// What generated derivatives of LINQ operators call: checks that throw what the operators throw, and the order of sorted
/// sequences. Each check returns the number that it has checked.
/// </summary>
public static class Sequences
{
    /// <summary>Checks that a sequence has elements.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="InvalidOperationException">There is none; the message is LINQ's.</exception>
    public static int NotEmpty(int count) => count > 0 ? count : Enumerable.Empty<int>().First();

    /// <summary>Checks that an element has been found.</summary>
    /// <param name="index">The index of the element, negative if there is none.</param>
    /// <returns><paramref name="index"/>.</returns>
    /// <exception cref="InvalidOperationException">There is none; the message is LINQ's.</exception>
    public static int Found(int index) => index >= 0 ? index : Enumerable.Empty<int>().First(static _ => false);

    /// <summary>Checks an index into a sequence.</summary>
    /// <param name="index">The index.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="index"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element; the message is LINQ's.</exception>
    public static int At(int index, int count) => (uint)index < (uint)count ? index : Enumerable.Range(0, count).ElementAt(index);

    /// <summary>Checks the number of elements of a range.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or the last element is too large; the message is LINQ's.</exception>
    public static int Range(int start, int count)
    {
        _ = Enumerable.Range(start, count);
        return count;
    }

    /// <summary>Checks the number of repetitions of an element.</summary>
    /// <param name="count">The number of repetitions.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative; the message is LINQ's.</exception>
    public static int Repeat(int count)
    {
        _ = Enumerable.Repeat(0, count);
        return count;
    }
}
