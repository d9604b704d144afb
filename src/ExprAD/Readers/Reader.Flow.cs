using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>The methods of <see cref="Flow"/>: names and loops.</summary>
internal sealed partial class Reader
{
    private Value Structure(MethodCallExpression node)
    {
        var arguments = node.Arguments;
        switch (node.Method.Name)
        {
            case nameof(Flow.Let):
                return Invoke(node, arguments[1], [arguments[0]]);
            case nameof(Flow.For):
                return Counted(node, Read(arguments[0]), isScan: false);
            case nameof(Flow.Scan):
                var count = Read(arguments[0]);
                var isLength = count.Operation is Length || count.Data is int and >= 0;
                return Counted(node, isLength ? count : Known(typeof(Math).GetMethod(nameof(Math.Max), [typeof(int), typeof(int)])!, count, graph.Integer(0)), isScan: true);
            case nameof(Flow.While):
                return While(node);
            default:
                throw Refuse(node, $"Flow.{node.Method.Name} is not known", "use Let, For, While or Scan");
        }
    }

    private Value Counted(MethodCallExpression node, Value count, bool isScan)
    {
        var seed = Read(node.Arguments[1]);
        return Loop(count, region =>
        {
            var carried = Carried(region, seed, []);
            var next = Apply(node, node.Arguments[2], region.Index, carried);
            Continue(region, carried, next);
            return isScan ? region.Build(next) : Final(region, carried);
        });
    }

    private Value While(MethodCallExpression node)
    {
        var seed = Read(node.Arguments[0]);
        return Loop(graph.Integer(Graphs.Loop.Endless), region =>
        {
            var carried = Carried(region, seed, []);
            region.Test = Apply(node, node.Arguments[1], carried);
            holds.Push(region.Test);
            Continue(region, carried, Apply(node, node.Arguments[2], carried));
            holds.Pop();
            return Final(region, carried);
        });
    }

    // Anything that can be invoked, on values.
    private Value Apply(Expression node, Expression function, params IReadOnlyList<Value> arguments)
    {
        var names = arguments.Select(argument => Expression.Parameter(argument.Type)).ToArray();
        var before = state;
        for (var i = 0; i < names.Length; i++)
        {
            state = state.Declare(names[i], arguments[i]);
        }

        var entered = state;
        var result = Contents(Invoke(node, function, names));
        state = state.Leave(before, entered, names);
        return result;
    }

    // An object becomes a state for each of its members; arrays and numbers are states as they are.
    private Value Carried(Region region, Value seed, Type[] outer) => Divided(seed, outer) is { } shape
        ? graph.Make(new Construct(seed.Type, shape), Array.ConvertAll(MembersOf(seed, shape), member => Carried(region, member, [.. outer, seed.Type])))
        : region.State(seed);

    private void Continue(Region region, Value carried, Value next)
    {
        if (carried.Operation is not Construct { Shape: var shape })
        {
            region.Next(carried, next);
            return;
        }

        var members = MembersOf(next, shape);
        for (var i = 0; i < members.Length; i++)
        {
            Continue(region, carried.Operands[i], members[i]);
        }
    }

    private Value Final(Region region, Value carried) => carried.Operation is Construct
        ? graph.Make(carried.Operation, Array.ConvertAll(carried.Operands, member => Final(region, member)))
        : region.Final(carried);

    // An object that may be missing, or that contains others of its own type, is one state.
    private static Shape? Divided(Value seed, Type[] outer) =>
        !outer.Contains(seed.Type) && Shape.Of(seed.Type) is { } shape
        && (seed.Type.IsValueType || seed.Operation is Construct || (Kinds.IsActive(seed.Type) && seed.Operation is not Literal)) ? shape : null;

    private Value[] MembersOf(Value value, Shape shape) => Nullable.GetUnderlyingType(value.Type) is { } inner
        ? [HasValue(value), graph.If(HasValue(value), ValueOf(value), Default(inner))]
        : Array.ConvertAll(shape.Members, member => graph.MemberOf(value, member));
}
