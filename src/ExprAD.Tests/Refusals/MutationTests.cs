using System.Linq.Expressions;
using System.Reflection;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Refusals;

/// <summary>Programs that change variables and arrays: what a derivative is given for has the value and the slope of the program.</summary>
public class MutationTests
{
    private const double At = 0.735;

    private static readonly ParameterExpression V = Variable(typeof(double), "v"), W = Variable(typeof(double), "w");
    private static readonly ParameterExpression A = Variable(typeof(double[]), "a"), B = Variable(typeof(double[]), "b");
    private static readonly ParameterExpression I = Variable(typeof(int), "i"), F = Variable(typeof(Func<double, double>), "f");
    private static readonly ParameterExpression N = Variable(typeof(double?), "n");

    private static readonly Dictionary<string, Func<ParameterExpression, Expression>> Programs = new()
    {
        ["two names of one array"] = x => Block([A, B], Assign(A, Two(x)), Assign(B, A), Assign(First(A), Multiply(x, x)), First(B)),
        ["an array assigned twice in one expression"] = x => Block([A, B], Assign(A, Assign(B, Two(x))), Assign(First(B), Multiply(x, x)), First(A)),
        ["an array named in a branch"] = x => Block([A, B],
            Assign(A, Two(x)), Assign(B, Condition(GreaterThan(x, Constant(0.0)), A, Two(x))), Assign(First(A), Multiply(x, x)), First(B)),
        ["an array named in the other branch"] = x => Block([A, B],
            Assign(A, Two(x)), Assign(B, Condition(LessThan(x, Constant(0.0)), Two(x), A)), Assign(First(A), Multiply(x, x)), First(B)),
        ["an index counted while an element changes"] = x => Block([A, I],
            Assign(A, Two(x)), AddAssign(ArrayAccess(A, PostIncrementAssign(I)), Constant(1.0)), Sum(First(A), ArrayIndex(A, Constant(1)), Convert(I, typeof(double)))),
        ["an index counted while an element is counted"] = x => Block([A, I],
            Assign(A, Two(x)), PostIncrementAssign(ArrayAccess(A, PostIncrementAssign(I))), Sum(First(A), ArrayIndex(A, Constant(1)), Convert(I, typeof(double)))),
        ["an index counted before the value is computed"] = x => Block([A, I],
            Assign(A, Two(x)), Assign(ArrayAccess(A, PostIncrementAssign(I)), Multiply(x, Convert(I, typeof(double)))), First(A)),
        ["an array replaced while an element is computed"] = x => Block([A, B],
            Assign(A, Two(x)), Assign(B, A), Assign(First(A), Block(Assign(A, Two(Constant(7.0))), Multiply(x, x))), Sum(First(A), First(B), x)),
        ["an element written while its index is computed"] = x => Block([A],
            Assign(A, Two(x)), ArrayIndex(A, Block(Assign(First(A), Multiply(x, x)), Constant(0)))),
        ["a variable declared again inside"] = x => Block([V], Assign(V, x), Block([V], Assign(V, Multiply(x, x))), V),
        ["a variable declared again inside, left by a jump"] = x => JumpOut(x),
        ["a lambda that assigns, invoked where it stands"] = x => Block([W], Invoke(Lambda<Func<double, double>>(Assign(W, Multiply(V, V)), V), x), W),
        ["a lambda whose argument assigns what it uses"] = x => Block([W], Assign(W, x), Invoke(Lambda<Func<double, double>>(Multiply(V, W), V), Assign(W, Multiply(x, x)))),
        ["a lambda parameter assigned"] = x => Sum(Invoke(Lambda<Func<double, double>>(Block(Assign(V, Multiply(V, V)), V), V), x), x, x),
        ["a lambda that writes an array"] = x => Block([A], Assign(A, Two(x)), Invoke(Lambda<Func<double, double>>(Assign(First(A), Multiply(V, V)), V), x), First(A)),
        ["a lambda assigned again"] = x => Block([F],
            Assign(F, Lambda<Func<double, double>>(V, V)), Assign(F, Lambda<Func<double, double>>(Multiply(V, V), V)), Invoke(F, x)),
        ["a lambda in a variable given to a method"] = x => Block([F], Assign(F, Lambda<Func<double, double>>(Multiply(V, V), V)), Multiply(x, Call(Own(nameof(Refusals.Own.Apply)), F))),
        ["an assignment between two reads"] = x => Block([V], Assign(V, x), Sum(Multiply(V, Assign(V, Multiply(V, V))), V, V)),
        ["counting between two reads"] = x => Block([V], Assign(V, x), Multiply(PostIncrementAssign(V), Multiply(V, PreDecrementAssign(V)))),
        ["counting a nullable"] = x => Block([N], Assign(N, Convert(x, typeof(double?))), PreIncrementAssign(N), Multiply(x, Property(N, "Value"))),
        ["an assignment in a test that is not made"] = x => Block([V],
            Assign(V, x), IfThen(AndAlso(GreaterThan(x, Constant(5.0)), GreaterThan(Assign(V, Constant(9.0)), x)), Assign(V, Constant(1.0))), V),
        ["a power by a method"] = x => MakeBinary(ExpressionType.Power, Multiply(x, x), Constant(2.0), false, Mine(nameof(Cube))),
        ["counting by a method"] = x => Block([V], Assign(V, x), MakeUnary(ExpressionType.PreIncrementAssign, V, typeof(double), Mine(nameof(Square)))),
        ["a lifted conversion by a method"] = x => Property(Convert(Convert(x, typeof(double?)), typeof(double?), Mine(nameof(Square))), "Value"),
        ["a list read by a method"] = x => Multiply(x, Call(Own(nameof(Refusals.Own.Count)), ListInit(New(typeof(List<double>)), Constant(1.0), Constant(2.0)))),
        ["a lazy constant"] = x => Multiply(x, Property(New(typeof(Lazy<double>).GetConstructor([typeof(Func<double>)])!, Lambda<Func<double>>(Constant(3.0))), "Value")),
        ["a clone, then a write"] = x => Block([A, B],
            Assign(A, Two(Constant(3.0))), Assign(B, Convert(Call(A, typeof(Array).GetMethod(nameof(Array.Clone))!), typeof(double[]))), Assign(First(A), x), Multiply(First(A), First(B))),
        ["a lambda with a label, invoked twice"] = x => InvokedTwice(x),
    };

