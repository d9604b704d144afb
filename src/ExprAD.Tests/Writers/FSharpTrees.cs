using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>Functions whose F# text differs in kind from the C# one: jumps, assigned variables that lambdas capture, nullable and checked arithmetic.</summary>
internal static class FSharpTrees
{
    internal static IEnumerable<(string Title, LambdaExpression Tree)> All() => [.. Lambdas(), .. Loops(), .. Statements()];

    private static (string, LambdaExpression) Of(string title, LambdaExpression lambda) => (title, lambda);

    private static IEnumerable<(string, LambdaExpression)> Lambdas()
    {
        yield return Of("conversions", (int n, double x) => (float)n + (long)x + (byte)n + (char)n + (double)(decimal)n);
        yield return Of("checked conversions", (double x, int n) => checked((int)x + (byte)n - (uint)n));
        yield return Of("checked arithmetic", (int n, int m) => checked(n * m + n - m) - checked(-n));
        yield return Of("integers", (int n, int m) => n / 3 % 5 + (n << 3) - (m >> 1) + (n & m | 7 ^ n) + ~n);
        yield return Of("narrow integers", (int n) => (short)((short)n * (short)n) + (byte)(n + 250));
        yield return Of("booleans", (bool a, bool b) => (a & !b) | (a ^ b) || !a);
        yield return Of("eager and", (bool a, int n) => a & 1 / n > 0);
        yield return Of("nullable", (double? x, double? y) => x * y + 1 ?? x ?? -y);
        yield return Of("nullable tests", (double? x, double? y) => x > y || x == null || x == y || (x + y).HasValue);
        yield return Of("nullable conversions", (double? x, int n) => (int?)x + n + (long?)n);
        yield return Of("literals", (double x) => x + 1e300 - 1e-300 + double.Epsilon + double.PositiveInfinity * -0.0 + double.NaN + 0.1f + Math.PI + 12345678901234567890.0);
        yield return Of("single literals", (float x) => x + 0.1f - 1e30f * float.MinValue + MathF.PI + 3);
        yield return Of("integer literals", (int n) => n + int.MinValue - long.MaxValue + 5u - (sbyte)-3 + 'a');
        yield return Of("strings", (string s) => (s + "tab\t\"quote\" \\ \u2028 ä") + 'c' + s.Length + "'");
        yield return Of("types", (object o) => o is string ? ((string)o).Length : o as string == null ? -1 : o.GetType() == typeof(double) ? 1 : 0);
        yield return Of("boxes", (double x) => (double)(object)x + ((object)x == null ? 1 : 0));
        yield return Of("enumerations", (DayOfWeek day, int n) => (int)day + (int)(DayOfWeek)n + (day == DayOfWeek.Friday ? 1 : 0) + (day > (DayOfWeek)9 ? 1 : 0));
        yield return Of("signs", (double x, double y) => x - (y - -x) - (x - y) / (x / (y * x)) * -(-y) - -2.0 * -x);
        yield return Of("choices", (double x) => (x > 0 ? 1.0 : x < -1 ? 2 : 3) * (x > 2 ? x : -x));
        yield return Of("lambdas", (double[] x) => x.Select((v, i) => v * i).Where(v => v > -1).Aggregate(1.0, (a, v) => a + v));
        yield return Of("delegates", (double x) => CSharpPrinterSubjects.Apply(v => v * x, 3) + new Func<double, double, double>(Math.Max)(x, 2));
        yield return Of("objects", (double x) => new CSharpPrinterSubjects.Line(x, 1).At(new CSharpPrinterSubjects.Box { Value = x, Items = { 1, x } }.Value));
        yield return Of("operators of types", (double x) => (double)(new CSharpPrinterSubjects.Box { Value = x } + x) + (TimeSpan.FromDays(1) < TimeSpan.FromHours(25) ? 1 : 0));
        yield return Of("arrays", (double x) => new[] { new[] { x, 2 }, new double[2] }[0].Length + new double[2, 3].Length + new double[0].Length);
        yield return Of("tuples", (double x) => Tuple.Create(x, ValueTuple.Create(x, 2.0)).Item2.Item2 + ValueTuple.Create(1, 2, 3, 4, 5, 6, 7).Item7);
        yield return Of("keywords", (double type, double val, int rec) => type * val - rec);
        yield return Of("names of functions", (double @float, int @int, double nan) => @float * @int + double.NaN * nan + (double)(int)@float);
        yield return Of("long lines", (double first, double second, double third) =>
            Math.Max(Math.Sin(first + second) * Math.Cos(second + third) + Math.Exp(third * first) + Math.Log(first * first + second * second), Math.Max(
                Math.Sin(first + second) * Math.Cos(second + third) + Math.Exp(third * first) - Math.Log(first * first + second * second),
                first > second ? Math.Sqrt(first * first + second * second + third * third) : Math.Sqrt(first * second * third + first + second + third))));
    }

