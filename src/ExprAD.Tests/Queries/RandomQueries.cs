using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tests.Linq;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Queries;

/// <summary>
/// Makes random LINQ programs: pipelines over parameters and data, one inside the other. An expression is drawn by its type; a part of the
/// programs may throw: they ask for elements of what may be empty.
/// </summary>
internal sealed partial class RandomQueries
{
    private static readonly int[] Depths = [2, 3, 3, 4, 3, 2, 3];
    private static readonly double[] Literals = [0.5, 1.0, -0.75, 2.0, 0.0, 1.25, -1.0, 3.0];
    private static readonly string[] Functions = ["Sin", "Cos", "Tanh", "Atan", "Abs"];
    private static readonly Type Anonymous = new { P = 0.0, Q = 0.0 }.GetType();

    // What elements are made of; numbers come most often.
    private static readonly Type[] ElementTypes =
    [
        typeof(double), typeof(double), typeof(double), typeof(int), typeof(Data.Point), typeof(Data.Pair), Anonymous, typeof((double, double)), typeof(double[]),
        typeof(Data.Sample), typeof(IGrouping<int, Data.Sample>),
    ];

    // What loops carry.
    private static readonly Type[] StateTypes = [typeof(double), typeof(double), typeof(Data.Point), typeof(Data.Pair), Anonymous, typeof((double, double)), typeof(double[])];

    private static readonly ConcurrentDictionary<Type, MemberInfo[]> Numbers = new();

    private readonly Random random;
    private bool mayThrow;
    private readonly List<Expression> known = [];
    private readonly Expression captured = Constant(new QueryCaptures());
    private int names;
    private int outermost;

    private RandomQueries(int seed)
    {
        random = new Random(seed);
        mayThrow = seed % 2 == 1;
    }

