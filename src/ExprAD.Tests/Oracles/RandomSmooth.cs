using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tables;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Random differentiable functions of (double x, double y, double[] a) without loops: every function of the rule table that takes
/// doubles, choices, lambdas, blocks, nullable numbers, tuples, objects and arrays.
/// </summary>
internal sealed class RandomSmooth(int seed)
{
    private static readonly MethodInfo[] Functions =
    [
        .. RuleTable.BuiltIn.Select(rule => rule.Method)
            .Where(m => m.IsStatic && m.ReturnType == typeof(double) && m.GetParameters().All(p => p.ParameterType == typeof(double)) && m.GetParameters().Length > 0)
            .Where(m => m.Name is not ("ReciprocalEstimate" or "ReciprocalSqrtEstimate")) // Their values depend on the processor.
            .OrderBy(m => m.DeclaringType!.Name + m, StringComparer.Ordinal),
    ];

    private readonly Random random = new(seed);
    private readonly List<Expression> reals = [];

    internal static int FunctionCount => Functions.Length;

    internal static Expression<Func<double, double, double[], double>> Next(int seed, int depth)
    {
        var functions = new RandomSmooth(seed);
        var (x, y, a) = (Parameter(typeof(double), "x"), Parameter(typeof(double), "y"), Parameter(typeof(double[]), "a"));
        functions.reals.AddRange([x, y, ArrayIndex(a, Constant(0)), ArrayIndex(a, Constant(2)), ArrayIndex(a, Subtract(ArrayLength(a), Constant(1)))]);
        return Lambda<Func<double, double, double[], double>>(functions.Real(depth), x, y, a);
    }

    private Expression Real(int depth)
    {
        if (depth <= 0)
        {
            return random.Next(4) == 0 ? Constant(random.Next(-4, 5) / 2.0) : reals[random.Next(reals.Count)];
        }

        var d = depth - 1;
        return random.Next(22) switch
        {
            0 or 1 or 2 => Add(Real(d), Real(d)),
            3 or 4 => Subtract(Real(d), Real(d)),
            5 or 6 or 7 => Multiply(Real(d), Real(d)),
            8 => Divide(Real(d), Real(d)),
            9 => Negate(Real(d)),
            10 => Power(Real(d), random.Next(2) == 0 ? Constant((double)random.Next(-2, 5)) : Real(d)),
            11 => Condition(Truth(d), Real(d), Real(d)),
            12 => Named(d),
            13 => Invoked(d),
            14 => Coalesce(Condition(Truth(d), Convert(Real(d), typeof(double?)), Constant(null, typeof(double?))), Real(d)),
            15 => Member(New(typeof(ValueTuple<double, double>).GetConstructors()[0], Real(d), Real(d)), random.Next(2) == 0 ? "Item1" : "Item2"),
            16 => ArrayIndex(NewArrayInit(typeof(double), Real(d), Real(d), Real(d)), Constant(random.Next(3))),
            17 => Written(d),
            18 => random.Next(2) == 0 ? UnaryPlus(Real(d)) : random.Next(2) == 0 ? Increment(Real(d)) : Decrement(Real(d)),
            _ => Function(d),
        };
    }

    private static MemberExpression Member(Expression owner, string name) => Field(owner, name);

    private MethodCallExpression Function(int depth)
    {
        var method = Functions[random.Next(Functions.Length)];
        return Call(method, method.GetParameters().Select(_ => Real(depth)));
    }

    private Expression Truth(int depth) => random.Next(depth <= 0 ? 3 : 6) switch
    {
        0 => LessThan(Real(depth - 1), Real(depth - 1)),
        1 => GreaterThanOrEqual(Real(depth - 1), Real(depth - 1)),
        2 => Call(typeof(double).GetMethod(nameof(double.IsNaN))!, Real(depth - 1)),
        3 => AndAlso(Truth(depth - 1), Truth(depth - 1)),
        4 => OrElse(Truth(depth - 1), Truth(depth - 1)),
        _ => Not(Truth(depth - 1)),
    };

    // { v = ..; if (..) v = ..; .. v .. }
    private BlockExpression Named(int depth)
    {
        var variable = Variable(typeof(double), "v");
        var (first, second, test) = (Real(depth), Real(depth), Truth(depth));
        reals.Add(variable);
        var body = Real(depth);
        reals.Remove(variable);
        return Block([variable], Assign(variable, first), IfThen(test, Assign(variable, second)), body);
    }

    private InvocationExpression Invoked(int depth)
    {
        var parameter = Parameter(typeof(double), "t");
        var argument = Real(depth);
        reals.Add(parameter);
        var body = Real(depth);
        reals.Remove(parameter);
        return Invoke(Lambda<Func<double, double>>(body, parameter), argument);
    }

    // { b = new double[2]; b[0] = ..; b[1] = ..; b[0] * b[1] }
    private BlockExpression Written(int depth)
    {
        var array = Variable(typeof(double[]), "b");
        return Block(
            [array],
            Assign(array, NewArrayBounds(typeof(double), Constant(2))),
            Assign(ArrayAccess(array, Constant(0)), Real(depth)),
            Assign(ArrayAccess(array, Constant(1)), Real(depth)),
            Multiply(ArrayIndex(array, Constant(0)), ArrayIndex(array, Constant(1))));
    }
}
