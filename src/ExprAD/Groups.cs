namespace ExprAD;

/// <summary>The places of elements in groups of equal keys. What generated derivatives of GroupBy, ToLookup, Join and their like use.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
public sealed class Groups<TKey>
{
    private readonly ILookup<TKey, int> places;
    private readonly int[] groupOf;

    internal Groups(TKey[] keys, IEqualityComparer<TKey>? comparer)
    {
        places = Enumerable.Range(0, keys.Length).ToLookup(i => keys[i], comparer);
        Members = [.. places.Select(group => group.ToArray())];
        groupOf = new int[keys.Length];
        for (var group = 0; group < Members.Length; group++)
        {
            foreach (var place in Members[group])
            {
                groupOf[place] = group;
            }
        }
    }

    /// <summary>For each group, in the order of their first elements, the places of its elements.</summary>
    public int[][] Members { get; }

    /// <summary>The number of the group with a key; -1 if there is none.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The number of the group.</returns>
    public int IndexOf(TKey key)
    {
        var first = places[key].FirstOrDefault(-1);
        return first < 0 ? -1 : groupOf[first];
    }

    /// <summary>The number of the group that a key is joined with; -1 if there is none: a key that is null is joined with nothing.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The number of the group.</returns>
    public int Match(TKey key) => key is null ? -1 : IndexOf(key);
}
