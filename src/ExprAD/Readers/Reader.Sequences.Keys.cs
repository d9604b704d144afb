using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// Operators that go by keys: <c>xs.GroupBy(key)</c> becomes the places of the elements of each group, found once; the elements stay where they are. The groups are taken
/// as they are, so that keys may not depend on what is differentiated.
/// </summary>
internal sealed partial class Reader
{
    private static Expression? Argument(MethodCallExpression node, string name)
    {
        var parameters = node.Method.GetParameters();
        var at = Array.FindIndex(parameters, parameter => parameter.Name == name);
        return at < 0 ? null : node.Arguments[at];
    }

    private static Type Result(Expression function) => function.Type.GetGenericArguments()[^1];

    // The elements of a source, their keys, and the groups of equal ones.
    private Grouped GroupsOf(MethodCallExpression node, Sequence all, Func<Value[], Value> key, Type keyType)
    {
        var keys = KeysOf(all, key);
        var comparer = ComparerOf(node, typeof(IEqualityComparer<>).MakeGenericType(keyType));
        var groups = Keyed(node, nameof(Sequences.Group), typeof(Groups<>).MakeGenericType(keyType), [keyType], keys, comparer);
        var members = graph.Make(new Member(typeof(int[][]), groups.Type.GetProperty(nameof(Groups<int>.Members))!), groups);
        return new Grouped(all, keys, comparer, groups, members);
    }

    private Grouped GroupsOf(MethodCallExpression node) =>
        Argument(node, "keySelector") is { } key
            ? GroupsOf(node, Indexed(SourceOf(node.Arguments[0])), CallerOf(key), Result(key))
            : GroupsOf(node, Indexed(SourceOf(node.Arguments[0])), arguments => arguments[0], ElementOf(node));

    private Value KeysOf(Sequence all, Func<Value[], Value> key) => Loop(all, region => region.Build(Contents(key([all.At(region.Index)]))));

    private Value ComparerOf(MethodCallExpression node, Type type) =>
        (Argument(node, "comparer") ?? Argument(node, "keyComparer")) is { } comparer ? Read(comparer) : graph.Literal(null, type);

    // A call of ours whose refusal is one of the operator.
    private Value Keyed(Expression node, string method, Type type, Type[] types, params Value[] operands) =>
        Effective(graph.Remember(graph.Make(new Call(type, typeof(Sequences).GetMethod(method)!.MakeGenericMethod(types)), operands), node));

    // The elements of one group.
    private Sequence MembersOf(Grouped grouped, Value group, Func<Value[], Value>? element, Type type)
    {
        var places = graph.Get(grouped.Members, group);
        return new Sequence(type, graph.LengthOf(places), (index, _) => Of(grouped.All.At(graph.Get(places, index)), element));
    }

    private static Value Of(Value element, Func<Value[], Value>? selector) => selector is null ? element : selector([element]);

    private Value First(Grouped grouped, Value group) => graph.Get(graph.Get(grouped.Members, group), graph.Integer(0));

    private Value KeyOf(Grouped grouped, Value group) => graph.Get(grouped.Keys, First(grouped, group));

    // xs.GroupBy(key), with elements and results
    private Sequence GroupBy(MethodCallExpression node)
    {
        var element = Argument(node, "elementSelector");
        var (selector, type) = (element is null ? null : CallerOf(element), element is null ? ElementOf(node.Arguments[0]) : Result(element));
        var result = Argument(node, "resultSelector") is { } given ? CallerOf(given) : null;
        var grouped = GroupsOf(node);
        return new Sequence(ElementOf(node), graph.LengthOf(grouped.Members), (group, _) =>
        {
            var (key, members) = (KeyOf(grouped, group), MembersOf(grouped, group, selector, type));
            return result is null
                ? Group(ElementOf(node), key, members)
                : result([key, graph.Intern(new Sequential(typeof(IEnumerable<>).MakeGenericType(type), members))]);
        });
    }

    private Value Group(Type type, Value key, Sequence members) => graph.Intern(new Sequential(type, members) { Key = key });

