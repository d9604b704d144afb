using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>Operators that are not differentiated: refused by name where they are given what depends on the parameters, evaluated as they are elsewhere.</summary>
public class RefusedOperatorTests
{
    private static readonly Dictionary<string, Expression<Func<double[], double>>> s_refused = new()
    {
        ["Union"] = x => x.Union(Data.Three).Sum(),
        ["UnionBy"] = x => x.UnionBy(Data.Three, v => v > 0).Sum(),
        ["Intersect"] = x => x.Intersect(Data.Three).Sum(),
        ["IntersectBy"] = x => x.IntersectBy(Data.Whole, v => (int)v).Sum(),
        ["Except"] = x => x.Except(Data.Three).Sum(),
        ["ExceptBy"] = x => x.ExceptBy(Data.Whole, v => (int)v).Sum(),
        ["Distinct"] = x => x.Distinct().Sum(),
        ["DistinctBy"] = x => x.DistinctBy(v => v > 0).Sum(),
        ["GroupBy"] = x => x.GroupBy(v => v > 0).Sum(g => g.Sum()),
        ["Join"] = x => x.Join(Data.Whole, v => (int)v, w => w, (v, w) => v * w).Sum(),
        ["GroupJoin"] = x => x.GroupJoin(Data.Whole, v => (int)v, w => w, (v, group) => v * group.Count()).Sum(),
        ["LeftJoin"] = x => x.LeftJoin(Data.Whole, v => (int)v, w => w, (v, w) => v * w).Sum(),
        ["RightJoin"] = x => x.RightJoin(Data.Whole, v => (int)v, w => w, (v, w) => v * w).Sum(),
        ["ToLookup"] = x => x.ToLookup(v => v > 0)[true].Sum(),
        ["ToDictionary"] = x => x.ToDictionary(v => (int)v)[1],
        ["ToHashSet"] = x => x.ToHashSet().Sum(),
        ["Shuffle"] = x => x.Shuffle().First(),
    };

    public static TheoryData<string> Names => [.. s_refused.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_that_is_not_differentiated_is_refused_by_name(string name)
    {
        foreach (var mode in Enum.GetValues<AdMode>())
        {
            var options = new AdOptions { Mode = mode };
            foreach (var make in (Action[])[() => Ad.Grad(s_refused[name], options), () => Derive.ValueAndGrad(s_refused[name], options), () => Ad.GradInto(s_refused[name], options)])
            {
                var refusal = Assert.Throws<NotDifferentiableException>(make);
                Assert.Contains($"the LINQ operator {name} is not differentiated", refusal.Reason, StringComparison.Ordinal);
                Assert.Equal(name, Assert.IsAssignableFrom<MethodCallExpression>(refusal.Node).Method.Name);
            }
        }
    }

    [Fact]
    public void Operators_on_data_are_evaluated_as_they_are()
    {
        Everywhere.Derivative(x => Data.Whole.Union(new[] { 7 }).Sum(w => w * x), 0.7, 13);
        Everywhere.Derivative(x => Data.Whole.Intersect(new[] { 1, 2 }).Sum(w => w * x), 0.7, 3);
        Everywhere.Derivative(x => Data.Whole.Except(new[] { 1 }).Sum(w => w * x), 0.7, 5);
        Everywhere.Derivative(x => Data.Whole.DistinctBy(w => w % 2).Sum(w => w * x), 0.7, 5);
        Everywhere.Derivative(x => Data.Whole.ToHashSet().Sum(w => w * x), 0.7, 6);
        Everywhere.Derivative(x => Data.Whole.Order().Select((w, i) => w * i * x).Sum(), 0.7, 1 + 4 + 9);
        Everywhere.Derivative(x => Data.Samples.GroupJoin(Data.Whole, s => s.Group, w => w, (s, group) => s.X * group.Count()).Sum(d => d * x), 0.7, (2 * 0.5) - 1 + 1.5 + (2 * 0.75));
        Everywhere.Derivative(x => Data.Whole.AsParallel().Sum() * x, 0.7, 7);
        Everywhere.Derivative(x => Data.Whole.AsQueryable().Sum() * x, 0.7, 7);
    }

    [Fact]
    public void A_stopped_operator_is_a_constant() =>
        Everywhere.Gradient<double[]>(x => x[0] * Ad.Stop(x.Union(Data.Three).Sum()), [1.5, -0.5], [2, 0]);

    [Fact]
    public void An_operator_of_your_own_is_refused()
    {
        var refusal = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => x.Own().Sum()));
        Assert.Equal(nameof(OwnOperators.Own), Assert.IsAssignableFrom<MethodCallExpression>(refusal.Node).Method.Name);
    }

    [Fact]
    public void A_delegate_as_selector_is_refused_where_it_is_given_what_depends_on_the_parameters()
    {
        Func<double, double> square = v => v * v;
        Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => x.Sum(square)));
        Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => x.Select(v => square(v)).Sum()));
        Everywhere.Derivative(x => Data.Three.Sum(square) * x, 0.7, 6.5);
    }

    [Fact]
    public void An_expression_inside_an_operator_that_cannot_be_differentiated_is_named()
    {
        var refusal = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(x => x.Sum(v => v * Convert.ToDouble(v))));
        Assert.Equal(nameof(Convert.ToDouble), Assert.IsAssignableFrom<MethodCallExpression>(refusal.Node).Method.Name);
    }

    // The list; a new operator of the framework must be put on one of the two.
    [Fact]
    public void Every_operator_is_differentiated_or_refused_or_gives_what_has_no_derivative()
    {
        string[] differentiated =
        [
            "Range", "Repeat", "Empty", "Select", "Zip", "Where", "Take", "Skip", "TakeLast", "SkipLast", "TakeWhile", "SkipWhile", "Reverse", "Concat", "Append", "Prepend", "Chunk", "SelectMany",
            "DefaultIfEmpty", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Sum", "Average", "Min", "Max", "MinBy", "MaxBy", "Aggregate", "Count", "Any", "All", "First", "FirstOrDefault",
            "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "ElementAtOrDefault", "Contains", "SequenceEqual", "ToArray", "ToList", "AsEnumerable", "Cast", "OfType", "Index", "CountBy", "AggregateBy",
        ];
        string[] others = ["Order", "OrderDescending", "LongCount", "TryGetNonEnumeratedCount", "Sequence", "InfiniteSequence"];
        var all = typeof(Enumerable).GetMethods().Where(method => method.IsStatic && method.IsPublic).Select(method => method.Name).Distinct().Order();
        Assert.Equal(all, differentiated.Concat(others).Concat(s_refused.Keys).Distinct().Order());
    }
}

/// <summary>An operator that ExprAD cannot read.</summary>
internal static class OwnOperators
{
    internal static IEnumerable<double> Own(this IEnumerable<double> source) => source.Select(v => v * v);
}
