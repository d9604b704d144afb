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
                states.Add(number, state = Declared(loop.Carry!.Seeds[number].Type, writer.names.Reserve("state")));
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
                item.Expression = Start(item, Express.Node(new Zero(loop.Type), []));
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
            item.Statements.Add(given);
        }
        else
        {
            array = item.Place.Loops > 0 && IsScratch(item.Value) ? Scratch(item, element, isCounted ? start : null) : Start(item, Expression.NewArrayBounds(element, start));
        }

        var grow = isCounted ? null : Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Grow), [element], array, variables.Index));
        var put = Expression.Assign(Expression.ArrayAccess(array, variables.Index), At(loop.Body(item.Value), body));
        InStep(item, body, [loop.Body(item.Value)], grow is null ? [put] : [grow, put]);
        item.Expression = array;
    }

    // An array inside of a loop, of which nothing but elements is asked for: each step uses the same one. It begins without elements, outside of all loops.
    private ParameterExpression Scratch(Item item, Type element, Expression? length)
    {
        var array = Local(item.Value, element.MakeArrayType());
        var made = new Item(item.Value, schedule.Top);
        made.Statements.Add(Expression.Assign(array, Expression.NewArrayBounds(element, Expression.Constant(0))));
        steps.Add(made);
        scratch.Add(array);
        item.Needs.Add(made);
        if (length is not null)
        {
            item.Statements.Add(Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Room), [element], array, length)));
        }

        return array;
    }

    private readonly HashSet<ParameterExpression> scratch = [];
    private HashSet<Value>? exposed;

    private bool IsScratch(Value array) => !(exposed ??= [
        root, .. schedule.Values.SelectMany(value => value.Operation is Get or Length ? value.Operands.Skip(1) : value.Operands)]).Contains(array);

    private void MakeCollect(Item item, Loop loop, Place body)
    {
        var (keep, collected, element) = (item.Value.Operands[loop.First], loop.Body(item.Value), loop.Type.GetElementType()!);
        var array = Start(item, Expression.NewArrayBounds(element, Expression.Constant(4)));
        var count = Expression.Variable(typeof(int), names.Reserve("count"));
        locals.Add(count);
        item.Statements.Add(Expression.Assign(count, Expression.Constant(0)));
        var inside = keep.Data is true ? body : body.Inside(keep, true);
        var step = new Item(item.Value, inside);
        Need(step, inside, collected);
        step.Statements.Add(Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Grow), [element], array, count)));
        step.Statements.Add(Expression.Assign(Expression.ArrayAccess(array, count), At(collected, inside)));
        step.Statements.Add(Increment(count));
        steps.Add(step);
        if (inside != body)
        {
            var decision = new Item(item.Value, body) { Test = inside.Test };
            Need(decision, body, inside.Test!);
            decision.Needs.Add(step);
            steps.Add(decision);
            step = decision;
        }

        item.Needs.Add(step);
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
        steps.Add(step);
        item.Needs.Add(step);
    }

    private static BinaryExpression Increment(ParameterExpression counter) => Expression.Assign(counter, Expression.Add(counter, Expression.Constant(1)));

    /// <summary>One loop statement for several results, with what stands before and after it.</summary>
    /// <param name="loop">The place of its steps.</param>
    /// <param name="results">The results.</param>
    /// <param name="inside">What is written in its steps.</param>
    /// <param name="isAgain">Whether the loop has been written before, for other results: it then gets variables of its own.</param>
    internal List<Expression> LoopStatements(Place loop, List<Item> results, List<Item> inside, bool isAgain)
    {
        var carry = loop.Carry!;
        var variables = RunningAt(loop);
        var states = results.SelectMany(result => result.States).Distinct().Order().ToArray();
        var leave = Expression.Label("leave");
        var isEndless = carry.Count.Data is Loop.Endless;
        var body = new List<Expression>();
        var step = Sequence.Statements(loop.Body, [.. inside.Where(item => loop.Body.Contains(item.Place))], this);
        step.AddRange(Advance(states, carry, loop.Body, variables));
        if (!carry.IsCounted)
        {
            body.AddRange(Sequence.Statements(loop, [.. inside.Where(item => !loop.Body.Contains(item.Place))], this));
            body.Add(Expression.IfThen(Not(At(carry.Test, loop)), Expression.Break(leave)));
        }

        body.AddRange(step);
        var index = variables.Index;
        var isIndexed = !isEndless || body.Exists(statement => Locals.In(statement).Mentioned.Contains(index));
        var count = At(carry.Count, loop.Parent!);
        var first = carry.IsDescending ? (Expression)Expression.Subtract(count, Expression.Constant(1)) : Expression.Constant(0);
        if (!isEndless)
        {
            var isOver = carry.IsDescending ? Expression.LessThan(index, Expression.Constant(0)) : Expression.GreaterThanOrEqual(index, count);
            body.Insert(0, Expression.IfThen(isOver, Expression.Break(leave)));
        }

        if (isIndexed)
        {
            body.Add(Expression.Assign(index, carry.IsDescending ? Expression.Subtract(index, Expression.Constant(1)) : Expression.Add(index, Expression.Constant(1))));
        }

        var statements = new List<Expression>();
        statements.AddRange(results.SelectMany(result => result.Statements));
        statements.AddRange(states.Select(k => Expression.Assign(variables.State(k), Seed(loop, k))));
        if (isIndexed)
        {
            statements.Add(Expression.Assign(index, first));
        }

        statements.Add(Expression.Loop(Expression.Block(typeof(void), body), leave));
        statements.AddRange(results.SelectMany(result => result.After));
        return isAgain ? Renamed(statements, [index, .. states.Select(variables.State), .. inside.SelectMany(item => item.Statements).SelectMany(s => Locals.In(s).Assigned)], results) : statements;
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

        return statements;
    }

    private static Expression Not(Expression test) => test is UnaryExpression { NodeType: ExpressionType.Not } not ? not.Operand : Expression.Not(test);

    private static bool Mentions(Expression expression, ParameterExpression variable) => Locals.In(expression).Mentioned.Contains(variable);

    // Variables that are assigned in a step only are other ones when the loop is written another time.
    private List<Expression> Renamed(List<Expression> statements, IEnumerable<ParameterExpression> assigned, List<Item> results)
    {
        var own = results.Select(result => result.Expression).OfType<ParameterExpression>().ToHashSet();
        var fresh = new Dictionary<ParameterExpression, ParameterExpression>();
        foreach (var variable in assigned.Where(locals.Contains).Where(variable => !own.Contains(variable) && !scratch.Contains(variable)).Distinct().ToList())
        {
            fresh[variable] = Expression.Variable(variable.Type, variable.Type == typeof(int) && variable.Name!.Length == 1 ? variable.Name : names.Reserve(variable.Name!));
            locals.Add(fresh[variable]);
        }

        return statements.ConvertAll(statement => new Renaming(fresh).Visit(statement)!);
    }

    private sealed class Renaming(Dictionary<ParameterExpression, ParameterExpression> fresh) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => fresh.GetValueOrDefault(node, node);
    }
}
