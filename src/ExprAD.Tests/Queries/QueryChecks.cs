using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tests.Oracles;
using ExprAD.Tests.Programs;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Queries;

/// <summary>The checks of one random query. What it computes and throws is what LINQ itself computes and throws.</summary>
/// <param name="seed">The seed, which also settles what is checked beside the rest.</param>
/// <param name="function">The function.</param>
internal sealed class QueryChecks(int seed, LambdaExpression function)
{
    private static readonly AdArithmetic[] Levels = [AdArithmetic.Strict, AdArithmetic.Accurate, AdArithmetic.Real];

    private readonly AdArithmetic arithmetic = Levels[seed % 3];
    private Delegate original = null!;
    private Derived reverse = null!;
    private Derived forward = null!;

    /// <summary>The points where the function has a value.</summary>
    internal int Values { get; private set; }

    /// <summary>The derivatives that differences have confirmed.</summary>
    internal int Differences { get; private set; }

    /// <summary>The derivatives that are not zero.</summary>
    internal int Slopes { get; private set; }

    /// <summary>Whether the gradient could be printed and compiled again.</summary>
    internal bool IsPrinted { get; private set; }

    // Some are compared with differences and differentiated again.
    private bool IsThorough => seed % 40 == 0;

    internal int Seed => seed;

    internal string Text => function.ToCSharp();

    internal LambdaExpression Gradient => reverse.Tree;

    /// <summary>Differentiates the function, and compiles the gradient by every back end, the tangents by one.</summary>
    internal void Prepare()
    {
        original = function.Compile(preferInterpretation: !IsThorough);
        reverse = new Derived(Verb.ValueAndGrad, function, new AdOptions { Mode = AdMode.Reverse, Arithmetic = arithmetic });
        forward = new Derived(Verb.Jvp, Joined(function), new AdOptions { Arithmetic = arithmetic });
        foreach (var backend in Enum.GetValues<AdBackend>())
        {
            reverse.Compile(backend);
        }

        forward.Compile(AdBackend.Fast);
    }

    /// <summary>Adds the gradient as it was printed as C# and compiled again.</summary>
    internal void Add(Delegate printed)
    {
        reverse.Add("the printed gradient", printed);
        IsPrinted = true;
    }

    internal void Run()
    {
        foreach (var point in Points())
        {
            At(point);
        }
    }

    internal IEnumerable<object?[]> Points() => Enumerable.Range(0, 3).Select(i => QueryPoints.Of(function.Parameters, seed + (i * 1_000_003), i == 0 ? 2 : 0));

    /// <summary>What the function does at a point.</summary>
    internal Outcome Original(object?[] point) => Outcome.Of(() => Backends.Call(original, point));

    private void At(object?[] point)
    {
        var expected = Original(point);
        if (expected.Exception == typeof(ArgumentOutOfRangeException) && IsFaultOfLinq(point))
        {
            return;
        }

        var direction = Direction(point);
        var adjoints = reverse.At(point, this);
        var tangents = forward.At([Join(point), Join(direction)], this);
        Require(adjoints.Exception == expected.Exception, $"reverse mode gives {adjoints}, the function {expected}", point, reverse);
        Require(tangents.Exception == expected.Exception, $"forward mode gives {tangents}, the function {expected}", point, forward);
        if (expected.Exception is not null)
        {
            return;
        }

        Values++;
        AssertValue(point, expected.Numbers[0], adjoints);
        Slopes += tangents.Numbers[1] == 0 ? 0 : 1;
        AssertSame(point, direction, (tangents, forward), (adjoints, reverse));
        if (IsThorough)
        {
            AssertDifferences(point, direction, tangents.Numbers[1]);
            AssertSecondOrder(point, direction);
        }
    }

    // The derivative of one number of the gradient, in both modes; it throws nothing where the function throws nothing.
    private void AssertSecondOrder(object?[] point, object?[] direction)
    {
        var f = Joined(function);
        object?[] at = [Join(point)];
        var gradient = Expression.Field(Expression.Invoke(Trees.ValueAndGrad(f, new AdOptions { Mode = AdMode.Reverse, Arithmetic = arithmetic }), f.Parameters), "Item2");
        var places = Leaves.Places(gradient, at[0]).ToList();
        if (places.Count == 0)
        {
            return;
        }

        var component = Expression.Lambda(places[seed % places.Count], f.Parameters);
        var backward = new Derived(Verb.ValueAndGrad, component, new AdOptions { Mode = AdMode.Reverse, Arithmetic = arithmetic });
        var onward = new Derived(Verb.Jvp, component, new AdOptions { Arithmetic = arithmetic });
        var (adjoints, tangents) = (backward.At(at, this), onward.At([at[0], Join(direction)], this));
        Require(adjoints.Exception is null, $"reverse mode of second order gives {adjoints}", point, backward);
        Require(tangents.Exception is null, $"forward mode of second order gives {tangents}", point, onward);
        AssertSame(point, direction, (tangents, onward), (adjoints, backward));
    }

