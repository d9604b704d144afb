using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

internal sealed partial class Reverse
{
    /// <summary>
    /// The steps of a loop from the last to the first: <c>s = f(s, w)</c> becomes <c>ds = f'(s) ds</c>, and <c>dw += df/dw ds</c> for what the steps use from
    /// outside. States, and values that are dear to compute, are kept in arrays on the way forward. Where the adjoint of a state is structural zero down to
    /// a step that is known only at run time, a flag is carried along that says whether it still is.
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
        private readonly HashSet<Value> always;
        private readonly Dictionary<int, Value> carried = [];
        private readonly Dictionary<int, Value> flags = [];
        private readonly Value? guard;
        private Reverse inside = null!;

        internal Backwards(Reverse outer, List<Value> loops, Tangent?[] adjoints)
        {
            (this.outer, g, this.loops, this.adjoints) = (outer, outer.g, loops, adjoints);
            carry = ((Loop)loops[0].Operation).CarryOf(loops[0]);
            region = outer.activity.Of(loops);
            roots = [.. carry.Nexts, .. loops.Where(HasBody).Select(Body)];
            states = [.. carry.Seeds.Select((seed, k) => Loops.StateAt(g, carry.Level, k, seed.Type))];
            always = outer.CertainIn(carry, roots);
            guard = Array.Exists(adjoints, adjoint => adjoint is { Guard: null })
                ? null
                : adjoints.OfType<Tangent>().Select(adjoint => adjoint.Guard!).Distinct().Aggregate(g.Or);
        }

        internal void Propagate()
        {
            FindCarried(hasFlags: g.Checkpoints == 0);
            if (flags.Count > 0 && flags.Keys.All(k => Flag(k).Data is true))
            {
                FindCarried(hasFlags: false); // Nothing is zero after the first step.
            }

            var live = carried.Keys.ToArray();
            var flagged = flags.Keys.ToArray();
            var leaving = inside.Leaving().ToList();
            var nexts = Array.ConvertAll(live, k => outer.Tangents.Close(inside.Sealed(states[k]), states[k]));
            nexts = [.. nexts, .. flagged.Select(Flag)];
            Value[] all = [.. nexts, .. leaving.SelectMany(l => new[] { l.Contribution.Value }.Concat(l.Contribution.Guard is { } test ? [test] : []))];
            var kept = Kept(flagged, all);
            if (g.Checkpoints > 0 && kept.Count > 0 && !(carry.IsCounted && carry.Count.Data is int count && count <= g.Checkpoints))
            {
                PropagateInSegments(live, nexts, leaving, kept);
                return;
            }

            var read = kept.ToDictionary(value => value, value => g.Get(Loops.Build(g, carry, value), Index));
            for (var j = 0; j < live.Length; j++)
            {
                read[carried[live[j]]] = Loops.StateAt(g, carry.Level, j, states[live[j]].Type);
            }

            for (var j = 0; j < flagged.Length; j++)
            {
                read[flags[flagged[j]]] = Loops.StateAt(g, carry.Level, live.Length + j, typeof(bool));
            }

            var backwards = new Substitution(g, read);
            var back = new Carry(carry.Level, Count, g.Boolean(true), [.. live.Select(Seed), .. flagged.Select(_ => g.Boolean(false))], backwards.Of(nexts), !carry.IsDescending);
            for (var j = 0; j < live.Length; j++)
            {
                var flag = Array.IndexOf(flagged, live[j]);
                Contribute(carry.Seeds[live[j]], new Tangent(Loops.State(g, back, j), flag < 0 ? null : Loops.State(g, back, live.Length + flag)));
            }

            Value[] assured = [.. always.Where(value => value.Operation is Loop || Throwing.May(value)), .. inside.assured];
            outer.Assure(back, [.. backwards.Of(Readable(assured, read)), .. ElementsOfAdjoints(live, flagged, read, backwards, all)]);
            foreach (var (value, t) in leaving)
            {
                var step = t with { Value = backwards.Of(t.Value)[0], Guard = t.Guard is null ? null : backwards.Of(t.Guard)[0] };
                Contribute(value, outer.Over(back, step, value));
            }
        }

        // Those values whose states can be read on the way back.
        private Value[] Readable(Value[] values, Dictionary<Value, Value> read)
        {
            var unread = new HashSet<Value>();
            foreach (var value in Order.Ascending(values).Where(value => !read.ContainsKey(value)))
            {
                if ((value.Operation is Parameter { Index: > 0 } state && state.Level == carry.Level) || Array.Exists(value.Operands, unread.Contains))
                {
                    unread.Add(value);
                }
            }

            return Array.FindAll(values, value => !unread.Contains(value));
        }

