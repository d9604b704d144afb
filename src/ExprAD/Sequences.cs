namespace ExprAD;

/// <summary>
/// What generated derivatives of LINQ operators call: checks that throw what the operators throw, and the order of sorted
/// sequences. Each check returns the number that it has checked.
/// </summary>
public static partial class Sequences
{
    /// <summary>Checks that a sequence has elements.</summary>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="InvalidOperationException">There is none; the message is LINQ's.</exception>
    public static int NotEmpty(int count) => count > 0 ? count : Enumerable.Empty<int>().First();

    /// <summary>Checks that a sequence is there.</summary>
    /// <typeparam name="T">The type of the sequence.</typeparam>
    /// <param name="source">The sequence.</param>
    /// <param name="name">The name of the operator's parameter.</param>
    /// <returns><paramref name="source"/>.</returns>
    /// <exception cref="ArgumentNullException">It is null; the message is LINQ's.</exception>
    public static T Source<T>(T source, string name) => source is null ? throw new ArgumentNullException(name) : source;

    /// <summary>The number of elements of a sequence that is missing.</summary>
    /// <returns>Nothing.</returns>
    /// <exception cref="ArgumentNullException">Always; the message is LINQ's.</exception>
    public static int Missing() => Enumerable.First<int>(null!);

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

    /// <summary>Checks an index into a list.</summary>
    /// <param name="index">The index.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="index"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element; the message is that of a list.</exception>
    public static int ListAt(int index, int count) => (uint)index < (uint)count ? index : new List<int>(0)[index < 0 ? index : 0];

    /// <summary>Checks the number of elements of a range.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or the last element is too large; the message is LINQ's.</exception>
    public static int Range(int start, int count) => count >= 0 && start <= int.MaxValue - count ? count : Enumerable.Range(start, count).Count();

    /// <summary>Checks the number of repetitions of an element.</summary>
    /// <param name="count">The number of repetitions.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative; the message is LINQ's.</exception>
    public static int Repeat(int count) => count >= 0 ? count : Enumerable.Repeat(0, count).Count();

    /// <summary>Checks the size of chunks.</summary>
    /// <param name="size">The number of elements of a chunk.</param>
    /// <returns><paramref name="size"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive; the message is LINQ's.</exception>
    public static int Chunk(int size) => size > 0 ? size : Enumerable.Empty<int>().Chunk(size).Count();

    /// <summary>Checks that a sequence has one element.</summary>
    /// <param name="count">The number of elements; two stand for more.</param>
    /// <param name="isFiltered">Whether only elements count for which a condition holds.</param>
    /// <param name="orDefault">Whether there may be none.</param>
    /// <returns><paramref name="count"/>.</returns>
    /// <exception cref="InvalidOperationException">There are none, or several; the message is LINQ's.</exception>
    public static int Only(int count, bool isFiltered, bool orDefault)
    {
        if (count > 1 || (count == 0 && !orDefault))
        {
            var some = Enumerable.Repeat(0, count);
            _ = isFiltered ? some.Single(static _ => true) : some.Single();
        }

        return count;
    }

    /// <summary>Whether a key comes before the best one so far, as LINQ has it: one that is null does not, and everything does before null.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="candidate">The key.</param>
    /// <param name="best">The best one so far.</param>
    /// <param name="comparer">What compares them; null: they themselves.</param>
    /// <param name="isMax">Whether the largest is sought.</param>
    /// <returns>Whether it is better.</returns>
    public static bool IsBetter<TKey>(TKey candidate, TKey best, IComparer<TKey>? comparer, bool isMax) =>
        candidate is not null && (best is null || ((comparer ?? Comparer<TKey>.Default).Compare(candidate, best) is var order && (isMax ? order > 0 : order < 0)));

    /// <summary>Whether two elements are equal.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="x">The first one.</param>
    /// <param name="y">The second one.</param>
    /// <param name="comparer">What compares them; null: they themselves.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool IsSame<T>(T x, T y, IEqualityComparer<T>? comparer) => (comparer ?? EqualityComparer<T>.Default).Equals(x, y);

    /// <summary>The order of elements by their keys: stable, as LINQ sorts.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="keys">The keys.</param>
    /// <param name="comparer">What compares the keys; null: they themselves.</param>
    /// <param name="order">The order of elements with equal keys; null: as they stand.</param>
    /// <param name="isDescending">Whether the largest comes first.</param>
    /// <returns>The index of each element in its new place.</returns>
    /// <exception cref="ArgumentNullException">The keys are null.</exception>
    public static int[] Order<TKey>(TKey[] keys, IComparer<TKey>? comparer, int[]? order, bool isDescending)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var before = order ?? [.. Enumerable.Range(0, keys.Length)];
        return [.. isDescending ? before.OrderByDescending(i => keys[i], comparer) : before.OrderBy(i => keys[i], comparer)];
    }

    /// <summary>The order of elements by their keys: stable, as LINQ sorts.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="keys">The keys.</param>
    /// <param name="order">The order of elements with equal keys; null: as they stand.</param>
    /// <param name="isDescending">Whether the largest comes first.</param>
    /// <returns>The index of each element in its new place.</returns>
    /// <exception cref="ArgumentNullException">The keys are null.</exception>
    public static int[] Order<TKey>(TKey[] keys, int[]? order, bool isDescending) => Order(keys, null, order, isDescending);
}