    // new double[2].Skip(3).Append(1).ToArray() throws in .NET 10: it is filled with elements of a list that are not there.
    private bool IsFaultOfLinq(object?[] point) => Record.Exception(() => Backends.Call(original, point))?.StackTrace?.Contains("SkipTakeIterator", StringComparison.Ordinal) == true;

    private void AssertValue(object?[] point, double expected, Outcome adjoints)
    {
        var value = adjoints.Numbers[0];
        if (arithmetic == AdArithmetic.Strict || !double.IsFinite(expected))
        {
            // An average of zeros begins with 0 or with the first of them, depending on the class that LINQ's source has.
            Require(Backends.SameBits([value], [expected]) || (value == 0 && expected == 0) || arithmetic != AdArithmetic.Strict, $"the value in strict arithmetic is {value:R} instead of {expected:R}", point, reverse);
        }
        else if (Math.Abs(value - expected) > 1e-15 * Math.Abs(expected))
        {
            var allowed = reverse.Uncertainty(point, adjoints)[0];
            Require(!(Math.Abs(value - expected) > allowed), $"the value is {value:R} instead of {expected:R}, allowed {allowed:E2}", point, reverse);
        }
    }

    // The tangent along a direction is the gradient times that.
    private void AssertSame(object?[] point, object?[] direction, (Outcome Outcome, Derived Derived) tangents, (Outcome Outcome, Derived Derived) adjoints)
    {
        var (along, gradient) = (Leaves.Of(direction), adjoints.Outcome.Numbers[1..]);
        var (slope, product) = (tangents.Outcome.Numbers[1], gradient.Zip(along, (g, v) => g * v).Sum());
        var few = 1e-14 * (Math.Abs(slope) + gradient.Zip(along, (g, v) => Math.Abs(g * v)).Sum());
        if (Math.Abs(slope - product) > few && double.IsFinite(slope) && double.IsFinite(product))
        {
            object?[] joined = [Join(point)];
            var allowed = few + tangents.Derived.Uncertainty([joined[0], Join(direction)], tangents.Outcome)[1]
                + adjoints.Derived.Uncertainty(adjoints.Derived.Parameters == 1 ? joined : point, adjoints.Outcome)[1..].Zip(along, (g, v) => Math.Abs(g * v)).Sum();
            Require(!(Math.Abs(slope - product) > allowed), $"the tangent is {slope:R}, by the gradient {product:R}, allowed {allowed:E2}", point, tangents.Derived, adjoints.Derived);
        }

        Require(
            double.IsNaN(slope) == double.IsNaN(product) || double.IsInfinity(slope) || double.IsInfinity(product), $"the tangent is {slope:R}, by the gradient {product:R}", point, tangents.Derived, adjoints.Derived);
    }

    private void AssertDifferences(object?[] point, object?[] direction, double slope)
    {
        var (at, along) = (Leaves.Of(point), Leaves.Of(direction));
        var (derivative, error) = Oracles.Differences.Of(
            h => Original((object?[])Leaves.With(point, [.. at.Zip(along, (x, v) => x + (h * v))])!) is { Exception: null } there ? there.Numbers[0] : double.NaN, 0, 0.01);
        if (error < 1e-6 * (1 + Math.Abs(derivative)))
        {
            Require(
                Math.Abs(derivative - slope) <= (100 * error) + (1e-9 * (1 + Math.Abs(derivative))), $"the tangent is {slope:R}, by differences {derivative:R} +- {error:E1}", point, forward);
            Differences++;
        }
    }

    // A random direction: every component of the gradient counts.
    private object?[] Direction(object?[] point)
    {
        var random = new Random(seed);
        return (object?[])Leaves.With(point, [.. Leaves.Of(point).Select(_ => 0.5 + random.NextDouble())])!;
    }

