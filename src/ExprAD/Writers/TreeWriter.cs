using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// A graph becomes a block of locals and statements. A value used once stands where it is used; a shared one gets a name.
/// Conditionals with one test become one if statement where their order allows. Nesting is bounded however large the graph.
/// </summary>
internal sealed partial class TreeWriter
{
    // Larger expressions are cut by naming a part: readable, and far below what compilers take before their stack ends.
    private const int LargestExpression = 24;

    private readonly Value root;
    private readonly Func<Value, Expression> leaf;
    private readonly Schedule schedule;
    private readonly LocalNames names;
    private readonly Dictionary<Place, Body> bodies = [];
    private readonly Dictionary<(Value, Place), Expression> written = [];
    private readonly Dictionary<(Value, Place), int> sizes = [];
    private readonly Dictionary<Value, Expression> destinations;
    private readonly HashSet<Value> ensured = [];

    private TreeWriter(Value root, Func<Value, Expression> leaf, LocalNames names, Dictionary<Value, Expression> destinations)
    {
        this.root = root;
        this.leaf = leaf;
        this.names = names;
        this.destinations = destinations;
        schedule = new Schedule(root);
        foreach (var value in schedule.Values)
        {
            if (value.Operation is Ensure)
            {
                ensured.UnionWith(value.Operands[1..]);
            }

            foreach (var place in schedule.Of(value))
            {
                BodyAt(place).Add(value);
            }
        }
    }

    /// <summary>The statements that compute a value, the variables they use, and the expression of the result.</summary>
    /// <param name="root">The value.</param>
    /// <param name="leaf">The expressions of parameters and captures.</param>
    /// <param name="names">The names already taken.</param>
    /// <param name="destinations">Arrays given from outside for some scatters to write to.</param>
    internal static Code Write(Value root, Func<Value, Expression> leaf, LocalNames names, Dictionary<Value, Expression>? destinations = null)
    {
        var writer = new TreeWriter(root, leaf, names, destinations ?? []);
        var top = writer.BodyAt(writer.schedule.Top);
        writer.Complete(top, [root]);
        var result = writer.At(root, writer.schedule.Top);
        return new Code(top.Variables, top.Statements, result);
    }

    private Body BodyAt(Place place)
    {
        if (!bodies.TryGetValue(place, out var body))
        {
            bodies.Add(place, body = new Body(place));
        }

        return body;
    }

    // Writes what the targets need and is computed in this body, oldest first.
    private void Complete(Body body, IEnumerable<Value> targets)
    {
        foreach (var value in Cone(body, targets))
        {
            if (body.Done.Contains(value))
            {
                continue;
            }

            if (value.Operation is If && !IsSimple(value, body.Place))
            {
                WriteChoice(body, value);
            }
            else
            {
                Finish(body, value);
            }
        }
    }

    // The values of this body that the targets depend on and that are not written yet, in order of evaluation.
    private List<Value> Cone(Body body, IEnumerable<Value> targets)
    {
        var cone = new HashSet<Value>();
        var seen = new HashSet<(Value, Place)>();
        var pending = new Stack<(Value Value, Place At)>(targets.Select(target => (target, body.Place)));
        while (pending.TryPop(out var next))
        {
            if (Schedule.IsLeaf(next.Value))
            {
                continue;
            }

            var place = schedule.Visible(next.Value, next.At);
            if (!body.Place.Contains(place) || !seen.Add((next.Value, place)) || BodyAt(place).Done.Contains(next.Value))
            {
                continue;
            }

            if (place == body.Place)
            {
                cone.Add(next.Value);
            }

            foreach (var need in Schedule.Needs(next.Value, place))
            {
                pending.Push(need);
            }
        }

        return [.. cone.OrderBy(value => value.Id)];
    }

    private void Finish(Body body, Value value)
    {
        body.Done.Add(value);
        var place = body.Place;
        switch (value.Operation)
        {
            case Scatter scatter:
                WriteScatter(body, value, scatter);
                break;
            case Set:
                WriteSet(body, value);
                break;
            default:
                var size = 1 + Schedule.Needs(value, place).Sum(need => SizeAt(need.Operand, need.Place));
                var expression = Compose(value, place);
                if (NeedsName(value, size))
                {
                    Name(body, value, expression);
                }
                else
                {
                    written[(value, place)] = expression;
                    sizes[(value, place)] = size;
                }

                break;
        }
    }

