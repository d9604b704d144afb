using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tests.Programs;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Oracles;

/// <summary>A random program: a function of two numbers, an array and a record, over all kinds of nodes that are read.</summary>
/// <param name="Seed">The seed that makes it again.</param>
/// <param name="Function">The function.</param>
/// <param name="HasDifferences">Whether differences say something: it neither rounds to float nor takes a value as constant.</param>
internal sealed record RandomProgram(int Seed, Expression<Func<double, double, double[], Model, double>> Function, bool HasDifferences);

/// <summary>
/// Makes random programs. Every kind of node is drawn where its type is wanted; real numbers are drawn most often, so that what
/// the derivative passes through is long. A part of the programs may throw: indices and divisors are then left unguarded.
/// </summary>
internal sealed partial class RandomPrograms
{
    private static readonly int[] Depths = [2, 3, 3, 4, 2, 3, 4, 3, 2, 5, 3];
    private static readonly double[] Literals = [0.0, -0.0, 1.0, 2.0, -3.0, 0.5, 1e-5, Math.PI, 1.0 / 3.0, -1.0, 1.5, 4.0];
    private static readonly string[] Unary = ["Sin", "Cos", "Tanh", "Atan", "Exp", "Abs", "Sqrt", "Cbrt", "Log", "Floor", "Asinh", "Round"];

    // Not Min, MinNumber and MaxNumber: the JIT folds them wrongly for a literal zero of the other sign.
    private static readonly string[] Binary = ["Max", "MinMagnitude", "MaxMagnitude", "Atan2", "Pow", "CopySign"];

    private readonly Random random;
    private readonly bool mayThrow;
    private readonly List<ParameterExpression> reals = [];
    private readonly List<ParameterExpression> singles = [];
    private readonly List<ParameterExpression> wholes = [];
    private readonly List<ParameterExpression> arrays = [];
    private readonly Expression model;
    private readonly Expression captured;
    private int names;

    private RandomPrograms(int seed, Captured captures, ParameterExpression model)
    {
        random = new Random(seed);
        mayThrow = seed % 4 == 3;
        captured = Constant(captures);
        this.model = model;
    }

