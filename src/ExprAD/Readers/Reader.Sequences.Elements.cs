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

    private Value ElementAtOrDefault(Sequence sequence, Value index, Type type)
    {
        var all = Indexed(sequence);
        return Either(
            graph.And(graph.Not(IsLess(index, graph.Integer(0))), IsLess(index, all.Count)), () => all.At(index), () => Default(type));
    }

    // Max, Min, MaxBy, MinBy: the first element that attains it; not-a-number is less than any number.
    private Value? BestOf(MethodCallExpression node, bool isMax)
    {
        var a = node.Arguments;
        var isBy = node.Method.Name.EndsWith("By", StringComparison.Ordinal);
        var keyType = a.Count == 1 ? ElementOf(a[0]) : a[1].Type.GetGenericArguments()[^1];
        if (!keyType.IsPrimitive || keyType == typeof(bool) || a.Count > 2)
        {
            return null;
        }

        var source = Indexed(SourceOf(a[0]));
        var key = a.Count == 1 ? null : CallerOf(a[1]);
        Value KeyAt(Value index) => key is null ? source.At(index) : key([source.At(index)]);
        var best = Loop(source, region =>
        {
            var (at, most) = (region.State(graph.Integer(0)), region.State(Default(keyType)));
            var candidate = KeyAt(region.Index);
            var better = graph.Or(graph.AreEqual(region.Index, graph.Integer(0)), IsBetter(candidate, most, isMax));
            region.Next(at, graph.If(better, region.Index, at));
            region.Next(most, graph.If(better, candidate, most));
            return region.Final(at);
        });
        Value Best() => isBy ? source.At(best) : KeyAt(best);
        if (node.Type.IsValueType)
        {
            NotEmpty(source.Count);
            return Best();
        }

        return Either(IsLess(graph.Integer(0), source.Count), Best, () => Default(node.Type));
    }

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

    private Value? ContainsOf(IReadOnlyList<Expression> a)
    {
        var element = ElementOf(a[0]);
        if (a.Count > 2 || !element.IsPrimitive)
        {
            return null;
        }

        var sought = Read(a[1]);
        return AnyOf(Where(SourceOf(a[0]), arguments => IsSame(arguments[0], sought), isIndexed: false));
    }

    private Value? SequenceEqualOf(IReadOnlyList<Expression> a)
    {
        if (a.Count > 2 || !ElementOf(a[0]).IsPrimitive)
        {
            return null;
        }

        var (first, second) = (Indexed(SourceOf(a[0])), Indexed(SourceOf(a[1])));
        var areLong = graph.AreEqual(first.Count, second.Count);
        var compared = new Sequence(first.Element, graph.If(areLong, first.Count, graph.Integer(0)), (index, _) => graph.Not(IsSame(first.At(index), second.At(index))));
        return graph.And(areLong, graph.Not(AnyOf(Where(compared, arguments => arguments[0], isIndexed: false))));
    }

    // As Equals has it: not-a-number is the same as itself.
    private Value IsSame(Value x, Value y) => Kinds.IsReal(x.Type)
        ? graph.Or(graph.AreEqual(x, y), graph.And(graph.Operator(ExpressionType.NotEqual, typeof(bool), x, x), graph.Operator(ExpressionType.NotEqual, typeof(bool), y, y)))
        : graph.AreEqual(x, y);
}
