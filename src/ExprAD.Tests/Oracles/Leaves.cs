using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Tests.Oracles;

/// <summary>The real numbers inside a value of any shape, in a fixed order: read, replaced, and as places in an expression.</summary>
internal static class Leaves
{
    internal static double[] Of(object? value)
    {
        var found = new List<double>();
        Map(value, found.AddAndReturn);
        return [.. found];
    }

    /// <summary>The value with other numbers, in the order of <see cref="Of"/>.</summary>
    internal static object? With(object? value, double[] numbers)
    {
        var next = 0;
        return Map(value, _ => numbers[next++]);
    }

    /// <summary>Where each number stands, as an expression that reads it from the whole.</summary>
    internal static IEnumerable<Expression> Places(Expression whole, object? value)
    {
        switch (value)
        {
            case double or float:
                return [whole];
            case Array { Rank: 1 } array:
                return Enumerable.Range(0, array.Length).SelectMany(i => Places(Expression.ArrayIndex(whole, Expression.Constant(i)), array.GetValue(i)));
            case Array { Rank: 2 } grid:
                return from i in Enumerable.Range(0, grid.GetLength(0))
                       from j in Enumerable.Range(0, grid.GetLength(1))
                       from place in Places(Expression.ArrayIndex(whole, Expression.Constant(i), Expression.Constant(j)), grid.GetValue(i, j))
                       select place;
            case IList list:
                return Enumerable.Range(0, list.Count).SelectMany(i => Places(Expression.Property(whole, "Item", Expression.Constant(i)), list[i]));
            case not null when Shape.Of(value.GetType()) is { } shape:
                return shape.Members.SelectMany(member => Places(Expression.MakeMemberAccess(whole, member), Read(member, value)));
            default:
                return [];
        }
    }

    private static double AddAndReturn(this List<double> numbers, double number)
    {
        numbers.Add(number);
        return number;
    }

    private static object? Map(object? value, Func<double, double> change)
    {
        switch (value)
        {
            case double number:
                return change(number);
            case float number:
                return (float)change(number);
            case Array array:
                var copy = (Array)array.Clone();
                foreach (var at in Positions(array))
                {
                    copy.SetValue(Map(array.GetValue(at), change), at);
                }

                return copy;
            case IList list when Conversions.IsImmutable(list.GetType()):
                return Conversions.Copy(list, (item, _) => Map(item, change));
            case IList list:
                var items = (IList)Activator.CreateInstance(list.GetType())!;
                foreach (var item in list)
                {
                    items.Add(Map(item, change));
                }

                return items;
            case not null when Kinds.IsActive(value.GetType()) && Shape.Of(value.GetType()) is { } shape:
                return Made(shape, [.. shape.Members.Select(member => Map(Read(member, value), change))]);
            default:
                return value;
        }
    }

    private static object Made(Shape shape, object?[] members)
    {
        var made = shape.Constructor?.Invoke(members[..shape.Constructed]) ?? Activator.CreateInstance(shape.Type)!;
        for (var i = shape.Constructed; i < members.Length; i++)
        {
            if (shape.Members[i] is FieldInfo field)
            {
                field.SetValue(made, members[i]);
            }
            else
            {
                ((PropertyInfo)shape.Members[i]).SetValue(made, members[i]);
            }
        }

        return made;
    }

    private static object? Read(MemberInfo member, object from) =>
        member is FieldInfo field ? field.GetValue(from) : ((PropertyInfo)member).GetValue(from);

    private static IEnumerable<int[]> Positions(Array array)
    {
        var at = new int[array.Rank];
        for (var n = 0; n < array.Length; n++)
        {
            for (int d = array.Rank - 1, rest = n; d >= 0; rest /= array.GetLength(d), d--)
            {
                at[d] = rest % array.GetLength(d);
            }

            yield return at;
        }
    }
}