    /// <summary>The program of a seed; the same for every run.</summary>
    internal static RandomProgram Next(int seed)
    {
        ParameterExpression[] parameters =
            [Parameter(typeof(double), "x"), Parameter(typeof(double), "y"), Parameter(typeof(double[]), "a"), Parameter(typeof(Model), "m")];
        var programs = new RandomPrograms(seed, new Captured(), parameters[3]);
        programs.reals.AddRange(parameters[..2]);
        programs.arrays.Add(parameters[2]);
        var depth = Depths[seed % Depths.Length];
        var body = seed % 2 == 0 ? programs.Real(depth) : programs.Body(depth);
        return new RandomProgram(seed, Lambda<Func<double, double, double[], Model, double>>(body, parameters), programs.hasDifferences);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private bool OneIn(int n) => random.Next(n) == 0;

    private string Name(string name) => $"{name}{++names}";

    private Expression Real(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        var d = depth - 1;
        return random.Next(40) switch
        {
            < 4 => Add(Real(d), Real(d)),
            < 7 => Subtract(Real(d), Real(d)),
            < 12 => Multiply(Real(d), Real(d)),
            < 14 => Divide(Real(d), Real(d)),
            14 => Modulo(Real(d), Real(d)),
            15 => Pick<Func<Expression>>([() => Negate(Real(d)), () => AddChecked(Real(d), Real(d)), () => Increment(Real(d)), () => Power(Real(d), Constant((double)random.Next(-1, 5)))])(),
            < 19 => Call(typeof(Math), Pick(Unary), null, Real(d)),
            19 => Call(typeof(Math), Pick(Binary), null, Real(d), Real(d)),
            20 => OneIn(2) ? Call(typeof(double), nameof(double.ExpM1), null, Real(d)) : Call(typeof(double), nameof(double.Hypot), null, Real(d), Real(d)),
            21 => Call(typeof(Math), nameof(Math.Clamp), null, Real(d), Constant(-1.0), Constant(1.5)),
            < 25 => Condition(Truth(d), Real(d), Real(d)),
            25 => Guarded(d),
            26 => Convert(Single(d), typeof(double)),
            27 => Convert(Whole(d), typeof(double)),
            28 => Coalesce(Maybe(d), Real(d)),
            29 => FromMaybe(d),
            30 or 31 => Element(d),
            32 => FromStructure(d),
            33 => FromStructure(d),
            34 => Invoked(d),
            35 => Named(d),
            36 => OneIn(3) ? Stopped(d) : Chosen(d),
            37 => OneIn(3) ? Nested(d) : Add(Real(d), Multiply(Real(d), Real(d))),
            _ => Body(d),
        };
    }

    private Expression Leaf() => random.Next(8) switch
    {
        0 => Constant(Pick(Literals)),
        1 => Property(model, nameof(Model.U)),
        2 => ArrayIndex(Pick(arrays), Constant(random.Next(3))),
        3 => OneIn(3) ? Field(captured, nameof(Captured.Factor)) : ArrayIndex(Property(model, nameof(Model.W)), Constant(random.Next(2))),
        _ => Pick(reals),
    };

    // A function where it is defined, something else where it is not: what the branch not taken would give must not matter.
    private Expression Guarded(int depth)
    {
        var (argument, otherwise) = (Real(depth), Real(depth));
        var zero = Constant(0.0);
        return random.Next(4) switch
        {
            0 => Condition(GreaterThan(argument, zero), Call(typeof(Math), nameof(Math.Log), null, argument), otherwise),
            1 => Condition(LessThanOrEqual(argument, zero), otherwise, Call(typeof(Math), nameof(Math.Sqrt), null, argument)),
            2 => Condition(NotEqual(argument, zero), Divide(otherwise, argument), otherwise),
            _ => Condition(AndAlso(GreaterThan(argument, zero), LessThan(argument, Constant(1.0))), Call(typeof(Math), nameof(Math.Atanh), null, argument), otherwise),
        };
    }

    private Expression Truth(int depth)
    {
        var d = depth - 1;
        return random.Next(depth <= 0 ? 4 : 12) switch
        {
            0 or 1 => LessThan(Real(d), Real(d)),
            2 => GreaterThanOrEqual(Real(d), Real(d)),
            3 => Equal(Whole(d), Whole(d)),
            4 => NotEqual(Real(d), Real(d)),
            5 => AndAlso(Truth(d), Truth(d)),
            6 => OrElse(Truth(d), Truth(d)),
            7 => Not(Truth(d)),
            8 => Equal(Truth(d), Truth(d)),
            9 => LessThan(Maybe(d), Maybe(d)),
            10 => Property(Maybe(d), nameof(Nullable<double>.HasValue)),
            _ => LessThan(Whole(d), Whole(d)),
        };
    }

    private Expression Whole(int depth)
    {
        if (depth <= 0)
        {
            return random.Next(4) switch
            {
                0 => Constant(random.Next(-3, 6)),
                1 => Property(model, nameof(Model.N)),
                2 => Field(captured, nameof(Captured.Whole)),
                _ => wholes.Count > 0 ? Pick(wholes) : ArrayLength(Pick(arrays)),
            };
        }

        var d = depth - 1;
        return random.Next(10) switch
        {
            0 => Add(Whole(d), Whole(d)),
            1 => Subtract(Whole(d), Whole(d)),
            2 => Multiply(Whole(d), Whole(d)),
            3 => mayThrow ? Divide(Whole(d), Whole(d)) : Divide(Whole(d), Or(Whole(d), Constant(1))),
            4 => And(Whole(d), Whole(d)),
            5 => Condition(Truth(d), Whole(d), Whole(d)),
            6 => mayThrow ? MultiplyChecked(Whole(d), Multiply(Constant(1 << 30), Whole(d))) : Modulo(Whole(d), Constant(7)),
            7 => mayThrow ? ConvertChecked(Real(d), typeof(int)) : Convert(Real(d), typeof(int)),
            8 => mayThrow ? Call(typeof(Captured), nameof(Captured.Checked), null, Whole(d)) : Convert(Convert(Whole(d), typeof(byte)), typeof(int)),
            _ => Negate(Whole(d)),
        };
    }

    private bool hasDifferences = true;

    private MethodCallExpression Stopped(int depth)
    {
        hasDifferences = false;
        return Call(typeof(Ad), nameof(Ad.Stop), [typeof(double)], Real(depth));
    }

    private Expression Single(int depth)
    {
        hasDifferences = false;
        if (depth <= 0)
        {
            return singles.Count > 0 && OneIn(2) ? Pick(singles) : OneIn(3) ? Constant(0.1f) : Property(model, nameof(Model.V));
        }

        var d = depth - 1;
        return random.Next(9) switch
        {
            0 => Add(Single(d), Single(d)),
            1 => Subtract(Single(d), Single(d)),
            2 => Multiply(Single(d), Single(d)),
            3 => Divide(Single(d), Single(d)),
            4 => Convert(Real(d), typeof(float)),
            5 => Call(typeof(MathF), Pick(["Sin", "Exp", "Abs", "Sqrt", "Tanh"]), null, Single(d)),
            6 => Condition(Truth(d), Single(d), Single(d)),
            7 => Convert(Whole(d), typeof(float)),
            _ => Call(typeof(MathF), nameof(MathF.Max), null, Single(d), Single(d)),
        };
    }

    // double?: the lifted forms of operators.
    private Expression Maybe(int depth)
    {
        var d = depth - 1;
        return random.Next(depth <= 0 ? 2 : 6) switch
        {
            0 => Convert(Real(d), typeof(double?)),
            1 => Condition(Truth(d), Convert(Real(d), typeof(double?)), Constant(null, typeof(double?))),
            2 => Add(Maybe(d), Maybe(d)),
            3 => Multiply(Maybe(d), Maybe(d)),
            4 => Negate(Maybe(d)),
            _ => Coalesce(Maybe(d), Maybe(d)),
        };
    }

    private Expression FromMaybe(int depth)
    {
        var maybe = Maybe(depth);
        return mayThrow && OneIn(2) ? Property(maybe, nameof(Nullable<double>.Value)) : Call(maybe, nameof(Nullable<double>.GetValueOrDefault), null);
    }

    private static MemberInfo MemberOf(Type type, string name) => type.GetMember(name)[0];
}
