using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>
/// A graph becomes a block of locals and statements. A value used once stands where it is used; a shared one gets a name.
/// Conditionals with one test become one if statement where their order allows. Nesting is bounded however large the graph.
/// </summary>
internal sealed partial class TreeWriter
{
    // Larger expressions are cut by naming a part: readable, and far below what compilers take before their stack ends.
    private const int LargestExpression = 24;

    // The branches of a conditional that is written as an expression.
    private const int LargestChoice = 20;

    private readonly Value root;
    private readonly Func<Value, Expression> leaf;
    private readonly LocalNames names;
    private readonly Dictionary<Value, MethodCallExpression> destinations;
    private readonly IReadOnlyDictionary<Value, string>? sources;
    private readonly Schedule schedule;
    private readonly Overwrites overwrites;
    private readonly Escapes escapes;
    private readonly Dictionary<Value, Value> sharing = [];
    private readonly Dictionary<Value, Item[]> items = [];
    private readonly HashSet<Value> ensured = [];
    private readonly List<Item> steps = [];
    private readonly List<ParameterExpression> locals = [];

    // Locals whose expressions do not throw.
    private readonly HashSet<ParameterExpression> safe = [];

    private TreeWriter(Value root, Func<Value, Expression> leaf, LocalNames names, Dictionary<Value, MethodCallExpression> destinations, IReadOnlyDictionary<Value, string>? sources, IReadOnlyList<Value> evaluated)
    {
        this.root = root;
        this.leaf = leaf;
        this.names = names;
        this.destinations = destinations;
        this.sources = sources;
        schedule = new Schedule(root, evaluated);
        overwrites = new Overwrites(schedule);
        lengths = schedule.Values.Where(value => value.Operation is Length).ToDictionary(value => value.Operands[0]);
        escapes = new Escapes(schedule.Values, root, schedule.InPlace);
        foreach (var written in destinations.Keys)
        {
            if (Sharing.With(schedule, written) is { } array)
            {
                sharing[array] = written;
            }
        }

        names.Watch(schedule.Values);
    }

    /// <summary>The statements that compute a value, the variables they use, and the expression of the result.</summary>
    /// <param name="root">The value.</param>
    /// <param name="evaluated">What the function evaluates besides.</param>
    /// <param name="leaf">The expressions of parameters and captures.</param>
    /// <param name="names">The names already taken.</param>
    /// <param name="destinations">Calls that check arrays given from outside (their first arguments), which some values are written to.</param>
    /// <param name="sources">Arrays and lists that throw what LINQ throws where they are null; null: reading them throws.</param>
    internal static Code Write(
        Value root, IReadOnlyList<Value> evaluated, Func<Value, Expression> leaf, LocalNames names,
        Dictionary<Value, MethodCallExpression>? destinations = null, IReadOnlyDictionary<Value, string>? sources = null)
    {
        var writer = new TreeWriter(root, leaf, names, destinations ?? [], sources, evaluated);
        writer.MakeItems();
        var top = writer.schedule.Top;
        var result = writer.At(root, top);
        var statements = Sequence.Statements(top, writer.steps, writer, new Dictionary<Item, BinaryExpression>());
        return Declarations.Place(SingleUses.Inline(statements, result, writer.locals, writer.safe, LargestExpression), result, writer.locals);
    }

    /// <summary>Whether an array is written over when it has been read.</summary>
    internal bool IsOverwritten(Value array) => sharing.ContainsKey(array);

    private void MakeItems()
    {
        foreach (var value in schedule.Values)
        {
            if (!Passes.Needs.IsLeaf(value))
            {
                items.Add(value, [.. schedule.Of(value).Select(place => new Item(value, place) { MayThrow = Guards.MayThrow(value, place) })]);
                CountUses(items[value]);
            }
        }

        foreach (var item in InOrder().SelectMany(value => items.GetValueOrDefault(value) ?? []))
        {
            Make(item);
            if (item.IsStep)
            {
                steps.Add(item);
            }
        }
    }

