using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ExprAD.Graphs;

/// <summary>
/// How a record, class, struct, tuple or anonymous type is taken apart into members and put together again: by a constructor
/// whose parameters are members, and by setting the members that the constructor leaves.
/// </summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape?> Known = new();

    private Shape(Type type, ConstructorInfo? constructor, MemberInfo[] members, int constructed)
    {
        Type = type;
        Constructor = constructor;
        Members = members;
        Constructed = constructed;
    }

    internal Type Type { get; }

    /// <summary>The constructor; null for a struct made by default.</summary>
    internal ConstructorInfo? Constructor { get; }

    /// <summary>All members; the first <see cref="Constructed"/> of them are the constructor's parameters in order.</summary>
    internal MemberInfo[] Members { get; }

    internal int Constructed { get; }

    /// <summary>The shape of a type, or null if the type cannot be rebuilt from its public members.</summary>
    internal static Shape? Of(Type type) => Known.GetOrAdd(type, static t => Find(t));

    internal static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    internal int IndexOf(MemberInfo member) => Array.FindIndex(Members, m => m.Name == member.Name);

    /// <summary>The expression that makes a value of this shape.</summary>
    internal Expression Make(IReadOnlyList<Expression> members)
    {
        if (Nullable.GetUnderlyingType(Type) is not null)
        {
            return Expression.Condition(members[0], Expression.Convert(members[1], Type), Expression.Default(Type));
        }

        var created = Constructor is null ? Expression.New(Type) : NewOf(members);
        return Constructed == Members.Length
            ? created
            : Expression.MemberInit(created, Members.Skip(Constructed).Select((m, i) => Expression.Bind(m, members[Constructed + i])));
    }

    private NewExpression NewOf(IReadOnlyList<Expression> members) =>
        Type.IsDefined(typeof(CompilerGeneratedAttribute)) && Type.Name.Contains("AnonymousType", StringComparison.Ordinal)
            ? Expression.New(Constructor!, members.Take(Constructed), Members.Take(Constructed))
            : Expression.New(Constructor!, members.Take(Constructed));

    private static Shape? Find(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return new Shape(type, null, [type.GetProperty("HasValue")!, type.GetProperty("Value")!], 0);
        }

        if (type.IsPrimitive || type.IsEnum || type.IsArray || type.IsPointer || type.IsAbstract || type.IsByRef || type.IsByRefLike
            || type == typeof(string) || type == typeof(decimal) || type == typeof(object)
            || typeof(Delegate).IsAssignableFrom(type) || typeof(Expression).IsAssignableFrom(type)
            || typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        var readable = Readable(type);
        var shapes =
            from constructor in type.GetConstructors().Cast<ConstructorInfo?>().Append(null)
            where constructor is not null || type.IsValueType
            let shape = Match(type, constructor, readable)
            where shape is not null
            orderby shape.Constructed descending
            select shape;
        return shapes.FirstOrDefault();
    }

    private static MemberInfo[] Readable(Type type) =>
    [
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance),
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0),
    ];

    private static Shape? Match(Type type, ConstructorInfo? constructor, MemberInfo[] readable)
    {
        var members = new List<MemberInfo>();
        foreach (var parameter in constructor?.GetParameters() ?? [])
        {
            var member = Array.Find(readable, m => TypeOf(m) == parameter.ParameterType
                && (string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) || IsTupleItem(type, m, parameter)));
            if (member is null || members.Contains(member) || !IsStored(type, member))
            {
                return null;
            }

            members.Add(member);
        }

        if (constructor is not null && !Keeps(type, constructor, members))
        {
            return null;
        }

        var constructed = members.Count;
        members.AddRange(readable.Where(m => !members.Contains(m) && IsSettable(type, m) && IsStored(type, m)));
        return members.Count > 0 && CoversState(type, members) ? new Shape(type, constructor, [.. members], constructed) : null;
    }

    private static bool IsTupleItem(Type type, MemberInfo member, ParameterInfo parameter) =>
        IsTuple(type) && member.Name == (parameter.Position == 7 ? "Rest" : $"Item{parameter.Position + 1}");

    private static bool IsTuple(Type type) => typeof(ITuple).IsAssignableFrom(type);

    private static bool IsSettable(Type type, MemberInfo member) => member switch
    {
        FieldInfo field => !field.IsInitOnly,
        PropertyInfo { SetMethod: { IsPublic: true } setter } => IsTuple(type) || (FieldBehind(member) is { } field && Stored.IsSet(setter, field)),
        _ => false,
    };

    // Types of the framework may keep their numbers in other ways (vectors do), but are known to keep them.
    private static bool Keeps(Type type, ConstructorInfo constructor, List<MemberInfo> members) =>
        IsTuple(type) || type.Assembly == typeof(object).Assembly || Stored.IsKept(constructor, [.. members.Select(m => FieldBehind(m)!)]);

    // A member is state when it is a field or a property over a field of its own; a computed property is a function.
    private static bool IsStored(Type type, MemberInfo member) =>
        member is FieldInfo || IsTuple(type) || (FieldBehind(member) is { } field && Stored.IsReturned(((PropertyInfo)member).GetMethod, field));

    private static FieldInfo? FieldBehind(MemberInfo member) => member as FieldInfo ?? FieldBehind(member.DeclaringType!, member.Name);

    private static FieldInfo? FieldBehind(Type type, string name)
    {
        const BindingFlags fields = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        string[] spellings = [$"<{name}>k__BackingField", $"<{name}>i__Field", $"{name}@"];
        var known = type.Namespace is "System.Collections.Generic" ? [char.ToLowerInvariant(name[0]) + name[1..]] : Array.Empty<string>();
        return spellings.Concat(known).Select(spelling => type.GetField(spelling, fields)).FirstOrDefault(field => field is not null);
    }

    private static bool CoversState(Type type, List<MemberInfo> members)
    {
        if (IsTuple(type))
        {
            return true;
        }

        for (var at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            var declaring = at;
            var behind = members.Select(FieldBehind).ToHashSet();
            var state = declaring.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            if (!state.All(field => behind.Any(b => b is not null && b.DeclaringType == field.DeclaringType && b.Name == field.Name)))
            {
                return false;
            }
        }

        return true;
    }
}