    private static IEnumerable<(string, LambdaExpression)> Loops()
    {
        var (n, x) = (Parameter(typeof(int), "n"), Parameter(typeof(double), "x"));
        var (i, j, sum) = (Variable(typeof(int), "i"), Variable(typeof(int), "j"), Variable(typeof(double), "sum"));
        var (done, next, outer) = (Label("done"), Label("next"), Label("outer"));
        var step = Assign(i, Add(i, Constant(1)));
        var add = Assign(sum, Add(sum, Multiply(x, Convert(i, typeof(double)))));
        Expression Is(Expression value, int number) => Equal(value, Constant(number));

        yield return Of("counted", Lambda<Func<double, double>>(Block([sum, i], Assign(sum, x), Assign(i, Constant(0)),
            Loop(IfThenElse(LessThan(i, Constant(5)), Block(add, step), Break(done)), done), sum), x));
        yield return Of("counted from a parameter", Lambda<Func<double, int, double>>(Block([sum, i], Assign(sum, x), Assign(i, n),
            Loop(IfThenElse(LessThan(i, Constant(5)), Block(add, step), Break(done)), done), sum), x, n));
        yield return Of("break in the middle", Lambda<Func<double, int, double>>(Block([sum, i], Assign(sum, x), Assign(i, Constant(0)),
            Loop(Block(IfThen(GreaterThan(i, Constant(8)), Break(done)), add, IfThen(Is(i, 3), Break(done)), Assign(sum, Multiply(sum, x)), step), done), sum), x, n));
        yield return Of("continue", Lambda<Func<double, double>>(Block([sum, i], Assign(sum, x), Assign(i, Constant(0)),
            Loop(Block(IfThen(GreaterThan(i, Constant(8)), Break(done)), step, IfThen(Is(Modulo(i, Constant(2)), 0), Continue(next)), add), done, next), sum), x));
        yield return Of("break out of two loops", Lambda<Func<double, double>>(Block([sum, i], Assign(sum, x), Assign(i, Constant(0)),
            Loop(
                Block(
                    [j],
                    Assign(j, Constant(0)),
                    IfThen(GreaterThan(i, Constant(8)), Break(outer)),
                    Loop(Block(IfThen(Is(j, 4), Break(done)), IfThen(Is(Add(i, j), 9), Break(outer)), add, Assign(j, Add(j, Constant(1)))), done),
                    step),
                outer),
            sum), x));
        var result = Label(typeof(double), "result");
        yield return Of("loop with a value", Lambda<Func<double, double>>(Block([i], Assign(i, Constant(0)), Multiply(Constant(2.0),
            Loop(Block(step, IfThen(GreaterThan(i, Constant(3)), Break(result, Multiply(x, Convert(i, typeof(double)))))), result))), x));
    }

    private static IEnumerable<(string, LambdaExpression)> Statements()
    {
        var (n, x, t, u) = (Parameter(typeof(int), "n"), Parameter(typeof(double), "x"), Variable(typeof(double), "t"), Parameter(typeof(double), "u"));
        var end = Label(typeof(double), "end");
        yield return Of("return", Lambda<Func<double, double>>(Block(
            IfThen(GreaterThan(x, Constant(1.0)), Return(end, Multiply(x, x))), IfThen(LessThan(x, Constant(0.0)), Block(Assign(x, Negate(x)), Return(end, x))),
            Label(end, Multiply(x, Constant(3.0)))), x));
        yield return Of("assigned parameter", Lambda<Func<double, double>>(Block(Assign(x, Add(x, Constant(1.0))), PostIncrementAssign(x), MultiplyAssign(x, x)), x));
        yield return Of("assignment as a value", Lambda<Func<double, double>>(Block([t], Add(Assign(t, Multiply(x, x)), Multiply(t, t))), x));
        var f = Variable(typeof(Func<double, double>), "f");
        yield return Of("captured and assigned", Lambda<Func<double, double>>(Block([t, f], Assign(t, x),
            Assign(f, Lambda<Func<double, double>>(Block(Assign(t, Add(t, u)), t), u)), Invoke(f, Constant(2.0)), Add(t, Invoke(f, t))), x));
        yield return Of("switch", Lambda<Func<double, int, double>>(Switch(n, Block([t], Assign(t, x), Multiply(t, t)),
            SwitchCase(x, Constant(0), Constant(1)), SwitchCase(Negate(x), Constant(-3))), x, n));
        var text = Parameter(typeof(string), "text");
        yield return Of("switch of strings", Lambda<Func<string, int>>(Switch(text, Constant(0), SwitchCase(Constant(1), Constant("a"), Constant("b\"")), SwitchCase(Constant(2), Constant("long"))), text));
        yield return Of("switch of reals", Lambda<Func<double, double>>(Switch(x, Constant(0.0), SwitchCase(Constant(1.0), Constant(0.3), Constant(2.5))), x));
        var error = Parameter(typeof(DivideByZeroException), "error");
        yield return Of("try", Lambda<Func<int, double, double>>(Block([t], Assign(t, x), TryCatchFinally(
            Convert(Divide(Constant(6), n), typeof(double)), Assign(t, Add(t, Constant(1.0))),
            Catch(error, Convert(Property(Property(error, "Message"), "Length"), typeof(double)), GreaterThan(x, Constant(0.0))),
            Catch(typeof(DivideByZeroException), t)), t), n, x));
        yield return Of("throw", Lambda<Func<double, double>>(Condition(GreaterThan(x, Constant(0.0)), x, Throw(New(typeof(InvalidOperationException)), typeof(double))), x));
    }
}
