using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>
/// Loops: what they give becomes locals and arrays before the loop, a statement in its steps, and what is left to do after it. Loops of one place that can
/// run together are one statement.
/// </summary>
internal sealed partial class TreeWriter
{
    private readonly Dictionary<Place, Running> running = [];

    /// <summary>The variables of a loop: index and states.</summary>
    private sealed class Running(TreeWriter writer, Place loop)
    {
        private readonly Dictionary<int, ParameterExpression> states = [];
        private ParameterExpression? index;

        internal ParameterExpression Index => index ??= Declared(typeof(int), "hijklmnop"[Math.Min(loop.Loops, 8)].ToString());

        internal ParameterExpression State(int number)
        {
            if (!states.TryGetValue(number, out var state))
            {
                states.Add(number, state = Declared(loop.Carry!.Seeds[number].Type, writer.names.Reserve(loop.Carry.IsDescending ? "adjoint" : "state")));
            }

            return state;
        }

        internal ParameterExpression Of(Parameter parameter) => parameter.Index == 0 ? Index : State(parameter.Index - 1);

        private ParameterExpression Declared(Type type, string name)
        {
            var local = Expression.Variable(type, name);
            writer.locals.Add(local);
            return local;
        }
    }

    private Running RunningAt(Place loop)
    {
        if (!running.TryGetValue(loop, out var found))
        {
            running.Add(loop, found = new Running(this, loop));
        }

        return found;
    }

    // Takes note of what running the loop needs: count and seeds before it, tests and next states in its steps.
    private void Begin(Item item, Loop loop)
    {
        var (value, place) = (item.Value, item.Place);
        var carry = loop.CarryOf(value);
        item.Loop = place.Inside(value);
        item.States = schedule.StatesOf(value);
        Need(item, place, carry.Count);
        Need(item, item.Loop, carry.Test);
        foreach (var k in item.States)
        {
            Need(item, place, carry.Seeds[k]);
            Need(item, item.Loop.Body, carry.Nexts[k]);
        }
    }

    private void MakeLoop(Item item, Loop loop)
    {
        var (value, place) = (item.Value, item.Place);
        Begin(item, loop);
        var body = item.Loop!.Body;
        var variables = RunningAt(item.Loop);
        switch (loop.Kind)
        {
            case LoopKind.State:
                item.Expression = Local(value, loop.Type);
                item.After.Add(Expression.Assign(item.Expression, variables.State(loop.Which)));
                break;
            case LoopKind.Steps:
                item.Expression = Start(item, Expression.Constant(0));
                InStep(item, body, [], Increment((ParameterExpression)item.Expression));
                break;
            case LoopKind.Sum:
                item.Expression = IsEffect(loop.Body(value)) ? Express.Node(new Zero(loop.Type), []) : Start(item, Express.Node(new Zero(loop.Type), []));
                var made = new Item(value, place); // The sum is there from the start of the loop.
                item.Needs.UnionWith(Add(new Target(item.Expression, made, IsOnly: false), loop.Body(value), body));
                break;
            case LoopKind.Build:
                MakeBuild(item, loop, body, variables);
                break;
            default:
                MakeCollect(item, loop, body);
                break;
        }
    }

