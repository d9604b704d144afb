using System.Linq.Expressions;
using ExprAD.Tests.Programs;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Oracles;

/// <summary>Arrays, records, tuples, anonymous types and structs; lambdas, blocks and jumps.</summary>
internal sealed partial class RandomPrograms
{
    // What stands inside is computed with the arithmetic of what is around it.
    private static readonly AdOptions Strict = new() { Arithmetic = AdArithmetic.Strict };

    private static readonly NewExpression Anonymous = (NewExpression)((Expression<Func<double, object>>)(p => new { P = p, Q = 1 })).Body;

    private Expression Index(int depth, int length) =>
        mayThrow && OneIn(3) ? Whole(depth)
        : OneIn(2) ? Constant(random.Next(length))
        : Modulo(And(Whole(depth), Constant(0xFF)), Constant(length));

    private Expression Element(int depth) => random.Next(7) switch
    {
        0 or 1 => ArrayIndex(Pick(arrays), Index(depth, 3)),
        2 => ArrayIndex(Property(model, nameof(Model.W)), Index(depth, 2)),
        3 => ArrayIndex(Property(model, nameof(Model.Grid)), Index(depth, 2), Index(depth, 2)),
        4 => ArrayIndex(ArrayIndex(Property(model, nameof(Model.Rows)), Index(depth, 2)), Constant(0)),
        5 => ArrayIndex(Property(captured, mayThrow && OneIn(3) ? nameof(Captured.Missing) : nameof(Captured.Data)), Index(depth, 3)),
        _ => ArrayIndex(Vector(depth), Index(depth, 3)),
    };

    // An array of three numbers.
    private Expression Vector(int depth) => random.Next(4) switch
    {
        0 => Condition(Truth(depth - 1), Vector(depth - 1), Pick(arrays)),
        1 => Pick(arrays),
        _ => NewArrayInit(typeof(double), Real(depth - 1), Real(depth - 1), Real(depth - 1)),
    };

    private Expression FromStructure(int depth)
    {
        var d = depth - 1;
        switch (random.Next(5))
        {
            case 0:
                var tuple = New(typeof(ValueTuple<double, int>).GetConstructor([typeof(double), typeof(int)])!, Real(d), Whole(d));
                return Field(OneIn(2) ? tuple : Condition(Truth(d), tuple, New(tuple.Constructor!, Real(d), Constant(1))), "Item1");
            case 1:
                var type = Anonymous.Type;
                var made = New(Anonymous.Constructor!, [Real(d), Whole(d)], [.. Anonymous.Members!]);
                return Property(made, type.GetProperty(OneIn(6) ? "Q" : "P")!) is var member && member.Type == typeof(int) ? Convert(member, typeof(double)) : member;
            case 2:
                var pair = MemberInit(
                    New(typeof(Pair)), Bind(MemberOf(typeof(Pair), nameof(Pair.First)), Real(d)), Bind(MemberOf(typeof(Pair), nameof(Pair.Second)), Real(d)));
                var local = Parameter(typeof(Pair), Name("pair"));
                return Invoke(Lambda(Multiply(Field(local, nameof(Pair.First)), Property(local, nameof(Pair.Second))), local), pair);
            case 3:
                var record = New(
                    typeof(Model).GetConstructors()[0], Real(d), Constant(1f), Whole(d), Vector(d), Property(model, nameof(Model.Grid)), Property(model, nameof(Model.Rows)));
                return OneIn(2) ? Property(record, nameof(Model.U)) : ArrayIndex(Property(Condition(Truth(d), record, model), nameof(Model.W)), Constant(random.Next(2)));
            default:
                var item = typeof(Tuple<double, double>);
                return Property(New(item.GetConstructor([typeof(double), typeof(double)])!, Real(d), Real(d)), OneIn(2) ? "Item1" : "Item2");
        }
    }

    private static Expression Scoped(List<ParameterExpression> scope, ParameterExpression variable, Func<Expression> body)
    {
        scope.Add(variable);
        var result = body();
        scope.Remove(variable);
        return result;
    }

    private InvocationExpression Invoked(int depth)
    {
        var parameter = Parameter(typeof(double), Name("p"));
        return Invoke(Lambda<Func<double, double>>(Scoped(reals, parameter, () => Real(depth)), parameter), Real(depth));
    }

    private MethodCallExpression Named(int depth)
    {
        var parameter = Parameter(typeof(double), Name("s"));
        var body = Lambda<Func<double, double>>(Scoped(reals, parameter, () => Real(depth)), parameter);
        return Call(typeof(Flow), nameof(Flow.Let), [typeof(double), typeof(double)], Real(depth), body);
    }

    // A derivative inside: of a function that may use everything around it.
    private InvocationExpression Nested(int depth)
    {
        var parameter = Parameter(typeof(double), Name("t"));
        var inner = Lambda<Func<double, double>>(Scoped(reals, parameter, () => Multiply(parameter, Real(Math.Min(depth, 2)))), parameter);
        Expression<Func<Expression<Func<double, double>>, Func<double, double>>> verb = OneIn(2) ? f => Ad.Grad(f, Strict) : f => Ad.Derivative(f, 1, Strict);
        var call = (MethodCallExpression)verb.Body;
        return Invoke(Call(call.Method, [Quote(inner), .. call.Arguments.Skip(1)]), Real(depth - 1));
    }

    private SwitchExpression Chosen(int depth) => Switch(
        Whole(depth), Real(depth), SwitchCase(Real(depth), Constant(0), Constant(3)), SwitchCase(Real(depth), Constant(-1)));

    // A block: variables, a local array, statements, a value; some of it may be jumped over.
    private BlockExpression Body(int depth)
    {
        var d = depth - 1;
        var (variable, whole, array) = (
            Variable(typeof(double), Name("v")), Variable(typeof(int), Name("k")), Variable(typeof(double[]), Name("w")));
        var statements = new List<Expression>
        {
            Assign(variable, Real(d)),
            Assign(whole, Whole(d)),
            Assign(array, NewArrayInit(typeof(double), Real(d), Real(d), Real(d))),
        };
        reals.Add(variable);
        wholes.Add(whole);
        arrays.Add(array);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            statements.Add(Statement(d, variable, whole, array));
        }

        if (OneIn(3))
        {
            var end = Label(Name("end"));
            statements.Add(IfThen(Truth(d), Goto(end)));
            statements.Add(Statement(d, variable, whole, array));
            statements.Add(Label(end));
        }

        statements.Add(Real(d));
        reals.Remove(variable);
        wholes.Remove(whole);
        arrays.Remove(array);
        return Block([variable, whole, array], statements);
    }

    private Expression Statement(int depth, ParameterExpression variable, ParameterExpression whole, ParameterExpression array) => random.Next(8) switch
    {
        0 => IfThen(Truth(depth), Assign(variable, Real(depth))),
        1 => IfThenElse(Truth(depth), Assign(variable, Real(depth)), Block(Assign(whole, Whole(depth)), Assign(variable, Add(variable, Real(depth))))),
        2 or 3 => Assign(ArrayAccess(array, Index(depth, 3)), Real(depth)),
        4 => MultiplyAssign(variable, Real(depth)),
        5 => Switch(Whole(depth), SwitchCase(Block(typeof(void), Assign(variable, Real(depth))), Constant(1)), SwitchCase(Empty(), Constant(2))),
        6 => IfThen(Truth(depth), Block(typeof(void), Assign(ArrayAccess(array, Index(depth, 3)), Real(depth)), SubtractAssign(variable, Real(depth)))),
        _ => Assign(variable, Subtract(variable, Real(depth))),
    };
}
