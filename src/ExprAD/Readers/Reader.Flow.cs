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
        return InParts(seed, parts => Loop(count, region =>
        {
            var carried = new Carried(graph, region, parts, seed);
            var next = Apply(node, node.Arguments[2], region.Index, carried.Now);
            return carried.Continue(next) ? isScan ? region.Build(next) : Last(region, carried) : null;
        }));
    }

    private Value While(MethodCallExpression node)
    {
        var seed = Read(node.Arguments[0]);
        return InParts(seed, parts => Loop(graph.Integer(Graphs.Loop.Endless), region =>
        {
            var carried = new Carried(graph, region, parts, seed);
            region.Test = Apply(node, node.Arguments[1], carried.Now);
            holds.Push(region.Test);
            var isCarried = carried.Continue(Apply(node, node.Arguments[2], carried.Now));
            holds.Pop();
            return isCarried ? Last(region, carried) : null;
        }));
    }

    private static Value Last(Region region, Carried carried)
    {
        region.Settle();
        return carried.Final;
    }

    /// <summary>A loop that carries a value: member by member if every step makes it anew, whole otherwise.</summary>
    private Value InParts(Value seed, Func<Parts, Value?> loop)
    {
        var before = state;
        if (loop(new Parts(graph, seed)) is { } result)
        {
            return result;
        }

        state = before;
        return loop(new Parts())!;
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
}
