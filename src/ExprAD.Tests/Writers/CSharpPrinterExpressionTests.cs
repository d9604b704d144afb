using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;
using static System.Linq.Expressions.Expression;
using static ExprAD.Tests.Writers.CSharpPrinterSubjects;

namespace ExprAD.Tests.Writers;

/// <summary>Hand-picked expressions, printed, compiled together and run at several points against the tree.</summary>
public class CSharpPrinterExpressionTests
{
    private static readonly ParameterExpression X = Parameter(typeof(double), "x");
    private static readonly ParameterExpression Y = Parameter(typeof(double), "y");
    private static readonly ParameterExpression N = Parameter(typeof(int), "n");
    private static readonly ParameterExpression M = Parameter(typeof(double?), "m");

    private static T Same<T>(T lambda) where T : LambdaExpression => lambda;

    // What the C# compiler makes of lambdas.
    public static IEnumerable<LambdaExpression> Compiled()
    {
        double rate = 0.25;
        double[] weights = [1.5, 2.5, -3.0];
        int k = 2;
        string word = "word";
        var box = new Box { Value = 3 };
        Func<double, double> f = v => v + 1;
        Expression<Func<double, double>> square = v => v * v;
        yield return Same((double x) => rate * x + weights[1] * weights[k] - weights.Length);
        yield return Same((double x) => weights.Select(w => w * x).Sum());
        yield return Same((double x) => weights.Select((w, i) => w * i * x).Where(v => v > 0).Sum(v => v * v));
        yield return Same((double x) => weights.Aggregate(x, (s, w) => s + w, s => s * 2));
        yield return Same((double x) => weights.Zip(weights, (a, b) => a * b).Max() + Enumerable.Range(0, 5).Sum(i => i * x));
        yield return Same((double x) => Enumerable.Repeat(x, 3).ToArray().Length + weights.Cast<double>().Count() + weights.OfType<object>().Count());
        yield return Same((double x) => weights.ToDictionary(w => w, w => w * x).Count + weights.OrderBy(w => -w).First());
        yield return Same((double x) => new { A = x, B = 2 * x, word.Length }.B + new { A = x }.A);
        yield return Same((double x) => weights.Select(w => new { w, Scaled = w * x }).Where(p => p.Scaled < 4).Sum(p => p.w));
        yield return Same((double x) => new Line(x, 1).At(2) + new Line(1, x).Slope);
        yield return Same((double x) => new Box { Value = x, Line = new Line(x, x), Inner = new Box { Value = 1 }, Items = { 1, x } }.Items.Count);
        yield return Same((double x) => new List<double> { x, 2, rate }.Count + new Dictionary<string, double> { { "a", x }, { "b", 1.0 } }["a"]);
        yield return Same((double x) => box.Value + box[3] + box.Line.Offset * x + (box.Inner == null ? 1 : 2));
        yield return Same((double x) => (double)(box + x) + ((Box)x).Value);
        yield return Same((double x) => f(x) + f.Invoke(x) + square.Compile()(x));
        yield return Same((double x) => Twice(x) + Of<string>(x) + Of<List<int[]>>(x));
        yield return Same((double x) => Apply(v => v * x, 2.0) + Apply((double[] v) => v[0] * x, 2.0) + Quoted(v => v * v));
        yield return Same((double x) => Kind((object)word) + Kind(word) + word + k + 'c' + x.ToString(CultureInfo.InvariantCulture));
        yield return Same((double x) => word[k] == 'r' ? word.Substring(1, 2).Length : -1.0.CompareTo(x));
        yield return Same((double x) => ValueTuple.Create(x, 2.0).Item1 + new ValueTuple<double, int>(x, 3).Item2);
        yield return Same((double x) => new double[2, 3].Length + new double[] { x, 1, 2 }[1] + new double[3][].Length + new[] { new[] { x } }[0][0]);
        yield return Same((double x) => Math.Max(x, 1) + Math.Max(k, 3) + Math.Clamp(x, 0, 1) + Math.Round(x, 2) + MathF.Sin((float)x) + double.Sinh(x));
        yield return Same((double x) => x > 1 && x < 2 || !(x >= 3) && k == 2 ? k / 3 : k % 3 - (k << 3) + (k >> 1) + (k & 1 | 4 ^ 2) + ~k);
        yield return Same((double x) => checked(k + 1) * checked((byte)k) + unchecked(k * 2147483647) + checked(k * unchecked(k + 2147483647) - 1));
        yield return Same((double? m) => (m ?? 1.0) + (m.HasValue ? m.Value : 0) + (m > 1 ? 1 : 2) + (m + 1).GetValueOrDefault());
        yield return Same((object o) => o is string ? ((string)o).Length : o as List<double> == null ? (int)o : -1);
        yield return Same((double x) => ((Func<double, Func<double, double>>)(a => b => a * b + x))(2)(3));
        yield return Same((double x) => ((Func<double, double>)Math.Sin)(x) + weights.Select(Math.Abs).Sum() + weights.Select(Twice).Sum());
        yield return Same((double x) => ((IComparable<double>)x).CompareTo(1) + ((IEnumerable<double>)weights).Count() + ((ICollection<double>)weights).Count);
        yield return Same((double x) => 1e300 * 1e10 * x + 1.0f / 3 == 0 || 1m / k == 3m ? 1L : 5000000000L - 4000000000U);
        yield return Same((DayOfWeek d) => d == DayOfWeek.Friday ? DayOfWeek.Monday : (DayOfWeek)((int)d + 1));
        yield return Same((double[] a, int[] j) => a[j[0]] + a.Length);
        yield return Same((double x) => typeof(double).Name + nameof(x) + default(int) + default(string) + string.Join(",", weights) + $"{k} {x > 0}");
        yield return Same((bool p, bool q) => p == q != (p ^ q) | p & !q);
        yield return Same((double x, double y) => (x < y ? x : y) * ((x < y) == (y > x) ? 1 : 2));
    }

