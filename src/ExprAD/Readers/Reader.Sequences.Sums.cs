using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Operators that go through a whole sequence: sums, averages, counts and folds.</summary>
internal sealed partial class Reader
{
    // xs.Sum(), xs.Sum(f): null for numbers that are not differentiated.
    private Value? SumOf(MethodCallExpression node)
    {
        var (type, isNullable) = (Nullable.GetUnderlyingType(node.Type) ?? node.Type, Nullable.GetUnderlyingType(node.Type) is not null);
        if (type == typeof(decimal))
        {
            return null;
        }

        var sum = graph.Cast(Total(Selected(node, node.Type), type, type, isNullable).Sum, type);
        return isNullable ? Something(sum, node.Type) : sum;
    }

    // xs.Average(): the sum over the count; null of nothing if the numbers may be missing.
    private Value? AverageOf(MethodCallExpression node)
    {
        var (type, isNullable) = (Nullable.GetUnderlyingType(node.Type) ?? node.Type, Nullable.GetUnderlyingType(node.Type) is not null);
        if (type == typeof(decimal))
        {
            return null;
        }

        var number = node.Arguments.Count == 1 ? ElementOf(node.Arguments[0]) : node.Arguments[1].Type.GetGenericArguments()[^1];
        var summed = Nullable.GetUnderlyingType(number) ?? number;
        var (sum, count) = Total(Selected(node, number), summed, summed == typeof(int) ? typeof(long) : summed, isNullable);
        if (!isNullable)
        {
            count = NotEmpty(count);
        }

        var mean = graph.Cast(graph.Divide(graph.Cast(sum, typeof(double)), graph.Cast(count, typeof(double))), type);
        return isNullable ? graph.If(IsLess(graph.Integer(0), count), Something(mean, node.Type), Nothing(node.Type)) : mean;
    }

    private Sequence Selected(MethodCallExpression node, Type element) =>
        node.Arguments.Count == 1 ? SourceOf(node.Arguments[0]) : Select(SourceOf(node.Arguments[0]), element, CallerOf(node.Arguments[1]), isIndexed: false);

    // The sum and the number of the elements that are there. Floats are summed as doubles, whole numbers checked.
    private (Value Sum, Value Count) Total(Sequence numbers, Type type, Type summed, bool isNullable) => Loop(numbers, region =>
    {
        var isReal = Kinds.IsReal(type);
        var sum = isReal ? null : region.State(graph.Literal(Convert.ChangeType(0, summed, null), summed));
        var count = numbers.IsIndexed && !isNullable ? null : region.State(graph.Integer(0));
        var step = Enter(numbers, region, graph.Boolean(true));
        var (keep, element) = (step.Keep, step.Element);
        if (isNullable)
        {
            (keep, element) = (graph.And(keep, Under(keep, () => HasValue(element))), ValueOf(element));
        }

        if (sum is not null)
        {
            region.Next(sum, graph.If(keep, Under(keep, () => Effective(graph.Operator(ExpressionType.AddChecked, summed, sum, graph.Cast(element, summed)))), sum));
        }

        if (count is not null)
        {
            region.Next(count, graph.If(keep, graph.Add(count, graph.Integer(1)), count));
        }

        return (
            sum is null ? region.Sum(graph.If(keep, graph.Cast(element, typeof(double)), graph.Number(0, typeof(double)))) : region.Final(sum),
            count is null ? numbers.Count : region.Final(count));
    });

    // xs.Count(). LINQ goes through the elements, which may throw.
    private Value CountOf(Sequence sequence) => Loop(sequence, region =>
    {
        var count = region.State(graph.Integer(0));
        var step = Enter(sequence, region, graph.Boolean(true));
        region.Next(count, graph.If(step.Keep, graph.Add(count, graph.Integer(1)), count));
        return sequence.IsIndexed ? sequence.Count : region.Final(count);
    });

    // xs.Aggregate(f), xs.Aggregate(seed, f), xs.Aggregate(seed, f, result)
    private Value AggregateOf(IReadOnlyList<Expression> a)
    {
        if (a.Count == 2)
        {
            var all = Indexed(SourceOf(a[0]));
            NotEmpty(all.Count);
            var rest = new Sequence(all.Element, graph.Subtract(all.Count, graph.Integer(1)), (index, _) => all.At(graph.Add(index, graph.Integer(1))));
            return Fold(rest, Contents(all.At(graph.Integer(0))), CallerOf(a[1]));
        }

        var source = SourceOf(a[0]);
        var seed = Read(a[1]);
        var total = Fold(source, seed, CallerOf(a[2]));
        return a.Count == 3 ? total : CallerOf(a[3])([total]);
    }

    /// <summary>The last state of a loop over a sequence.</summary>
    private Value Fold(Sequence source, Value seed, Func<Value[], Value> next) => InParts(seed, parts => Loop(source, region =>
    {
        var carried = new Carried(graph, region, parts, seed);
        var step = Enter(source, region, graph.Boolean(true));
        var folded = graph.If(step.Keep, Under(step.Keep, () => Contents(next([carried.Now, step.Element]))), carried.Now);
        return carried.Continue(folded) ? Last(region, carried) : null;
    }));
}
