using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// Jacobians and Hessians. Results of a known number, or the few numbers that a function reads from its point by index, become rows or columns that are written one after
/// the other and share what they have in common; any others a loop over directions (forward mode) or over results (reverse mode), whose steps add to a
/// column or row of the matrix. A direction has one element that is not structurally zero.
/// </summary>
internal sealed class Matrices(Graph g, Value point)
{
    // Straight-line code for no more numbers than these, and no more operations when it is done for each of them.
    private const int MostLeaves = 16;
    private const int MostOperations = 3000;

    // Rows of no more work than so many directions are written without an alternative.
    private const int FewDirections = 4;

    private readonly Value inputs = g.LengthOf(point);

    /// <summary>The matrix whose row i is the gradient of result i.</summary>
    internal Value Jacobian(AdMode mode, Value results)
    {
        var like = Matrix(g.LengthOf(results));
        var byInputs = mode == AdMode.Reverse ? null : ByInputs(results, like);
        var byResults = mode == AdMode.Forward ? null : ByResults(results, like);
        if (byInputs is not null || (byResults is not null && mode == AdMode.Reverse))
        {
            return byResults is null || (byInputs is not null && OperationCounter.Count(byInputs) <= OperationCounter.Count(byResults)) ? byInputs! : byResults;
        }

        return mode switch
        {
            AdMode.Forward => ByDirections(results, like),
            AdMode.Reverse => ByRows(results, like),
            _ when byResults is null && g.LengthOf(results) == inputs => ByDirections(results, like),
            _ when byResults is not null && IsNoMore(byResults, ByDirections(results, like)) => byResults,
            _ => g.If(g.Operator(ExpressionType.LessThan, typeof(bool), g.LengthOf(results), inputs), byResults ?? ByRows(results, like), ByDirections(results, like)),
        };
    }

    /// <summary>The matrix of second derivatives: forward mode over the gradient.</summary>
    internal Value Hessian(AdMode mode, Value result)
    {
        var like = Matrix(inputs);
        return Leaves(result) is { } leaves
            ? ByPairs(result, mode, leaves, like)
            : ByDirections(Verbs.Gradients(g, mode, result, [point])[0], like, isSymmetric: true);
    }

    private Value Matrix(Value rows) => g.Make(new Allocate(typeof(double[,])), rows, inputs);

    // The numbers that a function reads from its point, and nothing else; each with a test that says whether it reads it. Null if that is not known.
    private List<(Value Leaf, Value Test)>? Leaves(Value results)
    {
        var leaves = results == point ? null : Verbs.Leaves(g, results, [point]);
        if (leaves is null || leaves.Count > MostLeaves || leaves.Count * OperationCounter.Count(results) > MostOperations)
        {
            return null;
        }

        var certain = Reverse.Certain([results, .. g.Evaluated.GetValueOrDefault(results, [])]);
        var found = leaves.ConvertAll(leaf => (leaf, certain.Contains(leaf) ? g.Boolean(true) : InSteps(leaf, certain)));
        return found.TrueForAll(pair => pair.leaf.Operation is Get && pair.leaf.Operands[0] == point && pair.Item2.Data is not false) ? found : null;
    }

    // Whether one of the loops that read a number in every step makes a step.
    private Value InSteps(Value leaf, HashSet<Value> certain) => certain
        .Where(value => value.Operation is Loop loop && loop.CarryOf(value).IsCounted && Reverse.Certain(Steps(loop, value)).Contains(leaf))
        .OrderBy(value => value.Id).Select(loop => loop.Operands[0]).Distinct()
        .Select(IsPositive).Aggregate(g.Boolean(false), g.Or);

    private Value IsPositive(Value count) => g.Operator(ExpressionType.LessThan, typeof(bool), g.Integer(0), count);

    private static Value[] Steps(Loop loop, Value value) => [.. value.Operands.Where((_, i) => loop.IsInside(i))];

    private Value? ByInputs(Value results, Value like)
    {
        if (Leaves(results) is not { } leaves)
        {
            return null;
        }

        var calculus = new Calculus(g);
        return Sum(leaves.Select(pair =>
        {
            var tangent = Forward.Of(g, calculus, results, new Dictionary<Value, Value> { [pair.Leaf] = One });
            var column = new Placement(g, like, i => [i, pair.Leaf.Operands[1]]).Of(calculus.Tangents.Close(tangent, results));
            return column.Operation is Loop && IsPositive(column.Operands[0]) == pair.Test ? column : g.If(pair.Test, column, g.Zero(like));
        }), like);
    }

