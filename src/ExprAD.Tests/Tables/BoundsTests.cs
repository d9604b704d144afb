using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;
using Xunit;

namespace ExprAD.Tests.Tables;

/// <summary>Which indices are known to lie within an array, in a loop with index i.</summary>
public class BoundsTests
{
    private static readonly Graph G = new(AdArithmetic.Strict);
    private static readonly Value X = G.Intern(new Parameter(typeof(double[]), 0, 0, "x"));
    private static readonly Value Y = G.Intern(new Parameter(typeof(double[]), 0, 1, "y"));
    private static readonly Value K = G.Intern(new Parameter(typeof(int), 0, 2, "k"));
    private static readonly Value N = G.LengthOf(X);
    private static readonly Value M = G.LengthOf(Y);
    private static readonly Value I = Loops.IndexAt(G, 1);

    /// <summary>Name, count of the loop, array, index, tests that hold, whether it is known.</summary>
    private static readonly (string Name, Value Count, Value Array, Value Index, (Value, bool)[] Tests, bool IsKnown)[] s_cases =
    [
        ("i of n", N, X, I, [], true),
        ("i of another length", M, X, I, [], false),
        ("i of k", K, X, I, [], false),
        ("i of k, below n", K, X, I, [(Is(ExpressionType.LessThan, I, N), true)], true),
        ("i of k, not below n", K, X, I, [(Is(ExpressionType.LessThan, I, N), false)], false),
        ("i - 1", N, X, Less(I, 1), [], false),
        ("i - 1 where not i < 1", N, X, Less(I, 1), [(Is(ExpressionType.LessThan, I, G.Integer(1)), false)], true),
        ("i - 1 where i < 1", N, X, Less(I, 1), [(Is(ExpressionType.LessThan, I, G.Integer(1)), true)], false),
        ("i - 1 where i > 0", N, X, Less(I, 1), [(Is(ExpressionType.GreaterThan, I, G.Integer(0)), true)], true),
        ("i - 1 where 1 <= i", N, X, Less(I, 1), [(Is(ExpressionType.LessThanOrEqual, G.Integer(1), I), true)], true),
        ("i - 2 where i > 0", N, X, Less(I, 2), [(Is(ExpressionType.GreaterThan, I, G.Integer(0)), true)], false),
        ("i + 1", N, X, More(I, 1), [], false),
        ("i + 1 of n - 1", Less(N, 1), X, More(I, 1), [], true),
        ("i + 2 of n - 1", Less(N, 1), X, More(I, 2), [], false),
        ("n - 1 - i", N, X, G.Subtract(Less(N, 1), I), [], true),
        ("n - i", N, X, G.Subtract(N, I), [], false),
        ("i of the shorter one", Min(N, M), X, I, [], true),
        ("i of the shorter one, the other array", Min(N, M), Y, I, [], true),
        ("i - 1 of the shorter of n + 1 and m, where not i < 1", Min(More(N, 1), M), X, Less(I, 1), [(Is(ExpressionType.LessThan, I, G.Integer(1)), false)], true),
        ("i of the shorter of n + 1 and m", Min(More(N, 1), M), X, I, [], false),
        ("i of n + m", G.Add(N, M), X, I, [], false),
        ("i of n + m, below n", G.Add(N, M), X, I, [(Is(ExpressionType.LessThan, I, N), true)], true),
        ("i - n of n + m, not below n", G.Add(N, M), Y, G.Subtract(I, N), [(Is(ExpressionType.LessThan, I, N), false)], true),
        ("i - n of n + m", G.Add(N, M), Y, G.Subtract(I, N), [], false),
        ("i + k", N, X, G.Add(I, K), [], false),
        ("i of what k steps make", K, Made(K), I, [], true),
        ("i of the zeros of what k steps make", K, G.Zero(Made(K)), I, [], true),
        ("i of more than what is made", More(K, 1), Made(K), I, [], false),
        ("2 of three", N, G.Make(new NewArray(typeof(double[])), G.Number(1, typeof(double)), G.Number(2, typeof(double)), G.Number(3, typeof(double))), G.Integer(2), [], true),
        ("3 of three", N, G.Make(new NewArray(typeof(double[])), G.Number(1, typeof(double)), G.Number(2, typeof(double)), G.Number(3, typeof(double))), G.Integer(3), [], false),
        ("k", N, X, K, [], false),
    ];

    public static IEnumerable<object[]> Names => s_cases.Select(c => new object[] { c.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_known_where_it_follows(string name)
    {
        var (_, count, array, index, tests, isKnown) = s_cases.Single(c => c.Name == name);
        var carry = new Carry(1, count, G.Boolean(true), [], [], IsDescending: false);
        Assert.Equal(isKnown, new Bounds(level => level == 1 ? carry : null, tests).Include(array, index));
    }

    private static Value Less(Value value, int number) => G.Subtract(value, G.Integer(number));

    private static Value More(Value value, int number) => G.Add(value, G.Integer(number));

    private static Value Is(ExpressionType kind, Value a, Value b) => G.Operator(kind, typeof(bool), a, b);

    private static Value Min(Value a, Value b) => G.Make(new Call(typeof(int), ((Func<int, int, int>)Math.Min).Method), a, b);

    // The array of the squares of the numbers of the steps.
    private static Value Made(Value count) => Loops.Build(
        G, new Carry(1, count, G.Boolean(true), [], [], IsDescending: false), G.Cast(G.Multiply(I, I), typeof(double)));
}
