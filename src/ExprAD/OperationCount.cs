using System.Globalization;

namespace ExprAD;

/// <summary>
/// The arithmetic operations and function calls of a function, shared values counted once. Reading, comparing, converting and
/// choosing are not counted.
/// </summary>
public sealed record OperationCount
{
    internal OperationCount(IEnumerable<string> kinds)
    {
        ByKind = kinds.GroupBy(kind => kind).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count());
        Total = ByKind.Values.Sum();
    }

    /// <summary>The number of operations.</summary>
    public int Total { get; }

    /// <summary>The numbers by kind: add, subtract, multiply, divide, modulo, negate, and functions by name such as Math.Sin.</summary>
    public IReadOnlyDictionary<string, int> ByKind { get; }

    /// <summary>The count in words, such as "3 operations: 2 multiply, 1 Math.Sin".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Total} operations")
        + (Total == 0 ? "" : ": " + string.Join(", ", ByKind.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} {kind.Key}"))));
}
