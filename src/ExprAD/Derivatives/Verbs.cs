using ExprAD.Graphs;
using ExprAD.Readers;
using ExprAD.Sparsity;

namespace ExprAD.Derivatives;

/// <summary>The verbs on graphs: from the value of a function and its parameters to the value of its derivative.</summary>
internal static class Verbs
{
    // With few inputs forward mode is tried too, and the one with fewer operations is taken.
    private const int FewInputs = 4;

    // Beyond this many values only one mode is tried: forward for one input.
    private const int LargeGraph = 20_000;

    // From this order on derivatives may be taken from a Taylor series.
    private const int FirstOfSeries = 5;

    /// <summary>The result of a verb; for <see cref="Verb.GradInto"/> the pair of value and gradient.</summary>
    internal static Value Result(Graph g, Nested verb, Value body, Value[] parameters, Value? direction)
    {
        Check(g, verb.Verb, body, parameters);
        var mode = verb.Options.Mode;
        return verb.Verb switch
        {
            Verb.Grad => Tuple(g, Gradients(g, mode, body, parameters)),
            Verb.GradFirst => Gradients(g, mode, body, parameters[..1])[0],
            Verb.ValueAndGrad => Tuple(g, body, Tuple(g, Gradients(g, mode, body, parameters))),
            Verb.ValueAndGradFirst => Tuple(g, body, Gradients(g, mode, body, parameters[..1])[0]),
            Verb.GradInto => Tuple(g, body, Gradients(g, mode, body, parameters[..1])[0]),
            Verb.Derivative => Derivative(g, mode, body, parameters[0], verb.Order),
            Verb.Jvp => Tuple(g, body, Jvp(g, body, parameters[0], direction!)),
            Verb.Vjp => Tuple(g, body, Vjp(g, body, parameters[0], direction!)),
            Verb.Jacobian => new Matrices(g, parameters[0]).Jacobian(mode, body),
            Verb.Hessian => new Matrices(g, parameters[0]).Hessian(mode, body),
            Verb.Hvp => Jvp(g, Gradients(g, mode, body, parameters[..1])[0], parameters[0], direction!),
            Verb.Taylor => g.Make(new NewArray(typeof(double[])), Taylor.Coefficients(g, body, parameters[0], verb.Order)),
            Verb.SparseJacobian => new SparseMatrices(g, parameters[0], verb.IsCompiled ? new PatternCache() : null).Jacobian(mode, body),
            Verb.SparseHessian => new SparseMatrices(g, parameters[0], verb.IsCompiled ? new PatternCache() : null).Hessian(mode, body),
            Verb.Inline => body,
            _ => throw new InvalidOperationException($"No verb {verb.Verb}."),
        };
    }

    private static void Check(Graph g, Verb verb, Value body, Value[] parameters)
    {
        var differentiated = verb == Verb.Inline ? []
            : verb is Verb.Grad or Verb.ValueAndGrad or Verb.Derivative or Verb.Taylor or Verb.Jvp or Verb.Vjp ? parameters : parameters[..1];
        foreach (var parameter in differentiated)
        {
            if (!Kinds.IsActive(parameter.Type))
            {
                throw Refusals.OfParameter(parameter);
            }
        }

        if (verb is Verb.Jvp or Verb.Vjp && !Kinds.IsActive(body.Type))
        {
            throw Refusals.OfResult(g, body);
        }
    }

    internal static Value Tuple(Graph g, params Value[] items)
    {
        if (items.Length == 1)
        {
            return items[0];
        }

        var type = items.Length switch
        {
            2 => typeof(ValueTuple<,>),
            3 => typeof(ValueTuple<,,>),
            _ => typeof(ValueTuple<,,,>),
        };
        type = type.MakeGenericType([.. items.Select(item => item.Type)]);
        return g.Make(new Construct(type, Shape.Of(type)!), items);
    }

    internal static Value[] Gradients(Graph g, AdMode mode, Value body, Value[] inputs)
    {
        var leaves = mode == AdMode.Reverse ? null : Leaves(g, body, inputs);
        var isLarge = g.Count > LargeGraph;
        if (leaves is null || (mode == AdMode.Auto && leaves.Count > (isLarge || HasSteps(body) ? 1 : FewInputs)))
        {
            return Backward(g, body, inputs);
        }

        var forward = Onward(g, body, inputs, leaves);
        if (forward is not null && (mode == AdMode.Forward || isLarge))
        {
            return forward;
        }

        var reverse = Backward(g, body, inputs);
        return forward is null || OperationCounter.Count([body, .. reverse]) < OperationCounter.Count([body, .. forward]) ? reverse : forward;
    }

    // In forward mode a loop that carries states from step to step runs once for each input.
    private static bool HasSteps(Value body) => Order.Ascending(body).Exists(value => value.Operation is Loop { States: > 0 });

    private static Value[] Backward(Graph g, Value body, Value[] inputs) => Reverse.Adjoints(g, body, g.Number(1, body.Type), inputs);

    private static Value[]? Onward(Graph g, Value body, Value[] inputs, List<Value> leaves)
    {
        var calculus = new Calculus(g);
        var tangents = new Dictionary<Value, Tangent>();
        foreach (var leaf in leaves)
        {
            var tangent = Forward.Of(g, calculus, body, new Dictionary<Value, Value> { [leaf] = g.Number(1, leaf.Type) });
            if (Tangent.Map(tangent, t => g.Cast(t, leaf.Type)) is { } own)
            {
                tangents.Add(leaf, own);
            }
        }

        return Reverse.Gather(g, body, tangents, inputs);
    }

    // The numbers read from the inputs, by element and member; null where an input is used as a whole.
    internal static List<Value>? Leaves(Graph g, Value body, Value[] inputs)
    {
        var leaves = new List<Value>();
        var parts = new HashSet<Value>(inputs);
        var activity = new Activity(g, inputs, body);
        foreach (var value in activity.Values)
        {
            var isPart = value.Operation is Get or Member && value.Operands.Length > 0 && parts.Contains(value.Operands[0]);
            if (!isPart && !parts.Contains(value) && activity.Includes(value)
                && value.Inputs.Any(input => parts.Contains(input) && !Kinds.IsReal(input.Type)))
            {
                return null;
            }

            if (isPart && activity.Includes(value))
            {
                parts.Add(value);
            }

            if (parts.Contains(value) && Kinds.IsReal(value.Type))
            {
                leaves.Add(value);
            }
        }

        return leaves;
    }

    // Higher orders by differentiating again, as long as that takes fewer operations than the Taylor series.
    private static Value Derivative(Graph g, AdMode mode, Value body, Value parameter, int order)
    {
        var series = order < FirstOfSeries ? null
            : g.Multiply(g.Number(Enumerable.Range(1, order).Aggregate(1.0, (product, k) => product * k), body.Type), Taylor.Coefficients(g, body, parameter, order)[order]);
        var most = series is null ? int.MaxValue : OperationCounter.Count(series);
        for (var i = 0; i < order; i++)
        {
            body = Gradients(g, mode, body, [parameter])[0];
            if (most < int.MaxValue && OperationCounter.Count(body) > most)
            {
                return series!;
            }
        }

        return body;
    }

    private static Value Jvp(Graph g, Value body, Value parameter, Value tangent) =>
        Forward.Of(g, body, new Dictionary<Value, Value> { [parameter] = tangent });

    private static Value Vjp(Graph g, Value body, Value parameter, Value cotangent) => Reverse.Adjoints(g, body, cotangent, [parameter])[0];
}
