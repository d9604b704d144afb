using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ExprAD.Caching;

/// <summary>A thread-safe cache of at most a given number of entries; reading takes no lock.</summary>
/// <remarks>Evicts by second chance (the clock algorithm): the oldest entry that was not read since it was last looked at.</remarks>
internal sealed class BoundedCache<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Queue<KeyValuePair<TKey, Entry>> _clock = new();
    private readonly Lock _gate = new();

    internal BoundedCache(int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    internal int Capacity { get; }

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _clock.Count;
            }
        }
    }

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            value = default;
            return false;
        }

        entry.MarkRead();
        value = entry.Value;
        return true;
    }

    /// <summary>The value of a key, made by the factory if there is none yet.</summary>
    /// <remarks>
    /// The factory runs outside of any lock: it may use this cache, and it may run more than once where threads meet; all of them get
    /// the one value that was stored. What it throws goes to the caller, and nothing is stored.
    /// </remarks>
    internal TValue GetOrAdd(TKey key, Func<TKey, TValue> factory) => GetOrAdd(key, factory, static (missing, make) => make(missing));

    /// <inheritdoc cref="GetOrAdd(TKey, Func{TKey, TValue})"/>
    internal TValue GetOrAdd<TState>(TKey key, TState state, Func<TKey, TState, TValue> factory)
    {
        if (TryGet(key, out var known))
        {
            return known;
        }

        var made = new Entry(factory(key, state));
        lock (_gate)
        {
            if (TryGet(key, out known))
            {
                return known;
            }

            if (_clock.Count >= Capacity)
            {
                EvictOne();
            }

            _entries[key] = made;
            _clock.Enqueue(new(key, made));
            return made.Value;
        }
    }

    // Readers may keep marking entries while the hand goes round: after one round the next entry goes in any case.
    private void EvictOne()
    {
        for (var remaining = _clock.Count; ; remaining--)
        {
            var oldest = _clock.Dequeue();
            if (remaining == 0 || !oldest.Value.WasRead)
            {
                _entries.TryRemove(oldest.Key, out _);
                return;
            }

            oldest.Value.WasRead = false;
            _clock.Enqueue(oldest);
        }
    }

    private sealed class Entry(TValue value)
    {
        internal TValue Value { get; } = value;

        internal bool WasRead { get; set; }

        // Written only where it changes, so that reading threads do not contend for the line.
        internal void MarkRead()
        {
            if (!WasRead)
            {
                WasRead = true;
            }
        }
    }
}
