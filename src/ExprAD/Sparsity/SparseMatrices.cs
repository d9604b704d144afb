using ExprAD.Derivatives;
using ExprAD.Graphs;

namespace ExprAD.Sparsity;

/// <summary>
/// Sparse Jacobians and Hessians: the pattern, then for each group of columns (or rows) the derivative along the sum of their unit vectors, from which the entries are
/// read. A number that is not in the group has a structurally zero tangent.
/// </summary>
internal sealed class SparseMatrices(Graph g, Value point, PatternCache? cache)
{
    internal Value Jacobian(AdMode mode, Value results)
    {
        var grouping = mode switch { AdMode.Forward => SparsityGrouping.Columns, AdMode.Reverse => SparsityGrouping.Rows, _ => SparsityGrouping.Fewest };
        var pattern = Patterns.Of(g, point, results, grouping, cache);
        return mode switch
        {
            AdMode.Forward => ByColumns(pattern, results),
            AdMode.Reverse => ByRows(pattern, results),
            _ => g.If(Call(nameof(SparsityPattern.IsByRows), pattern), ByRows(pattern, results), ByColumns(pattern, results)),
        };
    }

    internal Value Hessian(AdMode mode, Value result)
    {
        var gradient = Verbs.Gradients(g, mode, result, [point])[0];
        return ByColumns(Patterns.Of(g, point, gradient, SparsityGrouping.Symmetric, cache), gradient);
    }

    private Value ByColumns(Value pattern, Value results) =>
        Compressed(pattern, point, seed => Forward.Of(g, results, new Dictionary<Value, Value> { [point] = seed }));

    private Value ByRows(Value pattern, Value results) => Compressed(pattern, results, seed => Reverse.Adjoints(g, results, seed, [point])[0]);

    private Value Compressed(Value pattern, Value like, Func<Value, Value> along)
    {
        var groups = Call(nameof(SparsityPattern.Groups), pattern);
        using var region = g.Open(Call(nameof(SparsityPattern.Count), pattern));
        var sums = region.Build(along(Seed(groups, like, region.Index)));
        return Call(nameof(SparsityPattern.Matrix), pattern, sums);
    }

    private Value Seed(Value groups, Value like, Value group)
    {
        using var region = g.Open(g.LengthOf(like));
        var one = g.Number(1, typeof(double));
        return region.Build(g.If(g.AreEqual(g.Get(groups, region.Index), group), one, g.Zero(one)));
    }

    private Value Call(string name, params Value[] arguments) => Patterns.Call(g, typeof(SparsityPattern), name, arguments);
}
