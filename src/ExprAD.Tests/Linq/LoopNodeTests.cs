using System.Linq.Expressions;
using System.Reflection;
using static System.Linq.Expressions.Expression;
using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Loops made by hand: Loop with Break and Continue, with locals and arrays that are written to.</summary>
public class LoopNodeTests : RowTests<LoopNodeTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];
    private static readonly MethodInfo s_sin = ((Func<double, double>)Math.Sin).Method;
    private static readonly MethodInfo s_abs = ((Func<double, double>)Math.Abs).Method;

    private static readonly ParameterExpression I = Variable(typeof(int), "i");
    private static readonly ParameterExpression J = Variable(typeof(int), "j");
    private static readonly ParameterExpression S = Variable(typeof(double), "s");
    private static readonly ParameterExpression T = Variable(typeof(double), "t");
    private static readonly ParameterExpression Next = Variable(typeof(double), "next");
    private static readonly ParameterExpression A = Variable(typeof(double[]), "a");
    private static readonly ParameterExpression B = Variable(typeof(double[]), "b");
    private static readonly ParameterExpression C = Variable(typeof(double[]), "c");

    public static IReadOnlyList<Row> Rows { get; } = [.. Counted(), .. Conditional(), .. Exits(), .. Nested(), .. Arrays(), .. States()];

    private static double[] Others(double[] x) => ByIndex(x, i => x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b));

    private static Row OfNumber(string name, Func<ParameterExpression, Expression> body, Func<double, double> derivative, double[] at, bool isSmooth = true)
    {
        var x = Parameter(typeof(double), "x");
        return Of(name, Lambda<Func<double, double>>(body(x), x), derivative, at, isSmooth);
    }

    private static Row OfArray(string name, Func<ParameterExpression, Expression> body, Func<double[], double[]> gradient, params double[][] at)
    {
        var x = Parameter(typeof(double[]), "x");
        return Of(name, Lambda<Func<double[], double>>(body(x), x), gradient, at);
    }

    private static Row[] Counted() =>
    [
        OfArray("A sum of squares", x => With(
            [S, I],
            For(I, 0, ArrayLength(x), Assign(S, Add(S, Multiply(At(x, I), At(x, I))))),
            S), x => Each(x, v => 2 * v), s_at, [3], []),
        OfArray("A sum with the number of the step", x => With(
            [S, I],
            For(I, 0, ArrayLength(x), AddAssign(S, Multiply(Real(I), At(x, I)))),
            S), x => ByIndex(x, i => i), s_at),
        OfArray("A difference, of all elements but the first", x => With(
            [S, I],
            Assign(S, At(x, Constant(0))),
            For(I, 1, ArrayLength(x), SubtractAssign(S, Multiply(At(x, I), At(x, Subtract(I, Constant(1)))))),
            S), x => ByIndex(x, i => (i == 0 ? 1 : 0) - (i > 0 ? x[i - 1] : 0) - (i < x.Length - 1 ? x[i + 1] : 0)), s_at),
        OfArray("A product", x => With(
            [S, I],
            Assign(S, Constant(1.0)),
            For(I, 0, ArrayLength(x), MultiplyAssign(S, At(x, I))),
            S), Others, s_at, [], [0, 2, 0], [0, 2, 3]),
        OfArray("Up to and with the bound", x => With(
            [S, I],
            Assign(I, Constant(1)),
            While(LessThanOrEqual(I, Subtract(ArrayLength(x), Constant(1))), Assign(S, Add(Multiply(S, Constant(0.5)), At(x, I))), PreIncrementAssign(I)),
            S), x => ByIndex(x, i => i == 0 ? 0 : Math.Pow(0.5, x.Length - 1 - i)), s_at, [2]),
        OfArray("Downwards", x => With(
            [S, I],
            Assign(I, Subtract(ArrayLength(x), Constant(1))),
            While(GreaterThanOrEqual(I, Constant(0)), Assign(S, Add(Multiply(S, Constant(0.5)), At(x, I))), Assign(I, Subtract(I, Constant(1)))),
            S), x => ByIndex(x, i => Math.Pow(0.5, i)), s_at, []),
        OfArray("In steps of two", x => With(
            [S, I],
            While(LessThan(I, ArrayLength(x)), AddAssign(S, Call(s_sin, At(x, I))), Assign(I, Add(I, Constant(2)))),
            S), x => ByIndex(x, i => i % 2 == 0 ? Math.Cos(x[i]) : 0), s_at),
        OfNumber("The bound on the left", x => With(
            [S, I],
            Assign(S, x),
            While(Not(LessThanOrEqual(Constant(3), I)), MultiplyAssign(S, x), PostIncrementAssign(I)),
            S), x => 4 * x * x * x, [0.7, 0]),
        OfNumber("What counts is used afterwards", x => With(
            [S, I],
            For(I, 2, Constant(5), AddAssign(S, x)),
            Multiply(S, Multiply(x, Real(I)))), x => 15 * 2 * x, [0.7]),
        OfNumber("No steps", x => With([S, I], Assign(S, x), For(I, 3, Constant(2), Assign(S, Multiply(S, S))), Multiply(S, Real(I))), _ => 3, [0.7]),
        OfNumber("The logistic map", x => With(
            [S, I],
            Assign(S, x),
            For(I, 0, Constant(2), Assign(S, Multiply(Constant(4.0), Multiply(S, Subtract(Constant(1.0), S))))),
            S), x => 16 * (1 - (2 * x)) * (1 - (8 * x * (1 - x))), [0.3, 0.7]),
        OfArray("One sum after the other", x => With(
            [S, T, I],
            For(I, 0, ArrayLength(x), Assign(S, Add(S, At(x, I))), Assign(T, Add(T, Multiply(S, S)))),
            T), x => ByIndex(x, i => Enumerable.Range(i + 1, x.Length - i).Sum(n => 2 * x.Take(n).Sum())), s_at, [3], []),
        OfArray("A name in each step", x => With(
            [S, I],
            For(I, 0, ArrayLength(x), Block([T], Assign(T, Multiply(At(x, I), At(x, I))), AddAssign(S, Multiply(T, T)))),
            S), x => Each(x, v => 4 * v * v * v), s_at),
    ];

    private static Row[] Conditional() =>
    [
        OfNumber("Newton's iteration, tested before each step", x => With(
            [S],
            Assign(S, x),
            While(GreaterThan(Abs(Subtract(Multiply(S, S), x)), Multiply(Constant(1e-12), x)), Assign(S, Divide(Add(S, Divide(x, S)), Constant(2.0)))),
            S), x => 0.5 / Math.Sqrt(x), [2, 9.5]),
        OfNumber("Newton's iteration, tested after each step", x =>
        {
            var end = Label("end");
            return With(
                [S],
                Assign(S, x),
                Loop(Block(Assign(S, Divide(Add(S, Divide(x, S)), Constant(2.0))), IfThen(LessThan(Abs(Subtract(Multiply(S, S), x)), Multiply(Constant(1e-12), x)), Break(end))), end),
                S);
        }, x => 0.5 / Math.Sqrt(x), [2, 9.5]),
        OfNumber("Doubling", x => With([S], Assign(S, x), While(LessThan(S, Constant(10.0)), Assign(S, Add(S, S))), S), x => x < 10 ? Math.Pow(2, Math.Ceiling(Math.Log2(10 / x))) : 1, [0.7, 3, 12]),
        OfNumber("A series until its terms are small", x => With(
            [S, T, I],
            Assign(S, Constant(1.0)),
            Assign(T, Constant(1.0)),
            While(GreaterThan(Abs(T), Constant(1e-17)), PreIncrementAssign(I), Assign(T, Divide(Multiply(T, x), Real(I))), AddAssign(S, T)),
            S), Math.Exp, [0.7, -1.5]),
        OfArray("As long as the elements are positive", x => With(
            [S, I],
            Assign(S, Constant(1.0)),
            While(AndAlso(LessThan(I, ArrayLength(x)), GreaterThan(At(x, I), Constant(-1.0))), MultiplyAssign(S, At(x, I)), PostIncrementAssign(I)),
            S), x => x is [_, < -1, _] ? [1, 0, 0] : Others(x), s_at, [2], [], [2, -3, 4]),
        OfNumber("A test that is a variable", x =>
        {
            var go = Variable(typeof(bool), "go");
            return With([S, go], Assign(S, x), Assign(go, Constant(true)), While(go, Assign(S, Multiply(S, S)), Assign(go, LessThan(S, Constant(20.0)))), S);
        }, x => x > 5 ? 2 * x : 4 * x * x * x, [3, 6]),
    ];

    private static Row[] Exits() =>
    [
        OfArray("A break in the middle", x => With(
            [S, T, I],
            Assign(T, Constant(1.0)),
            For(I, 0, ArrayLength(x), end => [AddAssign(S, At(x, I)), IfThen(GreaterThan(S, Constant(2.0)), Break(end)), MultiplyAssign(T, S)]),
            Multiply(S, T)), Middle, s_at, [1, 1.5, 3], [3, 1], []),
        OfArray("Several breaks", x => With(
            [S, I],
            For(I, 0, ArrayLength(x), end => [
                IfThen(LessThan(At(x, I), Constant(-1.0)), Break(end)),
                AddAssign(S, Multiply(At(x, I), At(x, I))),
                IfThen(GreaterThan(S, Constant(5.0)), Block(Assign(S, Multiply(S, At(x, I))), Break(end)))]),
            S), Several, s_at, [1, -2, 3], [1, 3, 4]),
        OfArray("A continue", x =>
        {
            var (end, next) = (Label("end"), Label("next"));
            return With(
                [S, I],
                Assign(I, Constant(-1)),
                Loop(Block(
                    PreIncrementAssign(I),
                    IfThen(GreaterThanOrEqual(I, ArrayLength(x)), Break(end)),
                    IfThen(LessThan(At(x, I), Constant(0.0)), Continue(next)),
                    AddAssign(S, Multiply(At(x, I), At(x, I)))), end, next),
                S);
        }, x => Each(x, v => v < 0 ? 0 : 2 * v), s_at, []),
        OfArray("A label at the end of a step", x => With(
            [S, I],
            For(I, 0, ArrayLength(x), end =>
            {
                var next = Label("next");
                return [IfThen(LessThan(At(x, I), Constant(0.0)), Goto(next)), AddAssign(S, Multiply(At(x, I), At(x, I))), Label(next)];
            }),
            S), x => Each(x, v => v < 0 ? 0 : 2 * v), s_at, []),
        OfArray("A break with a value", x =>
        {
            var end = Label(typeof(double), "end");
            return With(
                [S, I],
                Loop(Block(
                    IfThen(GreaterThanOrEqual(I, ArrayLength(x)), Break(end, Multiply(S, Constant(2.0)))),
                    AddAssign(S, Multiply(At(x, I), At(x, I))),
                    IfThen(GreaterThan(S, Constant(5.0)), Break(end, Multiply(S, S))),
                    PreIncrementAssign(I)), end));
        }, x => x is [2, 3, _] ? [4 * 13 * 2, 4 * 13 * 3, 0] : x.Sum(v => v * v) > 5 ? Each(x, v => 4 * x.Sum(u => u * u) * v) : Each(x, v => 4 * v), s_at, [0.5, 1], [2, 3, 4], []),
        OfArray("A return from the loop", x =>
        {
            var result = Label(typeof(double), "result");
            return With(
                [S, I],
                For(I, 0, ArrayLength(x), AddAssign(S, At(x, I)), IfThen(GreaterThan(S, Constant(2.0)), Return(result, Multiply(S, At(x, I))))),
                Label(result, Multiply(S, S)));
        }, x => x is [1, 1.5, 3] ? [1.5, 1.5 + 2.5, 0] : x.Sum() > 2 ? ByIndex(x, i => x[^1] + (i == x.Length - 1 ? x.Sum() : 0)) : Each(x, _ => 2 * x.Sum()), s_at, [1, 1.5, 3], [0.5, 1], []),
        OfNumber("A loop that makes one step", x =>
        {
            var end = Label("end");
            return With([S], Assign(S, x), Loop(Block(MultiplyAssign(S, S), Break(end)), end), S);
        }, x => 2 * x, [0.7]),
        OfNumber("A loop around a loop is left from inside", x =>
        {
            var all = Label("all");
            return With(
                [S, I, J],
                Assign(S, x),
                Loop(
                    Block(
                        Assign(J, Constant(0)),
                        While(LessThan(J, Constant(2)), Assign(S, Multiply(S, Constant(1.5))), IfThen(GreaterThan(S, Constant(10.0)), Goto(all)), PreIncrementAssign(J)),
                        Assign(S, Add(S, Multiply(x, Real(I)))),
                        PreIncrementAssign(I)), all),
                Multiply(S, S));
        }, Inside, [0.7, 3, 8]),
        OfNumber("The next step of the outer loop is begun from inside", x =>
        {
            var (all, next) = (Label("all"), Label("next"));
            return With(
                [S, I, J],
                Assign(S, x),
                Loop(
                    Block(
                        IfThen(GreaterThanOrEqual(I, Constant(3)), Break(all)),
                        PreIncrementAssign(I),
                        Assign(J, Constant(0)),
                        While(LessThan(J, Constant(4)), IfThen(GreaterThan(J, I), Continue(next)), Assign(S, Call(s_sin, S)), PreIncrementAssign(J)),
                        Assign(S, Add(S, x))), all, next),
                S);
        }, x => Enumerable.Range(0, 9).Aggregate((S: x, Slope: 1.0), (at, _) => (Math.Sin(at.S), at.Slope * Math.Cos(at.S))).Slope + 1, [0.7]),
    ];

    // The steps, with the slopes of both variables.
    private static double[] Middle(double[] x)
    {
        var (s, t, ds, dt) = (0.0, 1.0, new double[x.Length], new double[x.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            (s, ds) = (s + x[i], ByIndex(x, j => ds[j] + (i == j ? 1 : 0)));
            if (s > 2)
            {
                break;
            }

            (t, dt) = (t * s, ByIndex(x, j => (dt[j] * s) + (t * ds[j])));
        }

        return ByIndex(x, j => (ds[j] * t) + (s * dt[j]));
    }

    private static double[] Several(double[] x)
    {
        var (s, ds) = (0.0, new double[x.Length]);
        for (var i = 0; i < x.Length && x[i] >= -1; i++)
        {
            (s, ds) = (s + (x[i] * x[i]), ByIndex(x, j => ds[j] + (i == j ? 2 * x[i] : 0)));
            if (s > 5)
            {
                return ByIndex(x, j => (ds[j] * x[i]) + (i == j ? s : 0));
            }
        }

        return ds;
    }

    private static double Inside(double x)
    {
        var (s, ds) = (x, 1.0);
        for (var i = 0; ; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                (s, ds) = (s * 1.5, ds * 1.5);
                if (s > 10)
                {
                    return 2 * s * ds;
                }
            }

            (s, ds) = (s + (x * i), ds + i);
        }
    }

    private static Row[] Nested() =>
    [
        OfArray("A sum of sums", x => With(
            [S, I, J],
            For(I, 0, ArrayLength(x), For(J, 0, ArrayLength(x), AddAssign(S, Multiply(Multiply(At(x, I), At(x, J)), Real(Add(I, J)))))),
            S), x => ByIndex(x, i => 2 * Enumerable.Range(0, x.Length).Sum(j => x[j] * (i + j))), s_at, [3], []),
        OfArray("A sum in each step of a product", x => With(
            [S, T, I, J],
            Assign(T, Constant(1.0)),
            For(I, 0, ArrayLength(x), Assign(S, Constant(0.0)), For(J, 0, Add(I, Constant(1)), AddAssign(S, At(x, J))), MultiplyAssign(T, S)),
            T), x => ByIndex(x, i => Enumerable.Range(i, x.Length - i).Sum(n => Enumerable.Range(0, x.Length).Where(m => m != n).Aggregate(1.0, (p, m) => p * x.Take(m + 1).Sum()))), s_at),
        OfArray("A loop whose steps are a loop over one state", x => With(
            [S, I, J],
            Assign(S, At(x, Constant(0))),
            For(I, 0, ArrayLength(x), For(J, 0, I, Assign(S, Add(Multiply(S, Constant(0.5)), Multiply(At(x, I), At(x, J)))))),
            S), x =>
            {
                var ds = Only(x, 0);
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        ds = ByIndex(x, k => (0.5 * ds[k]) + (k == i ? x[j] : 0) + (k == j ? x[i] : 0));
                    }
                }

                return ds;
            }, s_at, [2, 3]),
        OfArray("LINQ in a loop", x => With(
            [S, I],
            For(I, 0, Constant(3), AddAssign(S, Invoke((Expression<Func<double[], int, double>>)((v, i) => v.Sum(u => u * u * i)), x, I))),
            S), x => Each(x, v => 2 * 3 * v), s_at),
        OfArray("A loop in LINQ", x =>
        {
            var v = Parameter(typeof(double), "v");
            var power = Lambda<Func<double, double>>(With([S, I], Assign(S, v), For(I, 0, Constant(3), MultiplyAssign(S, v)), S), v);
            return Call(typeof(Enumerable), nameof(Enumerable.Sum), [typeof(double)], x, power);
        }, x => Each(x, v => 4 * v * v * v), s_at, []),
        OfArray("A loop in a step of Flow.For", x =>
        {
            var (n, s) = (Parameter(typeof(int), "n"), Parameter(typeof(double), "before"));
            var step = Lambda<Func<int, double, double>>(With([S, I], Assign(S, s), For(I, 0, n, AddAssign(S, Multiply(s, At(x, I)))), S), n, s);
            return Call(typeof(Flow), nameof(Flow.For), [typeof(double)], Constant(3), Constant(1.0), step);
        }, x => [(1 + x[0] + x[1]) + (1 + x[0]), 1 + x[0], 0], s_at),
    ];

    private static Row[] Arrays() =>
    [
        OfArray("Prefix products in an array", x => With(
            [A, S, I],
            Assign(A, NewArrayBounds(typeof(double), ArrayLength(x))),
            Assign(S, Constant(1.0)),
            For(I, 0, ArrayLength(x), Assign(S, Multiply(S, At(x, I))), Assign(At(A, I), S)),
            Assign(S, Constant(0.0)),
            For(I, 0, ArrayLength(A), AddAssign(S, At(A, I))),
            S), x => ByIndex(x, i => Enumerable.Range(i, x.Length - i).Sum(n => x.Take(n + 1).Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b))), s_at, [3], []),
        OfArray("Each element from the one before", x => With(
            [A, I],
            Assign(A, NewArrayBounds(typeof(double), Add(ArrayLength(x), Constant(1)))),
            Assign(At(A, Constant(0)), Constant(1.0)),
            For(I, 0, ArrayLength(x), Assign(At(A, Add(I, Constant(1))), Multiply(At(A, I), At(x, I)))),
            At(A, ArrayLength(x))), Others, s_at, [3], [], [0, 2, 0]),
        OfArray("A copy changed in place", x => With(
            [A, I],
            Assign(A, Convert(Call(x, typeof(Array).GetMethod(nameof(Array.Clone))!), typeof(double[]))),
            For(I, 1, ArrayLength(x), Assign(At(A, I), Multiply(At(A, I), At(A, Subtract(I, Constant(1)))))),
            At(A, Subtract(ArrayLength(x), Constant(1)))), Others, s_at, [3], [0, 2, 3]),
        OfArray("Elements written under a test", x => With(
            [A, S, I],
            Assign(A, NewArrayBounds(typeof(double), Constant(2))),
            For(I, 0, ArrayLength(x), IfThenElse(
                GreaterThan(At(x, I), Constant(0.0)),
                AddAssign(At(A, Constant(0)), Multiply(At(x, I), At(x, I))),
                AddAssign(At(A, Constant(1)), At(x, I)))),
            Multiply(At(A, Constant(0)), At(A, Constant(1)))), x =>
            {
                var (p, n) = (x.Where(v => v > 0).Sum(v => v * v), x.Where(v => v <= 0).Sum());
                return Each(x, v => v > 0 ? 2 * v * n : p);
            }, s_at, [1, 2], []),
        OfArray("Written and read at computed places", x => With(
            [A, S, I],
            Assign(A, NewArrayBounds(typeof(double), Constant(2))),
            Assign(At(A, Constant(0)), Constant(1.0)),
            Assign(At(A, Constant(1)), Constant(2.0)),
            For(I, 0, ArrayLength(x), Assign(At(A, Modulo(I, Constant(2))), Multiply(At(A, Modulo(Add(I, Constant(1)), Constant(2))), At(x, I)))),
            Add(At(A, Constant(0)), Multiply(Constant(3.0), At(A, Constant(1))))), x =>
            {
                var (a, d) = (new[] { 1.0, 2.0 }, new[] { new double[x.Length], new double[x.Length] });
                for (var i = 0; i < x.Length; i++)
                {
                    var (to, from) = (i % 2, (i + 1) % 2);
                    (a[to], d[to]) = (a[from] * x[i], ByIndex(x, j => (d[from][j] * x[i]) + (i == j ? a[from] : 0)));
                }

                return ByIndex(x, j => d[0][j] + (3 * d[1][j]));
            }, s_at, [2]),
        OfArray("Forward substitution", x => With(
            [A, S, I, J],
            Assign(A, NewArrayBounds(typeof(double), ArrayLength(x))),
            For(I, 0, ArrayLength(x),
                Assign(S, At(x, I)),
                For(J, 0, I, SubtractAssign(S, Multiply(Constant(0.5), At(A, J)))),
                Assign(At(A, I), S)),
            Assign(S, Constant(0.0)),
            For(I, 0, ArrayLength(x), AddAssign(S, Multiply(At(A, I), At(A, I)))),
            S), x =>
            {
                var a = new double[x.Length];
                for (var i = 0; i < x.Length; i++)
                {
                    a[i] = x[i] - (0.5 * a[..i].Sum());
                }

                var adjoint = new double[x.Length]; // of the transposed triangle
                for (var i = x.Length - 1; i >= 0; i--)
                {
                    adjoint[i] = (2 * a[i]) - (0.5 * adjoint[(i + 1)..].Sum());
                }

                return adjoint;
            }, s_at, [3], [], [1, 2, 3, 4, 5]),
        OfArray("Elements from those before, under a test", x => With(
            [A, I],
            Assign(A, NewArrayBounds(typeof(double), Add(ArrayLength(x), Constant(1)))),
            Assign(At(A, Constant(0)), Constant(1.0)),
            For(I, 0, ArrayLength(x),
                Assign(At(A, Add(I, Constant(1))), At(A, I)),
                IfThen(GreaterThan(At(x, I), Constant(0.0)), Assign(At(A, Add(I, Constant(1))), Multiply(At(A, Add(I, Constant(1))), At(x, I)))),
                IfThen(GreaterThan(At(A, Add(I, Constant(1))), Constant(2.5)), Assign(At(A, Constant(0)), At(A, I)))),
            Multiply(At(A, Constant(0)), At(A, ArrayLength(x)))), x =>
            {
                var (a, d) = (new double[x.Length + 1], Enumerable.Range(0, x.Length + 1).Select(_ => new double[x.Length]).ToArray());
                a[0] = 1;
                for (var i = 0; i < x.Length; i++)
                {
                    (a[i + 1], d[i + 1]) = x[i] > 0 ? (a[i] * x[i], ByIndex(x, j => (d[i][j] * x[i]) + (i == j ? a[i] : 0))) : (a[i], d[i]);
                    if (a[i + 1] > 2.5)
                    {
                        (a[0], d[0]) = (a[i], d[i]);
                    }
                }

                return ByIndex(x, j => (d[0][j] * a[^1]) + (a[0] * d[^1][j]));
            }, s_at, [2, 3], [3, 2], []),
        OfArray("Two buffers that change places", x => With(
            [A, B, C, I, J],
            Assign(A, Convert(Call(x, typeof(Array).GetMethod(nameof(Array.Clone))!), typeof(double[]))),
            Assign(B, NewArrayBounds(typeof(double), ArrayLength(x))),
            For(I, 0, Constant(3),
                For(J, 0, ArrayLength(x), Assign(At(B, J), Add(Multiply(Constant(0.5), At(A, J)), Multiply(Constant(0.25), At(A, Modulo(Add(J, Constant(1)), ArrayLength(x))))))),
                Assign(C, A), Assign(A, B), Assign(B, C)),
            At(A, Constant(0))), x =>
            {
                double[] row = Only(x, 0);
                for (var step = 0; step < 3; step++)
                {
                    row = ByIndex(row, j => (0.5 * row[j]) + (0.25 * row[(j + row.Length - 1) % row.Length]));
                }

                return row;
            }, s_at, [1, 2]),
        OfArray("A new array in every step", x => With(
            [A, B, S, I],
            Assign(A, NewArrayInit(typeof(double), At(x, Constant(0)), Constant(1.0))),
            For(I, 0, ArrayLength(x),
                Block([B], Assign(B, NewArrayBounds(typeof(double), Constant(2))), Assign(At(B, Constant(0)), At(A, Constant(1))), Assign(At(B, Constant(1)), Multiply(At(A, Constant(0)), At(x, I))), Assign(A, B))),
            Add(At(A, Constant(0)), At(A, Constant(1)))), x =>
            {
                var (a, b, da, db) = (x[0], 1.0, Only(x, 0), new double[x.Length]);
                for (var i = 0; i < x.Length; i++)
                {
                    (a, b, da, db) = (b, a * x[i], db, ByIndex(x, j => (da[j] * x[i]) + (i == j ? a : 0)));
                }

                return ByIndex(x, j => da[j] + db[j]);
            }, s_at, [2]),
        OfArray("Rows of an array written in an inner loop", x => With(
            [A, S, I, J],
            Assign(A, NewArrayBounds(typeof(double), ArrayLength(x))),
            For(I, 0, ArrayLength(x), For(J, 0, ArrayLength(x), AddAssign(At(A, J), Multiply(At(x, I), At(x, J))))),
            For(I, 0, ArrayLength(x), AddAssign(S, Multiply(At(A, I), At(A, I)))),
            S), x =>
            {
                var (sum, squares) = (x.Sum(), x.Sum(v => v * v)); // s = sum^2 squares
                return Each(x, v => (2 * sum * squares) + (2 * v * sum * sum));
            }, s_at, [3], []),
    ];

    private static Row[] States() =>
    [
        OfNumber("Fibonacci", x => With(
            [S, T, I],
            Assign(S, x),
            Assign(T, Multiply(x, x)),
            For(I, 0, Constant(7), Block([Next], Assign(Next, Add(S, T)), Assign(S, T), Assign(T, Next))),
            T), x => 13 + (21 * 2 * x), [0.7]),
        OfNumber("A tuple that every step makes anew", x =>
        {
            var pair = Variable(typeof((double, double)), "pair");
            var create = typeof(ValueTuple).GetMethods().Single(m => m.Name == "Create" && m.GetParameters().Length == 2).MakeGenericMethod(typeof(double), typeof(double));
            return With(
                [pair, I],
                Assign(pair, Call(create, x, Constant(1.0))),
                For(I, 0, Constant(4), Assign(pair, Call(create, Field(pair, "Item2"), Multiply(Field(pair, "Item1"), x)))),
                Field(pair, "Item1"));
        }, x => 3 * x * x, [0.7]),
        OfNumber("An object that some steps make anew", x =>
        {
            var point = Variable(typeof(Data.Point), "p");
            var made = typeof(Data.Point).GetConstructors().Single(c => c.GetParameters().Length == 2);
            return With(
                [point, I],
                Assign(point, New(made, x, Constant(1.0))),
                For(I, 0, Constant(5), IfThen(Equal(Modulo(I, Constant(2)), Constant(0)), Assign(point, New(made, Property(point, "Y"), Multiply(Property(point, "X"), x))))),
                Multiply(Property(point, "X"), Property(point, "Y")));
        }, x => 4 * x * x * x, [0.7]),
        OfNumber("Nothing depends on the parameter", x => With([S, I], Assign(S, Constant(1.0)), For(I, 0, Constant(10), Assign(S, Add(Constant(1.0), Divide(S, Constant(2.0))))), Multiply(S, x)), _ => 2 - Math.ScaleB(1, -10), [0.7]),
        OfNumber("Floats", x =>
        {
            var s = Variable(typeof(float), "s");
            return With([s, I], Assign(s, Convert(x, typeof(float))), For(I, 0, Constant(3), AddAssign(s, s)), Convert(s, typeof(double)));
        }, _ => 8, [0.75], isSmooth: false),
    ];

    private static BlockExpression With(ParameterExpression[] variables, params Expression[] statements) => Block(variables, statements);

    private static LoopExpression While(Expression test, params Expression[] body)
    {
        var end = Label("end");
        return Loop(Block([IfThen(Not(test), Break(end)), .. body]), end);
    }

    private static BlockExpression For(ParameterExpression i, int from, Expression to, params Expression[] body) => For(i, from, to, _ => body);

    private static BlockExpression For(ParameterExpression i, int from, Expression to, Func<LabelTarget, Expression[]> body)
    {
        var end = Label("end");
        return Block(Assign(i, Constant(from)), Loop(IfThenElse(LessThan(i, to), Block([.. body(end), Assign(i, Add(i, Constant(1)))]), Break(end)), end));
    }

    private static IndexExpression At(Expression array, Expression index) => ArrayAccess(array, index);

    private static UnaryExpression Real(Expression number) => Convert(number, typeof(double));

    private static MethodCallExpression Abs(Expression number) => Call(s_abs, number);
}
