using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// Loops made by hand. What the body assigns and writes to is carried from step to step; a break is where the loop's test stops holding, or, in the middle of a
/// step, a state that tells that it has been taken.
/// </summary>
internal sealed partial class Reader
{
    private Value Loop(LoopExpression node)
    {
        var text = LoopText.Of(node);
        if (jumps.Find(jump => text.Labels.Contains(jump.Node.Target)) is { } into)
        {
            throw Refuse(into.Node, "it jumps into a loop", "put the label before the loop, or test inside the loop what is to be passed over");
        }

        var plan = new LoopPlan();
        plan.Variables.UnionWith(text.Assigned.Where(state.Variables.ContainsKey));
        plan.Arrays.UnionWith(text.Written.Except(plan.Variables).Where(state.Variables.ContainsKey)
            .SelectMany(variable => Locals(state.Variables[variable])).Select(local => ((Local)local.Operation).Number));
        var (before, start) = (state, jumps.Count);
        while (true)
        {
            using var steps = new LoopSteps(this, graph, node, plan);
            if (steps.Read() is { } value)
            {
                return node.BreakLabel is { } end ? Join(end, value)! : value;
            }

            state = before;
            jumps.RemoveRange(start, jumps.Count - start);
        }
    }

    /// <summary>The steps of a loop while they are read.</summary>
    private sealed class LoopSteps : IDisposable
    {
        private readonly Reader reader;
        private readonly Graph g;
        private readonly LoopExpression node;
        private readonly LoopPlan plan;
        private readonly State before;
        private readonly int start;
        private readonly Region region;
        private readonly Dictionary<ParameterExpression, Carried> variables = [];
        private readonly Dictionary<int, Carried> arrays = [];
        private readonly int localsBefore;
        private State entered = null!;
        private List<Jump> others = [];
        private Carried? taken;
        private Dictionary<LabelTarget, Carried> values = [];

        internal LoopSteps(Reader reader, Graph g, LoopExpression node, LoopPlan plan)
        {
            (this.reader, this.g, this.node, this.plan) = (reader, g, node, plan);
            (before, start, localsBefore) = (reader.state, reader.jumps.Count, reader.locals);
            region = g.Open(g.Integer(Graphs.Loop.Endless));
            reader.regions.Push(region);
        }

        private State Now
        {
            get => reader.state;
            set => reader.state = value;
        }

        public void Dispose()
        {
            reader.regions.Pop();
            region.Dispose();
        }

        /// <summary>The value of the loop; null if the steps are to be read again with what the plan says now.</summary>
        internal Value? Read()
        {
            Enter();
            reader.Reference(node.Body);
            if (node.ContinueLabel is { } next)
            {
                reader.Join(next, null);
            }

            var exits = reader.jumps[start..];
            reader.jumps.RemoveRange(start, exits.Count);
            if (exits.Count == 0)
            {
                throw Refuse(node, "the loop has no way out", "leave it with Break");
            }

            // In whatever order they were written: of two that can be taken in one step, the first one counts.
            var first = exits.Where((exit, i) => IsFirst(exit) && exits.Take(i).All(earlier => IsFirst(earlier) || g.And(exit.Test, earlier.Test).Data is false)).ToList();
            others = [.. exits.Except(first)];
            Leave(first);
            return Continue() ? Finish(isThere: exits.Exists(exit => exit.Node.Target == node.BreakLabel)) : null;
        }

        // Variables and arrays become what the steps before have left of them.
        private void Enter()
        {
            foreach (var variable in plan.Variables)
            {
                var value = Now.Variables[variable];
                if (value.Operation is Function)
                {
                    throw Refuse(variable, "a loop assigns a variable that holds a lambda, so that which one it is depends on the step", "choose in the step between what the lambdas give");
                }

                var isOwn = IsOwned(value) && !plan.Foreign.Contains(variable);
                if (isOwn && before.Variables.Any(other => other.Key != variable && Locals(other.Value).Any(Locals(value).Contains)))
                {
                    throw Refuse(variable, "a loop assigns it while another variable holds the same array", "copy the array");
                }

                var seed = reader.Contents(value);
                var carried = new Carried(g, region, isOwn || plan.Whole.Contains(variable) ? new Parts() : new Parts(g, seed), seed);
                variables.Add(variable, carried);
                Now = isOwn ? reader.Naming(Now, variable, carried.Now) : Now.With(variable, carried.Now);
            }

            foreach (var number in plan.Arrays)
            {
                var carried = new Carried(g, region, new Parts(), Now.Arrays[number]);
                arrays.Add(number, carried);
                Now = Now with { Arrays = Now.Arrays.SetItem(number, carried.Now) };
            }

            entered = Now;
        }

