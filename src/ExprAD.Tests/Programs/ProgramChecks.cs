using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Programs;

/// <summary>The checks of one random program.</summary>
internal sealed class ProgramChecks
{
    private static readonly AdBackend[] All = [AdBackend.Fast, AdBackend.System, AdBackend.Interpreted];
    private static readonly AdArithmetic[] Loose = [AdArithmetic.Accurate, AdArithmetic.Real];

    private readonly RandomProgram program;
    private Func<double, double, double[], Model, double> original = null!;
    private Backends forward = null!;
    private Backends reverse = null!;
    private DerivativeGraph strict = null!;
    private DerivativeGraph[] rewritten = [];

    // Every fourth program is compiled by the back ends and compared with differences; the reference evaluator does all of them.
    private readonly bool isThorough;

    internal ProgramChecks(RandomProgram program)
    {
        this.program = program;
        isThorough = program.Seed % 4 == 0 || program.Seed % 16 == 3;
    }

    /// <summary>The numbers that forward and reverse mode have agreed on.</summary>
    internal int Agreements { get; private set; }

    /// <summary>The numbers that differences have confirmed.</summary>
    internal int Differences { get; private set; }

    internal void Run()
    {
        if (!IsProgram())
        {
            return;
        }

        Make();
        At(ProgramPoints.Ordinary(program.Seed), isOrdinary: true);
        At(ProgramPoints.Ordinary(program.Seed + 1_000_000), isOrdinary: true);
        At(ProgramPoints.Extreme(program.Seed), isOrdinary: false);
        At(ProgramPoints.Broken(program.Seed), isOrdinary: false);
    }

    private void At(object?[] point, bool isOrdinary)
    {
        var expected = Outcome.Of(() => Original(point));
        var value = Outcome.Of(() => strict.At(point));
        Require(value.IsSameAs(expected), $"the graph gives {value}, the function {expected}", point);
        var (tangents, adjoints) = (Outcome.Of(() => forward.At(point)), Outcome.Of(() => reverse.At(point)));
        Require(tangents.Exception == expected.Exception, $"forward mode gives {tangents}, the function {expected}", point, forward.Tree);
        Require(adjoints.Exception == expected.Exception, $"reverse mode gives {adjoints}, the function {expected}", point, reverse.Tree);
        if (expected.Exception is not null)
        {
            return;
        }

        Require(
            Backends.SameBits(adjoints.Numbers[..1], expected.Numbers), $"the value in strict arithmetic is {adjoints.Numbers[0]:R} instead of {expected}", point, reverse.Tree);
        if (!isOrdinary)
        {
            return;
        }

        AssertRewritten(point, expected);
        AssertModes(point, tangents, adjoints);
        if (isThorough && program.HasDifferences)
        {
            AssertDifferences(point, adjoints.Numbers);
        }
    }

    // Identities of looser arithmetic keep the value to rounding.
    private void AssertRewritten(object?[] point, Outcome expected)
    {
        foreach (var graph in rewritten)
        {
            var actual = graph.At(point);
            var distance = Math.Abs((double)actual! - expected.Numbers[0]);
            Require(
                !(distance > Few(expected.Numbers[0])) || !(distance > strict.Uncertainty(point, expected.Result)[0] + graph.Uncertainty(point, actual)[0]),
                $"rewritten, the value is {actual} instead of {expected}, a distance of {distance}", point);
        }
    }

    private void AssertModes(object?[] point, Outcome tangents, Outcome adjoints)
    {
        var (a, b) = (tangents.Numbers, adjoints.Numbers);
        double[]? allowed = null;
        for (var i = 0; i < a.Length; i++)
        {
            if (Math.Abs(a[i] - b[i]) <= Few(b[i]))
            {
                Agreements++;
            }
            else if (double.IsFinite(a[i]) && double.IsFinite(b[i]))
            {
                allowed ??= [.. forward.Graph.Uncertainty(point, tangents.Result).Zip(reverse.Graph.Uncertainty(point, adjoints.Result), (t, u) => t + u)];
                Require(!(Math.Abs(a[i] - b[i]) > allowed[i]), $"number {i} is {a[i]:R} in forward and {b[i]:R} in reverse mode, allowed {allowed[i]:E2}", point, forward.Tree, reverse.Tree);
            }
        }
    }

    // What needs no closer look.
    private static double Few(double number) => 4 * 1.2e-16 * Math.Abs(number);

    private void AssertDifferences(object?[] point, double[] valueAndGradient)
    {
        var at = Leaves.Of(point);
        for (var i = program.Seed % 3; i < at.Length; i += 3)
        {
            var along = i;
            var (derivative, error) = Oracles.Differences.Of(
                x => Outcome.Of(() => Original((object?[])Leaves.With(point, [.. at[..along], x, .. at[(along + 1)..]])!)) is { Exception: null } there ? there.Numbers[0] : double.NaN,
                at[i],
                0.01);
            if (error < 1e-5 * (1 + Math.Abs(derivative)))
            {
                var distance = Math.Abs(derivative - valueAndGradient[i + 1]);
                Require(distance <= (100 * error) + (1e-9 * (1 + Math.Abs(derivative))), $"number {i} of the gradient is {valueAndGradient[i + 1]:R}, by differences {derivative:R} +- {error:E1}", point, reverse.Tree);
                Differences++;
            }
        }
    }

    private double Original(object?[] point) => original((double)point[0]!, (double)point[1]!, (double[])point[2]!, (Model)point[3]!);

    // A jump inside an expression of a structure is more than the compiler of expression trees can do.
    private bool IsProgram()
    {
        try
        {
            original = program.Function.Compile(preferInterpretation: !isThorough);
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    // Each program goes through one back end per mode; together they go through all.
    private void Make()
    {
        try
        {
            var backend = program.Seed % 3;
            forward = new Backends(program.Function, new AdOptions { Mode = AdMode.Forward }, isThorough ? [All[backend]] : []);
            reverse = new Backends(program.Function, new AdOptions { Mode = AdMode.Reverse, Arithmetic = AdArithmetic.Strict }, isThorough ? [All[(backend + 1) % 3]] : []);
            strict = DerivativeGraph.Of(program.Function, AdArithmetic.Strict);
            rewritten = Array.ConvertAll(Loose, arithmetic => DerivativeGraph.Of(program.Function, arithmetic));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Assert.Fail($"Program {program.Seed}: has no derivative: {exception}\n{program.Function.ToCSharp()}");
        }
    }

    private void Require(bool holds, string what, object?[] point, params LambdaExpression?[] trees) => Assert.True(
        holds,
        $"Program {program.Seed}: {what}\nat {Backends.Text(point)}, m.N = {((Model)point[3]!).N}\nof\n{program.Function.ToCSharp()}\n{string.Join("\n", trees.Select(tree => tree?.ToCSharp()))}");
}
