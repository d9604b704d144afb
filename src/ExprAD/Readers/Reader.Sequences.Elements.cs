using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Operators that ask for one element, or whether there is one.</summary>
internal sealed partial class Reader
{
    // xs.Any(): no further than the first element.
    private Value AnyOf(Sequence sequence)
    {
        if (sequence.IsIndexed)
        {
            return IsLess(graph.Integer(0), sequence.Count);
        }

        return Loop(sequence, region =>
        {
            var found = region.State(graph.Boolean(false));
            var step = Enter(sequence, region, graph.Not(found));
            region.Next(found, step.Keep);
            return region.Final(found);
        });
    }

    private Value AllOf(IReadOnlyList<Expression> a)
    {
        var predicate = CallerOf(a[1]);
        return graph.Not(AnyOf(Where(SourceOf(a[0]), arguments => graph.Not(predicate(arguments)), isIndexed: false)));
    }

    // The index of the first or last element of a loop over tests, with its positions, and how many there are.
    private (Value At, Value[] Positions, Value Count) Find(Sequence sequence, int most) => Loop(sequence, region =>
    {
        var (at, count) = (region.State(graph.Integer(-1)), region.State(graph.Integer(0)));
        var step = Enter(sequence, region, most == int.MaxValue ? graph.Boolean(true) : IsLess(count, graph.Integer(most)));
        region.Next(at, graph.If(step.Keep, region.Index, at));
        region.Next(count, graph.If(step.Keep, graph.Add(count, graph.Integer(1)), count));
        var positions = step.Positions.Select(position =>
        {
            var kept = region.State(Default(position.Type));
            region.Next(kept, graph.If(step.Keep, position, kept));
            return kept;
        }).ToArray();
        return (region.Final(at), Array.ConvertAll(positions, region.Final), region.Final(count));
    });

    // First, Last, Single, with OrDefault: xs.First(p) is xs.Where(p).First().
    private Value ElementOf(MethodCallExpression node, bool isLast, bool isSingle)
    {
        var a = node.Arguments;
        var isFiltered = a.Count > 1 && typeof(Delegate).IsAssignableFrom(a[1].Type);
        var source = isFiltered ? Where(SourceOf(a[0]), CallerOf(a[1]), isIndexed: false) : SourceOf(a[0]);
        var orDefault = node.Method.Name.EndsWith("OrDefault", StringComparison.Ordinal);
        var otherwise = !orDefault ? null : a.Count > (isFiltered ? 2 : 1) ? Read(a[^1]) : Default(node.Type);
        Value at, count;
        Value[] positions = [];
        if (source.IsIndexed)
        {
            count = source.Count;
            at = isLast ? graph.Subtract(count, graph.Integer(1)) : graph.Integer(0);
        }
        else
        {
            (at, positions, count) = Find(source, isLast ? int.MaxValue : isSingle ? 2 : 1);
        }

        if (isSingle)
        {
            count = Checked(nameof(Sequences.Only), count, graph.Boolean(isFiltered), graph.Boolean(orDefault));
        }

        if (otherwise is not null)
        {
            return Either(IsLess(graph.Integer(0), count), () => source.At(at, positions), () => otherwise);
        }

        if (!isSingle)
        {
            _ = isFiltered ? Checked(nameof(Sequences.Found), graph.Subtract(count, graph.Integer(1))) : NotEmpty(count);
        }

        return source.At(at, positions);
    }

    private Value ElementAt(Sequence sequence, Value index)
    {
        var all = Indexed(sequence);
        return all.At(InRange(At(index, all.Count), all.Count, sequence.IsList));
    }

    private Value ElementAtOrDefault(Sequence sequence, Value index, Type type)
    {
        var all = Indexed(sequence);
        var at = At(index, all.Count);
        return Either(graph.And(graph.Not(IsLess(at, graph.Integer(0))), IsLess(at, all.Count)), () => all.At(at), () => Default(type));
    }

    // A place from the start, be it given from the end.
    private Value At(Value index, Value count) => index.Type == typeof(Index) ? Offset(index, count) : index;

    private Value InRange(Value index, Value count, bool isList) =>
        index.Data is int and >= 0 and var known && count.Data is int length && known < length ? index
        : Checked(isList ? nameof(Sequences.ListAt) : nameof(Sequences.At), index, count);

