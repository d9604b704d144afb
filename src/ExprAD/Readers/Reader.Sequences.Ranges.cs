using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Operators that take some of the elements, put sequences together, or change the order.</summary>
internal sealed partial class Reader
{
    // xs.Take(n): nothing more is asked for after the last element taken.
    private Sequence Take(Sequence source, Value number) => source.IsIndexed
        ? new Sequence(source.Element, Least(source.Count, NotNegative(number)), source.At)
        : new Sequence(source.Element, source.Count, source.At, region =>
        {
            var taken = region.State(graph.Integer(0));
            var goesOn = IsLess(taken, number);
            var step = Under(goesOn, () => Enter(source, region));
            region.Next(taken, graph.If(step.Keep, graph.Add(taken, graph.Integer(1)), taken));
            return step with { Test = graph.And(goesOn, step.Test) };
        });

    // xs.Take(a..b): of a sequence with tests no more elements are asked for than the end says, unless it is counted from the end.
    private Sequence TakeRange(Sequence source, Value range)
    {
        var (start, end) = (Bound(range, nameof(Range.Start)), Bound(range, nameof(Range.End)));
        var all = Indexed(source.IsIndexed ? source : Take(source, graph.If(
            graph.Or(IsFromEnd(start), IsFromEnd(end)), graph.Integer(int.MaxValue), graph.MemberOf(end, typeof(System.Index).GetProperty(nameof(System.Index.Value))!))));
        return Skip(Take(all, Offset(end, all.Count)), Offset(start, all.Count));
    }

    private Value Bound(Value range, string name) => graph.MemberOf(range, typeof(Range).GetProperty(name)!);

    private Value IsFromEnd(Value index) => graph.MemberOf(index, typeof(System.Index).GetProperty(nameof(System.Index.IsFromEnd))!);

    private Value Offset(Value index, Value count)
    {
        var value = graph.MemberOf(index, typeof(System.Index).GetProperty(nameof(System.Index.Value))!);
        return graph.If(IsFromEnd(index), graph.Subtract(count, value), value);
    }

    // xs.Skip(n)
    private Sequence Skip(Sequence source, Value number)
    {
        if (source.IsIndexed)
        {
            var skipped = NotNegative(number);
            return new Sequence(source.Element, NotNegative(graph.Subtract(source.Count, skipped)), (index, _) => source.At(graph.Add(index, skipped)));
        }

        return new Sequence(source.Element, source.Count, source.At, region =>
        {
            var met = region.State(graph.Integer(0));
            var step = Enter(source, region);
            region.Next(met, graph.If(step.Keep, graph.Add(met, graph.Integer(1)), met));
            return step with { Keep = graph.And(step.Keep, graph.Not(IsLess(met, number))) };
        });
    }

    // xs.TakeLast(n), xs.SkipLast(n)
    private Sequence TakeLast(Sequence source, Value number)
    {
        var all = Indexed(source);
        return Skip(all, graph.Subtract(all.Count, NotNegative(number)));
    }

    private Sequence SkipLast(Sequence source, Value number)
    {
        var all = Indexed(source);
        return Take(all, graph.Subtract(all.Count, NotNegative(number)));
    }

    // xs.TakeWhile(p)
    private Sequence TakeWhile(Sequence source, Func<Value[], Value> predicate, bool isIndexed)
    {
        var given = isIndexed ? Numbered(source) : source;
        return new Sequence(source.Element, given.Count, given.At, region =>
        {
            var before = state.Effects;
            var step = Enter(given, region);
            var holds = Under(step.Keep, () => Holds(predicate, isIndexed, given, region, step));
            return step with { Test = graph.And(step.Test, After(before, graph.If(step.Keep, holds, graph.Boolean(true)))) };
        });
    }

    // xs.SkipWhile(p)
    private Sequence SkipWhile(Sequence source, Func<Value[], Value> predicate, bool isIndexed)
    {
        var given = isIndexed ? Numbered(source) : source;
        return new Sequence(source.Element, given.Count, given.At, region =>
        {
            var begun = region.State(graph.Boolean(false));
            var step = Enter(given, region);
            var asks = graph.And(step.Keep, graph.Not(begun));
            var begins = graph.And(asks, Under(asks, () => graph.Not(Holds(predicate, isIndexed, given, region, step))));
            var now = graph.Or(begun, begins);
            region.Next(begun, now);
            return step with { Keep = graph.And(step.Keep, now) };
        });
    }

    private static Value Holds(Func<Value[], Value> predicate, bool isIndexed, Sequence given, Region region, Step step) =>
        predicate(isIndexed ? [step.Element, Position(given, region.Index, step.Positions)] : [step.Element]);

    private Sequence Reverse(Sequence source)
    {
        var all = Indexed(source);
        return new Sequence(all.Element, all.Count, (index, _) => all.At(graph.Subtract(graph.Subtract(all.Count, graph.Integer(1)), index)));
    }

    private Sequence Concat(Sequence first, Sequence second)
    {
        var (a, b) = (Indexed(first), Indexed(second));
        return new Sequence(a.Element, graph.Add(a.Count, b.Count), (index, _) =>
            Either(IsLess(index, a.Count), () => a.At(index), () => b.At(graph.Subtract(index, a.Count))));
    }

    private Sequence One(Value element, Type type) => new(type, graph.Integer(1), (_, _) => element);

