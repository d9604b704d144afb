using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>The methods of <see cref="Implicit"/>: solutions of equations.</summary>
internal sealed partial class Reader
{
    // The solver runs as written; the equation is read at what it gives, and evaluated only by derivatives.
    private Value Solved(MethodCallExpression node)
    {
        var arguments = node.Arguments;
        Value[] parameters = arguments.Count == 3 ? [Read(arguments[1])] : [];
        var shared = state.Shared;
        var solution = parameters.Length == 0 ? BySolver(node, arguments[0], arguments[1]) : Apply(node, arguments[^1], parameters);
        state = state with { Shared = shared };

        var unknown = graph.Unknown(solution);
        var before = state.Effects;
        var zero = Apply(node, arguments[0], [unknown, .. parameters]);
        if (node.Method.Name == nameof(Implicit.Minimize))
        {
            zero = nested(graph, new Nested(Verb.Grad, AdOptions.Default, 1), zero, [unknown], null);
        }

        state = state with { Effects = before };
        return graph.Intern(new Solution(node.Type), unknown, zero);
    }

    // A solver that is given the equation as a delegate is evaluated as it is.
    private Value BySolver(MethodCallExpression node, Expression equation, Expression solve) =>
        IsFunction(solve) ? Contents(Invoke(node, solve, [equation]))
        : Outside(OfMethodGroup(solve, [equation]) ?? (Expression)Expression.Invoke(solve, equation));

    // A method group, which the C# compiler turns into a delegate by CreateDelegate, as a call of the method.
    private static MethodCallExpression? OfMethodGroup(Expression function, IReadOnlyList<Expression> arguments) =>
        function is UnaryExpression
        {
            NodeType: ExpressionType.Convert,
            Operand: MethodCallExpression { Method.Name: nameof(MethodInfo.CreateDelegate), Object: ConstantExpression { Value: MethodInfo method }, Arguments: [_, var target] },
        }
            ? Expression.Call(method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!), method, arguments)
            : null;
}
