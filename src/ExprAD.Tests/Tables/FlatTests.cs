using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tables;
using Xunit;

namespace ExprAD.Tests.Tables;

/// <summary>Every row whose derivative is zero: steps, comparisons and questions about numbers.</summary>
public class FlatTests
{
    public static TheoryData<string, AdMode> Rows
    {
        get
        {
            var data = new TheoryData<string, AdMode>();
            foreach (var name in RuleTable.BuiltIn.Where(rule => rule.IsFlat).Select(rule => RowFunctions.Name(rule.Method)).Distinct())
            {
                data.Add(name, AdMode.Forward);
                data.Add(name, AdMode.Reverse);
            }

            return data;
        }
    }

    // (x * f(x))' is f(x) for a step f; (f(x) ? x : 2x)' is 1 or 2 for a question.
    [Theory]
    [MemberData(nameof(Rows))]
    public void A_step_is_a_constant_factor_and_a_question_chooses_a_branch(string row, AdMode mode)
    {
        var method = RuleTable.BuiltIn.First(rule => RowFunctions.Name(rule.Method) == row).Method;
        var x = Expression.Parameter(typeof(double), "x");
        var call = CallOf(method, x);
        var f = Expression.Lambda<Func<double, double>>(
            call.Type == typeof(bool)
                ? Expression.Condition(call, x, Expression.Multiply(Expression.Constant(2.0), x))
                : Expression.Multiply(x, Expression.Convert(call, typeof(double))), x);
        var (value, derivative) = (f.Compile(preferInterpretation: true), Ad.Grad(f, new AdOptions { Mode = mode }));
        foreach (var at in (double[])[0.25, -1.75, 2.5, 8, -3, 1e10, -1e-3])
        {
            Assert.Equal(value(at) / at, derivative(at));
        }
    }

    private static MethodCallExpression CallOf(MethodInfo method, Expression x)
    {
        var arguments = method.GetParameters().Select((p, i) => Argument(p.ParameterType, i > 0 || !method.IsStatic, x, method.DeclaringType!));
        return Expression.Call(method.IsStatic ? null : Cast(x, method.DeclaringType!), method, arguments);
    }

    private static Expression Argument(Type type, bool other, Expression x, Type owner) =>
        type == typeof(int) || type == typeof(MidpointRounding) ? Expression.Constant(type == typeof(int) ? 1 : (object)MidpointRounding.AwayFromZero, type)
        : type == typeof(object) ? Expression.Constant(owner == typeof(float) ? 2.5f : (object)2.5, typeof(object))
        : other ? Expression.Constant(type == typeof(float) ? 2.5f : (object)2.5, type)
        : Cast(x, type);

    private static Expression Cast(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}
