using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tables;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Tables;

public class TranslationsTests
{
    private static readonly double[] Ordinary = [.. Enumerable.Range(-40, 81).Select(i => i / 8.0 + 0.0078125), .. Enumerable.Range(-5, 11).Select(i => (double)i), 1e-6, -1e-6];
    private static readonly double[] Special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, 1, -1];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Translations.Exact.Count + Translations.Close.Count)];

    public static TheoryData<int> RowsOfOneNumber => [.. Enumerable.Range(0, Translations.Exact.Count + Translations.Close.Count).Where(index => Row(index).By.Parameters.Count == 1)];

    private static Translation Row(int index) => index < Translations.Exact.Count
        ? Translations.Exact[index] with { IsExact = true } : Translations.Close[index - Translations.Exact.Count];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_translation_has_the_values_of_the_function(int index)
    {
        var row = Row(index);
        var by = row.By.Compile();
        foreach (var arguments in Arguments(row.Method, Ordinary))
        {
            var expected = Value(row.Method.Invoke(null, arguments));
            var actual = Value(by.DynamicInvoke(arguments));
            var scale = Math.Max(1, Math.Abs(expected));
            Assert.True(
                row.IsExact ? expected.Equals(actual) : actual.Equals(expected) || Math.Abs(actual - expected) <= row.Ulps * (Math.BitIncrement(scale) - scale),
                $"{row.Method.Name}({string.Join(", ", arguments)}) = {expected:R} becomes {actual:R}: {Math.Abs(actual - expected) / (Math.BitIncrement(scale) - scale)} ulp");
        }
    }

    [Theory]
    [MemberData(nameof(RowsOfOneNumber))]
    public void A_translation_keeps_NaN_and_infinite_values(int index)
    {
        var row = Row(index);
        var by = row.By.Compile();
        foreach (var x in Special)
        {
            var (expected, actual) = (Value(row.Method.Invoke(null, [x])), Value(by.DynamicInvoke(x)));
            Assert.True(
                double.IsFinite(expected) ? Math.Abs(actual - expected) <= row.Ulps * 2.3e-16 * Math.Max(1, Math.Abs(expected)) : actual.Equals(expected),
                $"{row.Method.Name}({x}) = {expected} becomes {actual}");
        }
    }

    [Fact]
    public void Maximum_and_minimum_are_NaN_where_an_argument_is()
    {
        foreach (var method in (string[])[nameof(Math.Max), nameof(Math.Min), nameof(Math.MaxMagnitude), nameof(Math.MinMagnitude)])
        {
            var by = (Func<double, double, double>)Translations.Close.Single(row => row.Method.Name == method).By.Compile();
            Assert.Equal(double.NaN, by(double.NaN, 1));
            Assert.Equal(double.NaN, by(1, double.NaN));
        }
    }

    [Fact]
    public void MaxNumber_and_its_like_take_the_argument_that_is_a_number()
    {
        foreach (var row in Translations.Close.Where(row => row.Method.Name.EndsWith("Number", StringComparison.Ordinal)))
        {
            var by = (Func<double, double, double>)row.By.Compile();
            Assert.Equal(1, by(double.NaN, 1));
            Assert.Equal(1, by(1, double.NaN));
        }
    }

    [Fact]
    public void Translations_use_only_functions_that_are_not_translated_themselves()
    {
        foreach (var row in Translations.Exact.Concat(Translations.Close))
        {
            PureForm.Assert(row.By);
        }
    }

    [Fact]
    public void Every_translation_of_doubles_has_one_of_floats()
    {
        foreach (var row in Translations.Exact.Concat(Translations.Close))
        {
            var single = Spellings.ToSingle(row.Method);
            Assert.True(single is not null, row.Method.Name);
            var translated = Translations.Find(single, AdArithmetic.Accurate);
            Assert.True(translated is not null, row.Method.Name);
            Assert.Equal(single.ReturnType, translated.By.ReturnType);
            PureForm.Assert(translated.By);
        }
    }

    [Fact]
    public void With_strict_arithmetic_only_exact_translations_are_used()
    {
        Assert.Null(Translations.Find(typeof(Math).GetMethod(nameof(Math.Tanh))!, AdArithmetic.Strict));
        Assert.NotNull(Translations.Find(typeof(double).GetMethod(nameof(double.Exp2))!, AdArithmetic.Strict));
    }

    private static double Value(object? result) => result is bool truth ? truth ? 1 : 0 : Convert.ToDouble(result, null);

    // Every argument together with others at a few steps; a count for int, bounds in order.
    private static IEnumerable<object[]> Arguments(MethodInfo method, double[] from)
    {
        var parameters = method.GetParameters();
        for (var i = 0; i < from.Length; i++)
        {
            for (var step = 1; step <= (parameters.Length == 1 ? 1 : 12); step++)
            {
                var at = i;
                var arguments = Array.ConvertAll(parameters, p => p.ParameterType == typeof(int) ? (object)((step - 6) is 0 ? 7 : step - 6) : from[(at + (p.Position * step * 7)) % from.Length]);
                if (method.Name.StartsWith("Clamp", StringComparison.Ordinal) && (double)arguments[1] > (double)arguments[2])
                {
                    (arguments[1], arguments[2]) = (arguments[2], arguments[1]);
                }

                if (IsInside(method.Name, arguments))
                {
                    yield return arguments;
                }
            }
        }
    }

    // Signed zeros; poles of tangents, where a digit in the argument is many in the value; quotients with many digits before the point.
    private static bool IsInside(string name, object[] a) => name switch
    {
        nameof(double.TanPi) => Math.Abs(Math.Abs((double)a[0] % 1) - 0.5) > 0.2,
        nameof(Math.Log) => (double)a[1] is not 1.0 and not 0.0,
        nameof(Math.CopySign) => (double)a[1] != 0,
        nameof(Math.IEEERemainder) => Math.Abs((double)a[1]) > 1e-3,
        _ => true,
    };
}
