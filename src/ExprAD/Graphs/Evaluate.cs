using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace ExprAD.Graphs;

/// <summary>
/// The meaning of a graph: a plain interpreter. Every pass and every writer must agree with it. It also counts the arithmetic
/// operations and function calls that it executes.
/// </summary>
internal sealed partial class Evaluate
{
    private static readonly ConcurrentDictionary<(Operation, Type?, Type?, Type?, int), Func<object?[], object?>> Compiled = new();

    // What is known of the present step of the loop at each level; outside of loops at level 0.
    private readonly List<Dictionary<Value, object?>> known;
    private readonly List<object?[]> parameters = [[]];
    private readonly Func<Value, object?, object?>? change;

    private Evaluate(IReadOnlyDictionary<Value, object?> inputs, Func<Value, object?, object?>? change = null)
    {
        known = [new(inputs)];
        this.change = change;
    }

    /// <summary>The operations executed so far.</summary>
    internal int Executed { get; private set; }

    internal static object? Result(Value root, IReadOnlyDictionary<Value, object?> inputs) => new Evaluate(inputs).Of(root);

    /// <summary>The result where each computed value is replaced by what a function makes of it.</summary>
    internal static object? Result(Value root, IReadOnlyDictionary<Value, object?> inputs, Func<Value, object?, object?> change) =>
        new Evaluate(inputs, change).Of(root);

    internal static (object? Result, int Executed) Counted(Value root, IReadOnlyDictionary<Value, object?> inputs)
    {
        var evaluation = new Evaluate(inputs);
        return (evaluation.Of(root), evaluation.Executed);
    }

    /// <summary>One operation on given operands.</summary>
    internal static object? Apply(Operation operation, ReadOnlySpan<Value> of, object?[] operands) => (operation, operands) switch
    {
        (Literal literal, _) => literal.Data,
        (Capture capture, _) => capture.Target,
        (Operator { Kind: var kind, Type: var type }, [double a, double b]) when Real(kind, a, b) is { } result && type == result.GetType() => result,
        (Call call, _) => Invoke(call.Method, operands),
        (Set, _) => VectorSpace.With(operands[0]!, operands.AsSpan(1, operands.Length - 2), operands[^1]),
        (Ensure, _) => operands[0],
        _ => Interpreter(operation, of)(operands),
    };

    // Explicit stack: graphs are deep. A conditional asks for its test first and then for one branch only.
    private object? Of(Value root)
    {
        var pending = new Stack<Value>();
        pending.Push(root);
        while (pending.TryPeek(out var value))
        {
            var count = pending.Count;
            if (!IsKnown(value))
            {
                PushMissing(pending, value);
            }

            if (pending.Count == count)
            {
                pending.Pop();
                if (!IsKnown(value))
                {
                    var result = Compute(value);
                    known[value.Level].Add(value, change is null ? result : change(value, result));
                }
            }
        }

        return At(root);
    }

    private bool IsKnown(Value value) => known[value.Level].ContainsKey(value);

    private object? At(Value value) => known[value.Level][value];

    // The first operand on top, so that operands are evaluated in order.
    private void PushMissing(Stack<Value> pending, Value value)
    {
        switch (value.Operation)
        {
            case If:
                Push(IsKnown(value.Operands[0]) ? value.Operands[(bool)At(value.Operands[0])! ? 1 : 2] : value.Operands[0]);
                break;
            case Scatter scatter:
                foreach (var entry in scatter.Entries(value).Reverse())
                {
                    if (!IsKnown(entry.Test))
                    {
                        Push(entry.Test);
                    }
                    else if ((bool)At(entry.Test)!)
                    {
                        Push(entry.Added);
                        Array.ForEach(entry.At, Push);
                    }
                }

                Push(value.Operands[0]);
                break;
            case Ensure:
                Push(value.Operands[0]);
                PushInOrder(value.Operands.AsSpan(1));
                break;
            case Loop loop:
                for (var i = value.Operands.Length - 1; i >= 0; i--)
                {
                    if (!loop.IsInside(i))
                    {
                        Push(value.Operands[i]);
                    }
                }

                break;
            default:
                PushInOrder(value.Operands);
                break;
        }

        void PushInOrder(ReadOnlySpan<Value> operands)
        {
            for (var i = operands.Length - 1; i >= 0; i--)
            {
                Push(operands[i]);
            }
        }

        void Push(Value operand)
        {
            if (!IsKnown(operand))
            {
                pending.Push(operand);
            }
        }
    }

    private object Scattered(Scatter scatter, Value value)
    {
        var result = Reals.Zero(At(value.Operands[0])!);
        foreach (var entry in scatter.Entries(value).Where(entry => (bool)At(entry.Test)!))
        {
            var at = Array.ConvertAll(entry.At, index => At(index));
            Reals.Put(result, at, Reals.Add(Reals.At(result, at), At(entry.Added)));
        }

        return result;
    }

    private object? Compute(Value value)
    {
        if (value.Operation is If)
        {
            return At(value.Operands[(bool)At(value.Operands[0])! ? 1 : 2]);
        }

        if (value.Operation is Scatter scatter)
        {
            return Scattered(scatter, value);
        }

        if (value.Operation is Parameter { Level: > 0 } parameter)
        {
            return parameters[parameter.Level][parameter.Index];
        }

        if (value.Operation is Loop loop)
        {
            return new Running(this, value, loop).Result();
        }

        Executed += OperationCounter.IsCounted(value.Operation) ? 1 : 0;
        return Apply(value.Operation, value.Operands, Array.ConvertAll(value.Operands, At));
    }

    private static object? Real(ExpressionType kind, double a, double b) => kind switch
    {
        ExpressionType.Add => a + b,
        ExpressionType.Subtract => a - b,
        ExpressionType.Multiply => a * b,
        ExpressionType.Divide => a / b,
        ExpressionType.Modulo => a % b,
        ExpressionType.LessThan => a < b,
        ExpressionType.LessThanOrEqual => a <= b,
        ExpressionType.GreaterThan => a > b,
        ExpressionType.GreaterThanOrEqual => a >= b,
        ExpressionType.Equal => a == b,
        ExpressionType.NotEqual => a != b,
        _ => null,
    };

    private static object? Invoke(MethodInfo method, object?[] operands)
    {
        try
        {
            return method.IsStatic ? method.Invoke(null, operands) : method.Invoke(operands[0], operands[1..]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Capture(inner).Throw();
            throw;
        }
    }

    // The first three operand types settle which operator is meant; the others follow from the operation.
    private static Func<object?[], object?> Interpreter(Operation operation, ReadOnlySpan<Value> of)
    {
        var key = (operation, TypeAt(of, 0), TypeAt(of, 1), TypeAt(of, 2), of.Length);
        if (!Compiled.TryGetValue(key, out var interpreter))
        {
            interpreter = CompileOperation(operation, of);
            if (operation is not (Literal or Opaque))
            {
                Compiled.TryAdd(key, interpreter);
            }
        }

        return interpreter;
    }

    private static Type? TypeAt(ReadOnlySpan<Value> values, int index) => index < values.Length ? values[index].Type : null;

    private static Func<object?[], object?> CompileOperation(Operation operation, ReadOnlySpan<Value> of)
    {
        var arguments = Expression.Parameter(typeof(object[]), "operands");
        var operands = new Expression[of.Length];
        for (var i = 0; i < of.Length; i++)
        {
            operands[i] = Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), of[i].Type);
        }

        var body = Expression.Convert(Express.Node(operation, operands), typeof(object));
        return Expression.Lambda<Func<object?[], object?>>(body, arguments).Compile(preferInterpretation: true);
    }
}
