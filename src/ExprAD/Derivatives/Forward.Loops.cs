using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// The tangent of a loop is a loop that carries the tangents of the active states behind the states:
/// <c>s = f(s)</c> becomes <c>(s, ds) = (f(s), f'(s) ds)</c>.
/// </summary>
internal sealed partial class Forward
{
    private Tangent? OfLoop(Value value, Loop loop)
    {
        var region = activity.Of(value);
        var carry = loop.CarryOf(value);
        var seeds = new Dictionary<Value, Value>();
        foreach (var k in region.ActiveStates)
        {
            var type = carry.Seeds[k].Type;
            seeds.Add(Loops.StateAt(g, loop.Level, k, type), Loops.StateAt(g, loop.Level, loop.States + seeds.Count, type));
        }

        var inside = new Forward(g, calculus, region, this);
        inside.Run(seeds);
        carry = carry with
        {
            Seeds = [.. carry.Seeds, .. region.ActiveStates.Select(k => Closed(carry.Seeds[k]))],
            Nexts = [.. carry.Nexts, .. region.ActiveStates.Select(k => inside.Closed(carry.Nexts[k]))],
        };
        switch (loop.Kind)
        {
            case LoopKind.State:
                return new Tangent(Loops.State(g, carry, loop.States + Array.IndexOf(region.ActiveStates, loop.Which)));
            case LoopKind.Build:
                return inside.At(loop.Body(value)) is null ? null : new Tangent(Loops.Build(g, carry, inside.Closed(loop.Body(value))));
            default:
                var like = value.Operands[^1];
                return inside.At(loop.Body(value)) is { } t ? calculus.Tangents.Over(carry, t, loop.Body(value), Kinds.IsReal(loop.Type) ? null : like, Safety.IsSafe) : null;
        }
    }
}
