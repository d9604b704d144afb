using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Random functions of (double x, double y, int n, double[] a) with a <c>double</c> result, from all kinds of nodes that C# has a
/// text for: arithmetic of several types, choices, blocks with variables and loops in any position, lambdas.
/// </summary>
internal sealed class RandomTrees(int seed)
{
    private static readonly double[] Literals = [0.0, -0.0, 1.0, 2.0, -3.0, 0.5, 1e300, 1e-5, Math.PI, double.NaN, double.PositiveInfinity, 1.0 / 3.0, 1e16];
    private static readonly string[] Functions = ["Sin", "Cos", "Exp", "Sqrt", "Abs", "Tanh"];

    private readonly Random random = new(seed);
    private readonly List<ParameterExpression> reals = [];
    private readonly List<ParameterExpression> wholes = [];
    private readonly ParameterExpression array = Parameter(typeof(double[]), "a");

    internal static Expression<Func<double, double, int, double[], double>> Next(int seed)
    {
        var trees = new RandomTrees(seed);
        var (x, y, n) = (Parameter(typeof(double), "x"), Parameter(typeof(double), "y"), Parameter(typeof(int), "n"));
        trees.reals.AddRange([x, y]);
        trees.wholes.Add(n);
        var body = seed % 2 == 0 ? trees.Real(5) : trees.Body(4);
        return Lambda<Func<double, double, int, double[], double>>(body, x, y, n, trees.array);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private string Name() => Pick(["t", "t", "s", "x", "i", "class", "", "Math"]);

    private Expression Real(int depth)
    {
        if (depth <= 0) return random.Next(3) == 0 ? Constant(Pick(Literals)) : Pick(reals);
        int d = depth - 1;
        return random.Next(26) switch
        {
            0 or 1 or 2 => Add(Real(d), Real(d)),
            3 or 4 or 5 => Subtract(Real(d), Real(d)),
            6 or 7 or 8 => Multiply(Real(d), Real(d)),
            9 or 10 => Divide(Real(d), Real(d)),
            11 => Modulo(Real(d), Real(d)),
            12 or 13 => Negate(Real(d)),
            14 => Power(Real(d), Real(d)),
            15 or 16 => Call(typeof(Math), Pick(Functions), null, Real(d)),
            17 or 18 => Condition(Truth(d), Real(d), Real(d)),
            19 => Convert(Whole(d), typeof(double)),
            20 => Convert(Convert(Real(d), typeof(float)), typeof(double)),
            21 => Pick<Func<Expression>>([() => UnaryPlus(Real(d)), () => Increment(Real(d)), () => Decrement(Real(d))])(),
            22 => ArrayIndex(array, Index(d)),
            23 => Coalesce(Condition(Truth(d), Convert(Real(d), typeof(double?)), Constant(null, typeof(double?))), Real(d)),
            24 => Invoked(d),
            _ => random.Next(3) == 0 ? Body(d) : Chosen(d),
        };
    }

    private BinaryExpression Index(int depth) => And(Whole(depth), Constant(3));

    private Expression Whole(int depth)
    {
        if (depth <= 0) return random.Next(2) == 0 ? Constant(random.Next(-5, 6)) : Pick(wholes);
        int d = depth - 1;
        return random.Next(15) switch
        {
            0 => Add(Whole(d), Whole(d)),
            1 => Subtract(Whole(d), Whole(d)),
            2 => Multiply(Whole(d), Whole(d)),
            3 => Divide(Whole(d), Or(Whole(d), Constant(1))),
            4 => LeftShift(Whole(d), Whole(d)),
            5 => RightShift(Whole(d), Whole(d)),
            6 => And(Whole(d), Whole(d)),
            7 => ExclusiveOr(Whole(d), Whole(d)),
            8 => Negate(Whole(d)),
            9 => Not(Whole(d)),
            10 => Convert(Add(Convert(Whole(d), typeof(short)), Convert(Whole(d), typeof(short))), typeof(int)),
            11 => Convert(Convert(Whole(d), typeof(byte)), typeof(int)),
            12 => Condition(Truth(d), Whole(d), Whole(d)),
            13 => ArrayLength(array),
            _ => Modulo(Whole(d), Constant(7)),
        };
    }

    private Expression Truth(int depth)
    {
        int d = depth - 1;
        return random.Next(depth <= 0 ? 4 : 10) switch
        {
            0 => LessThan(Real(d), Real(d)),
            1 => GreaterThanOrEqual(Real(d), Real(d)),
            2 => Equal(Whole(d), Whole(d)),
            3 => NotEqual(Real(d), Real(d)),
            4 => AndAlso(Truth(d), Truth(d)),
            5 => OrElse(Truth(d), Truth(d)),
            6 => Not(Truth(d)),
            7 => Equal(Truth(d), Truth(d)),
            8 => And(Truth(d), Truth(d)),
            _ => LessThan(Whole(d), Whole(d)),
        };
    }

    private SwitchExpression Chosen(int depth) => Switch(Whole(depth), Real(depth),
        SwitchCase(Real(depth), Constant(0), Constant(3)),
        SwitchCase(Real(depth), Constant(-1)));

    private InvocationExpression Invoked(int depth)
    {
        var parameter = Parameter(typeof(double), Name());
        var argument = Real(depth);
        reals.Add(parameter);
        var lambda = Lambda<Func<double, double>>(Real(depth), parameter);
        reals.Remove(parameter);
        return Invoke(lambda, argument);
    }

    // A block: variables, statements, a value.
    private BlockExpression Body(int depth)
    {
        int d = depth - 1;
        var statements = new List<Expression>();
        var variables = new List<ParameterExpression>();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            var variable = Variable(typeof(double), Name());
            statements.Add(Assign(variable, Real(d)));
            variables.Add(variable);
            reals.Add(variable);
            if (random.Next(2) == 0) statements.Add(Statement(d, variable, variables));
        }
        if (random.Next(4) == 0) statements.Reverse(0, Math.Min(2, statements.Count));
        statements.Add(Real(d));
        foreach (var variable in variables) reals.Remove(variable);
        wholes.RemoveAll(variables.Contains);
        return Block(variables, statements);
    }

