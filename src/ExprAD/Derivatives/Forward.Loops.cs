using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// The tangent of a loop is a loop that carries the tangents of the active states behind the states:
/// <c>s = f(s)</c> becomes <c>(s, ds) = (f(s), f'(s) ds)</c>. Where a tangent is structural zero up to a step that is known only at run time, a flag is
/// carried along that says whether it still is.
/// </summary>
internal sealed partial class Forward
{
    private Tangent? OfLoop(Value value, Loop loop)
    {
        var region = activity.Of(value);
        var carry = loop.CarryOf(value);
        var states = Array.ConvertAll(region.ActiveStates, k => Loops.StateAt(g, loop.Level, k, carry.Seeds[k].Type));
        Value FlagAt(int number) => Loops.StateAt(g, loop.Level, loop.States + states.Length + number, typeof(bool));
        var tangents = states.Select((state, n) => new Tangent(Loops.StateAt(g, loop.Level, loop.States + n, state.Type))).ToArray();
        var flagged = region.ActiveStates.Where(k => At(carry.Seeds[k]) is null or { Guard: not null } && Kinds.IsReal(carry.Seeds[k].Type)).ToArray();
        Value[] results = [.. region.ActiveStates.Select(k => carry.Nexts[k]), .. loop.Kind is LoopKind.Sum or LoopKind.Build ? [loop.Body(value)] : Array.Empty<Value>()];
        var inside = Inside(region, states, results, [.. tangents.Select((t, n) => Array.IndexOf(flagged, region.ActiveStates[n]) is >= 0 and var at ? t with { Guard = FlagAt(at) } : t)]);
        if (Array.TrueForAll(flagged, k => Flag(inside.At(carry.Nexts[k])).Data is true))
        {
            (flagged, inside) = ([], Inside(region, states, results, tangents)); // Nothing is zero after the first step.
        }

        carry = carry with
        {
            Seeds = [.. carry.Seeds, .. region.ActiveStates.Select(k => Closed(carry.Seeds[k])), .. flagged.Select(k => Flag(At(carry.Seeds[k])))],
            Nexts = [.. carry.Nexts, .. region.ActiveStates.Select(k => inside.Closed(carry.Nexts[k])), .. flagged.Select(k => Flag(inside.At(carry.Nexts[k])))],
        };
        switch (loop.Kind)
        {
            case LoopKind.State:
                var which = Loops.State(g, carry, loop.States + Array.IndexOf(region.ActiveStates, loop.Which));
                var at = Array.IndexOf(flagged, loop.Which);
                return new Tangent(which, at < 0 ? null : Loops.State(g, carry, loop.States + states.Length + at));
            case LoopKind.Build:
                return inside.At(loop.Body(value)) is null ? null : new Tangent(Loops.Build(g, carry, inside.Closed(loop.Body(value))));
            default:
                var like = value.Operands[^1];
                return inside.At(loop.Body(value)) is { } t ? calculus.Tangents.Over(carry, t, loop.Body(value), Kinds.IsReal(loop.Type) ? null : like, Safety.IsSafe) : null;
        }
    }

    private Forward Inside(Activity region, Value[] states, Value[] results, Tangent[] tangents)
    {
        var inside = new Forward(g, calculus, region, this);
        inside.Run(states.Zip(tangents).ToDictionary(pair => pair.First, pair => (Tangent?)pair.Second), results);
        return inside;
    }

    private Value Flag(Tangent? tangent) => tangent is null ? g.Boolean(false) : tangent.Guard ?? g.Boolean(true);
}