    private bool NeedsName(Value value, int size) =>
        ensured.Contains(value)
        || (size > LargestExpression && value != root && value.Operation is not (Construct or NewArray or Ensure))
        || (schedule.Uses(value) > 1 && !IsCheap(value));

    // Reading a captured variable is as cheap as reading a local, and an alias of a local needs no second name.
    private static bool IsCheap(Value value) => value.Operation switch
    {
        Ensure => true,
        Member { Info: System.Reflection.FieldInfo } => value.Operands.Length == 0 || value.Operands[0].Operation is Capture or Literal or Parameter,
        Member { Info.Name: var name } => name.StartsWith("Item", StringComparison.Ordinal) && value.Operands[0].Operation is Parameter,
        Operator { Kind: ExpressionType.Convert } => value.Operands[0].Operation is Parameter,
        _ => false,
    };

    private void Name(Body body, Value value, Expression expression)
    {
        var local = Expression.Variable(expression.Type, names.For(value));
        body.Variables.Add(local);
        body.Statements.Add(Expression.Assign(local, expression));
        written[(value, body.Place)] = local;
        sizes[(value, body.Place)] = 1;
    }

    private int SizeAt(Value value, Place from) => Schedule.IsLeaf(value) ? 1 : sizes[(value, schedule.Visible(value, from))];

    /// <summary>The expression of a value as seen from a place.</summary>
    private Expression At(Value value, Place from) => Schedule.IsLeaf(value)
        ? value.Operation is Literal or Zero ? Express.Node(value.Operation, []) : leaf(value)
        : written[(value, schedule.Visible(value, from))];

    private Expression Compose(Value value, Place place)
    {
        var operands = Schedule.Needs(value, place).Select(need => At(need.Operand, need.Place)).ToList();
        return value.Operation switch
        {
            Ensure => operands[0],
            If when value.Operands[2].Data is false => Expression.AndAlso(operands[0], operands[1]),
            If when value.Operands[1].Data is true => Expression.OrElse(operands[0], operands[2]),
            _ => Express.Node(value.Operation, operands),
        };
    }

    // a ? b : c as an expression: both branches are expressions without names of their own.
    private bool IsSimple(Value choice, Place place)
    {
        var size = 0;
        var pending = new Stack<(Value, Place)>(Schedule.Needs(choice, place).Skip(1));
        while (pending.TryPop(out var next))
        {
            var (value, at) = next;
            if (Schedule.IsLeaf(value))
            {
                continue;
            }

            var own = schedule.Visible(value, at);
            if (own == place || !place.Contains(own) || BodyAt(own).Done.Contains(value))
            {
                continue;
            }

            if (value.Operation is Scatter or Set || (schedule.Uses(value) > 1 && !IsCheap(value)) || ensured.Contains(value) || ++size > LargestExpression / 2)
            {
                return false;
            }

            foreach (var need in Schedule.Needs(value, own))
            {
                pending.Push(need);
            }
        }

        foreach (var (arm, at) in Schedule.Needs(choice, place).Skip(1))
        {
            Complete(BodyAt(at), [arm]);
        }

        return true;
    }

    /// <summary>A place's code as it is being written.</summary>
    private sealed class Body(Place place)
    {
        internal Place Place { get; } = place;

        internal List<Value> Values { get; } = [];

        /// <summary>The conditionals among the values, by their tests.</summary>
        internal Dictionary<Value, List<Value>> Choices { get; } = [];

        internal HashSet<Value> Done { get; } = [];

        /// <summary>Conditionals that are being decided, or are about to be.</summary>
        internal HashSet<Value> Waiting { get; } = [];

        internal List<ParameterExpression> Variables { get; } = [];

        internal List<Expression> Statements { get; set; } = [];

        internal void Add(Value value)
        {
            Values.Add(value);
            if (value.Operation is If)
            {
                if (!Choices.TryGetValue(value.Operands[0], out var choices))
                {
                    Choices.Add(value.Operands[0], choices = []);
                }

                choices.Add(value);
            }
        }
    }
}

/// <summary>Written code: variables, statements in order, and the expression of the result after them.</summary>
internal sealed record Code(List<ParameterExpression> Variables, List<Expression> Statements, Expression Result)
{
    internal Expression ToExpression() => Statements.Count == 0 ? Result : Expression.Block(Result.Type, Variables, [.. Statements, Result]);
}
