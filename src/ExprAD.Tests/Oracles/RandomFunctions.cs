using System.Linq.Expressions;
using ExprAD.Tests.Writers;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Random differentiable functions of numbers, arrays, records and tuples: arithmetic, functions with and without kinks, nested
/// conditionals, subexpressions that occur again, locals, lambdas, values taken from objects just made.
/// </summary>
internal sealed class RandomFunctions
{
    private static readonly double[] Literals = [0.0, 1.0, 2.0, -1.0, -3.0, 0.5, 0.1, 1e3, 1.0 / 3.0, Math.PI];

    private static readonly string[] Functions =
        ["Sin", "Cos", "Tan", "Exp", "Sqrt", "Abs", "Tanh", "Atan", "Log", "Cosh", "Cbrt", "Asinh", "Floor"];

    private readonly Random random;
    private readonly List<Expression> reals;
    private readonly List<Expression> seen = [];

    private RandomFunctions(int seed, params Expression[] reals)
    {
        random = new Random(seed);
        this.reals = [.. reals];
    }

    internal static Expression<Func<double, double>> OfNumber(int seed)
    {
        var x = Parameter(typeof(double), "x");
        return Lambda<Func<double, double>>(new RandomFunctions(seed, x).Body(), x);
    }

    internal static Expression<Func<double, double, double>> OfNumbers(int seed)
    {
        var (x, y) = (Parameter(typeof(double), "x"), Parameter(typeof(double), "y"));
        return Lambda<Func<double, double, double>>(new RandomFunctions(seed, x, y).Body(), x, y);
    }

    internal static Expression<Func<double[], double>> OfArray(int seed)
    {
        var x = Parameter(typeof(double[]), "x");
        var elements = Enumerable.Range(0, 3).Select(i => (Expression)ArrayIndex(x, Constant(i)));
        return Lambda<Func<double[], double>>(new RandomFunctions(seed, [.. elements, Convert(ArrayLength(x), typeof(double))]).Body(), x);
    }

    internal static Expression<Func<Layer, double>> OfRecord(int seed)
    {
        var layer = Parameter(typeof(Layer), "layer");
        var inner = Property(layer, nameof(Layer.Inner));
        return Lambda<Func<Layer, double>>(
            new RandomFunctions(seed, Property(layer, nameof(Layer.Weight)), Property(inner, nameof(Point.X)), Property(inner, nameof(Point.Y))).Body(), layer);
    }

    internal static Expression<Func<(double, double), double>> OfTuple(int seed)
    {
        var p = Parameter(typeof((double, double)), "p");
        return Lambda<Func<(double, double), double>>(new RandomFunctions(seed, Field(p, "Item1"), Field(p, "Item2")).Body(), p);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private Expression Body() => Add(Multiply(Real(3), Real(3)), Real(2));

    private Expression Real(int depth)
    {
        if (depth <= 0)
        {
            return random.Next(4) == 0 ? Constant(Pick(Literals)) : Pick(reals);
        }

        if (seen.Count > 0 && random.Next(5) == 0)
        {
            return Pick(seen);
        }

        var made = Made(depth - 1);
        if (reals.TrueForAll(real => real is not ParameterExpression { Name: "local" }))
        {
            seen.Add(made); // Not what mentions a local: it may not be visible where it would stand again.
        }

        return made;
    }

    private Expression Made(int d) => random.Next(24) switch
    {
        0 or 1 or 2 => Add(Real(d), Real(d)),
        3 or 4 or 5 => Subtract(Real(d), Real(d)),
        6 or 7 or 8 => Multiply(Real(d), Real(d)),
        9 or 10 => Divide(Real(d), Real(d)),
        11 => Negate(Real(d)),
        12 => Power(Real(d), Constant((double)random.Next(-2, 5))),
        13 or 14 or 15 => Call(typeof(Math), Pick(Functions), null, Real(d)),
        16 or 17 or 18 => Condition(Truth(d), Real(d), Real(d)),
        19 => Call(typeof(Math), Pick(["Max", "Min", "Atan2", "Pow"]), null, Real(d), Real(d)),
        20 => Named(d),
        21 => Property(New(typeof(Point).GetConstructors()[0], Real(d), Real(d)), Pick(["X", "Y"])),
        22 => ArrayIndex(NewArrayInit(typeof(double), Real(d), Real(d)), Constant(random.Next(2))),
        _ => Convert(Convert(Real(d), typeof(float)), typeof(double)),
    };

    private Expression Truth(int d) => random.Next(5) switch
    {
        0 or 1 => LessThan(Real(d), Real(d)),
        2 => GreaterThanOrEqual(Real(d), Real(d)),
        3 => AndAlso(LessThan(Real(d), Real(d)), GreaterThan(Real(d), Real(d))),
        _ => OrElse(Not(LessThan(Real(d), Real(d))), NotEqual(Real(d), Real(d))),
    };

    // A local of a block, or the parameter of a lambda that is invoked.
    private Expression Named(int d)
    {
        var value = Real(d);
        var local = Parameter(typeof(double), "local");
        reals.Add(local);
        var body = Real(d);
        reals.Remove(local);
        return random.Next(2) == 0 ? Block([local], Assign(local, value), body) : Invoke(Lambda<Func<double, double>>(body, local), value);
    }
}
