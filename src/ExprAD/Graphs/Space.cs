using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>Zero and sum of the values of a type, found once for each.</summary>
internal static class Space<T>
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.NonPublic;

    internal static readonly Func<T, T> Zero = MakeZero();
    internal static readonly Func<T, T, T> Sum = MakeSum();
    internal static readonly Action<T, T> AddTo = typeof(T).IsSZArray
        ? typeof(Space<T>).GetMethod(nameof(AddToArray), Own)!.MakeGenericMethod(typeof(T).GetElementType()!).CreateDelegate<Action<T, T>>()
        : static (target, added) => Reals.AddTo(target!, added!);

    private static Func<T, T> MakeZero()
    {
        var type = typeof(T);
        if (type.IsSZArray)
        {
            return typeof(Space<T>).GetMethod(nameof(ZeroArray), Own)!.MakeGenericMethod(type.GetElementType()!).CreateDelegate<Func<T, T>>();
        }

        var like = Expression.Parameter(type, "like");
        var body = Kinds.Of(type) switch
        {
            Kind.Real => Expression.Constant(Convert.ChangeType(0.0, type, null), type),
            Kind.Structure when Shape.Of(type) is { } shape => shape.Make([.. shape.Members.Select(m => (Expression)Expression.Call(
                typeof(VectorSpace), nameof(VectorSpace.Zero), [Shape.TypeOf(m)], Expression.MakeMemberAccess(like, m)))]),
            Kind.Array => Expression.Convert(
                Expression.Call(typeof(Reals), nameof(Reals.Zero), null, Expression.Convert(like, typeof(object))), type),
            Kind.List when Conversions.IsImmutable(type) => Conversions.Made(Expression.Call(
                typeof(VectorSpace), nameof(VectorSpace.Zero), [Kinds.Element(type)!.MakeArrayType()], Conversions.ArrayOf(like)), type)!,
            Kind.List => Expression.Convert(
                Expression.Call(typeof(Reals), nameof(Reals.ZeroList), null, Expression.Constant(Kinds.Element(type)), like), type),
            _ => (Expression)like,
        };
        return Expression.Lambda<Func<T, T>>(body, like).Compile();
    }

    private static Func<T, T, T> MakeSum()
    {
        var type = typeof(T);
        if (type.IsSZArray)
        {
            return typeof(Space<T>).GetMethod(nameof(AddArrays), Own)!.MakeGenericMethod(type.GetElementType()!).CreateDelegate<Func<T, T, T>>();
        }

        var (a, b) = (Expression.Parameter(type, "a"), Expression.Parameter(type, "b"));
        var body = Kinds.Of(type) switch
        {
            Kind.Real => Expression.Add(a, b),
            Kind.Structure when Shape.Of(type) is { } shape => shape.Make([.. shape.Members.Select(m => (Expression)Expression.Call(
                typeof(VectorSpace), nameof(VectorSpace.Add), [Shape.TypeOf(m)], Expression.MakeMemberAccess(a, m), Expression.MakeMemberAccess(b, m)))]),
            Kind.Array or Kind.List => Expression.Convert(
                Expression.Call(typeof(Reals), nameof(Reals.Add), null, Expression.Convert(a, typeof(object)), Expression.Convert(b, typeof(object))), type),
            _ => (Expression)a,
        };
        return Expression.Lambda<Func<T, T, T>>(body, a, b).Compile();
    }

    // An array may be one of a more derived type: that is left to the general path.
    private static TElement[] ZeroArray<TElement>(TElement[] like)
    {
        if (like.GetType() != typeof(TElement[]))
        {
            return (TElement[])Reals.Zero(like);
        }

        var zeros = new TElement[like.Length];
        if (!Kinds.IsReal(typeof(TElement)))
        {
            for (var i = 0; i < zeros.Length; i++)
            {
                zeros[i] = VectorSpace.Zero(like[i]);
            }
        }

        return zeros;
    }

    private static TElement[] AddArrays<TElement>(TElement[] a, TElement[] b)
    {
        if (a.GetType() != typeof(TElement[]) || a.Length != b.Length)
        {
            return (TElement[])Reals.Add(a, b)!;
        }

        var sum = new TElement[a.Length];
        a.CopyTo(sum, 0);
        AddToArray(sum, b);
        return sum;
    }

    private static void AddToArray<TElement>(TElement[] target, TElement[] added)
    {
        if (target.Length != added.Length)
        {
            Reals.AddTo(target, added);
        }
        else if (target is double[] numbers && added is double[] more)
        {
            for (var i = 0; i < numbers.Length && i < more.Length; i++)
            {
                numbers[i] += more[i];
            }
        }
        else
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = VectorSpace.Add(target[i], added[i]);
            }
        }
    }
}
