using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>How functions and derivatives read in F#; see Baselines/FSharpFunctions.txt. That they compile and compute the same is another test.</summary>
public class FSharpPrinterTests
{
    private static readonly Baseline Baseline = new("Writers/Baselines/FSharpFunctions.txt");

    private delegate double Halves(ref double x);

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Functions_and_derivatives_read_as_a_person_would_write_them(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Baseline.Compare([.. CSharpGradientCases.All().Select(c => (c.Title, c.Derivative.ToFSharp())), .. FSharpTrees.All().Select(c => (c.Title, c.Tree.ToFSharp()))]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_derivative_is_a_curried_function() =>
        Assert.Equal("fun (x: float) (y: float) -> struct (Math.Sin(y), x * Math.Cos(y))", Derive.Grad((double x, double y) => x * Math.Sin(y)).ToFSharp());

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-infinity")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(3f, "3.0f")]
    [InlineData(float.PositiveInfinity, "infinityf")]
    [InlineData(int.MinValue, "Int32.MinValue")]
    [InlineData(-5L, "-5L")]
    [InlineData((byte)7, "7uy")]
    [InlineData("a\"b\n", "\"a\\\"b\\n\"")]
    [InlineData('\'', "'\\''")]
    [InlineData(true, "true")]
    [InlineData(DayOfWeek.Friday, "DayOfWeek.Friday")]
    [InlineData((DayOfWeek)9, "(LanguagePrimitives.EnumOfValue 9: DayOfWeek)")]
    public void Constants_are_literals_of_their_type(object value, string text) => Assert.Equal("fun () -> " + text, Lambda(Constant(value)).ToFSharp());

    [Theory]
    [InlineData(typeof(double[,][]), "float[][,]")]
    [InlineData(typeof((int, float[])), "struct (int * float32[])")]
    [InlineData(typeof(Tuple<string, long>), "(string * int64)")]
    [InlineData(typeof(List<double?>), "System.Collections.Generic.List<Nullable<float>>")]
    [InlineData(typeof(CSharpPrinterSubjects.Line), "ExprAD.Tests.Writers.CSharpPrinterSubjects.Line")]
    public void Types_are_named_as_F_sharp_names_them(Type type, string name) =>
        Assert.Equal($"fun (x: {name}) -> 1.0", Lambda(Constant(1.0), Parameter(type, "x")).ToFSharp());

    [Fact]
    public void Captured_variables_keep_their_names()
    {
        var (rate, type) = (0.5, 2.0);
        Assert.Equal("fun (x: float) -> rate * x * ``type``", ((LambdaExpression)((double x) => rate * x * type)).ToFSharp());
    }

    [Fact]
    public void What_has_no_F_sharp_form_is_refused_with_the_reason()
    {
        var (x, again, out_) = (Parameter(typeof(double), "x"), Label("again"), Label(typeof(double), "out"));
        var reference = Parameter(typeof(double).MakeByRefType(), "x");
        Refused("no parameters of type double&", Lambda<Halves>(reference, reference));
        Refused("no jump to the label again", Lambda(Block(Label(again), IfThen(LessThan(x, Constant(1.0)), Goto(again)), x), x));
        Refused("no jump to the label out", Lambda(Block(Add(x, Block(Return(out_, x), x)), Label(out_, x)), x));
        Refused("no name for the type AnonymousType", Of(new { A = 1.0 }, p => p.A));
        Refused("no text for a node of kind RuntimeVariables", Lambda(RuntimeVariables(x), x));
    }

    [Fact]
    public void Null_is_refused_by_name() => Assert.Equal("lambda", Assert.Throws<ArgumentNullException>(() => ((LambdaExpression)null!).ToFSharp()).ParamName);

    /// <summary>The forms that are printed are functions of their own, which compute the same.</summary>
    [Fact]
    public void Jumps_as_flags_and_short_forms_made_long_compute_the_same()
    {
        foreach (var (title, tree) in FSharpTrees.All())
        {
            var (original, rewritten) = (tree.Compile(), FSharpJumps.Rewrite(FSharpForms.Rewrite(tree)).Compile());
            for (var round = 0; round < 6; round++)
            {
                Assert.Equal(
                    title + ": " + SameValues.Outcome(original, SameValues.Arguments(tree, round)),
                    title + ": " + SameValues.Outcome(rewritten, SameValues.Arguments(tree, round)));
            }
        }
    }

    private static Expression<Func<T, double>> Of<T>(T like, Expression<Func<T, double>> function) => like is null ? null! : function;

    private static void Refused(string reason, LambdaExpression lambda) =>
        Assert.Contains(reason, Assert.Throws<NotSupportedException>(() => lambda.ToFSharp()).Message, StringComparison.Ordinal);
}