    private void MakeBuild(Item item, Loop loop, Place body, Running variables)
    {
        var (element, isCounted) = (loop.Type.GetElementType()!, loop.CarryOf(item.Value).IsCounted);
        var start = isCounted ? At(item.Value.Operands[0], item.Place) : Expression.Constant(4);
        Expression array;
        if (destinations.TryGetValue(item.Value, out var given))
        {
            array = given.Arguments[0];
            item.Statements.AddRange(sharing.ContainsValue(item.Value) ? [] : [given]); // Otherwise it is there already.
        }
        else if (sharing.TryGetValue(item.Value, out var written))
        {
            array = destinations[written].Arguments[0];
            item.Statements.Add(destinations[written]);
        }
        else
        {
            var made = Start(item, Expression.NewArrayBounds(element, start));
            array = made;
            if (isCounted)
            {
                MakeScratch(item, made, isCleared: false);
            }
        }

        var grow = isCounted ? null : Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Grow), [element], array, variables.Index));
        var put = Expression.Assign(Expression.ArrayAccess(array, variables.Index), At(loop.Body(item.Value), body));
        InStep(item, body, [loop.Body(item.Value)], grow is null ? [put] : [grow, put]);
        item.Expression = array;
    }

    private void MakeCollect(Item item, Loop loop, Place body)
    {
        var (keep, collected, element) = (item.Value.Operands[loop.First], loop.Body(item.Value), loop.Type.GetElementType()!);
        var array = Start(item, Expression.NewArrayBounds(element, Expression.Constant(4)));
        var count = Expression.Variable(typeof(int), names.Reserve("count"));
        locals.Add(count);
        item.Statements.Add(Expression.Assign(count, Expression.Constant(0)));
        var inside = Passes.Needs.Kept(keep, body);
        var step = new Item(item.Value, inside);
        Need(step, inside, collected);
        step.Statements.Add(Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Grow), [element], array, count)));
        step.Statements.Add(Expression.Assign(Expression.ArrayAccess(array, count), At(collected, inside)));
        step.Statements.Add(Increment(count));
        steps.Add(step);
        var decisions = Decisions(item.Value, [step], inside, body);
        steps.AddRange(decisions);
        item.Needs.Add(decisions.Count == 0 ? step : decisions[^1]);
        item.After.Add(Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Trim), [element], array, count)));
        item.Expression = array;
    }

    private ParameterExpression Start(Item item, Expression with)
    {
        var local = Local(item.Value, with.Type);
        item.Statements.Add(Expression.Assign(local, with));
        return local;
    }

    private void InStep(Item item, Place body, ReadOnlySpan<Value> needed, params Expression[] statements)
    {
        var step = new Item(item.Value, body);
        Need(step, body, needed);
        step.Statements.AddRange(statements);
        steps.Insert(needed is [{ Operation: Parameter }] ? 0 : steps.Count, step); // What is kept of a state comes first: its next value can take its place at once.
        item.Needs.Add(step);
    }

    private static BinaryExpression Increment(ParameterExpression counter) => Expression.Assign(counter, Expression.Add(counter, Expression.Constant(1)));

    /// <summary>One loop statement for several results, with what stands before and after it.</summary>
    /// <param name="round">The loop, what it gives, and what is written in its steps.</param>
    /// <param name="outside">What loops around it do not compute but read.</param>
    internal List<Expression> LoopStatements(LoopRound round, IReadOnlyDictionary<Item, BinaryExpression> outside)
    {
        var (loop, carry) = (round.Loop, round.Loop.Carry!);
        var variables = RunningAt(loop);
        var states = round.Results.SelectMany(result => result.States).Distinct().Order().ToArray();
        var leave = Expression.Label("leave");
        var isEndless = carry.Count.Data is Loop.Endless;
        var before = round.Results.SelectMany(result => result.Statements).ToList();
        List<Item> inside = [.. round.Inside, .. round.Kept.SelectMany(kept => Keeping(kept.Key, kept.Value, before, loop))];
        var recalled = new Dictionary<Item, BinaryExpression>(outside);
        foreach (var (item, array) in round.Recalled)
        {
            recalled[item] = Expression.Assign(item.Expression, Expression.ArrayAccess(array, variables.Index));
        }

        var body = new List<Expression>();
        var step = Sequence.Statements(loop.Body, [.. inside.Where(item => loop.Body.Contains(item.Place))], this, recalled);
        step.AddRange(Advance(states, carry, loop.Body, variables));
        var once = new List<Expression>();
        step = WithoutScratch(step, once, round);
        if (!carry.IsCounted)
        {
            body.AddRange(Sequence.Statements(loop, [.. inside.Where(item => loop.Contains(item.Place) && !loop.Body.Contains(item.Place))], this, recalled));
            body.Add(Expression.IfThen(Not(At(carry.Test, loop)), Expression.Break(leave)));
        }

        body.AddRange(step);
        var index = variables.Index;
        var isIndexed = !isEndless || body.Exists(statement => Locals.In(statement).Mentioned.Contains(index));
        var count = At(carry.Count, loop.Parent!);
        if (!isEndless)
        {
            var isOver = carry.IsDescending ? Expression.LessThan(index, Expression.Constant(0)) : Expression.GreaterThanOrEqual(index, count);
            body.Insert(0, Expression.IfThen(isOver, Expression.Break(leave)));
        }

        if (isIndexed)
        {
            body.Add(Expression.Assign(index, carry.IsDescending ? Expression.Subtract(index, Expression.Constant(1)) : Expression.Add(index, Expression.Constant(1))));
        }

        var running = new List<Expression>(Sequence.Statements(loop.Parent!, [.. inside.Where(item => !loop.Contains(item.Place))], this, recalled));
        var isEntered = running.Count > 0;
        var prepared = running.SelectMany(statement => Locals.In(statement).Assigned).ToHashSet();
        before.AddRange(once.Where(statement => !Locals.In(statement).Mentioned.Any(prepared.Contains)));
        running.AddRange(once.Except(before));
        if (isIndexed)
        {
            running.Add(Expression.Assign(index, First(carry, count)));
        }

        running.Add(Expression.Loop(Expression.Block(typeof(void), body), leave));
        List<Expression> statements = [.. before, .. states.Select(k => Expression.Assign(variables.State(k), Seed(loop, k)))];
        if (isEntered)
        {
            statements.Add(Expression.IfThen(Expression.GreaterThan(count, Expression.Constant(0)), Expression.Block(typeof(void), running)));
        }
        else
        {
            statements.AddRange(running);
        }

        statements.AddRange(round.Results.SelectMany(result => result.After));
        statements = round.IsAgain ? Renamed(statements, [.. round.Results.SelectMany(result => result.Statements.Concat(result.After)), .. prepared, .. round.Kept.Values]) : statements;
        return WithoutCopies(statements);
    }

    // value = state;  at the end: the state is called value from the beginning.
    private static List<Expression> WithoutCopies(List<Expression> statements)
    {
        var names = new Dictionary<ParameterExpression, ParameterExpression>();
        var copies = new HashSet<Expression>();
        for (var i = statements.Count - 1; i >= 0 && statements[i] is BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression result, Right: var right }; i--)
        {
            if (right is ParameterExpression state && names.TryAdd(state, result))
            {
                copies.Add(statements[i]);
            }
        }

        return copies.Count == 0 ? statements : [.. statements.Where(statement => !copies.Contains(statement)).Select(statement => new Renaming(names).Visit(statement)!)];
    }

    private static Expression First(Carry carry, Expression count) => !carry.IsDescending ? Expression.Constant(0)
        : count is ConstantExpression { Value: int number } ? Expression.Constant(number - 1)
        : Expression.Subtract(count, Expression.Constant(1));

    // A later loop over the same range reads what this one has computed from an array.
    private List<Item> Keeping(Item kept, ParameterExpression array, List<Expression> before, Place loop)
    {
        var (element, index) = (array.Type.GetElementType()!, RunningAt(loop).Index);
        var step = new Item(kept.Value, kept.Place);
        step.Needs.Add(kept);
        if (loop.Carry!.IsCounted)
        {
            var length = At(loop.Carry.Count, loop.Parent!);
            before.Add(Expression.Assign(array, Expression.NewArrayBounds(element, length)));
            scratch[array] = false;
        }
        else
        {
            before.Add(Expression.Assign(array, Expression.NewArrayBounds(element, Expression.Constant(4))));
            step.Statements.Add(Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Grow), [element], array, index)));
        }

        step.Statements.Add(Expression.Assign(Expression.ArrayAccess(array, index), kept.Expression));
        return [step, .. Decisions(kept.Value, [step], kept.Place, loop.Body)];
    }

    /// <summary>An array for what a loop keeps for a later one.</summary>
    internal ParameterExpression KeptArray(Item kept)
    {
        var local = Expression.Variable(kept.Expression.Type.MakeArrayType(), names.Reserve("values"));
        locals.Add(local);
        return local;
    }

    // The first value of a state; of an array that the loop writes to, an array of the loop's own.
    private Expression Seed(Place loop, int k)
    {
        var seed = At(loop.Carry!.Seeds[k], loop.Parent!);
        var isNew = seed is NewArrayExpression or ConstantExpression or MethodCallExpression { Method.Name: nameof(VectorSpace.Zero) };
        return isNew || !overwrites.Includes(loop, k) ? seed : Copied(seed, seed.Type);
    }

    // All next states from the present ones: in an order in which none is assigned that is still needed, or by way of others.
    private List<Expression> Advance(int[] states, Carry carry, Place body, Running variables)
    {
        var statements = new List<Expression>();
        var left = states.Select(k => (State: variables.State(k), Next: At(carry.Nexts[k], body))).Where(pair => pair.State != pair.Next).ToList();
        while (left.Count > 0)
        {
            var free = left.FindIndex(pair => !left.Exists(other => other != pair && Mentions(other.Next, pair.State)));
            if (free < 0)
            {
                var (state, next) = left[0];
                var kept = Expression.Variable(state.Type, names.Reserve("next"));
                locals.Add(kept);
                statements.Add(Expression.Assign(kept, next));
                left[0] = (state, kept);
                left.Add(left[0]);
                left.RemoveAt(0);
                if (left.TrueForAll(pair => pair.Next is ParameterExpression p && !Array.Exists(states, k => variables.State(k) == p)))
                {
                    statements.AddRange(left.Select(pair => Expression.Assign(pair.State, pair.Next)));
                    break;
                }

                continue;
            }

            statements.Add(Expression.Assign(left[free].State, left[free].Next));
            left.RemoveAt(free);
        }

        return Choices(statements);
    }

    // s = t ? a : s; r = t ? b : r;  becomes  if (t) { s = a; r = b; }
    private static List<Expression> Choices(List<Expression> advances)
    {
        var statements = new List<Expression>();
        var (tested, inside) = ((Expression?)null, new List<Expression>());
        foreach (var advance in advances)
        {
            var (test, change) = ((Expression?)null, advance);
            if (advance is BinaryExpression { Left: ParameterExpression state, Right: ConditionalExpression choice } && choice.IfFalse == state)
            {
                (test, change) = (choice.Test, Expression.Assign(state, choice.IfTrue));
            }

            if (inside.Count > 0 && (test is not ParameterExpression || test != tested))
            {
                statements.Add(Expression.IfThen(tested!, Expression.Block(typeof(void), inside)));
                inside = [];
            }

            tested = test;
            (test is null ? statements : inside).Add(change);
        }

        if (inside.Count > 0)
        {
            statements.Add(Expression.IfThen(tested!, Expression.Block(typeof(void), inside)));
        }

        return statements;
    }

    private static Expression Not(Expression test) => test is UnaryExpression { NodeType: ExpressionType.Not } not ? not.Operand : Expression.Not(test);

    private static bool Mentions(Expression expression, ParameterExpression variable) => Locals.In(expression).Mentioned.Contains(variable);

    // A loop that is written another time has variables of its own; what it gives has the names that others know.
    private List<Expression> Renamed(List<Expression> statements, IEnumerable<Expression> results)
    {
        var own = results.SelectMany(statement => statement is ParameterExpression array ? [array] : Locals.In(statement).Assigned).ToHashSet();
        var fresh = new Dictionary<ParameterExpression, ParameterExpression>();
        foreach (var variable in statements.SelectMany(statement => Locals.In(statement).Assigned).Where(variable => !own.Contains(variable)).Distinct())
        {
            fresh[variable] = Expression.Variable(variable.Type, variable.Name);
            locals.Add(fresh[variable]);
        }

        return statements.ConvertAll(statement => new Renaming(fresh).Visit(statement)!);
    }

    private sealed class Renaming(Dictionary<ParameterExpression, ParameterExpression> fresh) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => fresh.GetValueOrDefault(node, node);
    }
}
