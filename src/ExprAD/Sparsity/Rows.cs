using ExprAD.Graphs;

namespace ExprAD.Sparsity;

/// <summary>The rows of the pattern of a Jacobian: an array is taken apart as it is put together.</summary>
internal sealed class Rows(Graph g, Dependence dependence)
{
    private readonly List<Row> rows = [];

    internal static List<Row> Of(Graph g, Value point, Value results)
    {
        var found = new Rows(g, new Dependence(g, point));
        found.Add(results, new Scope(null, null, null, null), []);
        return found.rows;
    }

    private void Add(Value vector, Scope scope, List<Step> steps)
    {
        var a = vector.Operands;
        switch (vector.Operation)
        {
            case Zero:
                break;
            case NewArray:
                for (var i = 0; i < a.Length; i++)
                {
                    Add(a[i], g.Integer(i), scope, steps);
                }

                break;
            case Scatter { Rank: 1 } scatter:
                foreach (var entry in scatter.Entries(vector))
                {
                    Add(entry.Added, entry.At[0], scope, Under(steps, entry.Test, true, scope));
                }

                break;
            case If:
                Add(a[1], scope, Under(steps, a[0], true, scope));
                Add(a[2], scope, Under(steps, a[0], false, scope));
                break;
            case Ensure:
                Add(a[0], scope, steps);
                break;
            case Call { Method.Name: nameof(VectorSpace.Add), Method.DeclaringType: var type } when type == typeof(VectorSpace):
                DeepStack.Call(() =>
                {
                    Add(a[0], scope, steps);
                    Add(a[1], scope, steps);
                    return true;
                });
                break;
            case Loop { Kind: LoopKind.Build or LoopKind.Sum } loop when scope.Inside(g, vector, loop) is { Count: not null } inside:
                List<Step> outer = [.. steps, new Step(inside.Variable, inside.Count, true, null)];
                if (loop.Kind == LoopKind.Build)
                {
                    Add(loop.Body(vector), Loops.IndexAt(g, loop.Level), inside, outer);
                }
                else
                {
                    Add(loop.Body(vector), inside, outer);
                }

                break;
            default:
                AddElements(vector, scope, steps);
                break;
        }
    }

    private void Add(Value element, Value index, Scope scope, List<Step> steps)
    {
        if (dependence.Of(element, scope) is { Count: > 0 } reads)
        {
            rows.Add(new Row(steps, scope.Closed(g, index), reads));
        }
    }

    private void AddElements(Value vector, Scope scope, List<Step> steps)
    {
        var index = g.Fresh(typeof(int), "i");
        if (scope.Closed(g, g.LengthOf(vector)) is { } count)
        {
            Add(g.Get(vector, index), index, scope, [.. steps, new Step(index, count, true, null)]);
        }
        else
        {
            rows.Add(new Row(steps, null, dependence.Of(vector, scope)));
        }
    }

    private List<Step> Under(List<Step> steps, Value test, bool outcome, Scope scope) =>
        test.Data is null && dependence.Known(test, scope) is { } known ? [.. steps, new Step(null, known, outcome, null)] : steps;
}