    private Expression Statement(int depth, ParameterExpression variable, List<ParameterExpression> variables) => random.Next(7) switch
    {
        0 => IfThen(Truth(depth), Assign(variable, Real(depth))),
        1 => IfThenElse(Truth(depth), Assign(variable, Real(depth)), Assign(variable, Add(variable, Real(depth)))),
        2 => Assign(ArrayAccess(array, Index(depth)), Real(depth)),
        3 => MultiplyAssign(variable, Real(depth)),
        4 => Counted(depth, variable, variables),
        5 => Switch(Whole(depth), SwitchCase(Block(typeof(void), Assign(variable, Real(depth))), Constant(1)), SwitchCase(Empty(), Constant(2))),
        _ => Assign(variable, Subtract(variable, Real(depth))),
    };

    private BlockExpression Counted(int depth, ParameterExpression variable, List<ParameterExpression> variables)
    {
        var (i, done, next) = (Variable(typeof(int), Name()), Label(), Label());
        variables.Add(i);
        wholes.Add(i);
        Expression work = Assign(variable, Add(Multiply(variable, Constant(0.5)), Real(depth)));
        if (random.Next(2) == 0) work = IfThenElse(Truth(depth - 1), work, random.Next(2) == 0 ? Break(done) : Continue(next));
        bool endless = random.Next(3) == 0;
        var step = Assign(i, Add(i, Constant(1)));
        var test = IfThen(Not(LessThan(i, Constant(3))), Break(done));
        var loop = endless ? Block(step, IfThen(GreaterThan(i, Constant(3)), Break(done)), work) : Block(test, work, step);
        bool continues = !endless && work is ConditionalExpression { IfFalse: GotoExpression { Kind: GotoExpressionKind.Continue } };
        return Block(Assign(i, Constant(0)), Loop(continues ? Block(step, test, work) : loop, done, next));
    }
}
