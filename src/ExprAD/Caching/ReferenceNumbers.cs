using System.Runtime.InteropServices;

namespace ExprAD.Caching;

/// <summary>Numbers objects by identity in the order of their first appearance.</summary>
internal sealed class ReferenceNumbers
{
    private const int ScannedItems = 8;
    private const int KeptItems = 256;

    private object[] _items = new object[ScannedItems];
    private Dictionary<object, int>? _numbers;

    internal int Count { get; private set; }

    /// <summary>The number of an object; an unknown object gets the next one.</summary>
    internal int Of(object item, out bool isNew)
    {
        if (_numbers is null)
        {
            var known = _items.AsSpan(0, Count);
            for (var number = 0; number < known.Length; number++)
            {
                if (ReferenceEquals(known[number], item))
                {
                    isNew = false;
                    return number;
                }
            }

            if (Count < ScannedItems)
            {
                isNew = true;
                return Append(item);
            }

            _numbers = new Dictionary<object, int>(4 * ScannedItems, ReferenceEqualityComparer.Instance);
            for (var number = 0; number < known.Length; number++)
            {
                _numbers.Add(known[number], number);
            }
        }

        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, item, out var exists);
        isNew = !exists;
        return exists ? slot : slot = Append(item);
    }

    internal object[] ToArray() => Count == 0 ? [] : _items.AsSpan(0, Count).ToArray();

    internal void Clear()
    {
        if (_items.Length > KeptItems)
        {
            _items = new object[ScannedItems];
        }
        else
        {
            _items.AsSpan(0, Count).Clear();
        }

        _numbers = null;
        Count = 0;
    }

    private int Append(object item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
        }

        _items[Count] = item;
        return Count++;
    }
}