    // The function of several parameters as one of a tuple of them.
    private static LambdaExpression Joined(LambdaExpression f)
    {
        if (f.Parameters.Count == 1)
        {
            return f;
        }

        var joined = Expression.Parameter(typeof(ValueTuple<,>).MakeGenericType(f.Parameters[0].Type, f.Parameters[1].Type), "both");
        return Expression.Lambda(new Replacement(f.Parameters, [Expression.Field(joined, "Item1"), Expression.Field(joined, "Item2")]).Visit(f.Body), joined);
    }

    private static object Join(object?[] point) => point.Length == 1 ? point[0]!
        : Activator.CreateInstance(typeof(ValueTuple<,>).MakeGenericType(point[0]!.GetType(), point[1]!.GetType()), point)!;

    private void Require(bool holds, string what, object?[] point, params Derived[] derived)
    {
        if (!holds)
        {
            Assert.Fail($"Query {seed}: {what}\nat {Backends.Text(point)}\nof\n{function.ToCSharp()}\n{string.Join("\n", derived.Select(made => made.Tree.ToCSharp()))}");
        }
    }

    /// <summary>A derivative as a graph, as a tree, and compiled.</summary>
    private sealed class Derived
    {
        private readonly DerivativeGraph graph;
        private readonly Lazy<LambdaExpression> tree;
        private readonly List<(string Name, Delegate Compiled)> delegates = [];

        internal Derived(Verb verb, LambdaExpression function, AdOptions options)
        {
            var type = TypeOf(verb, function);
            var g = new Graph(options.Arithmetic);
            Value[] parameters = [.. function.Parameters.Select((p, i) => g.Intern(new Parameter(p.Type, 0, i, p.Name!)))];
            var root = Pipeline.Derivative(g, type, verb, function, parameters, options, 1);
            graph = new DerivativeGraph(root, verb == Verb.Jvp ? [.. parameters, g.Intern(new Parameter(parameters[0].Type, 0, 1, "tangent"))] : parameters);
            tree = new Lazy<LambdaExpression>(() =>
            {
                var signature = new Signature(type, function, null, "tangent");
                return signature.Lambda(TreeWriter.Write(root, g.Evaluated[root], signature.Leaf, signature.Names).ToExpression());
            });
        }

        internal LambdaExpression Tree => tree.Value;

        internal int Parameters => Tree.Parameters.Count;

        internal void Compile(AdBackend backend) => Add(backend.ToString(), Compiler.Compile(Tree, backend));

        internal void Add(string name, Delegate compiled) => delegates.Add((name, compiled));

        /// <summary>What the reference evaluator and all back ends agree on.</summary>
        internal Outcome At(object?[] point, QueryChecks checks)
        {
            var expected = Outcome.Of(() => graph.At(point));
            foreach (var (name, compiled) in delegates)
            {
                var actual = Outcome.Of(() => Backends.Call(compiled, point));
                checks.Require(IsSame(expected, actual), $"{name} gives {actual} where the reference evaluator gives {expected}", point, this);
            }

            return expected;
        }

        internal double[] Uncertainty(object?[] point, Outcome outcome) => graph.Uncertainty(point, outcome.Result);

        // In loops the order in which the terms of an adjoint are added is not defined.
        // Of several exceptions, code may throw another one than the function does.
        private static bool IsSame(Outcome a, Outcome b) => (a.Exception is null) == (b.Exception is null) && a.Numbers.Length == b.Numbers.Length
            && (a.Exception is not null || Backends.SameBits(a.Numbers[..1], b.Numbers[..1]))
            && a.Numbers.Zip(b.Numbers).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-13 * (1 + Math.Abs(pair.First)));

        private static Type TypeOf(Verb verb, LambdaExpression function)
        {
            Type[] types = [.. function.Parameters.Select(p => p.Type)];
            var gradient = types.Length == 1 ? types[0] : typeof(ValueTuple<,>).MakeGenericType(types);
            return verb == Verb.Jvp
                ? Expression.GetFuncType(types[0], types[0], typeof((double, double)))
                : Expression.GetFuncType([.. types, typeof(ValueTuple<,>).MakeGenericType(typeof(double), gradient)]);
        }
    }

    private sealed class Replacement(IReadOnlyList<ParameterExpression> parameters, Expression[] replacements) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            parameters.ToList().IndexOf(node) is >= 0 and var index ? replacements[index] : node;
    }
}
