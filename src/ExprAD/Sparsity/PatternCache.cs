using System.Collections.Immutable;

namespace ExprAD.Sparsity;

/// <summary>The patterns that a delegate has found, by the lengths of its arguments, or by their entries where these depend on more than lengths.</summary>
internal sealed class PatternCache
{
    private const int Most = 8;

    private ImmutableList<(int[] Lengths, SparsityPattern Pattern)> known = [];

    /// <summary>The pattern for the lengths of the arguments; null if it is not known.</summary>
    public static SparsityPattern? Find(PatternCache cache, int[] lengths) =>
        cache.known.Find(entry => entry.Lengths.AsSpan().SequenceEqual(lengths)).Pattern;

    /// <summary>The pattern of the entries, kept for arguments of these lengths.</summary>
    public static SparsityPattern Keep(PatternCache cache, int[] lengths, SparsityEntries entries, SparsityGrouping grouping) =>
        cache.Keep(lengths, SparsityPattern.Of(entries, grouping));

    /// <summary>The pattern of the entries, grouped only if they have not been met before.</summary>
    public static SparsityPattern Same(PatternCache cache, SparsityEntries entries, int columns, SparsityGrouping grouping)
    {
        var (starts, indices) = entries.Compressed(grouping == SparsityGrouping.Symmetric);
        return cache.known.Find(entry => entry.Pattern.Has(columns, starts, indices)).Pattern ?? cache.Keep([], entries.Grouped(starts, indices, grouping));
    }

    private SparsityPattern Keep(int[] lengths, SparsityPattern pattern)
    {
        ImmutableInterlocked.Update(ref known, (all, added) => [added, .. all.Take(Most - 1)], (lengths, pattern));
        return pattern;
    }
}