        // A way out that is taken before the step has changed anything.
        private bool IsFirst(Jump exit) => exit.Node.Target == node.BreakLabel && exit.Value is null && exit.State.IsSame(entered);

        // Ways out at the beginning of a step are the loop's test. The others end the step, which is the last one then.
        private void Leave(List<Jump> first)
        {
            var test = first.Aggregate(g.Boolean(true), (all, exit) => g.And(all, g.Not(exit.Test)));
            if (first.Count > 0)
            {
                var evaluated = Order.Ascending(test).ToHashSet();
                test = g.Ensure(test, Effect.Values(g, [.. Effect.Since(entered.Effects, first[^1].State.Effects).Where(effect => effect.Branches is not null || !evaluated.Contains(effect.Value))]));
            }

            if (others.Count > 0)
            {
                var left = region.State(g.Boolean(false));
                test = g.And(g.Not(left), test);
                region.Next(left, End());
            }

            region.Test = test;
        }

        // What the step leaves, with each way out; and whether one has been taken.
        private Value End()
        {
            var (isLeft, number, given) = (g.Boolean(!Now.IsLive), g.Integer(0), new Dictionary<LabelTarget, Value>());
            foreach (var exit in others.Where(exit => exit.Value is not null && !given.ContainsKey(exit.Node.Target)))
            {
                given.Add(exit.Node.Target, reader.Default(exit.Value!.Type));
            }

            values = given.ToDictionary(value => value.Key, value => new Carried(g, region, new Parts(), value.Value));
            taken = new Carried(g, region, new Parts(), number);
            var targets = Targets();
            for (var i = others.Count - 1; i >= 0; i--)
            {
                var (exit, target) = (others[i], others[i].Node.Target);
                isLeft = g.Or(exit.Test, isLeft);
                number = g.If(exit.Test, g.Integer(targets.IndexOf(target) + 1), number);
                if (exit.Value is { } value)
                {
                    given[target] = g.If(exit.Test, value, given[target]);
                }

                Now = State.Merge(g, exit.Test, exit.State, Now) with { IsLive = true };
            }

            taken.Continue(number);
            foreach (var (target, value) in given)
            {
                values[target].Continue(value);
            }

            return isLeft;
        }

        // Gives everything that is carried its next value; false if there is more than the plan says.
        private bool Continue()
        {
            var isDone = true;
            foreach (var (variable, carried) in variables)
            {
                var value = Now.Variables[variable];
                if (IsOwned(entered.Variables[variable]) && !IsOwnStill(variable, value))
                {
                    isDone &= !plan.Foreign.Add(variable);
                }
                else if (!carried.Continue(reader.Contents(value)))
                {
                    isDone &= !plan.Whole.Add(variable);
                }
            }

            foreach (var (number, carried) in arrays)
            {
                carried.Continue(Now.Arrays[number]);
            }

            var changed = entered.Variables.Where(pair => !variables.ContainsKey(pair.Key) && Now.Variables[pair.Key] != pair.Value).Select(pair => pair.Key).ToList();
            var written = entered.Arrays.Where(pair => !arrays.ContainsKey(pair.Key) && pair.Key <= localsBefore && Now.Arrays[pair.Key] != pair.Value).Select(pair => pair.Key).ToList();
            plan.Variables.UnionWith(changed);
            plan.Arrays.UnionWith(written);
            isDone &= changed.Count + written.Count == 0;
            if (isDone)
            {
                StaysApart();
            }

            return isDone;
        }

        // An array that a variable holds alone, so that it may be written to in the next step.
        private bool IsOwnStill(ParameterExpression variable, Value value) =>
            value.Operation is Local && (!IsUsed(variable) || Holders(value).All(other => other == variable || !IsUsed(other)));