    // xs.ToLookup(key), xs.ToLookup(key, element)
    private Value ToLookup(MethodCallExpression node)
    {
        var element = Argument(node, "elementSelector");
        var (selector, type) = (element is null ? null : CallerOf(element), element is null ? ElementOf(node.Arguments[0]) : Result(element));
        var grouped = GroupsOf(node);
        var (keyType, groupType) = (grouped.Keys.Type.GetElementType()!, ElementOf(node));
        Value IndexOf(Value key) => graph.Make(new Call(typeof(int), grouped.Groups.Type.GetMethod(nameof(Groups<int>.IndexOf))!), grouped.Groups, key);
        return graph.Intern(new Sequential(node.Type, new Sequence(groupType, graph.LengthOf(grouped.Members), (group, _) =>
            Group(groupType, KeyOf(grouped, group), MembersOf(grouped, group, selector, type))))
        {
            Keyed = new Keyed(
                key => graph.Not(IsLess(IndexOf(key), graph.Integer(0))),
                key => graph.Intern(new Sequential(typeof(IEnumerable<>).MakeGenericType(type), Matching(grouped, IndexOf(key), selector, type))),
                () => Keyed(node, nameof(Sequences.Lookup), node.Type, [keyType, type], grouped.Keys, ArrayOf(Select(grouped.All, type, arguments => Of(arguments[0], selector), isIndexed: false)), grouped.Comparer)),
        });
    }

    // The elements of a group, or none where there is no group.
    private Sequence Matching(Grouped grouped, Value group, Func<Value[], Value>? selector, Type type)
    {
        var isThere = graph.Not(IsLess(group, graph.Integer(0)));
        return new Sequence(
            type, Either(isThere, () => graph.LengthOf(graph.Get(grouped.Members, group)), () => graph.Integer(0)),
            (index, _) => Of(grouped.All.At(graph.Get(graph.Get(grouped.Members, group), index)), selector));
    }

    // xs.ToDictionary(key), xs.ToDictionary(key, element): null where the source has keys of its own.
    private Value? ToDictionary(MethodCallExpression node)
    {
        if (Argument(node, "keySelector") is not { } key)
        {
            return null;
        }

        var element = Argument(node, "elementSelector");
        var (selector, type, keyType) = (element is null ? null : CallerOf(element), element is null ? ElementOf(node.Arguments[0]) : Result(element), Result(key));
        var all = Indexed(SourceOf(node.Arguments[0]));
        var keys = KeysOf(all, CallerOf(key));
        var comparer = ComparerOf(node, typeof(IEqualityComparer<>).MakeGenericType(keyType));
        var places = Keyed(node, nameof(Sequences.Unique), typeof(Dictionary<,>).MakeGenericType(keyType, typeof(int)), [keyType], keys, comparer);
        var (pair, elements) = (ElementOf(node), Select(all, type, arguments => Of(arguments[0], selector), isIndexed: false));
        return graph.Intern(new Sequential(node.Type, new Sequence(pair, all.Count, (index, _) => graph.Make(new Construct(pair, Shape.Of(pair)!), graph.Get(keys, index), Contents(elements.At(index)))))
        {
            Keyed = new Keyed(
                sought => graph.Make(new Call(typeof(bool), places.Type.GetMethod(nameof(Dictionary<int, int>.ContainsKey))!), places, sought),
                sought => elements.At(Effective(graph.Make(new Call(typeof(int), places.Type.GetProperty("Item")!.GetMethod!), places, sought))),
                () => Keyed(node, nameof(Sequences.Dictionary), node.Type, [keyType, type], keys, ArrayOf(elements), comparer)),
        });
    }

    // Members of groups, lookups and dictionaries; null where the owner is none that was read.
    private Value? KeyedMember(MemberExpression node)
    {
        if (node.Expression is null || !IsKeyed(node.Expression.Type))
        {
            return null;
        }

        return (node.Member.Name, Reference(node.Expression).Operation) switch
        {
            ("Key", Sequential { Key: { } key }) => key,
            ("Count", Sequential { Keyed: not null } keyed) => keyed.Sequence.Count,
            ("Keys", Sequential { Keyed: not null } keyed) => Part(keyed.Sequence, "Key"),
            ("Values", Sequential { Keyed: not null } keyed) => Part(keyed.Sequence, "Value"),
            _ => null,
        };
    }

    private Value Part(Sequence pairs, string name)
    {
        var member = pairs.Element.GetProperty(name)!;
        return graph.Intern(new Sequential(
            typeof(IEnumerable<>).MakeGenericType(member.PropertyType), Select(pairs, member.PropertyType, arguments => graph.MemberOf(arguments[0], member), isIndexed: false)));
    }

