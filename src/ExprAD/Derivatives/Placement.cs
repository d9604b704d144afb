using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// A vector put into a matrix: element i at a place that depends on i, zeros elsewhere. The vector itself is not made: what it is made of goes into the
/// matrix, so that <c>for (i ..) v[i] += a</c> becomes <c>for (i ..) m[i, j] += a</c>.
/// </summary>
/// <param name="g">The graph.</param>
/// <param name="like">A matrix of the shape.</param>
/// <param name="at">Row and column of an element.</param>
internal sealed class Placement(Graph g, Value like, Func<Value, Value[]> at)
{
    private readonly Dictionary<Value, Value> known = [];

    internal Value Of(Value vector)
    {
        if (!known.TryGetValue(vector, out var placed))
        {
            known.Add(vector, placed = DeepStack.Call(() => Place(vector)));
        }

        return placed;
    }

    private Value Place(Value vector)
    {
        var a = vector.Operands;
        switch (vector.Operation)
        {
            case Zero:
                return g.Zero(like);
            case NewArray:
                return Scattered(a.Select((element, i) => new Entry(g.Boolean(true), [g.Integer(i)], element)));
            case Scatter { Rank: 1 } scatter:
                return Scattered(scatter.Entries(vector));
            case If:
                return g.If(a[0], Of(a[1]), Of(a[2]));
            case Ensure:
                return g.Ensure(Of(a[0]), a[1..]);
            case Call { Method.Name: nameof(VectorSpace.Add), Method.DeclaringType: var type } when type == typeof(VectorSpace):
                return Linear.Add(g, Of(a[0]), Of(a[1]));
            case Loop { Kind: LoopKind.Build } loop:
                return Loops.Sum(g, loop.CarryOf(vector), Scattered([new Entry(g.Boolean(true), [Loops.IndexAt(g, loop.Level)], loop.Body(vector))]), like);
            case Loop { Kind: LoopKind.Sum } loop:
                return Loops.Sum(g, loop.CarryOf(vector), Of(loop.Body(vector)), like);
            default:
                using (var region = g.Open(g.LengthOf(vector)))
                {
                    return Loops.Sum(g, region.Carry, Scattered([new Entry(g.Boolean(true), [region.Index], g.Get(vector, region.Index))]), like);
                }
        }
    }

    private Value Scattered(IEnumerable<Entry> entries)
    {
        Value[] operands = [like, .. entries.Where(entry => !entry.Added.IsZero).SelectMany(entry => new[] { entry.Test }.Concat(at(entry.At[0])).Append(entry.Added))];
        return operands.Length == 1 ? g.Zero(like) : g.Make(new Scatter(like.Type, 2), operands);
    }
}
