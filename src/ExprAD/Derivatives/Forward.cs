using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>Forward mode: the tangents of all values from the tangents of the seeds, in order of evaluation.</summary>
internal static class Forward
{
    /// <summary>The tangent of a value; structural zero where it does not depend on the seeds.</summary>
    internal static Value Tangent(Graph g, Value root, IReadOnlyDictionary<Value, Value> seeds) =>
        Tangent(g, new Calculus(g), new Activity(g, [.. seeds.Keys], root), root, seeds);

    internal static Value Tangent(Graph g, Calculus calculus, Activity activity, Value root, IReadOnlyDictionary<Value, Value> seeds)
    {
        var tangents = new Dictionary<Value, Value>(seeds);
        foreach (var value in activity.Values)
        {
            if (activity.Includes(value) && !tangents.ContainsKey(value)
                && Of(g, calculus, value, operand => tangents.GetValueOrDefault(operand)) is { IsZero: false } tangent)
            {
                tangents.Add(value, tangent);
            }
        }

        return tangents.GetValueOrDefault(root) ?? g.Zero(root);
    }

    private static Value? Of(Graph g, Calculus calculus, Value value, Func<Value, Value?> tangent)
    {
        var a = value.Operands;
        var orZero = (Value operand) => tangent(operand) ?? g.Zero(operand);
        var owner = a.Length == 0 ? null : tangent(a[0]);
        return value.Operation switch
        {
            If or Set => g.Make(value.Operation, [.. a.Select((operand, i) =>
                                        value.Operation is If ? i == 0 ? operand : orZero(operand) : i == 0 || i == a.Length - 1 ? orZero(operand) : operand)]),
            Get => owner is null ? null : g.Get(owner, a.AsSpan(1)),
            Member => owner is null ? null : g.Make(value.Operation, owner),
            Ensure => owner,
            NewArray => g.Make(value.Operation, [.. a.Select(orZero)]),
            Construct => g.Make(value.Operation, [.. a.Select(operand => Kinds.IsActive(operand.Type) ? orZero(operand) : operand)]),
            Scatter scatter => g.Make(scatter, [a[0], .. scatter.Entries(value).Where(e => tangent(e.Added) is not null)
                                        .SelectMany(e => (Value[])[e.Test, .. e.At, tangent(e.Added)!])]),
            Call { Method.DeclaringType: var type } when type == typeof(VectorSpace) => calculus.Sum(tangent(a[0]), tangent(a[1])),
            _ => calculus.Tangent(value, Array.ConvertAll(a, operand => tangent(operand))),
        };
    }
}