    public static TheoryData<string> Names => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_follows_the_program(string name)
    {
        Rules.Define((double x) => Square(x), x => 2 * x);
        Rules.Define((double x, double y) => Cube(x, y), (x, y) => 3 * x * x, (x, y) => 0);
        var x = Parameter(typeof(double), "x");
        var f = Lambda<Func<double, double>>(Programs[name](x), x);
        var program = f.Compile();
        var h = 1e-3; // Cubic polynomials at most, up to degree 6: the error of the formula is below 1e-9.
        var slope = ((8 * (program(At + h) - program(At - h))) - (program(At + (2 * h)) - program(At - (2 * h)))) / (12 * h);
        foreach (var mode in Enum.GetValues<AdMode>())
        {
            var (value, derivative) = Ad.ValueAndGrad(f, AdOptions.Default with { Mode = mode })(At);
            Assert.Equal(program(At), value, 14);
            Assert.Equal(slope, derivative, 8);
        }
    }

    [Fact]
    public void A_node_used_at_many_places_is_read_once() => Assert.Equal(20_000, Iterated(10_000).CountOperations().Total);

    [Fact]
    public void A_node_used_at_many_places_has_the_right_derivative()
    {
        var (value, derivative) = Ad.ValueAndGrad(Iterated(500), AdOptions.Default with { Mode = AdMode.Forward })(0.25);
        var (y, dy) = (0.25, 1.0);
        for (var i = 0; i < 500; i++)
        {
            (y, dy) = (y * (1 - y), dy * (1 - (2 * y)));
        }

        Assert.Equal(y, value);
        Assert.Equal(dy, derivative, Math.Abs(dy) * 1e-12); // 500 factors, each rounded otherwise.
    }

    private static Expression<Func<double, double>> Iterated(int times)
    {
        var x = Parameter(typeof(double), "x");
        Expression map = x;
        for (var i = 0; i < times; i++)
        {
            map = Multiply(map, Subtract(Constant(1.0), map));
        }

        return Lambda<Func<double, double>>(map, x);
    }

    private static Expression JumpOut(ParameterExpression x)
    {
        var end = Label("end");
        return Block([V], Assign(V, x), Block([V], Assign(V, Multiply(x, x)), IfThen(GreaterThan(x, Constant(0.0)), Goto(end)), Assign(V, Constant(1.0))), Label(end), V);
    }

    private static Expression InvokedTwice(ParameterExpression x)
    {
        var end = Label("end");
        var f = Lambda<Func<double, double>>(Block(IfThen(LessThan(V, Constant(0.0)), Goto(end)), Label(end), Multiply(V, V)), V);
        return Add(Invoke(f, x), Invoke(f, Multiply(x, x)));
    }

    private static NewArrayExpression Two(Expression x) => NewArrayInit(typeof(double), x, Constant(2.0));

    private static IndexExpression First(Expression array) => ArrayAccess(array, Constant(0));

    private static Expression Sum(Expression a, Expression b, Expression c) => Add(a, Add(Multiply(Constant(10.0), b), Multiply(Constant(100.0), c)));

    private static MethodInfo Own(string name) => typeof(Own).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static MethodInfo Mine(string name) => typeof(MutationTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static double Square(double x) => x * x;

    private static double Cube(double x, double y) => (x * x * x) + (0 * y);
}
