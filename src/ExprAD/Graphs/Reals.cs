using System.Collections;
using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>Values made of real numbers, handled by their run-time types: the slow and general path of <see cref="VectorSpace"/>.</summary>
internal static class Reals
{
    private static readonly MethodInfo ZeroMethod = typeof(VectorSpace).GetMethod(nameof(VectorSpace.Zero))!;
    private static readonly MethodInfo AddMethod = typeof(VectorSpace).GetMethod(nameof(VectorSpace.Add))!;

    /// <summary>Zero in the shape of an array or list (a list gives a <see cref="List{T}"/>), or of any other value.</summary>
    internal static object Zero(object like)
    {
        switch (like)
        {
            case double[] vector:
                return new double[vector.Length];
            case Array array when Kinds.IsReal(array.GetType().GetElementType()!):
                return Array.CreateInstance(array.GetType().GetElementType()!, Lengths(array));
            case Array array:
                var zeros = (Array)array.Clone();
                foreach (var at in Positions(array))
                {
                    zeros.SetValue(ZeroAny(array.GetType().GetElementType()!, array.GetValue(at)), at);
                }

                return zeros;
            case IEnumerable list when Conversions.IsImmutable(list.GetType()):
                return Conversions.Copy(list, (item, _) => ZeroAny(Kinds.Element(list.GetType())!, item));
            case IEnumerable sequence when ElementOf(sequence) is { } element:
                return ZeroList(element, sequence);
            default:
                return ZeroAny(like.GetType(), like)!;
        }
    }

    /// <summary>A <see cref="List{T}"/> of zeros for any sequence, an array seen as a list among them.</summary>
    internal static object ZeroList(Type element, IEnumerable like)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var item in like)
        {
            list.Add(ZeroAny(element, item));
        }

        return list;
    }

    internal static object? Add(object? a, object? b)
    {
        switch (a, b)
        {
            case (null, _):
                return b;
            case (_, null):
                return a;
            case (double x, double y):
                return x + y;
            case (float x, float y):
                return x + y;
            case (IList left, IList right):
                CheckShape(left.GetType(), right, left, "b");
                return left is Array { Rank: > 1 } grid ? AddGrids(grid, (Array)right) : Conversions.Copy(left, (item, i) => Add(item, right[i]));
            case (IEnumerable left, IEnumerable right) when Conversions.IsImmutable(left.GetType()):
                CheckShape(left.GetType(), right, left, "b");
                var addends = right.Cast<object?>().ToArray();
                return Conversions.Copy(left, (item, i) => Add(item, addends[i]));
            default:
                return Kinds.IsActive(a.GetType()) ? AddMethod.MakeGenericMethod(a.GetType()).Invoke(null, [a, b]) : a;
        }
    }

    private static Array AddGrids(Array left, Array right)
    {
        var sum = (Array)left.Clone();
        foreach (var at in Positions(sum))
        {
            sum.SetValue(Add(left.GetValue(at), right.GetValue(at)), at);
        }

        return sum;
    }

    /// <summary>Adds an array or list to another one of its shape, in place.</summary>
    internal static void AddTo(object target, object added)
    {
        if (target is Array { Rank: > 1 } grid)
        {
            CheckShape(grid.GetType(), added, grid, "added");
            foreach (var at in Positions(grid))
            {
                grid.SetValue(Add(grid.GetValue(at), ((Array)added).GetValue(at)), at);
            }

            return;
        }

        var (left, right) = ((IList)target, (IList)added);
        CheckShape(left.GetType(), right, left, "added");
        for (var i = 0; i < left.Count; i++)
        {
            left[i] = Add(left[i], right[i]);
        }
    }

    internal static object? At(object container, ReadOnlySpan<object?> at) =>
        container is Array array ? array.GetValue(Indices(at)) : ((IList)container)[(int)at[0]!];

    internal static void Put(object container, ReadOnlySpan<object?> at, object? element)
    {
        if (container is Array array)
        {
            array.SetValue(element, Indices(at));
        }
        else
        {
            ((IList)container)[(int)at[0]!] = element;
        }
    }

    internal static void CheckShape(Type type, object? actual, object? like, string name)
    {
        if (!Kinds.IsActive(type) || like is null)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(actual, name);
        switch (actual, like)
        {
            case (Array a, Array b):
                if (!Lengths(a).SequenceEqual(Lengths(b)))
                {
                    throw Mismatch(name, string.Join(" x ", Lengths(a)), string.Join(" x ", Lengths(b)));
                }

                if (!Kinds.IsReal(type.IsArray ? type.GetElementType()! : a.GetType().GetElementType()!))
                {
                    foreach (var at in Positions(a))
                    {
                        CheckShape(a.GetType().GetElementType()!, a.GetValue(at), b.GetValue(at), $"{name}[{string.Join(", ", at)}]");
                    }
                }

                break;
            case (IEnumerable a, IEnumerable b):
                var (left, right) = (a.Cast<object?>().ToList(), b.Cast<object?>().ToList());
                if (left.Count != right.Count)
                {
                    throw Mismatch(name, $"{left.Count}", $"{right.Count}");
                }

                for (var i = 0; i < left.Count; i++)
                {
                    CheckShape(Kinds.Element(type) ?? typeof(object), left[i], right[i], $"{name}[{i}]");
                }

                break;
            default:
                foreach (var member in Shape.Of(type)?.Members ?? [])
                {
                    CheckShape(Shape.TypeOf(member), Read(member, actual), Read(member, like), $"{name}.{member.Name}");
                }

                break;
        }
    }

    private static ArgumentException Mismatch(string name, string actual, string expected) =>
        new($"{name} has {actual} elements where the point has {expected}: pass one of the point's shape.", name.Split('.', '[')[0]);

    private static object? Read(MemberInfo member, object from) =>
        member is FieldInfo field ? field.GetValue(from) : ((PropertyInfo)member).GetValue(from);

    private static object? ZeroAny(Type type, object? like) =>
        like is null || !Kinds.IsActive(type) ? like : ZeroMethod.MakeGenericMethod(type).Invoke(null, [like]);

    private static Type? ElementOf(IEnumerable sequence) => sequence.GetType().GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static int[] Lengths(Array array) => [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];

    private static int[] Indices(ReadOnlySpan<object?> at)
    {
        var indices = new int[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            indices[i] = (int)at[i]!;
        }

        return indices;
    }

    private static IEnumerable<int[]> Positions(Array array)
    {
        var lengths = Lengths(array);
        var at = new int[lengths.Length];
        if (lengths.Any(length => length == 0))
        {
            yield break;
        }

        do
        {
            yield return [.. at];
        }
        while (Advance(at, lengths));
    }

    private static bool Advance(int[] at, int[] lengths)
    {
        for (var d = at.Length - 1; d >= 0; d--)
        {
            if (++at[d] < lengths[d])
            {
                return true;
            }

            at[d] = 0;
        }

        return false;
    }
}
