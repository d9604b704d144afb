using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tables;
using Xunit;

namespace ExprAD.Tests.Tables;

/// <summary>Every floating-point function of the framework is accounted for, also those that a later runtime brings.</summary>
public class AccountTests
{
    private static readonly Type[] Owners = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];

    public static TheoryData<string> Functions => [.. FloatingPoint.Select(RowFunctions.Name).Distinct()];

    public static TheoryData<string> Refused => [.. WithoutRow.Select(RowFunctions.Name).Distinct()];

    public static TheoryData<string> RefusedNumbers => [.. WithoutRow.Where(m => !m.IsGenericMethod).Select(RowFunctions.Name).Distinct()];

    private static IEnumerable<MethodInfo> WithoutRow => FloatingPoint.Where(m => Undifferentiable.Reasons.ContainsKey(m.Name));

    private static IEnumerable<MethodInfo> FloatingPoint => Owners.SelectMany(owner => owner.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.IsGenericMethod ? IsConversion(method) : Holds(method.ReturnType) && Array.Exists(method.GetParameters(), p => Holds(p.ParameterType)));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_has_a_row_or_a_reason(string function)
    {
        var method = FloatingPoint.First(m => RowFunctions.Name(m) == function);
        var canonical = Spellings.Canonical(method);
        var hasRow = (Pairs.Of(canonical) ?? [canonical]).All(part => RuleTable.Find(part) is not null);
        var hasReason = Undifferentiable.Reasons.ContainsKey(method.Name);
        Assert.True(hasRow || hasReason, $"{function} has neither a row in Tables nor a reason in Undifferentiable.");
        Assert.False(hasRow && hasReason, $"{function} has a row, so the reason in Undifferentiable is wrong.");
    }

    [Theory]
    [InlineData(AdMode.Forward)]
    [InlineData(AdMode.Reverse)]
    public void A_pair_of_functions_is_differentiated_number_by_number(AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        foreach (var x in (double[])[0.3, -2, 1e10])
        {
            Assert.Equal(Math.Cos(x), Ad.Grad(a => Math.SinCos(a).Sin, options)(x));
            Assert.Equal(-Math.Sin(x), Ad.Grad(a => double.SinCos(a).Cos, options)(x));
            Assert.Equal(Math.Cos(x) - Math.Sin(x), Ad.Grad(a => Flow.Let(Math.SinCos(a), pair => pair.Sin + pair.Cos), options)(x));
            Assert.Equal(MathF.Cos((float)x), Ad.Grad((float a) => (double)MathF.SinCos(a).Sin, options)((float)x));
            Assert.Equal(Math.SinCos(x), Ad.Jvp((double a) => Math.SinCos(a), options)(x, 1).Value);
            Assert.Equal((Math.Cos(x), -Math.Sin(x)), Ad.Jvp((double a) => Math.SinCos(a), options)(x, 1).Tangent);
        }
    }

    [Fact]
    public void No_reason_is_stale() => Assert.Empty(Undifferentiable.Reasons.Keys.Except(FloatingPoint.Select(m => m.Name)));

    [Fact]
    public void The_walk_sees_the_functions_that_it_should()
    {
        string[] expected =
        [
            "Math.Exp(Double)", "MathF.Atan2(Single, Single)", "Double.RootN(Double, Int32)", "Single.Lerp(Single, Single, Single)", "Math.SinCos(Double)",
            "Math.ScaleB(Double, Int32)", "Double.ClampNative(Double, Double, Double)", "Double.CreateChecked(TOther)", "Math.Clamp(Single, Single, Single)",
        ];
        Assert.Empty(expected.Except(FloatingPoint.Select(RowFunctions.Name)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_function_that_is_not_differentiable_is_refused_with_its_reason(string function)
    {
        var method = FloatingPoint.First(m => RowFunctions.Name(m) == function);
        if (method.IsGenericMethod)
        {
            method = method.MakeGenericMethod(method.ReturnType.IsGenericParameter ? typeof(int) : method.ReturnType == typeof(double) ? typeof(float) : typeof(double));
        }

        var exception = Assert.Throws<NotDifferentiableException>(() => Ad.Grad(UseOf(method)));
        var reason = Undifferentiable.Reasons[method.Name];
        Assert.Equal(reason, exception.Reason);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(method.Name, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RefusedNumbers))]
    public void A_function_that_is_not_differentiable_may_be_applied_to_constants(string function)
    {
        var method = FloatingPoint.First(m => RowFunctions.Name(m) == function);
        var x = Expression.Parameter(typeof(double), "x");
        var constant = Expression.Call(method, method.GetParameters().Select(p => Expression.Constant(Convert.ChangeType(0.5, p.ParameterType, null))));
        var number = RowFunctions.IsReal(method.ReturnType) ? constant : (Expression)Expression.Field(constant, "Item1");
        var product = Expression.Lambda<Func<double, double>>(Expression.Multiply(x, Expression.Convert(number, typeof(double))), x);
        Assert.Equal(product.Compile()(1), Ad.Grad(product)(3));
    }

    // x => (double)f((..)x), with the first number of a tuple.
    private static Expression<Func<double, double>> UseOf(MethodInfo method)
    {
        var x = Expression.Parameter(typeof(double), "x");
        var call = Expression.Call(method, method.GetParameters().Select(p => p.ParameterType == typeof(double) ? (Expression)x : Expression.Convert(x, p.ParameterType)));
        var value = call.Type.IsGenericType ? (Expression)Expression.Field(call, "Item1") : call;
        return Expression.Lambda<Func<double, double>>(value.Type == typeof(double) ? value : Expression.Convert(value, typeof(double)), x);
    }

    // Generic ones that make a floating-point number of any, or any of a floating-point number.
    private static bool IsConversion(MethodInfo method) =>
        (Holds(method.ReturnType) || method.ReturnType.IsGenericParameter)
        && Array.Exists(method.GetParameters(), p => p.ParameterType.IsGenericParameter || Holds(p.ParameterType));

    private static bool Holds(Type type) =>
        RowFunctions.IsReal(type) || (type.HasElementType && Holds(type.GetElementType()!)) || (type.IsGenericType && Array.Exists(type.GetGenericArguments(), Holds));
}
