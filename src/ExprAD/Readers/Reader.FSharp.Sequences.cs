using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>What F#'s functions of sequences do that the operators of LINQ do not.</summary>
internal sealed partial class Reader
{
    // The elements of several sequences at the same place. Arrays and lists must be of one length; a seq ends with the shortest.
    private Sequence Together(FSharpCall call, int first, Type element, Func<Value[], Value> together, bool isIndexed = false)
    {
        Sequence[] all = [.. call.Arguments.Skip(first).Select(source => Indexed(SourceOf(source)))];
        var count = all.Skip(1).Aggregate(all[0].Count, (count, other) =>
            count == other.Count ? count : call.IsLazy ? Least(count, other.Count) : Checked(nameof(Sequences.HaveSameLength), count, other.Count));
        return new Sequence(element, count, (index, _) => together([.. isIndexed ? new[] { index } : [], .. all.Select(source => source.At(index))]));
    }

    private Sequence NotEmpty(Sequence source)
    {
        var all = Indexed(source);
        if (all.Count.Data is not > 0)
        {
            Checked(nameof(Sequences.HasElements), all.Count);
        }

        return all;
    }

    private Value First(Sequence all) => all.At(graph.Integer(0));

    private Sequence Rest(Sequence all) => Skip(all, graph.Integer(1));

    private Sequence Nothing(FSharpCall call) => new(ElementOf(call.Node), graph.Integer(0), (_, _) => Default(ElementOf(call.Node)));

    private Value None(Sequence source) => graph.Not(AnyOf(source));

    private Func<Value[], Value> Negated(Func<Value[], Value> predicate) => elements => graph.Not(predicate(elements));

    // What makes the tuples that are the elements of a result.
    private Func<Value[], Value> TupleOf(FSharpCall call) => items => Tuple(ElementOf(call.Node), items);

    private Sequence Pairwise(Sequence source, Func<Value[], Value> together, Type pair)
    {
        var all = Indexed(source);
        return new Sequence(pair, NotNegative(graph.Subtract(all.Count, graph.Integer(1))), (index, _) =>
            together([all.At(index), all.At(graph.Add(index, graph.Integer(1)))]));
    }

    private Sequence Windows(Sequence source, Value size)
    {
        var all = Indexed(source);
        var length = size.Data is > 0 ? size : Checked(nameof(Sequences.Chunk), size);
        var count = NotNegative(graph.Subtract(graph.Add(all.Count, graph.Integer(1)), length));
        return new Sequence(all.Element.MakeArrayType(), count, (start, _) =>
            ArrayOf(new Sequence(all.Element, length, (index, _) => all.At(graph.Add(start, index)))));
    }

    // The seed, and the state after each element.
    private Sequence States(Sequence source, Value seed, Func<Value[], Value> next)
    {
        var all = Indexed(source);
        var states = InParts(seed, parts => Loop(all, region =>
        {
            var carried = new Carried(graph, region, parts, seed);
            var state = Contents(next([carried.Now, all.At(region.Index)]));
            return carried.Continue(state) ? region.Build(state) : null;
        }));
        return Concat(One(seed, seed.Type), SequenceOf(states, seed.Type));
    }

    private Sequence Numbered(FSharpCall call, Func<Value[], Value> elementAt)
    {
        var count = Read(call.Arguments[0]);
        return new Sequence(ElementOf(call.Node), IsCount(count) ? count : Checked(nameof(Sequences.Repeat), count), (index, _) => elementAt([index]));
    }

    private Sequence Repeated(FSharpCall call)
    {
        var element = Reference(call.Arguments[1]);
        return Numbered(call, _ => element);
    }

    private Sequence Collect(FSharpCall call)
    {
        var (outer, function) = (Indexed(Source(call, 1)), Caller(call));
        return Flat(outer, i => SequenceOf(function([outer.At(i)]), ElementOf(call.Node)), (_, inner, j) => inner.At(j), ElementOf(call.Node));
    }

    // Sequences that are written down are put together one by one.
    private Sequence Concat(FSharpCall call)
    {
        var (element, value) = (ElementOf(call.Node), Reference(call.Arguments[0]));
        var made = value.Operation is Operator { Kind: ExpressionType.Convert } ? value.Operands[0] : value;
        if (made is { Operation: Graphs.NewArray, Operands: [_, ..] written })
        {
            return written.Select(part => SequenceOf(part, element)).Aggregate(Concat);
        }

        var outer = Indexed(SequenceOf(value, ElementOf(call.Arguments[0])));
        return Flat(outer, i => SequenceOf(outer.At(i), element), (_, inner, j) => inner.At(j), element);
    }

