using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>The coefficients of a loop are a loop that carries the coefficients of the active states, of all orders, behind the states.</summary>
internal sealed partial class Taylor
{
    private readonly Dictionary<Value, (Taylor Inside, Carry Carry, int[] States)> loops = [];

    private Tangent? OfLoop(Value value, Loop loop, int k)
    {
        var (inside, carry, states) = LoopOf(value, loop);
        switch (loop.Kind)
        {
            case LoopKind.State:
                var at = Array.IndexOf(states, loop.Which);
                return at < 0 ? null : new Tangent(Loops.State(g, carry, loop.States + ((k - 1) * states.Length) + at));
            case LoopKind.Build when inside.At(loop.Body(value), k) is not null:
                return new Tangent(Loops.Build(g, carry, inside.Closed(loop.Body(value), k)));
            case LoopKind.Sum when inside.At(loop.Body(value), k) is { } t:
                return Tangents.Over(carry, t, loop.Body(value), Kinds.IsReal(loop.Type) ? null : value.Operands[^1], Safety.IsSafe);
            default:
                return null;
        }
    }

    private (Taylor Inside, Carry Carry, int[] States) LoopOf(Value value, Loop loop)
    {
        if (loops.TryGetValue(value, out var found))
        {
            return found;
        }

        var region = activity.Of(value);
        var carry = loop.CarryOf(value);
        var inside = new Taylor(g, calculus, region, order, this);
        var states = region.ActiveStates;
        for (var k = 1; k <= order; k++)
        {
            for (var n = 0; n < states.Length; n++)
            {
                var type = carry.Seeds[states[n]].Type;
                var number = loop.States + ((k - 1) * states.Length) + n;
                inside.known[(Loops.StateAt(g, loop.Level, states[n], type), k)] = new Tangent(Loops.StateAt(g, loop.Level, number, type));
            }
        }

        inside.Run();
        var orders = Enumerable.Range(1, order).SelectMany(k => states.Select(n => (State: n, Order: k))).ToList();
        carry = carry with
        {
            Seeds = [.. carry.Seeds, .. orders.Select(at => Closed(carry.Seeds[at.State], at.Order))],
            Nexts = [.. carry.Nexts, .. orders.Select(at => inside.Closed(carry.Nexts[at.State], at.Order))],
        };
        return loops[value] = (inside, carry, states);
    }

    private Value Closed(Value value, int k) => Tangents.Close(At(value, k), value);
}
