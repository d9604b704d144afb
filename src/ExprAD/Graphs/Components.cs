using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ExprAD.Graphs;

/// <summary>A real number inside a value made of real numbers: where it stands, and how a user names it.</summary>
/// <param name="Name">The name, such as <c>x</c>, <c>w[3]</c>, <c>p.Rate</c>.</param>
/// <param name="IsSingle">Whether it is a <see cref="float"/>.</param>
/// <param name="Path">From the outside in: a member, or the indices of an element.</param>
internal sealed record Component(string Name, bool IsSingle, object[] Path);

/// <summary>Takes values apart into their real numbers and changes one of them in a copy, by reflection: slow and general.</summary>
internal static class Components
{
    /// <summary>The real numbers in a value, in order of declaration.</summary>
    /// <param name="type">The declared type.</param>
    /// <param name="value">The value; null has no components.</param>
    /// <param name="name">The name of the value.</param>
    internal static IEnumerable<Component> Of(Type type, object? value, string name) => Of(type, value, name, []);

    /// <summary>The real number at a path.</summary>
    internal static double Read(object value, Component component)
    {
        var at = value;
        foreach (var step in component.Path)
        {
            at = Inside(at, step)!;
        }

        return at is float single ? single : (double)at;
    }

    /// <summary>A copy of a value with one real number changed; what lies beside the path is shared.</summary>
    internal static object With(Type type, object value, Component component, double number) => With(type, value, component, 0, number);

    private static IEnumerable<Component> Of(Type declared, object? value, string name, object[] path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (value is null)
        {
            return [];
        }

        return Kinds.Of(type) switch
        {
            Kind.Real => [new Component(name, type == typeof(float), path)],
            Kind.Structure => (Shape.Of(type)?.Members ?? []).SelectMany(member =>
                Of(Shape.TypeOf(member), Inside(value, member), NameOf(name, member), [.. path, member])),
            Kind.Array or Kind.List => Positions(value).SelectMany(at =>
                Of(Kinds.Element(type)!, Inside(value, at), $"{name}[{string.Join(", ", at)}]", [.. path, at])),
            _ => [],
        };
    }

    private static object With(Type declared, object value, Component component, int depth, double number)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (depth == component.Path.Length)
        {
            return component.IsSingle ? (object)(float)number : number;
        }

        var step = component.Path[depth];
        var inner = step is MemberInfo m ? Shape.TypeOf(m) : Kinds.Element(type)!;
        var changed = With(inner, Inside(value, step)!, component, depth + 1, number);
        if (step is MemberInfo member)
        {
            return Rebuild(Shape.Of(type)!, value, member, changed);
        }

        var at = (int[])step;
        if (Conversions.IsImmutable(value.GetType()))
        {
            return Conversions.Copy((IEnumerable)value, (item, i) => i == at[0] ? changed : item);
        }

        var copy = value is Array array ? array.Clone() : Activator.CreateInstance(typeof(List<>).MakeGenericType(inner), value)!;
        Reals.Put(copy, [.. at], changed);
        return copy;
    }

    private static object Rebuild(Shape shape, object value, MemberInfo changed, object member)
    {
        var members = shape.Members.Select(m => m == changed ? member : Inside(value, m)).ToArray();
        var made = shape.Constructor is null
            ? RuntimeHelpers.GetUninitializedObject(shape.Type)
            : shape.Constructor.Invoke(members[..shape.Constructed]);
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

    private static object? Inside(object value, object step) => (step, value) switch
    {
        (FieldInfo field, _) => field.GetValue(value),
        (PropertyInfo property, _) => property.GetValue(value),
        (int[] at, Array array) => array.GetValue(at),
        (int[] at, IEnumerable sequence) => sequence.Cast<object?>().ElementAt(at[0]),
        _ => throw new InvalidOperationException($"{step} is not inside {value}."),
    };

    // The eighth and later items of a tuple stand in its Rest.
    private static string NameOf(string name, MemberInfo member)
    {
        const string rest = "@rest";
        if (typeof(ITuple).IsAssignableFrom(member.DeclaringType))
        {
            var nested = name.EndsWith(rest, StringComparison.Ordinal);
            if (member.Name == "Rest")
            {
                return nested ? name + rest : $"{name}.{rest}";
            }

            var outer = name.Split('.')[^1];
            if (nested && outer.Replace(rest, "", StringComparison.Ordinal).Length == 0)
            {
                var before = 7 * (outer.Length / rest.Length);
                return $"{name[..^(outer.Length + 1)]}.Item{int.Parse(member.Name.AsSpan(4), null) + before}";
            }
        }

        return $"{name}.{member.Name}";
    }

    private static IEnumerable<int[]> Positions(object container) => container is Array array
        ? Positions([.. Enumerable.Range(0, array.Rank).Select(array.GetLength)], [])
        : Enumerable.Range(0, ((IEnumerable)container).Cast<object?>().Count()).Select(i => new[] { i });

    private static IEnumerable<int[]> Positions(int[] lengths, int[] outer) => outer.Length == lengths.Length
        ? [outer]
        : Enumerable.Range(0, lengths[outer.Length]).SelectMany(i => Positions(lengths, [.. outer, i]));
}
