using System.Linq.Expressions;
using ExprAD.Caching;
using Xunit;

namespace ExprAD.Tests.Caching;

public class StructuralKeySizeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Trees_nested_a_hundred_thousand_deep_have_keys(bool left)
    {
        StructuralKeyTests.AssertSame(Nested(100_000, left), Nested(100_000, left));
        StructuralKeyTests.AssertDifferent(Nested(100_000, left), Nested(100_000, !left));
        StructuralKeyTests.AssertDifferent(Nested(100_000, left), Nested(99_999, left));
    }

    [Fact]
    public void Blocks_and_branches_nested_a_hundred_thousand_deep_have_keys()
    {
        // A last void expression keeps the framework itself from asking for the types of all levels.
        Expression block = Expression.Empty(), branch = Expression.Constant(1.0);
        for (var level = 0; level < 100_000; level++)
        {
            block = Expression.Block(block);
            branch = Expression.Condition(Expression.Constant(true), Expression.Constant(1.0), branch);
        }

        StructuralKeyTests.Key(Expression.Lambda(Expression.Block(Expression.Block(typeof(void), block), branch)));
    }

    [Fact]
    public void Shared_subtrees_do_not_multiply()
    {
        StructuralKeyTests.AssertSame(Squared(60), Squared(60));
        StructuralKeyTests.AssertDifferent(Squared(60), Squared(59));
        StructuralKeyTests.AssertDifferent(Squared(1000), Squared(1001));
    }

    [Fact]
    public void Small_shared_subtrees_count_like_copies()
    {
        var x = Expression.Parameter(typeof(double));
        var square = Expression.Multiply(x, x);
        StructuralKeyTests.AssertSame(
            Expression.Lambda(Expression.Add(square, square), x), Expression.Lambda(Expression.Add(square, Expression.Multiply(x, x)), x));
    }

    [Fact]
    public void Many_parameters_and_captures_are_told_apart()
    {
        var captures = Enumerable.Range(0, 100).Select(_ => new double[1]).ToArray();
        var firstLast = SumOf(captures.Append(captures[0]));
        var secondLast = SumOf(captures.Append(captures[1]));
        StructuralKeyTests.AssertDifferent(firstLast, secondLast);
        StructuralKey.Of(firstLast, out var found);
        Assert.Equal(captures, found);
    }

    [Fact]
    public void A_key_of_a_small_lambda_allocates_little()
    {
        double a = 1, b = 2;
        Expression<Func<double, double>> f = x => a * Math.Sin(x) + b * x * x;
        StructuralKey.Of(f, out _);
        StructuralKey.Of(f, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            StructuralKey.Of(f, out _);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 700);
    }

    [Fact]
    public void A_large_walk_leaves_no_large_buffers_behind()
    {
        StructuralKeyTests.Key(Nested(100_000, left: true));
        var small = Nested(3, left: true);
        StructuralKeyTests.Key(small);
        StructuralKeyTests.AssertSame(small, Nested(3, left: true));
    }

    [Fact]
    public void Hashes_of_similar_lambdas_spread_evenly()
    {
        const int Count = 20_000, Buckets = 1024;
        var x = Expression.Parameter(typeof(double));
        var hashes = Enumerable.Range(0, Count)
            .Select(i => StructuralKeyTests.Key(Expression.Lambda(Expression.Multiply(Expression.Constant((double)i), x), x)).GetHashCode()).ToArray();
        Assert.InRange(hashes.Distinct().Count(), Count - 5, Count);

        // Chi-square over the low and the high bits: mean 1023, deviation 45.
        foreach (var shift in new[] { 0, 22 })
        {
            var counts = new int[Buckets];
            foreach (var hash in hashes)
            {
                counts[((uint)hash >> shift) % Buckets]++;
            }

            const double Expected = (double)Count / Buckets;
            Assert.InRange(counts.Sum(count => (count - Expected) * (count - Expected) / Expected), 750, 1300);
        }
    }

    [Fact]
    public void Random_trees_are_equal_exactly_when_they_print_alike()
    {
        var random = new Random(12345);
        var byText = new Dictionary<string, StructuralKey>();
        var byKey = new Dictionary<StructuralKey, string>();
        for (var i = 0; i < 20_000; i++)
        {
            ParameterExpression[] parameters = [Expression.Parameter(typeof(double), "a"), Expression.Parameter(typeof(double), "b")];
            var lambda = Expression.Lambda(RandomTree(random, parameters, random.Next(1, 4)), parameters);
            var key = StructuralKeyTests.Key(lambda);
            var text = lambda.ToString();
            Assert.Equal(text, byKey.GetValueOrDefault(key, text));
            Assert.Equal(key, byText.GetValueOrDefault(text, key));
            byKey[key] = text;
            byText[text] = key;
        }

        Assert.True(byText.Count > 1000);
    }

    private static Expression RandomTree(Random random, ParameterExpression[] parameters, int depth) => (depth == 0 ? random.Next(3) : random.Next(8)) switch
    {
        0 => parameters[0],
        1 => parameters[1],
        2 => Expression.Constant((double)random.Next(3)),
        3 => Expression.Negate(RandomTree(random, parameters, depth - 1)),
        4 => Expression.Call(typeof(Math).GetMethod(random.Next(2) == 0 ? nameof(Math.Tan) : nameof(Math.Exp))!, RandomTree(random, parameters, depth - 1)),
        5 => Expression.Add(RandomTree(random, parameters, depth - 1), RandomTree(random, parameters, depth - 1)),
        6 => Expression.Multiply(RandomTree(random, parameters, depth - 1), RandomTree(random, parameters, depth - 1)),
        _ => Expression.Condition(
            Expression.LessThan(RandomTree(random, parameters, depth - 1), parameters[0]), RandomTree(random, parameters, depth - 1), parameters[1]),
    };

    private static LambdaExpression Nested(int depth, bool left)
    {
        var x = Expression.Parameter(typeof(double));
        Expression body = x, leaf = Expression.Constant(1.0);
        for (var level = 0; level < depth; level++)
        {
            body = left ? Expression.Add(body, leaf) : Expression.Add(leaf, body);
        }

        return Expression.Lambda(body, x);
    }

    private static LambdaExpression Squared(int times)
    {
        var x = Expression.Parameter(typeof(double));
        Expression body = x;
        for (var i = 0; i < times; i++)
        {
            body = Expression.Multiply(body, body);
        }

        return Expression.Lambda(body, x);
    }

    private static LambdaExpression SumOf(IEnumerable<double[]> arrays) => Expression.Lambda(arrays
        .Select(array => (Expression)Expression.ArrayIndex(Expression.Constant(array), Expression.Constant(0))).Aggregate(Expression.Add));
}