    // Results that are written one by one, each with a row of its own; null where that is too much to be written.
    private Value? ByResults(Value results, Value like)
    {
        if (OneByOne(results) is not { } each || !IsWritable(each))
        {
            return null;
        }

        Value[] evaluated = [results, .. g.Evaluated.GetValueOrDefault(results, [])];
        return Sum(each.Select((result, row) =>
            new Placement(g, like, column => [g.Integer(row), column]).Of(Reverse.Adjoints(g, result, One, [point], evaluated)[0])), like);
    }

    // The elements of an array that the function writes one by one, or chooses from such arrays; null for any other.
    private Value[]? OneByOne(Value results) => results.Operation switch
    {
        NewArray => results.Operands,
        If when OneByOne(results.Operands[1]) is { } a && OneByOne(results.Operands[2]) is { } b && a.Length == b.Length =>
            [.. a.Zip(b, (then, otherwise) => g.If(results.Operands[0], then, otherwise))],
        _ => null,
    };

    private static bool IsWritable(Value[] results)
    {
        var operations = 0;
        return Array.TrueForAll(results, result => (operations += OperationCounter.Count(result)) <= MostOperations);
    }

    // Whether all rows together are no more work than a few directions.
    private static bool IsNoMore(Value rows, Value directions) => OperationCounter.Count(rows) <= FewDirections * OperationCounter.Count(directions);

    private Value ByPairs(Value result, AdMode mode, List<(Value Leaf, Value Test)> leaves, Value like)
    {
        var gradient = Verbs.Gradients(g, mode, result, [.. leaves.Select(pair => pair.Leaf)]);
        var calculus = new Calculus(g);
        var entries = new List<(Value, Value, Value, Value)>();
        for (var k = 0; k < gradient.Length; k++)
        {
            for (var l = 0; l <= k; l++)
            {
                var second = calculus.Tangents.Close(Forward.Of(g, calculus, gradient[k], new Dictionary<Value, Value> { [leaves[l].Leaf] = One }), gradient[k]);
                var (test, row, column) = (g.And(leaves[k].Test, leaves[l].Test), leaves[k].Leaf.Operands[1], leaves[l].Leaf.Operands[1]);
                entries.Add((test, row, column, second));
                if (l < k)
                {
                    entries.Add((test, column, row, second));
                }
            }
        }

        return Entries(like, entries);
    }

    private Value ByDirections(Value results, Value like, bool isSymmetric = false)
    {
        using var region = g.Open(inputs);
        var tangent = Forward.Of(g, results, new Dictionary<Value, Value> { [point] = Unit(point, region.Index) });
        var placement = new Placement(g, like, i => isSymmetric ? [region.Index, i] : [i, region.Index]);
        return Loops.Sum(g, region.Carry, placement.Of(tangent), like);
    }

    private Value ByRows(Value results, Value like)
    {
        using var region = g.Open(g.LengthOf(results));
        var adjoint = Reverse.Adjoints(g, results, Unit(results, region.Index), [point])[0];
        return Loops.Sum(g, region.Carry, new Placement(g, like, i => [region.Index, i]).Of(adjoint), like);
    }

    private Value One => g.Number(1, typeof(double));

    // Structural zero but for one element.
    private Value Unit(Value like, Value at) => g.Make(new Scatter(like.Type, 1), like, g.Boolean(true), at, One);

    private Value Entries(Value like, IEnumerable<(Value Test, Value Row, Value Column, Value Added)> entries) => g.Make(
        new Scatter(like.Type, 2),
        [like, .. entries.Where(entry => !entry.Added.IsZero && !entry.Added.IsNumber(0)).SelectMany(entry => new[] { entry.Test, entry.Row, entry.Column, entry.Added })]);

    private Value Sum(IEnumerable<Value> matrices, Value like) => matrices.Aggregate(g.Zero(like), (sum, matrix) => Linear.Add(g, sum, matrix));
}