    private Sequence DefaultIfEmpty(Sequence source, Value otherwise)
    {
        var all = Indexed(source);
        var hasElements = IsLess(graph.Integer(0), all.Count);
        return new Sequence(all.Element, graph.If(hasElements, all.Count, graph.Integer(1)), (index, _) =>
            Either(hasElements, () => all.At(index), () => otherwise));
    }

    // xs.Chunk(n): arrays of n elements, the last one perhaps shorter.
    private Sequence Chunk(Sequence source, Value size)
    {
        var all = Indexed(source);
        var length = size.Data is > 0 ? size : Checked(nameof(Sequences.Chunk), size);
        var count = graph.Operator(ExpressionType.Divide, typeof(int), graph.Subtract(graph.Add(all.Count, length), graph.Integer(1)), length);
        return new Sequence(all.Element.MakeArrayType(), count, (index, _) =>
        {
            var start = graph.Multiply(index, length);
            return ArrayOf(new Sequence(all.Element, Least(length, graph.Subtract(all.Count, start)), (inner, _) => all.At(graph.Add(start, inner))));
        });
    }

    // xs.SelectMany(f), with numbers and results
    private Sequence SelectMany(MethodCallExpression node)
    {
        var a = node.Arguments;
        var (outer, isIndexed) = (Indexed(SourceOf(a[0])), a[1].Type.GetGenericArguments().Length == 3);
        var (collection, result) = (CallerOf(a[1]), a.Count == 3 ? CallerOf(a[2]) : null);
        var element = ElementOf(a[1].Type.GetGenericArguments()[^1])!;
        return Flat(
            outer, i => SequenceOf(collection(isIndexed ? [outer.At(i), i] : [outer.At(i)]), element),
            (i, inner, j) => result is null ? inner.At(j) : result([outer.At(i), inner.At(j)]), ElementOf(node));
    }

    // One sequence after the other: one loop over all elements, which carries where it is: in which sequence, and where in that.
    private Sequence Flat(Sequence outer, Func<Value, Sequence> innerAt, Func<Value, Sequence, Value, Value> elementAt, Type element)
    {
        var type = (Type?)null;
        var arrays = Loop(outer, region =>
        {
            var inner = innerAt(region.Index);
            type = inner.Element;
            return inner.IsIndexed ? null : region.Build(ArrayOf(inner));
        });
        Sequence At(Value i) => arrays is null ? innerAt(i) : SequenceOf(graph.Get(arrays, i), type!);

        var lengths = Loop(outer, region => region.Build(At(region.Index).Count));
        var (total, first, following) = Layout(outer.Count, lengths);
        return new Sequence(element, total, (_, positions) => elementAt(positions[0], At(positions[0]), positions[1]), region =>
        {
            var (i, j) = (region.State(first), region.State(graph.Integer(0)));
            var next = graph.Add(j, graph.Integer(1));
            var isLast = graph.AreEqual(next, graph.Get(lengths, i));
            region.Next(i, graph.If(isLast, graph.Get(following, i), i));
            region.Next(j, graph.If(isLast, graph.Integer(0), next));
            return new Step(graph.Boolean(true), graph.Boolean(true), elementAt(i, At(i), j), [i, j]);
        });
    }

    // The number of elements of all sequences, the first one that has elements, and for each the next one that has.
    private (Value Total, Value First, Value Following) Layout(Value count, Value lengths)
    {
        using var forward = graph.Open(count);
        var total = forward.State(graph.Integer(0));
        forward.Next(total, graph.Operator(ExpressionType.AddChecked, typeof(int), total, graph.Get(lengths, forward.Index)));
        using var backward = graph.Open(count, descending: true);
        var next = backward.State(count);
        backward.Next(next, graph.If(IsLess(graph.Integer(0), graph.Get(lengths, backward.Index)), backward.Index, next));
        return (forward.Final(total), backward.Final(next), backward.Build(next));
    }

    private Value NotNegative(Value number) => IsCount(number) ? number : Greatest(number, graph.Integer(0));

    // xs.OrderBy(key): the elements in the order of the keys, which is taken as it is.
    private Sequence OrderBy(Sequence source, Func<Value[], Value> key, Value? comparer, bool isDescending, bool isThen)
    {
        var before = isThen ? source.Order! : new Ordering(Indexed(source), []);
        var all = before.Source;
        var keys = Loop(all, region => region.Build(Contents(key([all.At(region.Index)]))));
        var ordering = new Ordering(all, [.. before.Keys, new OrderKey(keys, comparer is null || comparer.Data is null && comparer.Operation is Literal ? null : comparer, isDescending)]);
        Value order = graph.Literal(null, typeof(int[]));
        foreach (var (values, by, descending) in ordering.Keys.Reverse())
        {
            Value[] operands = by is null ? [values, order, graph.Boolean(descending)] : [values, by, order, graph.Boolean(descending)];
            var method = Array.Find(typeof(Sequences).GetMethods(), m => m.Name == nameof(Sequences.Order) && m.GetParameters().Length == operands.Length)!;
            order = graph.Make(new Call(typeof(int[]), method.MakeGenericMethod(values.Type.GetElementType()!)), operands);
        }

        var permutation = Effective(order);
        return new Sequence(all.Element, all.Count, (index, _) => all.At(graph.Get(permutation, index))) { Order = ordering };
    }
}
