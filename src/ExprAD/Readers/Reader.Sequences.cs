using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Readers;

/// <summary>
/// LINQ: sequences become loops. <c>xs.Select(f).Where(p).Sum()</c> becomes <c>for (i ..) { if (p(f(xs[i]))) sum += f(xs[i]); }</c>.
/// </summary>
internal sealed partial class Reader
{
    /// <summary>Whether LINQ is left as it is, for a provider that translates it.</summary>
    internal bool LeavesQueries { get; init; }

    /// <summary>A call of a LINQ operator as loops; null where it is evaluated as it is.</summary>
    private Value? Query(MethodCallExpression node, bool isOpen = false)
    {
        var outer = (query, sources);
        (query, sources) = (node, []);
        var value = Operator(node, isOpen);

        // Arguments are evaluated before the operator looks at them.
        foreach (var (source, name) in sources)
        {
            graph.Sources.TryAdd(source, name);
        }

        (query, sources) = outer;
        return value;
    }

    // The operator that is being read, and the arrays and lists that it is given, with the names of its parameters.
    private MethodCallExpression? query;
    private List<(Value Source, string Name)> sources = [];

    private Value? Operator(MethodCallExpression node, bool isOpen)
    {
        var owner = node.Method.DeclaringType;
        if (owner == typeof(ImmutableArray) && !LeavesQueries && node.Method.Name == nameof(ImmutableArray.ToImmutableArray) && node.Arguments[0].Type != typeof(string) && ElementOf(node.Arguments[0].Type) is { } made)
        {
            return graph.Cast(ArrayOf(SequenceOf(Reference(node.Arguments[0]), made)), node.Type);
        }

        if (LeavesQueries || (owner != typeof(Enumerable) && owner != typeof(ImmutableArrayExtensions)) || (!isOpen && IsClosed(node) && !IsByKey(node.Method)))
        {
            return null;
        }

        var a = node.Arguments;
        return node.Method.Name switch
        {
            nameof(Enumerable.Range) => Lazy(node, RangeOf(a)),
            nameof(Enumerable.Repeat) => Lazy(node, RepeatOf(a)),
            nameof(Enumerable.Empty) => Lazy(node, new Sequence(ElementOf(node), graph.Integer(0), (_, _) => Default(ElementOf(node)))),
            nameof(Enumerable.AsEnumerable) => Lazy(node, SourceOf(a[0])),
            nameof(Enumerable.Select) => Lazy(node, Select(SourceOf(a[0]), ElementOf(node), CallerOf(a[1]), IsIndexedBy(a[1]))),
            nameof(Enumerable.Where) => Lazy(node, Where(SourceOf(a[0]), CallerOf(a[1]), IsIndexedBy(a[1]))),
            nameof(Enumerable.Zip) => Lazy(node, ZipOf(node)),
            nameof(Enumerable.Sum) => SumOf(node),
            nameof(Enumerable.Average) => AverageOf(node),
            nameof(Enumerable.Aggregate) => AggregateOf(a),
            nameof(Enumerable.Count) => CountOf(Filtered(a)),
            nameof(Enumerable.LongCount) => graph.Cast(CountOf(Filtered(a)), typeof(long)),
            nameof(Enumerable.Take) when a[1].Type == typeof(int) => Lazy(node, Take(SourceOf(a[0]), Read(a[1]))),
            nameof(Enumerable.Take) => Lazy(node, TakeRange(SourceOf(a[0]), Read(a[1]))),
            nameof(Enumerable.Skip) => Lazy(node, Skip(SourceOf(a[0]), Read(a[1]))),
            nameof(Enumerable.TakeLast) => Lazy(node, TakeLast(SourceOf(a[0]), Read(a[1]))),
            nameof(Enumerable.SkipLast) => Lazy(node, SkipLast(SourceOf(a[0]), Read(a[1]))),
            nameof(Enumerable.TakeWhile) => Lazy(node, TakeWhile(SourceOf(a[0]), CallerOf(a[1]), IsIndexedBy(a[1]))),
            nameof(Enumerable.SkipWhile) => Lazy(node, SkipWhile(SourceOf(a[0]), CallerOf(a[1]), IsIndexedBy(a[1]))),
            nameof(Enumerable.Reverse) => Lazy(node, Reverse(SourceOf(a[0]))),
            nameof(Enumerable.Concat) => Lazy(node, Concat(SourceOf(a[0]), SourceOf(a[1]))),
            nameof(Enumerable.Append) => Lazy(node, Concat(SourceOf(a[0]), One(Reference(a[1]), ElementOf(node)))),
            nameof(Enumerable.Prepend) => Lazy(node, Prepended(node)),
            nameof(Enumerable.DefaultIfEmpty) => Lazy(node, DefaultIfEmpty(SourceOf(a[0]), a.Count == 2 ? Read(a[1]) : Default(ElementOf(node)))),
            nameof(Enumerable.Chunk) => Lazy(node, Chunk(SourceOf(a[0]), Read(a[1]))),
            nameof(Enumerable.SelectMany) => Lazy(node, SelectMany(node)),
            nameof(Enumerable.OrderBy) or nameof(Enumerable.OrderByDescending) or nameof(Enumerable.ThenBy) or nameof(Enumerable.ThenByDescending) => Ordered(node, CallerOf(a[1])),
            nameof(Enumerable.Order) or nameof(Enumerable.OrderDescending) => Ordered(node, arguments => arguments[0]),
            "Index" => Lazy(node, Select(SourceOf(a[0]), ElementOf(node), parts => graph.Make(new Construct(ElementOf(node), Shape.Of(ElementOf(node))!), parts[1], Contents(parts[0])), isIndexed: true)),
            nameof(Enumerable.Cast) when ElementOf(a[0].Type) is not null => Lazy(node, Cast(SourceOf(a[0]), ElementOf(node))),
            nameof(Enumerable.OfType) when ElementOf(a[0].Type) is not null => Lazy(node, OfType(SourceOf(a[0]), ElementOf(node))),
            nameof(Enumerable.GroupBy) => Lazy(node, GroupBy(node)),
            nameof(Enumerable.ToLookup) => ToLookup(node),
            nameof(Enumerable.ToDictionary) => ToDictionary(node),
            "CountBy" => Lazy(node, CountBy(node)),
            "AggregateBy" => Lazy(node, AggregateBy(node)),
            nameof(Enumerable.Distinct) or nameof(Enumerable.DistinctBy) => Lazy(node, Distinct(node)),
            nameof(Enumerable.Join) or nameof(Enumerable.GroupJoin) or "LeftJoin" or "RightJoin" => Lazy(node, Join(node)),
            nameof(Enumerable.Any) => AnyOf(Filtered(a)),
            nameof(Enumerable.All) => AllOf(a),
            nameof(Enumerable.First) or nameof(Enumerable.FirstOrDefault) => ElementOf(node, isLast: false, isSingle: false),
            nameof(Enumerable.Last) or nameof(Enumerable.LastOrDefault) => ElementOf(node, isLast: true, isSingle: false),
            nameof(Enumerable.Single) or nameof(Enumerable.SingleOrDefault) => ElementOf(node, isLast: false, isSingle: true),
            nameof(Enumerable.ElementAtOrDefault) => ElementAtOrDefault(SourceOf(a[0]), Read(a[1]), node.Type),
            nameof(Enumerable.Max) or nameof(Enumerable.MaxBy) => BestOf(node, isMax: true),
            nameof(Enumerable.Min) or nameof(Enumerable.MinBy) => BestOf(node, isMax: false),
            nameof(Enumerable.Contains) => ContainsOf(node),
            nameof(Enumerable.SequenceEqual) => SequenceEqualOf(node),
            nameof(Enumerable.ElementAt) when owner == typeof(ImmutableArrayExtensions) => Element(ArrayOf(Read(a[0]), node.Type), Read(a[1])),
            nameof(Enumerable.ElementAt) => ElementAt(SourceOf(a[0]), Read(a[1])),
            nameof(Enumerable.ToArray) or nameof(Enumerable.ToList) when IsKeyed(ElementOf(node)) => Lazy(node, SourceOf(a[0])),
            nameof(Enumerable.ToArray) => ArrayOf(SourceOf(a[0])),
            nameof(Enumerable.ToList) => graph.Make(new Operator(node.Type, ExpressionType.Convert), ArrayOf(SourceOf(a[0]))),
            _ => null,
        };
    }

