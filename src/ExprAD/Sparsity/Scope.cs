using ExprAD.Graphs;

namespace ExprAD.Sparsity;

/// <summary>
/// A loop whose steps are looked into: the variable that stands for its index, and what is known of the values inside. Loops without states over one count
/// are one scope.
/// </summary>
internal sealed class Scope(Scope? outer, Carry? carry, Value? variable, Value? count)
{
    private readonly Dictionary<(int Level, Value Key), Scope> inner = [];

    internal Scope? Outer => outer;

    internal Carry? Carry => carry;

    internal Value? Variable => variable;

    internal Value? Count => count;

    internal Dictionary<Value, HashSet<Read>> Reads { get; } = [];

    /// <summary>What the states that the loop carries depend on, if that is known.</summary>
    internal HashSet<Read>? States { get; set; }

    /// <summary>Forgets what has been found before the states were known.</summary>
    internal void Forget()
    {
        Reads.Clear();
        inner.Clear();
    }

    /// <summary>The scope where a value belongs: the innermost one of whose parameters it is made.</summary>
    internal Scope Home(Value value)
    {
        var scope = this;
        while (scope.Carry is { } loop && (value.Levels & (1UL << loop.Level)) == 0)
        {
            scope = scope.Outer!;
        }

        return scope;
    }

    /// <summary>The scope of a loop's steps.</summary>
    internal Scope Inside(Graph g, Value value, Loop loop)
    {
        var carry = loop.CarryOf(value);
        var key = (loop.Level, carry.IsCounted && carry.Seeds.Length == 0 ? carry.Count : value);
        if (!inner.TryGetValue(key, out var scope))
        {
            var count = Closed(g, carry.IsCounted ? carry.Count : Loops.Steps(g, carry));
            inner.Add(key, scope = new Scope(this, carry, g.Fresh(typeof(int), "i"), count));
        }

        return scope;
    }

    /// <summary>A value with variables in the place of the indices of the loops around it; null if it depends on what these carry from step to step.</summary>
    internal Value? Closed(Graph g, Value value)
    {
        var variables = new Dictionary<Value, Value>();
        for (var scope = this; scope.Carry is { } loop; scope = scope.Outer!)
        {
            variables.TryAdd(Loops.IndexAt(g, loop.Level), scope.Variable!); // An inner loop may have the level of an outer one that it does not depend on.
        }

        var closed = variables.Count == 0 ? value : g.Substitute(variables, value)[0];
        return closed.Levels == 0 ? closed : null;
    }
}