        // Where the step there has looked at an element of a state, its adjoint has that element.
        private IEnumerable<Value> ElementsOfAdjoints(int[] live, int[] flagged, Dictionary<Value, Value> read, Substitution backwards, Value[] steps)
        {
            var known = new Dictionary<Value, List<Value[]>>();
            for (var j = 0; j < live.Length; j++)
            {
                var next = carry.Nexts[live[j]];
                var indices = flagged.Contains(live[j]) ? [] : always.Where(value => value.Operation is Get && value.Operands[0] == next)
                    .Select(value => value.Operands.AsSpan(1).ToArray()).Where(at => Readable(at, read).Length == at.Length).Select(at => backwards.Of(at)).ToList();
                if (indices.Count > 0)
                {
                    known.Add(Loops.StateAt(g, carry.Level, j, states[live[j]].Type), indices);
                }
            }

            return known.Count == 0 ? [] : Order.Ascending(backwards.Of(steps)).Where(value => value.Operation is Get or Set
                && known.TryGetValue(value.Operands[0], out var indices) && indices.Exists(at => value.Operands.AsSpan(1, at.Length).SequenceEqual(at)));
        }

        private Value Count => carry.IsCounted ? carry.Count : Loops.Steps(g, carry);

        private void PropagateInSegments(int[] live, Value[] nexts, List<(Value Outer, Tangent Contribution)> leaving, List<Value> kept)
        {
            var segments = new Segments(g, carry, Count);
            var sums = leaving.ConvertAll(l => outer.Over(segments, carry.Level, Count, l.Contribution, l.Outer));
            var adjointsOfSeeds = segments.Backwards(kept, Array.ConvertAll(live, k => carried[k]), Array.ConvertAll(live, Seed), nexts);
            for (var j = 0; j < live.Length; j++)
            {
                Contribute(carry.Seeds[live[j]], new Tangent(adjointsOfSeeds[j]));
            }

            foreach (var ((value, _), sum) in leaving.Zip(sums))
            {
                Contribute(value, sum());
            }
        }

        private static bool HasBody(Value value) => ((Loop)value.Operation).Kind is LoopKind.Sum or LoopKind.Build;

        private static Value Body(Value value) => ((Loop)value.Operation).Body(value);

        private void Contribute(Value value, Tangent? adjoint) =>
            outer.Contribute(value, outer.Tangents.Within(guard, adjoint));

        // The adjoints of the states that are not zero in every step: those of results, and what they lead to.
        private void FindCarried(bool hasFlags)
        {
            flags.Clear();
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
                inside = new Reverse(g, outer.calculus, region, always, outer);
                foreach (var (k, adjoint) in carried)
                {
                    inside.Contribute(carry.Nexts[k], new Tangent(adjoint, hasFlags && ResultOf(k) is null && Kinds.IsReal(adjoint.Type) ? FlagAt(k) : null));
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

        private Value FlagAt(int k) => flags.TryGetValue(k, out var flag) ? flag : flags[k] = g.Fresh(typeof(bool), "flag", carry.Level);

        // Whether the adjoint of a state is there after a step backwards.
        private Value Flag(int k) => inside.Sealed(states[k]) is { } adjoint ? adjoint.Guard ?? g.Boolean(true) : g.Boolean(false);

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
            return ResultOf(k) is not { } adjoint ? g.Zero(last)
                : adjoint.Guard == guard ? adjoint.Value
                : outer.Tangents.Close(adjoint, last);
        }

        // The adjoint of the last value of a state, if that is a result.
        private Tangent? ResultOf(int k)
        {
            var at = loops.FindIndex(value => value.Operation is Loop { Kind: LoopKind.State } loop && loop.Which == k);
            return at < 0 ? null : adjoints[at];
        }

        // What the way back needs of the way forward, to be read from arrays: states, and what is computed in every step and dear; of arrays that are states the elements
        // that every step reads.
        private List<Value> Kept(int[] flagged, Value[] needed)
        {
            var kept = new List<Value>();
            var forward = region.Values.ToHashSet();
            var seen = new HashSet<Value>([.. carried.Values, .. flagged.Select(k => flags[k]), Index]);
            var pending = new Stack<Value>(needed);
            while (pending.TryPop(out var value))
            {
                if (!region.IsHere(value) || !seen.Add(value))
                {
                    continue;
                }

                if (Array.IndexOf(states, value) >= 0 || ((IsDear(value) || IsElementOfState(value)) && forward.Contains(value) && always.Contains(value)))
                {
                    kept.Add(value);
                    continue;
                }

                foreach (var input in value.Inputs)
                {
                    pending.Push(input);
                }
            }

            return kept;
        }

        private bool IsElementOfState(Value value) => value.Operation is Get && Kinds.IsReal(value.Type)
            && (Array.IndexOf(states, value.Operands[0]) >= 0 || Elements.IsCarried(value.Operands[0]));

        private static bool IsDear(Value value) => OperationCounter.IsDear(value.Operation) || value.Operation is Solution
            || (value.Operation is Call call && RuleTable.Find(call.Method) is { Maps.IsEmpty: false });
    }
}