    private Sequence Prepended(MethodCallExpression node)
    {
        var source = SourceOf(node.Arguments[0]);
        return Concat(One(Reference(node.Arguments[1]), ElementOf(node)), source);
    }

    // null where the order so far is one that LINQ has made.
    private Value? Ordered(MethodCallExpression node, Func<Value[], Value> key)
    {
        var isThen = node.Method.Name.StartsWith("Then", StringComparison.Ordinal);
        var source = isThen && node.Arguments[0] is MethodCallExpression before && Query(before, isOpen: true) is { } ordered
            ? SequenceOf(ordered, ElementOf(before))
            : SourceOf(node.Arguments[0]);
        return isThen && source.Order is null ? null
            : Lazy(node, OrderBy(source, key, Argument(node, "comparer") is { } comparer ? Read(comparer) : null, node.Method.Name.EndsWith("Descending", StringComparison.Ordinal), isThen));
    }

    private Value Lazy(Expression node, Sequence sequence) => graph.Intern(new Sequential(node.Type, sequence));

    private static Type ElementOf(Expression node) => ElementOf(node.Type) ?? typeof(object);

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0]
        : Array.Find(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    /// <summary>
    /// Whether an expression uses no variable from outside of it and its source has no indices: LINQ itself evaluates it, once.
    /// </summary>
    private static bool IsClosed(MethodCallExpression node)
    {
        Expression source = node;
        while (source is MethodCallExpression { Object: null, Arguments: [var first, ..] } call && call.Method.DeclaringType == typeof(Enumerable)
            && call.Method.Name is not (nameof(Enumerable.Range) or nameof(Enumerable.Repeat)))
        {
            source = first;
        }

        return !IsSource(source) && !new Free().Of(Expression.Lambda(node)).Any();
    }

    // What has groups is read in any case: they would have to be made arrays one by one.
    private static bool IsByKey(MethodInfo method) =>
        method.Name is nameof(Enumerable.GroupBy) or nameof(Enumerable.ToLookup) or nameof(Enumerable.GroupJoin);

    private static bool IsSource(Expression node) =>
        node.Type.IsArray || Kinds.IsIndexed(node.Type) || Conversions.IsImmutable(node.Type)
        || (node is MethodCallExpression { Method: var method } && method.DeclaringType == typeof(Enumerable));

    /// <summary>What a function argument does with its arguments. Its variables are what they are now.</summary>
    private Func<Value[], Value> CallerOf(Expression node)
    {
        if (FSharpTypes.IsFunction(node.Type))
        {
            var function = Read(node);
            return arguments => arguments.Aggregate(function, Applied);
        }

        while (node is UnaryExpression { NodeType: ExpressionType.Quote or ExpressionType.Convert } wrapped && MethodGroup(node) is null)
        {
            node = wrapped.Operand;
        }

        switch (node)
        {
            case LambdaExpression lambda:
                Capture(lambda);
                var stored = (Function)LambdaOf(lambda).Operation;
                return arguments => Inline(stored, arguments);
            case ConditionalExpression choice:
                var test = Read(choice.Test);
                var (first, second) = (CallerOf(choice.IfTrue), CallerOf(choice.IfFalse));
                return arguments =>
                {
                    var (then, otherwise) = Branches(test, () => first(arguments), () => second(arguments));
                    return graph.If(test, then, otherwise);
                };
            case var group when MethodGroup(group) is { } method:
                return arguments => Effective(Known(method, [.. arguments.Select(Contents)]));
        }

        var value = Read(node);
        return value.Operation is Function known
            ? arguments => Inline(known, arguments)
            : arguments => Effective(Numbered(new Call(value.Type.GetMethod("Invoke")!.ReturnType, value.Type.GetMethod("Invoke")!), [value, .. arguments.Select(Contents)]));
    }

    // xs.Sum(Math.Sin): (Func<double, double>)methodof(Math.Sin).CreateDelegate(typeof(Func<double, double>), null).
    private static MethodInfo? MethodGroup(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert, Operand: MethodCallExpression { Method.Name: nameof(MethodInfo.CreateDelegate), Object: ConstantExpression { Value: MethodInfo { IsStatic: true } method } } }
            ? method : null;

    private Value Effective(Value value)
    {
        if (Throwing.May(value))
        {
            state = state.After(value);
        }

        return value;
    }

    // A call that may have effects, made as often as it is written: in a loop in every step.
    private Value Numbered(Call call, Value[] operands) => InSteps(graph.Intern(call with { Number = ++calls }, operands));

    private Value InSteps(Value value)
    {
        var missing = regions.Where(region => (value.Levels & (1UL << region.Level)) == 0).Select(region => region.Index).ToArray();
        if (missing.Length == 0)
        {
            return value;
        }

        Value[] operands = [.. missing, .. value.Operands];
        var parameters = Array.ConvertAll(operands, operand => Expression.Parameter(operand.Type));
        var body = Express.Node(value.Operation, parameters[missing.Length..]);
        return graph.Intern(new Opaque(value.Type, Expression.Lambda(body, parameters)), operands);
    }

    /// <summary>Reads where a test holds only.</summary>
    private T Under<T>(Value test, Func<T> read)
    {
        if (test.Data is true)
        {
            return read();
        }

        var result = default(T);
        var none = graph.Boolean(false);
        Branches(
            test,
            () =>
            {
                result = read();
                return none;
            },
            () => none);
        return result!;
    }

    /// <summary>A loop over the steps of a sequence; what the body carries itself it opens before it enters the step.</summary>
    private T Loop<T>(Sequence sequence, Func<Region, T> body) => Loop(sequence.Count, body);

    private Step Enter(Sequence sequence, Region region) =>
        sequence.Enter(region) ?? new Step(graph.Boolean(true), graph.Boolean(true), sequence.At(region.Index), []);

    // The step, which is made where the loop's own test holds.
    private Step Enter(Sequence sequence, Region region, Value test)
    {
        var step = Under(test, () => Enter(sequence, region));
        region.Test = graph.And(test, step.Test);
        return step;
    }
}
