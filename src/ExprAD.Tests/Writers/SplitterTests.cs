using System.Linq.Expressions;
using ExprAD.Writers;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>Code in several parts computes what the same code in one piece does.</summary>
public class SplitterTests
{
    private const int Steps = 4000;
    private static readonly ParameterExpression X = Parameter(typeof(double), "x");
    private static readonly ParameterExpression Sum = Variable(typeof(double), "sum");

    public static TheoryData<AdBackend> Compiled => [AdBackend.Fast, AdBackend.System];

    [Fact]
    public void Short_code_stays_as_it_is()
    {
        var lambda = Function([], Long(100));
        Assert.Same(lambda, Splitter.Split(lambda, AdBackend.Fast));
    }

    [Fact]
    public void Interpreted_code_stays_as_it_is()
    {
        var lambda = Function([], Long(Steps));
        Assert.Same(lambda, Splitter.Split(lambda, AdBackend.Interpreted));
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Locals_of_every_type_pass_from_part_to_part(AdBackend backend)
    {
        var (flag, number, ticks, single, array, pair) = (
            Variable(typeof(bool), "flag"), Variable(typeof(int), "number"), Variable(typeof(long), "ticks"), Variable(typeof(float), "single"),
            Variable(typeof(double[]), "array"), Variable(typeof((double, string)), "pair"));
        Expression[] first =
        [
            Assign(flag, GreaterThan(X, Constant(0.0))), Assign(number, Constant(-7)), Assign(ticks, Constant(long.MaxValue)),
            Assign(single, Convert(X, typeof(float))), Assign(array, NewArrayInit(typeof(double), X)),
            Assign(pair, New(typeof((double, string)).GetConstructors()[0], X, Constant("abc"))),
        ];
        Expression[] last =
        [
            IfThen(flag, Assign(Sum, Add(Sum, Convert(number, typeof(double))))),
            IfThen(Equal(ticks, Constant(long.MaxValue)), Assign(Sum, Add(Sum, Convert(single, typeof(double))))),
            Assign(ArrayAccess(array, Constant(0)), Add(ArrayIndex(array, Constant(0)), Constant(1.0))),
            Assign(Sum, Add(Sum, Multiply(ArrayIndex(array, Constant(0)), Convert(Property(Field(pair, "Item2"), "Length"), typeof(double))))),
        ];
        var lambda = Function([flag, number, ticks, single, array, pair], [.. first, .. Long(Steps), .. last]);
        Agree(lambda, backend, -1.5, 0.3, 2);
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Branches_too_long_for_a_part_are_split_inside(AdBackend backend)
    {
        var (flag, kept) = (Variable(typeof(bool), "flag"), Variable(typeof(double), "kept"));
        var inner = IfThenElse(LessThan(X, Constant(2.0)), Block(typeof(void), Long(Steps)), Assign(Sum, Constant(5.0)));
        var outer = IfThenElse(
            flag, Block(typeof(void), [.. Long(Steps), Assign(kept, Sum), inner]), Block(typeof(void), [Assign(kept, X), .. Long(50)]));
        var lambda = Function([flag, kept], [Assign(flag, GreaterThan(X, Constant(0.0))), Assign(kept, X), outer, .. Long(Steps), Assign(Sum, Add(Sum, kept))]);
        Agree(lambda, backend, -1.5, 0.3, 2, double.NaN);
        Assert.True(NodeCount.Of(Splitter.Split(lambda, backend)) < 300);
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Split_code_allocates_nothing(AdBackend backend)
    {
        var (flag, ticks) = (Variable(typeof(bool), "flag"), Variable(typeof(long), "ticks"));
        var split = Split(
            Function([flag, ticks], [
                Assign(flag, GreaterThan(X, Constant(0.0))), Assign(ticks, Constant(long.MaxValue)), .. Long(Steps),
                IfThen(AndAlso(flag, Equal(ticks, Constant(0L))), Assign(Sum, X))]),
            backend);
        split(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        split(2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Many_threads_run_split_code_at_once(AdBackend backend)
    {
        var lambda = Function([], Long(Steps));
        var (plain, split) = (lambda.Compile(), Split(lambda, backend));
        Parallel.For(0, 64, i => Assert.Equal(plain(i / 64.0), split(i / 64.0)));
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void An_exception_in_a_part_does_not_disturb_later_calls(AdBackend backend)
    {
        var at = Variable(typeof(int), "at");
        var thrown = Assign(Sum, Add(Sum, ArrayIndex(Constant(new[] { 1.0, 2.0 }), at)));
        var lambda = Function([at], [Assign(at, Convert(X, typeof(int))), .. Long(Steps), thrown, .. Long(Steps)]);
        var (plain, split) = (lambda.Compile(), Split(lambda, backend));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(plain(1.25), split(1.25));
            Assert.Throws<IndexOutOfRangeException>(() => split(2));
        }
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Split_code_may_call_itself(AdBackend backend)
    {
        var self = new Self();
        var again = Condition(GreaterThan(X, Constant(1.0)), Invoke(Field(Constant(self), nameof(Self.Function)), Subtract(X, Constant(1.0))), Constant(0.0));
        var lambda = Function([], [.. Long(Steps), Assign(Sum, Add(Sum, again)), .. Long(Steps)]);
        var plain = self.Function = lambda.Compile();
        var expected = plain(3.5);
        self.Function = Split(lambda, backend);
        Assert.Equal(expected, self.Function(3.5));
    }

    private static void Agree(Expression<Func<double, double>> lambda, AdBackend backend, params double[] points)
    {
        var (plain, split) = (lambda.Compile(), Split(lambda, backend));
        Assert.All(points, x => Assert.Equal(BitConverter.DoubleToInt64Bits(plain(x)), BitConverter.DoubleToInt64Bits(split(x))));
    }

    private static Func<double, double> Split(Expression<Func<double, double>> lambda, AdBackend backend)
    {
        var split = Splitter.Split(lambda, backend);
        Assert.NotSame(lambda, split);
        return (Func<double, double>)Compiler.Compile(split, backend);
    }

    private static Expression<Func<double, double>> Function(ParameterExpression[] locals, Expression[] statements) =>
        Lambda<Func<double, double>>(Block([Sum, .. locals], [Assign(Sum, X), .. statements, Multiply(Sum, X)]), X);

    // sum = 0.9 (sum + 0.01 i) ..
    private static Expression[] Long(int steps) =>
        [.. Enumerable.Range(0, steps).Select(i => Assign(Sum, Multiply(Constant(0.9), Add(Sum, Constant(0.01 * i)))))];

    private sealed class Self
    {
        public Func<double, double> Function = null!;
    }
}