    private Value? KeyedCall(MethodCallExpression node) =>
        node.Object is null || !IsKeyed(node.Object.Type) || Reference(node.Object).Operation is not Sequential { Keyed: { } keyed } ? null
        : node.Method.Name switch
        {
            "get_Item" => keyed.At(Read(node.Arguments[0])),
            nameof(ILookup<int, int>.Contains) or nameof(Dictionary<int, int>.ContainsKey) => keyed.Has(Read(node.Arguments[0])),
            _ => null,
        };

    // The value of an expression; groups in it are left to be read.
    private Value Whole(Expression node) => Reference(node) is var value && HoldsGroup(value) ? value : Seen(value, node);

    // A group, or an object with one, as query expressions make them: never stored, but used where its members are.
    private static bool HoldsGroup(Value value) => value.Operation is Sequential { Key: not null } or Sequential { Keyed: not null }
        || (value.Operation is Construct && Array.Exists(value.Operands, HoldsGroup));

    private static bool IsKeyed(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var generic
        && (generic == typeof(IGrouping<,>) || generic == typeof(ILookup<,>) || generic == typeof(Dictionary<,>));

    // xs.CountBy(key), xs.AggregateBy(key, seed, f)
    private Sequence CountBy(MethodCallExpression node)
    {
        var grouped = GroupsOf(node);
        return ByKey(node, grouped, group => graph.LengthOf(graph.Get(grouped.Members, group)));
    }

    private Sequence AggregateBy(MethodCallExpression node)
    {
        var (seedOf, seed) = (Argument(node, "seedSelector") is { } selector ? CallerOf(selector) : null, Argument(node, "seed") is { } given ? Read(given) : null);
        var next = CallerOf(Argument(node, "func")!);
        var grouped = GroupsOf(node);
        return ByKey(node, grouped, group =>
            Fold(MembersOf(grouped, group, null, grouped.All.Element), seed ?? Contents(seedOf!([KeyOf(grouped, group)])), next));
    }

    private Sequence ByKey(MethodCallExpression node, Grouped grouped, Func<Value, Value> value)
    {
        var pair = ElementOf(node);
        return new Sequence(pair, graph.LengthOf(grouped.Members), (group, _) =>
            graph.Make(new Construct(pair, Shape.Of(pair)!), KeyOf(grouped, group), value(group)));
    }

    // xs.Distinct(), xs.DistinctBy(key): the first element of each group.
    private Sequence Distinct(MethodCallExpression node)
    {
        var grouped = GroupsOf(node);
        return new Sequence(ElementOf(node), graph.LengthOf(grouped.Members), (group, _) => grouped.All.At(First(grouped, group)));
    }

    // xs.Join(ys, keyX, keyY, result), LeftJoin, RightJoin, GroupJoin
    private Sequence Join(MethodCallExpression node)
    {
        var a = node.Arguments;
        var isRight = node.Method.Name == "RightJoin";
        var (outerKey, innerKey, result) = (CallerOf(a[2]), CallerOf(a[3]), CallerOf(a[4]));
        var (outer, inner) = (Indexed(SourceOf(a[0])), Indexed(SourceOf(a[1])));
        var (from, fromKey, to, toKey) = isRight ? (inner, innerKey, outer, outerKey) : (outer, outerKey, inner, innerKey);
        var grouped = GroupsOf(node, to, toKey, Result(a[2]));
        var matches = Loop(from, region => region.Build(graph.Remember(
            graph.Make(new Call(typeof(int), grouped.Groups.Type.GetMethod(nameof(Groups<int>.Match))!), grouped.Groups, Contents(fromKey([from.At(region.Index)]))), node)));
        Sequence Matches(Value i) => Matching(grouped, graph.Get(matches, i), null, to.Element);
        if (node.Method.Name == nameof(Enumerable.GroupJoin))
        {
            var group = a[4].Type.GetGenericArguments()[1];
            return new Sequence(ElementOf(node), from.Count, (i, _) => result([from.At(i), graph.Intern(new Sequential(group, Matches(i)))]));
        }

        Value Together(Value i, Value j) => isRight ? result([j, from.At(i)]) : result([from.At(i), j]);
        return node.Method.Name == nameof(Enumerable.Join)
            ? Flat(from, Matches, (i, matching, j) => Together(i, matching.At(j)), ElementOf(node))
            : Flat(from, i => DefaultIfEmpty(Matches(i), Default(to.Element)), (i, matching, j) => Together(i, matching.At(j)), ElementOf(node));
    }

    /// <summary>Elements in groups: the elements, the key of each, the groups, and the places of the elements of each group.</summary>
    private sealed record Grouped(Sequence All, Value Keys, Value Comparer, Value Groups, Value Members);
}
