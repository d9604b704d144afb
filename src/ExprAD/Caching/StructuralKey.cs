using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;

namespace ExprAD.Caching;

/// <summary>
/// The structure of a lambda without what differs from one call site instance to the next: parameters, variables and labels are
/// numbered, literals stand by their bits, captured objects by the order of their first appearance and their run-time type.
/// </summary>
/// <remarks>
/// A key is a uniquely decodable listing of the tree in prefix order, so equal keys mean equal trees. It refers to types, members
/// and literals only: neither to captured objects nor to nodes of the user's expression.
/// </remarks>
internal sealed class StructuralKey : IEquatable<StructuralKey>
{
    private readonly int[] _tokens;
    private readonly object[] _parts;
    private readonly int _hash;

    internal StructuralKey(ReadOnlySpan<int> tokens, ReadOnlySpan<object> parts)
    {
        _tokens = tokens.ToArray();
        _parts = parts.ToArray();
        _hash = Mix(tokens, parts);
    }

    /// <summary>The key of a lambda and the objects that it captures; a capture's slot is its index.</summary>
    internal static StructuralKey Of(LambdaExpression lambda, out object[] captures) => Of(lambda, out captures, out _);

    /// <summary>
    /// The key of a lambda, the objects that it captures, and the values that were read from captured objects because the derivative
    /// depends on them: captured expressions, captured options, the orders of inner verbs.
    /// </summary>
    /// <param name="lambda">The lambda.</param>
    /// <param name="captures">The objects behind constants that are no literals; a capture's slot is its index.</param>
    /// <param name="resolved">
    /// The value read for each such node, by identity of the node. Whoever needs one of these values has to take it from here: read a
    /// second time it may differ from what the key says. A node without an entry could not be read.
    /// </param>
    internal static StructuralKey Of(LambdaExpression lambda, out object[] captures, out IReadOnlyDictionary<Expression, object?> resolved)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return StructureWalk.Run(lambda, out captures, out resolved);
    }

    /// <summary>Whether a constant's value is part of the structure: null, a primitive, string, enum, decimal, type or method.</summary>
    internal static bool IsLiteral(object? value) => value switch
    {
        null or string or decimal or Enum or Type or MethodInfo => true,
        _ => value.GetType().IsPrimitive,
    };

    /// <inheritdoc/>
    public bool Equals(StructuralKey? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _hash != other._hash || _parts.Length != other._parts.Length || !_tokens.AsSpan().SequenceEqual(other._tokens))
        {
            return false;
        }

        for (var index = 0; index < _parts.Length; index++)
        {
            if (!ReferenceEquals(_parts[index], other._parts[index]) && !_parts[index].Equals(other._parts[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StructuralKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    // Rotate, xor, multiply per word (as in FxHash); the end is the finalizer of MurmurHash3, because the low bits select the bucket.
    private static int Mix(ReadOnlySpan<int> tokens, ReadOnlySpan<object> parts)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)tokens.Length;
        foreach (var token in tokens)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ (uint)token) * Factor;
        }

        foreach (var part in parts)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ (uint)part.GetHashCode()) * Factor;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return (int)(hash ^ (hash >> 33));
    }
}
