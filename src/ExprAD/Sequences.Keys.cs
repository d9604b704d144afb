namespace ExprAD;

/// <content>Elements by their keys: groups and dictionaries.</content>
public static partial class Sequences
{
    /// <summary>Puts elements into groups of equal keys, as LINQ does.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="keys">The key of each element.</param>
    /// <param name="comparer">What decides which keys are equal; null: they themselves.</param>
    /// <returns>The groups.</returns>
    /// <exception cref="ArgumentNullException">The keys are null.</exception>
    public static Groups<TKey> Group<TKey>(TKey[] keys, IEqualityComparer<TKey>? comparer)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new Groups<TKey>(keys, comparer);
    }

    /// <summary>The place of the element with each key.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="keys">The key of each element.</param>
    /// <param name="comparer">What decides which keys are equal; null: they themselves.</param>
    /// <returns>From key to place.</returns>
    /// <exception cref="ArgumentNullException">The keys are null, or one of them is.</exception>
    /// <exception cref="ArgumentException">Two keys are equal; the message is LINQ's.</exception>
    public static Dictionary<TKey, int> Unique<TKey>(TKey[] keys, IEqualityComparer<TKey>? comparer)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Enumerable.Range(0, keys.Length).ToDictionary(i => keys[i], comparer);
    }

    /// <summary>A group as an object.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="elements">The elements.</param>
    /// <returns>The group.</returns>
    /// <exception cref="ArgumentNullException">The elements are null.</exception>
    /// <exception cref="InvalidOperationException">There are no elements: no group is empty.</exception>
    public static IGrouping<TKey, TElement> Grouping<TKey, TElement>(TKey key, TElement[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return elements.GroupBy(_ => key).Single();
    }

    /// <summary>A lookup of elements by their keys, as an object.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="keys">The key of each element.</param>
    /// <param name="elements">The elements.</param>
    /// <param name="comparer">What decides which keys are equal; null: they themselves.</param>
    /// <returns>The lookup.</returns>
    /// <exception cref="ArgumentNullException">The keys or elements are null.</exception>
    public static ILookup<TKey, TElement> Lookup<TKey, TElement>(TKey[] keys, TElement[] elements, IEqualityComparer<TKey>? comparer)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(elements);
        return Enumerable.Range(0, keys.Length).ToLookup(i => keys[i], i => elements[i], comparer);
    }

    /// <summary>A dictionary of elements by their keys, as an object.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="keys">The key of each element.</param>
    /// <param name="elements">The elements.</param>
    /// <param name="comparer">What decides which keys are equal; null: they themselves.</param>
    /// <returns>The dictionary.</returns>
    /// <exception cref="ArgumentNullException">The keys or elements are null, or one of the keys is.</exception>
    /// <exception cref="ArgumentException">Two keys are equal; the message is LINQ's.</exception>
    public static Dictionary<TKey, TElement> Dictionary<TKey, TElement>(TKey[] keys, TElement[] elements, IEqualityComparer<TKey>? comparer)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(elements);
        return Enumerable.Range(0, keys.Length).ToDictionary(i => keys[i], i => elements[i], comparer);
    }
}