    // Max, Min, MaxBy, MinBy: the first element that attains it; not-a-number is less than any number.
    private Value BestOf(MethodCallExpression node, bool isMax)
    {
        var isBy = node.Method.Name.EndsWith("By", StringComparison.Ordinal);
        var selector = Argument(node, "keySelector") ?? Argument(node, "selector");
        var keyType = selector is null ? ElementOf(node.Arguments[0]) : Result(selector);
        var comparer = ComparerOf(node, typeof(IComparer<>).MakeGenericType(keyType));
        var (source, key) = (SourceOf(node.Arguments[0]), selector is null ? null : CallerOf(selector));
        if (Nullable.GetUnderlyingType(keyType) is { } number && !isBy && IsNull(comparer))
        {
            var numbers = key is null ? source : Select(source, keyType, key, isIndexed: false);
            var present = Indexed(Select(Where(numbers, arguments => HasValue(arguments[0]), isIndexed: false), number, arguments => ValueOf(arguments[0]), isIndexed: false));
            return Either(IsLess(graph.Integer(0), present.Count), () => Something(present.At(Best(present, null, number, IsBetterBy(number, comparer, isMax))), keyType), () => Nothing(keyType));
        }

        var all = Indexed(source);
        var best = Best(all, key, keyType, IsBetterBy(keyType, comparer, isMax));
        Value Attained() => isBy || key is null ? all.At(best) : key([all.At(best)]);
        if (node.Type.IsValueType && Nullable.GetUnderlyingType(node.Type) is null)
        {
            NotEmpty(all.Count);
            return Attained();
        }

        return Either(IsLess(graph.Integer(0), all.Count), Attained, () => Default(node.Type));
    }

    private static bool IsNull(Value value) => value.Operation is Literal { Data: null };

    // Whether a key is better than the best one so far.
    private Func<Value, Value, Value> IsBetterBy(Type keyType, Value comparer, bool isMax) => keyType.IsPrimitive && keyType != typeof(bool) && IsNull(comparer)
        ? (candidate, most) => IsBetter(candidate, most, isMax)
        : (candidate, most) => OfOurs(nameof(Sequences.IsBetter), typeof(bool), keyType, candidate, most, comparer, graph.Boolean(isMax));

    // The index of the element with the best key.
    private Value Best(Sequence all, Func<Value[], Value>? key, Type keyType, Func<Value, Value, Value> isBetter) => Loop(all, region =>
    {
        var (at, most) = (region.State(graph.Integer(0)), region.State(Default(keyType)));
        var candidate = Contents(key is null ? all.At(region.Index) : key([all.At(region.Index)]));
        var better = graph.Or(graph.AreEqual(region.Index, graph.Integer(0)), isBetter(candidate, most));
        region.Next(at, graph.If(better, region.Index, at));
        region.Next(most, graph.If(better, candidate, most));
        return region.Final(at);
    });

    private Value OfOurs(string method, Type type, Type of, params Value[] operands) =>
        graph.Make(new Call(type, typeof(Sequences).GetMethod(method)!.MakeGenericMethod(of)), operands);

    private Value IsBetter(Value candidate, Value best, bool isMax)
    {
        var less = isMax ? IsLess(best, candidate) : IsLess(candidate, best);
        if (!Kinds.IsReal(candidate.Type))
        {
            return less;
        }

        var (nan, number) = isMax ? (best, candidate) : (candidate, best);
        return graph.Or(less, graph.And(
            graph.Operator(ExpressionType.NotEqual, typeof(bool), nan, nan), graph.AreEqual(number, number)));
    }

    private Value ContainsOf(MethodCallExpression node)
    {
        var element = ElementOf(node.Arguments[0]);
        var sought = Read(node.Arguments[1]);
        var comparer = ComparerOf(node, typeof(IEqualityComparer<>).MakeGenericType(element));
        return AnyOf(Where(SourceOf(node.Arguments[0]), arguments => IsSame(Contents(arguments[0]), sought, comparer), isIndexed: false));
    }

    private Value SequenceEqualOf(MethodCallExpression node)
    {
        var element = ElementOf(node.Arguments[0]);
        var (first, second) = (Indexed(SourceOf(node.Arguments[0])), Indexed(Typed(SourceOf(node.Arguments[1]), element)));
        var comparer = ComparerOf(node, typeof(IEqualityComparer<>).MakeGenericType(element));
        var areLong = graph.AreEqual(first.Count, second.Count);

        // Lists of different lengths are not gone through.
        var compares = first.IsList && second.IsList ? graph.If(areLong, first.Count, graph.Integer(0)) : first.Count == second.Count ? first.Count : Least(first.Count, second.Count);
        var compared = new Sequence(typeof(bool), compares, (index, _) =>
            graph.Not(IsSame(Contents(first.At(index)), Contents(second.At(index)), comparer)));
        return graph.And(graph.Not(AnyOf(Where(compared, arguments => arguments[0], isIndexed: false))), areLong);
    }

    private Value IsSame(Value x, Value y, Value comparer) =>
        IsNull(comparer) && x.Type.IsPrimitive ? IsSame(x, y) : OfOurs(nameof(Sequences.IsSame), typeof(bool), x.Type, x, y, comparer);

    // As Equals has it: not-a-number is the same as itself.
    private Value IsSame(Value x, Value y) => Kinds.IsReal(x.Type)
        ? graph.Or(graph.AreEqual(x, y), graph.And(graph.Operator(ExpressionType.NotEqual, typeof(bool), x, x), graph.Operator(ExpressionType.NotEqual, typeof(bool), y, y)))
        : graph.AreEqual(x, y);
}