    // What only hand-built trees contain.
    public static IEnumerable<LambdaExpression> Built()
    {
        var bits = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0123);
        var decimals = Constant(1m);
        yield return Lambda(Subtract(X, Subtract(Y, Subtract(X, Y))), X, Y);
        yield return Lambda(Divide(X, Divide(Y, Multiply(X, Divide(Y, X)))), X, Y);
        yield return Lambda(Negate(Negate(Negate(Constant(-0.0)))));
        yield return Lambda(Subtract(Negate(X), Negate(Constant(-1.0))), X);
        yield return Lambda(Power(Negate(X), Power(Constant(2.0), Y)), X, Y);
        yield return Lambda(Power(M, M), M);
        yield return Lambda(Add(M, Multiply(M, Constant(2.0, typeof(double?)))), M);
        yield return Lambda(LessThan(M, M, true, null), M);
        yield return Lambda(LessThan(M, Constant(1.0, typeof(double?))), M);
        yield return Lambda(Equal(M, Constant(null, typeof(double?))), M);
        yield return Lambda(Constant(bits));
        yield return Lambda(Constant(-double.NaN));
        yield return Lambda(Divide(N, Constant(0)), N);
        yield return Lambda(Modulo(Constant(7), Subtract(Constant(1), Constant(1))));
        yield return Lambda(Divide(Constant(int.MinValue), Constant(-1)));
        yield return Lambda(Divide(decimals, Constant(0m)));
        yield return Lambda(Multiply(Constant(decimal.MaxValue), Constant(decimal.MaxValue)));
        yield return Lambda(Add(Constant(int.MaxValue), Constant(1)));
        yield return Lambda(AddChecked(Constant(int.MaxValue), Constant(1)));
        yield return Lambda(Negate(Constant(int.MinValue)));
        yield return Lambda(NegateChecked(N), N);
        yield return Lambda(AddChecked(Add(N, Constant(int.MaxValue)), MultiplyChecked(N, N)), N);
        yield return Lambda(Add(AddChecked(N, N), Multiply(N, Constant(int.MaxValue))), N);
        yield return Lambda(Convert(Constant(300), typeof(byte)));
        yield return Lambda(ConvertChecked(Constant(300), typeof(byte)));
        yield return Lambda(ConvertChecked(Constant(1e10), typeof(int)));
        yield return Lambda(Convert(Negate(N), typeof(short)), N);
        yield return Lambda(Add(Convert(N, typeof(short)), Constant((short)-5)), N);
        yield return Lambda(Not(Convert(N, typeof(byte))), N);
        yield return Lambda(Or(Convert(N, typeof(sbyte)), Constant((sbyte)-5)), N);
        yield return Lambda(Increment(X), X);
        yield return Lambda(Decrement(Convert(N, typeof(ushort))), N);
        yield return Lambda(Increment(Convert(N, typeof(int?))), N);
        yield return Lambda(Convert(GreaterThan(X, Y), typeof(int)), X, Y);
        yield return Lambda(Multiply(Convert(Constant(1), typeof(float)), Convert(X, typeof(float))), X);
        yield return Lambda(Multiply(Constant(0.1f), Convert(X, typeof(float))), X);
        yield return Lambda(TypeEqual(Convert(X, typeof(object)), typeof(double)), X);
        yield return Lambda(TypeIs(Convert(X, typeof(object)), typeof(double?)), X);
        yield return Lambda(Coalesce(M, N, Lambda(Convert(Parameter(typeof(double), "v") is var v ? v : null!, typeof(int)), v)), M, N);
        yield return Lambda(Coalesce(M, Throw(Constant(new InvalidOperationException()), typeof(double))), M);
        yield return Lambda(Condition(GreaterThan(X, Y), Throw(New(typeof(InvalidOperationException)), typeof(double)), X), X, Y);
        yield return Lambda(AndAlso(Constant(null, typeof(bool?)), Equal(M, M, true, null)), M);
        yield return Lambda(OrElse(LessThan(M, M, true, null), Convert(GreaterThan(X, Y), typeof(bool?))), M, X, Y);
        yield return Lambda(Equal(Constant("a"), Constant("a"), false, null));
        yield return Lambda(ReferenceEqual(New(typeof(Box)), New(typeof(Box))));
        yield return Lambda(Equal(Convert(New(typeof(Box)), typeof(object)), Constant(null)));
        yield return Lambda(New(typeof(ValueTuple<double, double>).GetConstructors()[0], X, Constant(1.0)), X);
        yield return Lambda(New(typeof(ValueTuple<double>).GetConstructors()[0], X), X);
        yield return Lambda(New(typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. Enumerable.Repeat(typeof(double), 7), typeof(ValueTuple<double>)]).GetConstructors()[0],
            [.. Enumerable.Repeat<Expression>(X, 7), Constant(new ValueTuple<double>(1))]), X);
        yield return Lambda(New(typeof(ValueTuple<bool, bool>).GetConstructors()[0], LessThan(X, Y), GreaterThan(X, Add(Y, Y))), X, Y);
        yield return Lambda(Default(typeof(double)));
        yield return Lambda(Default(typeof(double?)));
        yield return Lambda(Default(typeof((int, double))));
        yield return Lambda(Add(Default(typeof(double)), X), X);
        yield return Lambda(New(typeof(DateTime)));
        yield return Lambda(NewArrayBounds(typeof(double[]), N), N);
        yield return Lambda(NewArrayBounds(typeof(double[,][]), Constant(2), Constant(3)));
        yield return Lambda(NewArrayInit(typeof(object), Convert(X, typeof(object)), Constant("s")), X);
        yield return Lambda(Call(Constant(new double[,] { { 1, 2 }, { 3, 4 } }), typeof(double[,]).GetMethod("Get")!, Constant(1), Constant(0)));
        yield return Lambda(ArrayAccess(Constant(new double[,] { { 1, 2 }, { 3, 4 } }), Constant(0), Constant(1)));
        yield return Lambda(Add(Constant(3L, typeof(object)) is var o ? Convert(o, typeof(long)) : null!, Constant(1L)));
        yield return Lambda(Constant(new Half[] { (Half)0.1 }[0]));
        yield return Lambda(Constant(1.50m));
        yield return Lambda(Constant(-0.0m));
        yield return Lambda(Constant(DayOfWeek.Friday | (DayOfWeek)8));
        yield return Lambda(Constant((1.0, -2, "x")));
        yield return Lambda(Call(typeof(CSharpPrinterSubjects), "HalfOf", null, Add(X, Y)), X, Y);
        yield return Lambda(Invoke(Constant((Expression<Func<double, double>>)(z => z * 3)), X), X);
        yield return Lambda(Equal(Multiply(X, Constant(0.0)), Multiply(Constant(-0.0), X)), X);
        yield return Lambda(ExclusiveOr(Equal(X, Y), And(Equal(X, X), Not(Equal(Y, Y)))), X, Y);
        yield return Lambda(LeftShift(LeftShift(N, Constant(1)), Add(N, LeftShift(Constant(1), N))), N);
        yield return Lambda(Convert(Convert(Negate(N), typeof(DayOfWeek)), typeof(int)), N);
        yield return Lambda(Convert(Constant(-1), typeof(DayOfWeek)));
        yield return Lambda(Add(Constant("a"), Convert(N, typeof(object)), typeof(string).GetMethod("Concat", [typeof(object), typeof(object)])), N);
        yield return Lambda(Call(typeof(decimal), "op_Addition", null, decimals, decimals));
        yield return Lambda(Multiply(X, Block(typeof(double), X)), X);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("de-DE", true)]
    [InlineData("", false)]
    [InlineData("de-DE", false)]
    public void Expressions_compute_the_same_after_printing(string culture, bool compiledByCSharp)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try { SameValues.AssertAll([.. compiledByCSharp ? Compiled() : Built()]); }
        finally { CultureInfo.CurrentCulture = before; }
    }
}
