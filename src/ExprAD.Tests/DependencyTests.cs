using ExprAD.Graphs;
using ExprAD.Passes;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests;

/// <summary>
/// The library is layered: a type refers to types of its own layer and of earlier ones only. Naming a verb (<c>typeof(Ad)</c>), to
/// recognise it in a user's lambda, is no reference.
/// </summary>
public class DependencyTests
{
    private const string Verbs = "verbs";

    private static readonly string[][] Layers =
    [
        ["vocabulary"], ["Graphs"], ["Tables"], ["Readers"], ["Derivatives", "Passes", "Sparsity"], ["Writers"], ["Caching"], ["Pipeline"], [Verbs],
    ];

    // Types of the root namespace that say what is wanted or what went wrong; every other one is a verb, or the pipeline.
    private static readonly Type[] Vocabulary =
    [
        typeof(AdArithmetic), typeof(AdBackend), typeof(AdForm), typeof(AdMode), typeof(AdOptions), typeof(DerivativeAttribute), typeof(Provenance),
        typeof(NotDifferentiableException), typeof(OperationCount), typeof(Verb),
    ];

    // Public, because generated code calls them; the rules of whole arrays do, too.
    private static readonly Type[] CalledByGeneratedCode = [typeof(VectorSpace), typeof(Vec), typeof(Mat), typeof(LuFactors), typeof(CompletePivoting)];

    // A refusal prints its expression as C#. The printer needs nothing but the expression, so there is no circle.
    private static readonly (Type From, Type To)[] Accepted = [(typeof(NotDifferentiableException), typeof(CSharpPrinter))];

    [Fact]
    public void No_type_refers_to_a_later_layer()
    {
        var violations =
            from type in Ours()
            from used in References.Of(type)
            where IsOurs(used) && LayerOf(used) > LayerOf(type) && !Accepted.Contains((type, used))
            select $"{type} ({NameOf(type)}) refers to {used} ({NameOf(used)})";
        Assert.True(!violations.Any(), string.Join('\n', violations.Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_namespace_has_a_layer() => Assert.Equal([], Ours().Select(NameOf).Distinct().Where(name => LayerOf(name) < 0));

    [Fact]
    public void References_are_found_in_signatures_and_in_bodies()
    {
        Assert.Contains(typeof(Graph), References.Of(typeof(Pipeline)));
        Assert.Contains(typeof(CSharpPrinter), References.Of(typeof(DerivativeInspection)));
        Assert.Contains(typeof(Value), References.Of(typeof(Place)));
    }

    private static IEnumerable<Type> Ours() => typeof(Ad).Assembly.GetTypes().Where(IsOurs);

    // Of what the compiler generates only what stands inside a type of ours.
    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(Ad).Assembly && Outermost(type).Namespace is { } space && (space == "ExprAD" || space.StartsWith("ExprAD.", StringComparison.Ordinal));

    private static int LayerOf(Type type) => LayerOf(NameOf(type));

    private static int LayerOf(string name) => Array.FindIndex(Layers, layer => layer.Contains(name));

    private static string NameOf(Type type)
    {
        var outermost = Outermost(type);
        return outermost.Namespace is { } space && space.StartsWith("ExprAD.", StringComparison.Ordinal) ? space["ExprAD.".Length..]
            : Vocabulary.Contains(outermost) ? "vocabulary"
            : outermost.Name.StartsWith("Spars", StringComparison.Ordinal) ? "Sparsity" // public, because results and generated code are made of them
            : CalledByGeneratedCode.Contains(outermost) ? "Graphs"
            : outermost == typeof(Pipeline) ? nameof(Pipeline)
            : Verbs;
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
