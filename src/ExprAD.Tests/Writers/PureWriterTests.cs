using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Writers;

public class PureWriterTests
{
    private static readonly AdOptions Pure = new() { Form = AdForm.Pure };

    [Fact]
    public void Derivatives_of_functions_of_a_number_are_single_expressions_with_the_values_of_the_block_form() => CheckAll(PureFunctions.Numbers, atLeast: 100);

    [Fact]
    public void Gradients_of_tuples_records_structs_and_anonymous_objects_are_single_expressions() => CheckAll(PureFunctions.Structures, atLeast: 18);

    [Fact]
    public void Gradients_of_arrays_and_lists_are_single_expressions() => CheckAll(PureFunctions.Arrays, atLeast: 16);

    // Strict arithmetic keeps functions as they are, so both forms compute the same graph.
    [Theory]
    [InlineData(AdMode.Forward)]
    [InlineData(AdMode.Reverse)]
    public void Gradients_of_random_functions_are_single_expressions_and_equal_the_block_form_bit_for_bit(AdMode mode)
    {
        double[] a = [0.75, 2, -1.25, 0.5];
        var compared = 0;
        for (var seed = 0; seed < 800; seed++)
        {
            var f = RandomSmooth.Next(seed, depth: 2 + (seed % 3));
            var block = Derive.ValueAndGrad(f, new AdOptions { Mode = mode, Arithmetic = AdArithmetic.Strict });
            var pure = Derive.ValueAndGrad(f, new AdOptions { Mode = mode, Arithmetic = AdArithmetic.Strict, Form = AdForm.Pure, MaxPureOperations = 100_000 });
            PureForm.Assert(pure, keepsFunctions: true);
            var (expected, actual) = (Outcome(block, 1.5, -0.5, a), Outcome(pure, 1.5, -0.5, a));
            if (expected is not null)
            {
                compared++;
                PureAgainstBlock.AssertSame(expected, actual, 0, () => $"{seed}: {f}\n{block.ToCSharp()}\n{pure.ToCSharp()}");
            }
        }

        Assert.True(compared > 760, $"only {compared} functions have a value at the point");
    }

    [Fact]
    public void Second_derivatives_of_random_functions_use_translated_functions_only()
    {
        var options = new AdOptions { Form = AdForm.Pure, MaxPureOperations = 1_000_000 };
        for (var seed = 5000; seed < 6200; seed++)
        {
            var f = RandomSmooth.Next(seed, depth: 2);
            PureForm.Assert(Derive.Jvp<double, double>(x => Ad.Grad((double t) => f.Invoke(t, 0.5, new[] { 0.75, 2, t * t }))(x), options));
            PureForm.Assert(Derive.Grad(f, options));
        }
    }

    // Null where the function throws: an effect, which the pure form drops.
    private static object? Outcome(LambdaExpression lambda, params object[] arguments)
    {
        try
        {
            return lambda.Compile(preferInterpretation: true).DynamicInvoke(arguments);
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

    [Fact]
    public void An_array_gradient_with_known_indices_needs_no_lambda() => Assert.Equal(
        "a => new [] {a[1], a[0]}.Concat(Repeat(0, ArrayLength(a))).Take(ArrayLength(a)).ToArray()",
        Derive.Grad((double[] a) => a[0] * a[1], Pure).ToString());

    [Fact]
    public void A_gradient_made_by_an_index_from_the_point_selects_over_its_indices() => Assert.Equal(
        "(a, k) => Range(0, ArrayLength(a)).Select(i => IIF((k == i), (2 * a[k]), 0)).ToArray()",
        Derive.GradFirst((double[] a, int k) => a[k] * a[k], Pure).ToString());

    [Fact]
    public void Truth_values_are_written_with_logical_operators() => Assert.Equal(
        "x => IIF(((x > 1) AndAlso (x < 2)), 2, 3)",
        Derive.Grad((double x) => (x > 1 ? x < 2 : false) ? 2 * x : 3 * x, Pure).ToString());

    [Fact]
    public void A_nullable_member_that_is_taken_over_stays_a_member() => Assert.Equal(
        "x => new Optional(1, x.Limit)",
        Derive.Grad((Optional x) => x.Rate, Pure).ToString().Replace("IIF(x.Limit.HasValue, Convert(0, Nullable`1), null)", "x.Limit", StringComparison.Ordinal));

    private sealed record Optional(double Rate, double? Limit);

    [Fact]
    public void Captured_variables_stay_members_of_the_closure_and_are_read_at_each_call()
    {
        var k = 2.0;
        double[] weights = [1, 2];
        var derivative = Derive.Grad(x => k * weights[1] * x * x, Pure);
        var compiled = derivative.Compile();
        Assert.Equal(24, compiled(3));
        (k, weights[1]) = (3, 5);
        Assert.Equal(90, compiled(3));
        Assert.Contains(".k) * ", derivative.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_inside_the_function_stays_a_query()
    {
        int[] data = [1, 2, 3, 4];
        var derivative = Derive.GradFirst((double x, int least) => data.Count(d => d > least) * x * x, Pure);
        Assert.Equal(2.0 * 2 * 5, derivative.Compile()(5, 2));
        Assert.Contains("Count(d => (d > least))", derivative.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Jvp_and_Vjp_of_arrays_have_a_pure_form()
    {
        var jvp = Derive.Jvp((double[] a) => a[0] * a[1], Pure);
        var vjp = Derive.Vjp((double[] a) => new[] { a[0] * a[1], a[1] }, Pure);
        PureForm.Assert(jvp);
        PureForm.Assert(vjp);
        Assert.Equal((6.0, 7.0), jvp.Compile()([2, 3], [1, 2]));
        Assert.Equal([3.0, 12.0], vjp.Compile()([2, 3], [1, 10]).Cotangent);
    }

    [Fact]
    public void The_value_beside_the_gradient_is_translated_too()
    {
        var pure = Derive.ValueAndGrad(x => Math.Tanh(x), Pure);
        PureForm.Assert(pure);
        Assert.Equal("(1 - (2 / (Exp((2 * x)) + 1)))", ((NewExpression)pure.Body).Arguments[0].ToString());
    }

    [Fact]
    public void With_strict_arithmetic_functions_stay() => Assert.Contains(
        "Cosh", Derive.Grad(x => Math.Tanh(x), Pure with { Arithmetic = AdArithmetic.Strict }).ToString(), StringComparison.Ordinal);

    private static void CheckAll(IReadOnlyList<PureAgainstBlock> functions, int atLeast)
    {
        Assert.True(functions.Count >= atLeast, $"{functions.Count} functions");
        var failures = new List<string>();
        foreach (var function in functions)
        {
            if (Record.Exception(() => function.Check()) is { } failure)
            {
                failures.Add($"{function}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {functions.Count} functions:\n{string.Join("\n\n", failures)}");
    }
}