    // Operands before users, and what reads an array before what writes to it.
    private List<Value> InOrder()
    {
        var (order, seen, entered, pending) = (new List<Value>(), new HashSet<Value>(), new HashSet<Value>(), new Stack<Value>());
        foreach (var value in schedule.Values)
        {
            pending.Push(value);
            while (pending.TryPeek(out var next))
            {
                var count = pending.Count;
                if (entered.Add(next))
                {
                    foreach (var earlier in next.Operation is Set ? next.Operands.Concat(overwrites.Before(next)) : next.Operands)
                    {
                        if (!entered.Contains(earlier))
                        {
                            pending.Push(earlier);
                        }
                    }
                }

                if (pending.Count == count)
                {
                    pending.Pop();
                    if (seen.Add(next))
                    {
                        order.Add(next);
                    }
                }
            }
        }

        return order;
    }

    // Operands are older than their users, so their items are there.
    private void CountUses(Item[] users)
    {
        foreach (var user in users)
        {
            foreach (var (operand, place) in schedule.Needs(user.Value, user.Place))
            {
                if (!Passes.Needs.IsLeaf(operand))
                {
                    Use(ItemAt(operand, place), place);
                }
            }

            if (user.Value.Operation is Ensure)
            {
                ensured.UnionWith(user.Value.Operands.Skip(1));
            }
        }
    }

    // What is used in every step of a loop and computed outside gets a name.
    private static void Use(Item item, Place from)
    {
        item.Uses++;
        for (var place = from; place != item.Place; place = place.Parent!)
        {
            item.Uses += place.IsLoop ? 1 : 0;
        }
    }

    private Item ItemAt(Value value, Place from)
    {
        var found = items[value];
        return found.Length == 1 ? found[0] : Array.Find(found, item => Schedule.Serves(value, item.Place, from))!;
    }

    /// <summary>The expression of a value as seen from a place.</summary>
    internal Expression At(Value value, Place from) => !Passes.Needs.IsLeaf(value) ? ItemAt(value, from).Expression
        : value.Operation is Literal or Zero ? Express.Node(value.Operation, [])
        : value.Operation is Parameter { Level: > 0 } parameter ? RunningAt(from.Home(value.Levels)).Of(parameter)
        : leaf(value);

    private void Make(Item item)
    {
        switch (item.Value.Operation)
        {
            case Loop or Scatter or Call when schedule.InPlace.IsSum(item.Value):
                MakeArraySum(item);
                break;
            case Loop loop:
                MakeLoop(item, loop);
                break;
            case Set:
                MakeSet(item);
                break;
            case If or Construct when Passes.Needs.IsConditional(item.Value):
                MakeChoice(item);
                break;
            default:
                Need(item, item.Place, item.Value.Operands);
                Finish(item, Compose(item.Value, Array.ConvertAll(item.Value.Operands, operand => At(operand, item.Place))));
                break;
        }
    }

    private Expression Compose(Value value, Expression[] operands) => value.Operation switch
    {
        Ensure => operands[0],
        Length => Express.Node(value.Operation, [There(value.Operands[0], operands[0])]),
        _ => Express.Node(value.Operation, operands),
    };

    // What LINQ goes through, checked to be there where its elements are counted.
    private Expression There(Value container, Expression expression) => sources?.GetValueOrDefault(container) is not { } name ? expression
        : Expression.Call(typeof(Sequences), nameof(Sequences.Source), [expression.Type], expression, Expression.Constant(name));

    // Takes note of what an item needs before it, and how large that makes its expression.
    private void Need(Item item, Place from, params ReadOnlySpan<Value> operands)
    {
        foreach (var operand in operands)
        {
            if (Passes.Needs.IsLeaf(operand))
            {
                item.Size++;
            }
            else
            {
                Need(item, ItemAt(operand, from));
            }
        }
    }

    private static void Need(Item item, Item operand)
    {
        if (operand.IsStep)
        {
            item.Needs.Add(operand);
        }
        else
        {
            item.Needs.UnionWith(operand.Needs);
            item.IsDear |= operand.IsDear;
            item.MayThrow |= operand.MayThrow;
        }

        item.Size += operand.Expression is ParameterExpression ? 1 : operand.Size;
    }

    // An expression stands where it is used, or gets a name.
    private void Finish(Item item, Expression expression)
    {
        item.Expression = expression;
        if (expression.Type == typeof(void))
        {
            item.Statements.Add(expression);
            item.Expression = Expression.Empty();
        }
        else if (NeedsName(item))
        {
            var local = Local(item.Value, expression.Type);
            item.Expression = local;
            if (!item.MayThrow)
            {
                safe.Add(local);
            }

            item.Statements.Add(Expression.Assign(item.Expression, expression));
        }
    }

