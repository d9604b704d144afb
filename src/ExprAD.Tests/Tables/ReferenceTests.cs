using System.Globalization;
using ExprAD.Tables;
using Xunit;

namespace ExprAD.Tests.Tables;

/// <summary>Every row of the table against reference numbers of 32 digits, in both modes, for doubles and floats.</summary>
public class ReferenceTests
{
    private static readonly AdMode[] Modes = [AdMode.Forward, AdMode.Reverse];

    public static TheoryData<string, AdMode> Rows => Cases(RowFunctions.Numeric);

    public static TheoryData<string, AdMode> SmoothRows => Cases(RowFunctions.Smooth);

    [Theory]
    [MemberData(nameof(Rows))]
    public void First_derivatives_agree_with_the_references(string row, AdMode mode)
    {
        var rule = RowFunctions.Named(row);
        var references = RowFunctions.References(rule);
        Assert.True(references.Count >= 3, $"{row} has {references.Count} references: add it to references.py and run that.");
        var gradient = Gradient(rule, mode);
        var failures = new List<string>();
        foreach (var reference in references)
        {
            var (value, first) = gradient(reference.Point);
            if (!Tolerances.IsValue(rule, value, reference))
            {
                failures.Add($"value at {Text(reference.Point)}: {value:R}, not {reference.Value:R}");
            }

            for (var i = 0; i < first.Length; i++)
            {
                var expected = rule.Partials[i] is null ? 0 : reference.First[i];
                if (!Tolerances.IsFirst(rule, first[i], expected, reference, out var error))
                {
                    failures.Add($"partial {i} at {Text(reference.Point)}: {first[i]:R}, not {expected:R} ({error:G3} ulp)");
                }
            }
        }

        Assert.True(failures.Count == 0, row + "\n" + string.Join("\n", failures));
    }

    [Theory]
    [MemberData(nameof(SmoothRows))]
    public void Second_derivatives_agree_with_the_references(string row, AdMode mode)
    {
        var rule = RowFunctions.Named(row);
        var failures = new List<string>();
        int[] reals = [.. Enumerable.Range(0, rule.Partials.Length).Where(i => RowFunctions.IsReal(rule.Method.GetParameters()[i].ParameterType))];
        var rows = Array.ConvertAll(reals, i => SecondGradient(rule, i, mode));
        foreach (var reference in RowFunctions.References(rule).Where(reference => reference.Second.Length > 0))
        {
            var at = 0;
            for (var i = 0; i < reals.Length; i++)
            {
                var second = rows[i](reference.Point);
                for (var j = i; j < reals.Length; j++)
                {
                    var expected = reference.Second[at++];
                    if (!Tolerances.IsSecond(rule, second[reals[j]], expected, reference, out var error))
                    {
                        failures.Add($"partial {i}{j} at {Text(reference.Point)}: {second[reals[j]]:R}, not {expected:R} ({error:G3} ulp)");
                    }
                }
            }
        }

        Assert.True(failures.Count == 0, row + "\n" + string.Join("\n", failures));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_are_those_of_the_function_bit_for_bit(string row, AdMode mode)
    {
        var rule = RowFunctions.Named(row);
        var gradient = Gradient(rule, mode);
        foreach (var reference in RowFunctions.References(rule))
        {
            object[] arguments = [.. rule.Method.GetParameters().Zip(reference.Point, (p, x) => Convert.ChangeType(x, p.ParameterType, CultureInfo.InvariantCulture))];
            var expected = Convert.ToDouble(rule.Method.Invoke(null, arguments), CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(gradient(reference.Point).Value));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_back_end_and_form_gives_the_same_bits(string row, AdMode mode)
    {
        var rule = RowFunctions.Named(row);
        var fast = Gradient(rule, mode);
        AdOptions[] others =
        [
            new() { Backend = AdBackend.System }, new() { Backend = AdBackend.Interpreted },
            new() { Backend = AdBackend.System, Arithmetic = AdArithmetic.Strict },
        ];
        foreach (var other in others.Select(options => Gradient(rule, mode, options)).Append(Pure(rule, mode)))
        {
            foreach (var reference in RowFunctions.References(rule))
            {
                var (expected, actual) = (fast(reference.Point), other(reference.Point));
                Assert.Equal(expected.Value, actual.Value);
                Assert.Equal(expected.Gradient, actual.Gradient);
            }
        }
    }

    [Fact]
    public void Every_reference_belongs_to_a_row()
    {
        var rows = RowFunctions.Numeric.Select(rule => rule.Method.Name + "/" + rule.Partials.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Empty(References.Names.Except(rows));
    }

    [Theory]
    [InlineData("0x1.8000000000000p+1", 3.0)]
    [InlineData("-0x1.199999999999ap+0", -1.1)]
    [InlineData("0x0.0000000000001p-1022", 5e-324)]
    public void Hexadecimal_numbers_are_read_exactly(string text, double expected) => Assert.Equal(expected, References.Hexadecimal(text));

    private static TheoryData<string, AdMode> Cases(IEnumerable<Rule> rules)
    {
        var cases = new TheoryData<string, AdMode>();
        foreach (var rule in rules)
        {
            foreach (var mode in Modes)
            {
                cases.Add(RowFunctions.Name(rule.Method), mode);
            }
        }

        return cases;
    }

    private static Func<double[], (double Value, double[] Gradient)> Gradient(Rule rule, AdMode mode, AdOptions? others = null)
    {
        var options = (others ?? AdOptions.Default) with { Mode = mode };
        if (RowFunctions.IsSingle(rule))
        {
            var single = Ad.ValueAndGrad(RowFunctions.OfArray<float>(rule.Method), options);
            return p => single(Array.ConvertAll(p, x => (float)x)) is var (value, gradient) ? (value, Array.ConvertAll(gradient, x => (double)x)) : default;
        }

        var both = Ad.ValueAndGrad(RowFunctions.OfArray<double>(rule.Method), options);
        return p => both(p);
    }

    private static Func<double[], (double Value, double[] Gradient)> Pure(Rule rule, AdMode mode)
    {
        // With strict arithmetic, which leaves functions as they are; how close the others are that queries use, TranslationsTests say.
        var options = new AdOptions { Mode = mode, Form = AdForm.Pure, Arithmetic = AdArithmetic.Strict };
        if (RowFunctions.IsSingle(rule))
        {
            var single = Derive.ValueAndGrad(RowFunctions.OfArray<float>(rule.Method), options).Compile();
            return p => single(Array.ConvertAll(p, x => (float)x)) is var (value, gradient) ? (value, Array.ConvertAll(gradient, x => (double)x)) : default;
        }

        var both = Derive.ValueAndGrad(RowFunctions.OfArray<double>(rule.Method), options).Compile();
        return p => both(p);
    }

    private static Func<double[], double[]> SecondGradient(Rule rule, int i, AdMode mode)
    {
        var options = new AdOptions { Mode = mode };
        if (RowFunctions.IsSingle(rule))
        {
            var single = Ad.Grad(RowFunctions.PartialOf(RowFunctions.OfArray<float>(rule.Method), i, options), options);
            return p => Array.ConvertAll(single(Array.ConvertAll(p, x => (float)x)), x => (double)x);
        }

        return new Func<double[], double[]>(Ad.Grad(RowFunctions.PartialOf(RowFunctions.OfArray<double>(rule.Method), i, options), options));
    }

    private static string Text(double[] point) => "(" + string.Join(", ", point.Select(x => x.ToString("R", CultureInfo.InvariantCulture))) + ")";
}
