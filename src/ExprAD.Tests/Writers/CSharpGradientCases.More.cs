using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

public static partial class CSharpGradientCases
{
    public static double Offset { get; set; } = 0.75;

    private static IEnumerable<Case> OfClosures()
    {
        double rate = 0.25;
        double[] weights = [1.5, -2.0, 0.5];
        int n = 3;
        var point = new Point(2, 3);
        Expression<Func<double, double>> square = v => v * v;
        yield return Of(Derive.Grad((double x) => rate * x * x));
        yield return Of(Derive.Grad((double x) => Math.Exp(-rate * x) * Math.Cos(n * x)));
        yield return Of(Derive.Grad((double x) => weights[0] + weights[1] * x + weights[2] * x * x));
        yield return Of(Derive.Grad((double x) => point.X * Math.Sin(point.Y * x)));
        yield return Of(Derive.Grad((double x) => square.Invoke(Math.Sin(x))));
        yield return Of(Derive.Grad((double x) => square.Compile()(square.Invoke(x))));
        yield return Of(Derive.Grad((double x) => Offset * x / Math.PI));
        yield return Of(Derive.Grad((double rate1) => rate * rate1 * rate1));
        yield return Of(Derive.Grad((double x) => Flow.Let(x * x, s => s * Math.Sin(s))));
        yield return Of(Derive.Grad((double x) => ((Func<double, double>)(v => v * v * rate))(x + 1)));
        yield return Of(Derive.Grad((double x) => x * Ad.Stop(x)));
    }

    private static IEnumerable<Case> OfChoices()
    {
        yield return Of(Derive.Grad((double x) => x > 0 ? x * x : -x));
        yield return Of(Derive.Grad((double x) => x > 0 ? x : 0));
        yield return Of(Derive.Grad((double x) => Math.Abs(x)));
        yield return Of(Derive.Grad((double x) => Math.Max(x, 0)));
        yield return Of(Derive.Grad((double x, double y) => Math.Max(x, y)));
        yield return Of(Derive.Grad((double x) => Math.Clamp(x, -1, 1)));
        yield return Of(Derive.Grad((double x) => x < 0 ? Math.Exp(x) : x < 1 ? 1 + x : Math.Sqrt(x)));
        yield return Of(Derive.ValueAndGrad((double x) => x > 1 ? Math.Sin(x) * Math.Exp(x) : x * x));
        yield return Of(Derive.Grad((double x, double y) => x > 0 && y > 0 ? x * y : x + y));
        yield return Of(Derive.Grad((double x) => Math.Abs(x) < 1 ? x * x / 2 : Math.Abs(x) - 0.5));
        yield return Of(Derive.Grad((double x) => Math.Floor(x) * x));
        yield return Of(Derive.Grad((double x) => x % 3));
    }

    private static IEnumerable<Case> OfOtherNumbers()
    {
        yield return Of(Derive.Grad((float x) => x * MathF.Sin(x)));
        yield return Of(Derive.Grad((float x) => 0.1f * x * x));
        yield return Of(Derive.Grad((double x) => (float)x * x));
        yield return Of(Derive.Grad((double x) => (int)x * x));
        yield return Of(Derive.GradFirst((double x, int n) => n / 2 * x));
        yield return Of(Derive.GradFirst((double x, int n) => checked(n * n) * x));
        yield return Of(Derive.GradFirst((double x, int n) => checked(n + 1) * x * unchecked(n * n)));
        yield return Of(Derive.GradFirst((double x, double? scale) => x * (scale ?? 1.0)));
        yield return Of(Derive.GradFirst((double x, long n) => x / n));
        yield return Of(Derive.Grad((double x) => x * 1e300 + x * 1e-7));
        yield return Of(Derive.GradFirst((double x, string s) => s.Length > 3 ? x * s.Length : x));
        yield return Of(Derive.GradFirst((double x, DayOfWeek day) => day == DayOfWeek.Sunday ? 0 : x * x));
    }

    private static IEnumerable<Case> OfForms()
    {
        var pure = new AdOptions { Form = AdForm.Pure };
        var reverse = new AdOptions { Mode = AdMode.Reverse };
        var forward = new AdOptions { Mode = AdMode.Forward };
        var strict = new AdOptions { Arithmetic = AdArithmetic.Strict };
        var real = new AdOptions { Arithmetic = AdArithmetic.Real };
        yield return Of(Derive.Grad((double x) => Math.Exp(Math.Sin(x)), pure));
        yield return Of(Derive.Grad((double x, double y) => Math.Sqrt(x * x + y * y), pure));
        yield return Of(Derive.Grad((double[] x) => x[0] * x[1], pure));
        yield return Of(Derive.Grad((double x) => x > 0 ? Math.Log(x) : x, pure));
        yield return Of(Derive.Grad((double x) => x * Math.Sin(x), reverse));
        yield return Of(Derive.Grad((double x, double y) => x * y * Math.Sin(x * y), reverse));
        yield return Of(Derive.Grad((double x, double y) => x * y * Math.Sin(x * y), forward));
        yield return Of(Derive.Grad((double x) => x * x * x + Math.Pow(x, 3), strict));
        yield return Of(Derive.Grad((double x) => x * x * x + Math.Pow(x, 3), real));
    }

    private static IEnumerable<Case> OfBuiltTrees()
    {
        var (x, n) = (Parameter(typeof(double), "x"), Parameter(typeof(int), "n"));
        var (t, other) = (Variable(typeof(double), "t"), Variable(typeof(double), "t"));
        yield return new("{ t = x * x; t = t * Math.Sin(t); return t; }", Derive.Grad(Lambda<Func<double, double>>(
            Block([t], Assign(t, Multiply(x, x)), Assign(t, Multiply(t, Call(typeof(Math), "Sin", null, t))), t), x)));
        yield return new("{ t = x; if (x > 1) { t = x * x; } return 2 * t; }", Derive.Grad(Lambda<Func<double, double>>(
            Block([t], Assign(t, x), IfThen(GreaterThan(x, Constant(1.0)), Assign(t, Multiply(x, x))), Multiply(Constant(2.0), t)), x)));
        yield return new("two variables named t, one in the other's block", Derive.Grad(Lambda<Func<double, double>>(
            Block([t], Assign(t, Call(typeof(Math), "Exp", null, x)), Multiply(t, Block([other], Assign(other, Multiply(t, x)), Multiply(other, other)))), x)));
        yield return new("switch (n) { 0: x, 1: x * x, default: Math.Sin(x) }", Derive.GradFirst(Lambda<Func<double, int, double>>(
            Switch(n, Call(typeof(Math), "Sin", null, x), SwitchCase(x, Constant(0)), SwitchCase(Multiply(x, x), Constant(1))), x, n)));
        yield return new("Power(Power(x, 3), 2)", Derive.Grad(Lambda<Func<double, double>>(Power(Power(x, Constant(3.0)), Constant(2.0)), x)));
        yield return new("Power(x, Power(x, 2))", Derive.Grad(Lambda<Func<double, double>>(Power(x, Power(x, Constant(2.0))), x)));
        yield return new("-(-(x * -1))", Derive.Grad(Lambda<Func<double, double>>(Negate(Negate(Multiply(x, Constant(-1.0)))), x)));
        yield return new("a parameter without a name", Derive.Grad(
            Parameter(typeof(double)) is var u ? Lambda<Func<double, double>>(Multiply(u, u), u) : null!));
        yield return new("two parameters of one name", Derive.Grad(
            Parameter(typeof(double), "x") is var y ? Lambda<Func<double, double, double>>(Multiply(x, Multiply(y, y)), x, y) : null!));
    }
}