    // Array.take n xs: there must be as many elements.
    private Sequence TakeAll(FSharpCall call)
    {
        var (number, all) = (Read(call.Arguments[0]), Indexed(Source(call, 1)));
        return Take(all, Checked(nameof(Sequences.HasEnough), number, all.Count));
    }

    // Array.skip n xs
    private Sequence SkipAll(FSharpCall call)
    {
        var (number, all) = (NotNegative(Read(call.Arguments[0])), Indexed(Source(call, 1)));
        return Skip(all, call.IsLazy
            ? Checked(nameof(Sequences.HasEnough), number, all.Count)
            : Checked(nameof(Sequences.HasPart), graph.Integer(0), number, all.Count));
    }

    // Array.sub xs start count
    private Sequence Part(FSharpCall call)
    {
        var (all, start, count) = (Indexed(Source(call, 0)), Read(call.Arguments[1]), Read(call.Arguments[2]));
        return Take(Skip(all, start), Checked(nameof(Sequences.HasPart), start, count, all.Count));
    }

    // Array.unzip of pairs: the first items and the second ones.
    private Value? Unzipped(FSharpCall call)
    {
        var (all, types) = (Indexed(Source(call, 0)), call.Type.GetGenericArguments());
        if (types is not [{ IsArray: true }, { IsArray: true }])
        {
            return null;
        }

        Value Items(int item)
        {
            var member = all.Element.GetProperty($"Item{item}")!;
            return ArrayOf(Select(all, member.PropertyType, elements => graph.MemberOf(Contents(elements[0]), member), isIndexed: false));
        }

        return Tuple(call.Type, [Items(1), Items(2)]);
    }

    private Value? SumOf(FSharpCall call, Sequence numbers) => call.Type.IsPrimitive ? Added(numbers, call.Type) : null;

    // Numbers are added as what they are: those of float32 are not widened as LINQ does it, whole ones are not checked for overflow.
    private Value Added(Sequence numbers, Type type) => type == typeof(double)
        ? Total(numbers, type, type, isNullable: false).Sum
        : Fold(numbers, graph.Number(0, type), terms => graph.Add(terms[0], Contents(terms[1])));

    private Value? MeanOf(FSharpCall call, Sequence numbers)
    {
        if (!Kinds.IsReal(call.Type))
        {
            return null;
        }

        var all = NotEmpty(numbers);
        return graph.Divide(Added(all, call.Type), graph.Cast(all.Count, call.Type));
    }

    private Value FoldTwo(FSharpCall call)
    {
        var (seed, function) = (Read(call.Arguments[1]), Caller(call));
        var pair = typeof(Tuple<,>).MakeGenericType([.. call.Arguments.Skip(2).Select(ElementOf)]);
        Value Item(Value tuple, string item) => graph.MemberOf(tuple, pair.GetProperty(item)!);
        return Fold(
            Together(call, 2, pair, elements => Tuple(pair, elements)), seed,
            parts => function([parts[0], Item(parts[1], "Item1"), Item(parts[1], "Item2")]));
    }

    private Value Reduced(Sequence source, Func<Value[], Value> function)
    {
        var all = NotEmpty(source);
        return Fold(Rest(all), Contents(First(all)), function);
    }

    // xs.[i] of an array, List.item i xs
    private Value ItemAt(Expression source, Expression index)
    {
        var (value, at) = (Reference(source), Read(index));
        return value.Type.IsArray ? Element(Contents(value), at) : ElementAt(SequenceOf(value, ElementOf(source)), at);
    }

    // The first element with the largest or smallest key; a comparison with not-a-number does not hold.
    private Value? Extreme(FSharpCall call, bool isMax, bool isBy)
    {
        var keyType = isBy ? Result(call.Arguments[0]) : call.Type;
        if (!keyType.IsPrimitive)
        {
            return null;
        }

        var all = NotEmpty(Source(call, isBy ? 1 : 0));
        var best = Best(all, isBy ? Caller(call) : null, keyType, (candidate, most) => isMax ? IsLess(most, candidate) : IsLess(candidate, most));
        return all.At(best);
    }
}