        private IEnumerable<ParameterExpression> Holders(Value array) =>
            entered.Variables.Keys.Where(other => Locals(Now.Variables[other]).Contains(array));

        // Whether a step uses what an earlier one has left in a variable; of one that is not assigned, in any case.
        private bool IsUsed(ParameterExpression variable)
        {
            if (!variables.TryGetValue(variable, out var carried))
            {
                return true;
            }

            used ??= [.. Order.Ascending([
                region.Test, .. Now.Variables.Where(pair => entered.Variables.ContainsKey(pair.Key)).Select(pair => reader.Contents(pair.Value)), .. Now.Arrays.Values,
                .. Effect.Values(g, Effect.Since(entered.Effects, Now.Effects))])];
            return carried.States.Any(used.Contains);
        }

        private HashSet<Value>? used;

        // Arrays are carried by what they hold, so each that is written to must have one name only, and nothing else may hold it.
        private void StaysApart()
        {
            foreach (var (local, shared) in Now.Shared)
            {
                if (local.Operation is Local { Number: var number } && entered.Arrays.TryGetValue(number, out var contents) && Now.Arrays[number] != contents && !entered.Shared.ContainsKey(local))
                {
                    throw Refuse(shared.By, "the array has been stored, converted or given away in a step, and later steps write to it", "make another array in every step");
                }
            }

            foreach (var variable in variables.Keys)
            {
                foreach (var local in Locals(Now.Variables[variable]))
                {
                    var isOuter = entered.Arrays.ContainsKey(((Local)local.Operation).Number) && local != entered.Variables[variable];
                    if (isOuter && Holders(local).Any(other => other != variable && !variables.ContainsKey(other)))
                    {
                        throw Refuse(variable, "a loop gives it an array that has another name outside", "copy the array");
                    }
                }
            }

            reader.StaysUnchanged(before);
        }

        private List<LabelTarget> Targets() => [.. others.Select(exit => exit.Node.Target).Distinct()];

        private Value Finish(bool isThere)
        {
            region.Settle();
            var effects = Effect.Since(before.Effects, Now.Effects);
            var shared = Now.Shared.Where(pair => pair.Key.Levels == 0 && (pair.Key.Operation is not Local { Number: var number } || number <= localsBefore));
            var after = before with
            {
                Shared = before.Shared.SetItems(shared),
                Effects = effects.Count == 0 ? before.Effects : Effect.OfLoop(g, before.Effects, region, effects),
            };
            foreach (var (number, carried) in arrays)
            {
                after = after with { Arrays = after.Arrays.SetItem(number, carried.Final) };
            }

            foreach (var (variable, carried) in variables)
            {
                var value = carried.Final;
                var isOwn = IsOwned(entered.Variables[variable]);
                after = isOwn ? reader.Naming(after, variable, value) : after.With(variable, value);
                if (isOwn && !IsUsed(variable) && Holders(Now.Variables[variable]).Any(other => other != variable))
                {
                    after = after with { Shared = after.Shared.SetItem(after.Variables[variable], new Shared(node, true)) };
                }
            }

            Now = after with { IsLive = isThere };
            var targets = Targets();
            for (var i = 0; i < targets.Count; i++)
            {
                if (targets[i] != node.BreakLabel)
                {
                    var exit = others.Find(exit => exit.Node.Target == targets[i])!;
                    var test = isThere || targets.Count > 1 ? g.AreEqual(taken!.Final, g.Integer(i + 1)) : g.Boolean(true);
                    reader.jumps.Add(new Jump(exit.Node, test, values.TryGetValue(targets[i], out var value) ? value.Final : null, after));
                }
            }

            return node.BreakLabel is { } end && values.TryGetValue(end, out var result) ? result.Final
                : node.Type == typeof(void) ? g.Boolean(false) : reader.Default(node.Type);
        }
    }

    // Whether a value is a reference to an array that the function has made.
    private static bool IsOwned(Value value) => Locals(value).Any();

    private State Naming(State at, ParameterExpression variable, Value contents)
    {
        var local = graph.Intern(new Local(contents.Type, ++locals));
        return at.With(variable, local) with { Arrays = at.Arrays.SetItem(locals, contents) };
    }
}