    private ParameterExpression Local(Value value, Type type)
    {
        var local = Expression.Variable(type, names.For(value));
        locals.Add(local);
        return local;
    }

    private bool NeedsName(Item item) =>
        ensured.Contains(item.Value)
        || overwrites.IsReadBefore(item.Value, item.Place)
        || (item.Size > LargestExpression && item.Value != root && item.Value.Operation is not (Construct or Graphs.NewArray or Ensure))
        || (item.Uses > 1 && !IsCheap(item.Value) && !(item.Value.Type == typeof(bool) && item.Value.Operation is Operator && item.Size <= 4));

    // Reading a captured variable is as cheap as reading a local, and so is comparing two of them; an alias needs no second name.
    private static bool IsCheap(Value value) => value.Operation switch
    {
        Ensure => true,
        Member { Info: FieldInfo } => value.Operands.Length == 0 || value.Operands[0].Operation is Capture or Literal or Parameter,
        Member { Info.Name: var name } => name.StartsWith("Item", StringComparison.Ordinal) && value.Operands[0].Operation is Parameter,
        Length or Operator { Kind: ExpressionType.Convert } => value.Operands[0].Operation is Parameter || IsCheap(value.Operands[0]),
        _ => false,
    };

    // y = t ? a : b  stays an expression where both branches are short, and becomes  if (t) { y = a; } else { y = b; }  otherwise.
    private void MakeChoice(Item item)
    {
        var (value, place) = (item.Value, item.Place);
        var test = value.Operands[0];
        var (then, otherwise) = (new Item(value, place.Inside(test, true)), new Item(value, place.Inside(test, false)));
        Need(item, place, test);
        Need(then, then.Place, value.Operands[1]);
        if (value.Operation is If)
        {
            Need(otherwise, otherwise.Place, value.Operands[2]);
        }

        var (a, b) = value.Operation is If
            ? (At(value.Operands[1], then.Place), At(value.Operands[2], otherwise.Place))
            : (Expression.Convert(At(value.Operands[1], then.Place), value.Type), (Expression)Expression.Default(value.Type));
        if (then.Size + otherwise.Size <= LargestChoice && !HasStepsInside(item, then) && !HasStepsInside(item, otherwise))
        {
            item.Size += then.Size + otherwise.Size;
            item.IsDear |= then.IsDear || otherwise.IsDear;
            item.MayThrow |= then.MayThrow || otherwise.MayThrow;
            item.Needs.UnionWith(then.Needs);
            item.Needs.UnionWith(otherwise.Needs);
            Finish(item, Choice(value, At(test, place), a, b));
            return;
        }

        item.Test = then.Place.Test;
        if (a is ParameterExpression && a == b)
        {
            // One array, with elements changed in the branches.
            item.Expression = a;
            item.Needs.UnionWith(then.Needs);
            item.Needs.UnionWith(otherwise.Needs);
            return;
        }

        if (a is ConstantExpression { Value: true } && b is ConstantExpression { Value: true })
        {
            // Decided for what its branches evaluate, not for its value.
            item.Expression = a;
            item.Needs.UnionWith(then.Needs);
            item.Needs.UnionWith(otherwise.Needs);
            return;
        }

        item.Expression = Local(value, value.Type);
        item.IsDear |= then.IsDear || otherwise.IsDear;
        then.Statements.Add(Expression.Assign(item.Expression, a));
        otherwise.Statements.Add(Expression.Assign(item.Expression, b));
        steps.AddRange([then, otherwise]);
        item.Needs.UnionWith([then, otherwise]);
    }

    private static bool HasStepsInside(Item outer, Item arm) =>
        arm.Needs.Any(need => need.Place != outer.Place && outer.Place.Contains(need.Place));

    private static Expression Choice(Value value, Expression test, Expression a, Expression b) =>
        value.Operation is not If ? Expression.Condition(test, a, b)
        : value.Operands[2].Data is false ? Expression.AndAlso(test, a)
        : value.Operands[1].Data is true ? Expression.OrElse(test, b)
        : Express.Node(value.Operation, [test, a, b]);
}
