namespace ExprAD.Graphs;

/// <summary>The parameter that some derivatives have of their own: a tangent, a cotangent, a vector.</summary>
internal static class Directions
{
    /// <summary>What it is called, and where it stands among the parameters of a function of so many; null where a verb has none.</summary>
    internal static (string Name, int At)? Of(Verb verb, int parameters) => verb switch
    {
        Verb.Hvp => ("v", 1),
        Verb.Jvp => ("tangent", parameters),
        Verb.Vjp => ("cotangent", parameters),
        _ => null,
    };

    /// <summary>What checks that it has the shape of the point, or of the value; nothing if it is a number.</summary>
    internal static Value[] Check(Graph g, Verb verb, Value direction, Value body, Value point)
    {
        if (Kinds.IsReal(direction.Type))
        {
            return [];
        }

        var check = typeof(VectorSpace).GetMethod(nameof(VectorSpace.SameShape))!.MakeGenericMethod(direction.Type);
        return [g.Intern(new Call(direction.Type, check), direction, verb == Verb.Vjp ? body : point, g.Literal(Of(verb, 1)!.Value.Name, typeof(string)))];
    }
}
