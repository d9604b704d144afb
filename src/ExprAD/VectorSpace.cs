using System.Runtime.CompilerServices;
using ExprAD.Graphs;

namespace ExprAD;

/// <summary>
/// Zero, sum and shape of values made of real numbers: numbers, arrays, lists, records, classes, structs, tuples and anonymous
/// objects of those. Generated derivatives call it where the shape is known only at run time.
/// </summary>
public static class VectorSpace
{
    /// <summary>Zero in the shape of a value: every real number 0, everything else copied.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="like">The value that gives the shape; null gives null.</param>
    /// <returns>A new value of the same shape.</returns>
    public static T Zero<T>(T like) => like is null ? like : Space<T>.Zero(like);

    /// <summary>The sum of two values of one shape, number by number; what is not a real number is taken from the first.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="a">The first value.</param>
    /// <param name="b">The second value.</param>
    /// <returns>A new value of the same shape.</returns>
    /// <exception cref="ArgumentException">Arrays or lists differ in size.</exception>
    public static T Add<T>(T a, T b) =>
        a is null || b is null ? a is null ? b : a : Space<T>.Sum(a, b);

    /// <summary>Checks that a value has the shape of another one, and returns it.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="actual">The value to check.</param>
    /// <param name="like">The value that gives the shape.</param>
    /// <param name="name">The name of the checked argument, for the message.</param>
    /// <returns><paramref name="actual"/>.</returns>
    /// <exception cref="ArgumentException">Arrays or lists differ in size; the message names both sizes.</exception>
    public static T SameShape<T>(T actual, T like, string name)
    {
        Reals.CheckShape(typeof(T), actual, like, name);
        return actual;
    }

    /// <summary>Prepares the array that takes a gradient: it must be as long as the point and not the same array; it is cleared.</summary>
    /// <param name="gradient">The array to write to.</param>
    /// <param name="point">The point at which the gradient is taken.</param>
    /// <returns><paramref name="gradient"/>, filled with zeros.</returns>
    /// <exception cref="ArgumentNullException">One of the arrays is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or both are one array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double[] Clear(double[] gradient, double[] point)
    {
        new Span<double>(Target(gradient, point)).Clear();
        return gradient;
    }

    /// <summary>Checks the array that takes a gradient: it must be as long as the point and not the same array.</summary>
    /// <param name="gradient">The array to write to, every element of it.</param>
    /// <param name="point">The point at which the gradient is taken.</param>
    /// <returns><paramref name="gradient"/>, as it is.</returns>
    /// <exception cref="ArgumentNullException">One of the arrays is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or both are one array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double[] Target(double[] gradient, double[] point)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(gradient);
        return gradient.Length == point.Length && (gradient != point || point.Length == 0) ? gradient : throw IsNoTarget(gradient, point);
    }

    // Apart from the check, which is small enough to be compiled into the code that calls it.
    private static ArgumentException IsNoTarget(double[] gradient, double[] point) => new(
        gradient.Length == point.Length ? "The gradient is written into the array of the point: pass another array."
            : $"The gradient has {gradient.Length} elements, the point {point.Length}: pass an array of the point's length.",
        nameof(gradient));

    /// <summary>Copies a gradient into the array prepared for it.</summary>
    /// <param name="from">The gradient.</param>
    /// <param name="to">The array to write to.</param>
    /// <exception cref="ArgumentNullException">One of the arrays is null.</exception>
    public static void Copy(double[] from, double[] to)
    {
        ArgumentNullException.ThrowIfNull(from);
        from.CopyTo(to, 0);
    }

    /// <summary>Adds a value to an array or list of its shape, in place.</summary>
    /// <typeparam name="T">The type of the array.</typeparam>
    /// <param name="target">The array that is changed.</param>
    /// <param name="added">What is added to it, number by number; null adds nothing.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static void AddTo<T>(T target, T added)
    {
        if (target is not null && added is not null)
        {
            Space<T>.AddTo(target, added);
        }
    }

    /// <summary>An array with room for one more element: the same one, or a longer one with its elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="used">How many elements are in use.</param>
    /// <returns>An array that is longer than <paramref name="used"/>.</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public static T[] Grow<T>(T[] array, int used)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (used >= array.Length)
        {
            Array.Resize(ref array, Math.Max(4, 2 * used));
        }

        return array;
    }

    /// <summary>An array with room for a number of elements: the same one, or a new one.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">An array whose elements are no longer needed.</param>
    /// <param name="length">How many elements there must be room for.</param>
    /// <returns>An array that is at least as long.</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public static T[] Room<T>(T[] array, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        return length <= array.Length ? array : new T[length];
    }

    /// <summary>An array of the first elements of another one.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="used">How many elements.</param>
    /// <returns>The array itself if it is no longer.</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public static T[] Trim<T>(T[] array, int used)
    {
        ArgumentNullException.ThrowIfNull(array);
        return used == array.Length ? array : array[..used];
    }

    internal static object With(object container, ReadOnlySpan<object?> at, object? element)
    {
        var copy = container is Array array ? array.Clone() : Activator.CreateInstance(container.GetType(), container)!;
        Reals.Put(copy, at, element);
        return copy;
    }
}
