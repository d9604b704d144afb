using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>The parameters of a derivative as a lambda, and the expressions of parameters and captured objects.</summary>
internal sealed class Signature
{
    private readonly Type type;
    private readonly ParameterExpression[] parameters;
    private readonly ParameterExpression? captures;
    private readonly Dictionary<Capture, ParameterExpression> captured = [];

    /// <param name="type">The type of the derivative's delegate.</param>
    /// <param name="function">The function, which names the parameters.</param>
    /// <param name="captured">The captured objects.</param>
    /// <param name="own">The name of the derivative's own parameter, if it has one.</param>
    /// <param name="at">Where it stands; behind the function's if not said.</param>
    internal Signature(Type type, LambdaExpression function, object[]? captured, string own, int? at = null)
    {
        this.type = type;
        var position = at ?? function.Parameters.Count;
        var types = Array.ConvertAll(type.GetMethod("Invoke")!.GetParameters(), p => p.ParameterType);
        var taken = new HashSet<string>();
        parameters = [.. types.Select((t, i) => Expression.Parameter(t, Unique(taken,
            i == position ? own : function.Parameters[i < position ? i : i - 1].Name ?? "x")))];
        captures = captured is { Length: > 0 } ? Expression.Parameter(typeof(object[]), "captures") : null;
        Names = new LocalNames([.. taken, .. CapturedNames.In(function)]);
    }

    internal LocalNames Names { get; }

    /// <summary>The arrays and lists whose absence is reported as LINQ does; null where the code is to be read.</summary>
    internal IReadOnlyDictionary<Value, string>? Sources { get; init; }

    internal Expression Leaf(Value value) => value.Operation switch
    {
        Parameter { Level: 0 } p when p.Index < parameters.Length => parameters[p.Index],
        Capture capture => Local(capture),
        _ => throw new InvalidOperationException($"{Dump.Name(value.Operation)} is not a parameter of the derivative."),
    };

    internal LambdaExpression Lambda(Expression body) => captures is null
        ? Expression.Lambda(type, body, parameters)
        : Expression.Lambda(Expression.GetFuncType([typeof(object[]), .. parameters.Select(p => p.Type), body.Type]), WithLocals(body), [captures, .. parameters]);

    /// <summary>The lambda that writes the gradient into its last parameter and returns the value; the result is their pair.</summary>
    internal LambdaExpression IntoLambda(Value result, Value point, IReadOnlyList<Value> evaluated)
    {
        var pair = result.Operation is Ensure ? result.Operands[0] : result;
        var gradient = pair.Operands[1];
        var into = Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Target), null, parameters[^1], Leaf(point));
        var code = TreeWriter.Write(result, evaluated, Leaf, Names, new Dictionary<Value, MethodCallExpression> { [gradient] = into }, Sources);
        var made = (NewExpression)code.Result;
        Expression[] copy = made.Arguments[1] == parameters[^1]
            ? []
            : [Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Copy), null, made.Arguments[1], into)];
        return Lambda(Expression.Block(typeof(double), code.Variables, [.. code.Statements, .. copy, made.Arguments[0]]));
    }

    private ParameterExpression Local(Capture capture) => captured.TryGetValue(capture, out var local)
        ? local
        : captured[capture] = Expression.Variable(capture.Type, $"captured{capture.Slot}");

    // Captured objects are taken from their array, and their types checked, once and not in every step of a loop.
    private Expression WithLocals(Expression body)
    {
        var taken = captured.Select(pair => Expression.Assign(
            pair.Value, Expression.Convert(Expression.ArrayIndex(captures!, Expression.Constant(pair.Key.Slot)), pair.Key.Type)));
        return captured.Count == 0 ? body
            : body is BlockExpression block ? Expression.Block(body.Type, [.. captured.Values, .. block.Variables], [.. taken, .. block.Expressions])
            : Expression.Block(body.Type, captured.Values, [.. taken, body]);
    }

    private static string Unique(HashSet<string> taken, string name)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}{i}";
        }

        return unique;
    }
}