    /// <summary>The function of a seed; the same for every run.</summary>
    internal static LambdaExpression Next(int seed)
    {
        ParameterExpression[] parameters = (seed % 7) switch
        {
            0 or 1 => [Parameter(typeof(double[]), "x")],
            2 => [Parameter(typeof(double[]), "x"), Parameter(typeof(double), "a")],
            3 => [Parameter(typeof(double[][]), "m")],
            4 => [Parameter(typeof(Data.Point[]), "r"), Parameter(typeof(double), "a")],
            5 => [Parameter(typeof(double), "a")],
            _ => [Parameter(typeof(QueryInputs), "p")],
        };
        var queries = new RandomQueries(seed);
        queries.known.AddRange(parameters[0].Type == typeof(QueryInputs)
            ? typeof(QueryInputs).GetProperties().Select(member => Property(parameters[0], member))
            : parameters);
        queries.outermost = queries.known.Count;
        return Lambda(queries.Real(Depths[seed % Depths.Length]), parameters);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private Expression One(params ReadOnlySpan<Func<Expression>> ways) => ways[random.Next(ways.Length)]();

    private bool OneIn(int n) => random.Next(n) == 0;

    private Expression? Known(Type type) => known.Where(value => value.Type == type).ToList() is { Count: > 0 } found ? found[^(1 + random.Next(Math.Min(3, found.Count)))] : null;

    // What throws nothing. Whether LINQ evaluates an element or a key that nobody asks for is its own affair, and differs from one of its classes to the
    // next: how far it goes ahead in the longer one of two sequences, whether a sort of one element looks at the key, whether Any looks at elements.
    private T Quiet<T>(Func<T> make)
    {
        var before = mayThrow;
        mayThrow = false;
        var made = make();
        mayThrow = before;
        return made;
    }

    // A lambda whose parameters are known inside.
    private LambdaExpression Function(Type[] arguments, Type result, Func<ParameterExpression[], Expression> body)
    {
        var parameters = Array.ConvertAll(arguments, type => Parameter(type, $"v{++names}"));
        known.AddRange(parameters);
        var made = Lambda(GetFuncType([.. arguments, result]), body(parameters), parameters);
        known.RemoveRange(known.Count - parameters.Length, parameters.Length);
        return made;
    }

    private LambdaExpression Function(Type[] arguments, Type result, int depth) => Function(arguments, result, _ => Value(result, depth));

    private Expression Value(Type type, int depth)
    {
        if (type == typeof(double))
        {
            return Real(depth);
        }

        if (type == typeof(int))
        {
            return Whole(depth);
        }

        if (type == typeof(bool))
        {
            return Truth(depth);
        }

        if (OneIn(2) && Known(type) is { } value)
        {
            return value;
        }

        if (type == typeof(double[]))
        {
            return One(() => NewArrayInit(typeof(double), Real(depth - 1), Real(depth - 1)), () => Linq("ToArray", [typeof(double)], Sequence(typeof(double), depth - 1)));
        }

        if (type == typeof(Data.Sample))
        {
            return ArrayIndex(DataOf(nameof(Data.Samples)), Constant(random.Next(4)));
        }

        return type == typeof(IGrouping<int, Data.Sample>)
            ? Linq("First", [type], Groups())
            : New(type.GetConstructors().Single(made => made.GetParameters().Length == 2), Real(depth - 1), Real(depth - 1));
    }

    // A number from a value of any of the types.
    private Expression RealOf(Expression value, int depth)
    {
        if (value.Type == typeof(double))
        {
            return value;
        }

        if (value.Type.IsPrimitive)
        {
            return Convert(value, typeof(double));
        }

        if (value.Type.IsArray)
        {
            return One(() => Linq("Sum", [], value), () => Linq("Sum", [typeof(double)], value, Function([typeof(double)], typeof(double), depth - 1)), () => Convert(ArrayLength(value), typeof(double)));
        }

        if (value.Type == typeof(IGrouping<int, Data.Sample>))
        {
            return One(
                () => Convert(Property(value, "Key"), typeof(double)),
                () => Linq("Sum", [typeof(Data.Sample)], value, Function([typeof(Data.Sample)], typeof(double), depth - 1)));
        }

        var member = MakeMemberAccess(value, Pick(Numbers.GetOrAdd(value.Type, NumbersOf)));
        return member.Type == typeof(double) ? member : Convert(member, typeof(double));
    }

    private static MemberInfo[] NumbersOf(Type type) =>
    [
        .. type.GetFields().Where(field => field.FieldType == typeof(double) || field.FieldType == typeof(int)),
        .. type.GetProperties().Where(property => property.PropertyType == typeof(double) || property.PropertyType == typeof(int)),
    ];

    private Expression Leaf()
    {
        if (OneIn(6))
        {
            return OneIn(4) ? Field(captured, nameof(QueryCaptures.Factor)) : Constant(Pick(Literals));
        }

        // The parameters, and what is innermost, are used most.
        var value = OneIn(3) ? known[random.Next(outermost)] : known[^(1 + (int)(known.Count * Math.Pow(random.NextDouble(), 2)))];
        return ElementOf(value.Type) is { IsArray: false } element && element != typeof(double) ? Constant(Pick(Literals))
            : value.Type == typeof(double[][]) ? Linq("Sum", [typeof(double[])], value, Function([typeof(double[])], typeof(double), _ => Linq("Sum", [], known[^1])))
            : ElementOf(value.Type) is not null && !value.Type.IsArray ? Constant(Pick(Literals))
            : RealOf(value, 0);
    }

    private Expression Real(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        var d = depth - 1;
        return random.Next(34) switch
        {
            0 => Add(Real(d), Real(d)),
            1 => Subtract(Real(d), Real(d)),
            2 or 3 or 4 => Multiply(Real(d), Real(d)),
            5 => Divide(Real(d), Add(Constant(2.5), Call(typeof(Math), "Sin", null, Real(d)))),
            6 => Call(typeof(Math), Pick(Functions), null, Real(d)),
            7 or 8 => Condition(Truth(d), Real(d), Real(d)),
            9 => Guarded(d),
            10 => Average(d),
            11 or 12 => Extreme(d),
            13 => Best(d),
            14 or 15 or 16 => Aggregate(d),
            17 or 18 or 19 => RealOf(Element(Pick(ElementTypes), d), d),
            20 => Convert(Count(d), typeof(double)),
            21 or 22 => Loop(d),
            23 or 24 => Let(d),
            25 => At(d),
            26 => Call(typeof(Math), "Exp", null, Call(typeof(Math), "Sin", null, Real(d))),
            _ => Sum(d),
        };
    }

    // A function where it is defined, something else where it is not.
    private Expression Guarded(int depth)
    {
        var (argument, otherwise) = (Real(depth), Real(depth));
        return One(
            () => Condition(GreaterThan(argument, Constant(0.0)), Call(typeof(Math), "Log", null, argument), otherwise),
            () => Condition(LessThanOrEqual(argument, Constant(0.0)), otherwise, Call(typeof(Math), "Sqrt", null, argument)));
    }

    private Expression Truth(int depth)
    {
        var d = depth - 1;
        var element = Pick(ElementTypes);
        return random.Next(depth <= 0 ? 3 : 12) switch
        {
            0 or 1 => LessThan(Real(Math.Min(d, 1)), Real(d)),
            2 => LessThan(Whole(d), Whole(d)),
            3 => Linq("Any", [element], Quiet(() => Sequence(element, d))),
            4 => Linq("Any", [element], Sequence(element, d), Function([element], typeof(bool), d)),
            5 => Linq("All", [element], Sequence(element, d), Function([element], typeof(bool), d)),
            6 => Linq("Contains", [typeof(double)], Sequence(typeof(double), d), Real(d)),
            7 => Quiet(() => Linq("SequenceEqual", [typeof(double)], Sequence(typeof(double), d), Sequence(typeof(double), d))),
            8 => AndAlso(Truth(d), Truth(d)),
            9 => OrElse(Truth(d), Truth(d)),
            10 => Not(Truth(d)),
            _ => GreaterThan(Count(d), Constant(random.Next(3))),
        };
    }

    private Expression Whole(int depth)
    {
        if (depth <= 0)
        {
            return OneIn(2) && Known(typeof(int)) is { } value ? value : Constant(random.Next(-1, 4));
        }

        var d = depth - 1;
        return random.Next(9) switch
        {
            0 => Add(Whole(d), Whole(d)),
            1 => Subtract(Whole(d), Whole(d)),
            2 => Condition(Truth(d), Whole(d), Whole(d)),
            3 => Linq("Sum", [], Sequence(typeof(int), d)),
            4 => Linq(Pick(["Max", "Min"]), [], Filled(typeof(int), d)),
            5 => Convert(Real(d), typeof(int)),
            6 => Element(typeof(int), d),
            _ => Count(d),
        };
    }

    // A number of steps or elements.
    private Expression Number(int depth) => One(
        () => Constant(random.Next(4)),
        () => Known(typeof(double[])) is { } array ? ArrayLength(array) : Constant(random.Next(1, 4)),
        () => depth > 0 ? Count(depth - 1) : Constant(random.Next(3)));
}
