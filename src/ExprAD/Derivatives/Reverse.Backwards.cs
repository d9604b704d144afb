using ExprAD.Graphs;

namespace ExprAD.Derivatives;

internal sealed partial class Reverse
{
    /// <summary>
    /// The steps of a loop from the last to the first: <c>s = f(s, w)</c> becomes <c>ds = f'(s) ds</c>, and <c>dw += df/dw ds</c> for what the steps use from
    /// outside. States, and values that are dear to compute, are kept in arrays on the way forward.
    /// </summary>
    private sealed class Backwards
    {
        private readonly Reverse outer;
        private readonly Graph g;
        private readonly List<Value> loops;
        private readonly Tangent?[] adjoints;
        private readonly Carry carry;
        private readonly Activity region;
        private readonly Value[] roots;
        private readonly Value[] states;
        private readonly Dictionary<int, Value> carried = [];
        private readonly Value? guard;
        private Reverse inside = null!;

        internal Backwards(Reverse outer, List<Value> loops, Tangent?[] adjoints)
        {
            (this.outer, g, this.loops, this.adjoints) = (outer, outer.g, loops, adjoints);
            carry = ((Loop)loops[0].Operation).CarryOf(loops[0]);
            region = outer.activity.Of(loops);
            roots = [.. carry.Nexts, .. loops.Where(HasBody).Select(Body)];
            states = [.. carry.Seeds.Select((seed, k) => Loops.StateAt(g, carry.Level, k, seed.Type))];
            guard = Array.Exists(adjoints, adjoint => adjoint is { Guard: null })
                ? null
                : adjoints.OfType<Tangent>().Select(adjoint => adjoint.Guard!).Distinct().Aggregate(g.Or);
        }

        internal void Propagate()
        {
            FindCarried();
            var live = carried.Keys.ToArray();
            var leaving = inside.Leaving().ToList();
            var nexts = Array.ConvertAll(live, k => outer.Tangents.Close(inside.Sealed(states[k]), states[k]));
            Value[] all = [.. nexts, .. leaving.SelectMany(l => new[] { l.Contribution.Value }.Concat(l.Contribution.Guard is { } test ? [test] : []))];
            var backwards = new Substitution(g, Kept(live, all));
            var back = new Carry(
                carry.Level,
                carry.IsCounted ? carry.Count : Loops.Steps(g, carry),
                g.Boolean(true),
                Array.ConvertAll(live, Seed),
                backwards.Of(nexts),
                !carry.IsDescending);
            for (var j = 0; j < live.Length; j++)
            {
                Contribute(carry.Seeds[live[j]], new Tangent(Loops.State(g, back, j)));
            }

            foreach (var (value, t) in leaving)
            {
                var step = t with { Value = backwards.Of(t.Value)[0], Guard = t.Guard is null ? null : backwards.Of(t.Guard)[0] };
                Contribute(value, outer.Tangents.Over(back, step, value, Kinds.IsReal(value.Type) ? null : value));
            }
        }

        private static bool HasBody(Value value) => ((Loop)value.Operation).Kind is LoopKind.Sum or LoopKind.Build;

        private static Value Body(Value value) => ((Loop)value.Operation).Body(value);

        private void Contribute(Value value, Tangent? adjoint) =>
            outer.Contribute(value, guard is null ? adjoint : outer.Tangents.Where(guard, true, adjoint));

        // The adjoints of the states that are not zero in every step: those of results, and what they lead to.
        private void FindCarried()
        {
            for (var i = 0; i < loops.Count; i++)
            {
                if (loops[i].Operation is Loop { Kind: LoopKind.State } loop && adjoints[i] is not null)
                {
                    Carried(loop.Which);
                }
            }

            int before;
            do
            {
                before = carried.Count;
                inside = new Reverse(g, outer.calculus, region, Certain(roots), outer);
                foreach (var (k, adjoint) in carried)
                {
                    inside.Contribute(carry.Nexts[k], new Tangent(adjoint));
                }

                for (var i = 0; i < loops.Count; i++)
                {
                    if (HasBody(loops[i]) && adjoints[i] is { } adjoint)
                    {
                        var given = adjoint.Guard == guard ? new Tangent(adjoint.Value) : adjoint;
                        inside.Contribute(Body(loops[i]), () => IsBuilt(loops[i]) ? outer.Tangents.Element(given, Index) : given);
                    }
                }

                inside.Visit([.. states]);
                foreach (var k in region.ActiveStates.Where(k => inside.Sealed(states[k]) is not null))
                {
                    Carried(k);
                }
            }
            while (carried.Count > before);
        }

        private Value Index => Loops.IndexAt(g, carry.Level);

        private static bool IsBuilt(Value value) => ((Loop)value.Operation).Kind == LoopKind.Build;

        private void Carried(int k)
        {
            if (!carried.ContainsKey(k))
            {
                carried.Add(k, g.Fresh(states[k].Type, "adjoint", carry.Level));
            }
        }

        private Value Seed(int k)
        {
            var last = Loops.State(g, carry, k);
            var at = loops.FindIndex(value => value.Operation is Loop { Kind: LoopKind.State } loop && loop.Which == k);
            return at < 0 || adjoints[at] is not { } adjoint ? g.Zero(last)
                : adjoint.Guard == guard ? adjoint.Value
                : outer.Tangents.Close(adjoint, last);
        }

        // What the way back needs of the way forward, read from arrays: states, and what is computed in every step and dear.
        private Dictionary<Value, Value> Kept(int[] live, Value[] needed)
        {
            var kept = new Dictionary<Value, Value>();
            for (var j = 0; j < live.Length; j++)
            {
                kept[carried[live[j]]] = Loops.StateAt(g, carry.Level, j, states[live[j]].Type);
            }

            var forward = region.Values.ToHashSet();
            var always = Certain(roots);
            var seen = new HashSet<Value>(kept.Keys) { Index };
            var pending = new Stack<Value>(needed);
            while (pending.TryPop(out var value))
            {
                if (!region.IsHere(value) || !seen.Add(value))
                {
                    continue;
                }

                if (Array.IndexOf(states, value) >= 0 || (OperationCounter.IsDear(value.Operation) && forward.Contains(value) && always.Contains(value)))
                {
                    kept[value] = g.Get(Loops.Build(g, carry, value), Index);
                    continue;
                }

                foreach (var input in value.Inputs)
                {
                    pending.Push(input);
                }
            }

            return kept;
        }
    }
}
