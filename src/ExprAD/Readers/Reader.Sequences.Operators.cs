using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Operators that make a sequence of a sequence: they change what a step does.</summary>
internal sealed partial class Reader
{
    private static bool IsIndexedBy(Expression function) => function.Type.GetGenericArguments().Length == 3;

    // xs.Select(f)
    private Sequence Select(Sequence source, Type element, Func<Value[], Value> function, bool isIndexed)
    {
        if (isIndexed)
        {
            var numbered = Numbered(source);
            return new Sequence(
                element, numbered.Count, (index, positions) => function([numbered.At(index, positions), Position(numbered, index, positions)]),
                numbered.IsIndexed ? null : region =>
                {
                    var step = Enter(numbered, region);
                    return step with { Element = Under(step.Keep, () => function([step.Element, Position(numbered, region.Index, step.Positions)])) };
                });
        }

        return new Sequence(
            element, source.Count, (index, positions) => function([source.At(index, positions)]),
            source.IsIndexed ? null : region =>
            {
                var step = Enter(source, region);
                return step with { Element = Under(step.Keep, () => function([step.Element])) };
            });
    }

    private static Value Position(Sequence numbered, Value index, IReadOnlyList<Value> positions) => numbered.IsIndexed ? index : positions[^1];

    // The sequence with the number of the element as its last position.
    private Sequence Numbered(Sequence source) => source.IsIndexed ? source : new Sequence(
        source.Element, source.Count, (index, positions) => source.At(index, positions.SkipLast(1).ToArray()),
        region =>
        {
            var position = region.State(graph.Integer(0));
            var step = Enter(source, region);
            region.Next(position, graph.If(step.Keep, graph.Add(position, graph.Integer(1)), position));
            return step with { Positions = [.. step.Positions, position] };
        });

    // xs.Where(p)
    private Sequence Where(Sequence source, Func<Value[], Value> predicate, bool isIndexed)
    {
        var given = isIndexed ? Numbered(source) : source;
        return new Sequence(source.Element, given.Count, given.At, region =>
        {
            var step = Enter(given, region);
            var keeps = Under(step.Keep, () => predicate(isIndexed ? [step.Element, Position(given, region.Index, step.Positions)] : [step.Element]));
            return step with { Keep = graph.And(step.Keep, keeps) };
        });
    }

    // Count(p), Any(p), First(p): the same of Where(p).
    private Sequence Filtered(IReadOnlyList<Expression> a) => a.Count == 1 ? SourceOf(a[0]) : Where(SourceOf(a[0]), CallerOf(a[1]), isIndexed: false);

    // xs.Zip(ys), xs.Zip(ys, zs), xs.Zip(ys, f)
    private Sequence ZipOf(MethodCallExpression node)
    {
        var a = node.Arguments;
        var hasSelector = typeof(Delegate).IsAssignableFrom(a[^1].Type);
        var sources = a.Take(hasSelector ? a.Count - 1 : a.Count).Select(SourceOf).ToArray();
        Func<Value[], Value> together = hasSelector ? CallerOf(a[^1]) : parts => graph.Make(new Construct(ElementOf(node), Shape.Of(ElementOf(node))!), Array.ConvertAll(parts, Contents));
        Sequence[] others = [.. sources.Skip(1).Select(Indexed)];
        var first = Numbered(sources[0]);
        if (first.IsIndexed)
        {
            var count = others.Aggregate(first.Count, (shortest, other) => shortest == other.Count ? shortest : Least(shortest, other.Count));
            return new Sequence(ElementOf(node), count, (index, _) => together([first.At(index), .. others.Select(other => other.At(index))]));
        }

        return new Sequence(
            ElementOf(node), first.Count, (index, positions) => together([first.At(index, positions), .. others.Select(other => other.At(positions[^1]))]),
            region =>
            {
                var before = state.Effects;
                var step = Enter(first, region);
                var position = step.Positions[^1];
                var goesOn = others.Aggregate(graph.Boolean(true), (test, other) => graph.And(test, IsLess(position, other.Count)));
                return step with
                {
                    Test = graph.And(step.Test, After(before, graph.If(step.Keep, goesOn, graph.Boolean(true)))),
                    Element = Under(graph.And(step.Keep, goesOn), () => together([step.Element, .. others.Select(other => other.At(position))])),
                };
            });
    }

    // xs.Cast<T>(): numbers of another type only where they are boxed, as LINQ has it.
    private Sequence Cast(Sequence source, Type type) => source.Element == type ? source
        : Select(source, type, arguments => As(Contents(arguments[0]), type), isIndexed: false);

    // xs.OfType<T>()
    private Sequence OfType(Sequence source, Type type)
    {
        if (source.Element == type && type.IsValueType && Nullable.GetUnderlyingType(type) is null)
        {
            return source;
        }

        var kept = Where(source, arguments => graph.Make(new Operator(typeof(bool), ExpressionType.TypeIs, type), Contents(arguments[0])), isIndexed: false);
        return Nullable.GetUnderlyingType(source.Element) == type
            ? Select(Where(source, arguments => HasValue(arguments[0]), isIndexed: false), type, arguments => ValueOf(arguments[0]), isIndexed: false)
            : Cast(kept, type);
    }

    private Value As(Value value, Type type) =>
        Effective(graph.Cast(value.Type.IsValueType && type.IsValueType ? graph.Cast(value, typeof(object)) : value, type));

    private Value IsLess(Value a, Value b) => graph.Operator(ExpressionType.LessThan, typeof(bool), a, b);

    private Value Least(Value a, Value b) => graph.Make(new Call(typeof(int), typeof(Math).GetMethod(nameof(Math.Min), [typeof(int), typeof(int)])!), a, b);

    private Value Greatest(Value a, Value b) => graph.Make(new Call(typeof(int), typeof(Math).GetMethod(nameof(Math.Max), [typeof(int), typeof(int)])!), a, b);
}
