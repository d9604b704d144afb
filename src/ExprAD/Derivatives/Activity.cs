using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>
/// Which values a derivative flows through: those that depend on the seeds other than by functions whose derivative is zero. A
/// value that depends on the seeds in a way nobody can look into is refused here, in both modes alike.
/// </summary>
internal sealed class Activity
{
    private static readonly string[] ArrayQueries =
        [nameof(Array.GetLength), nameof(Array.GetUpperBound), nameof(Array.GetLowerBound), nameof(Array.GetLongLength)];

    private readonly Graph graph;
    private readonly Activity? outer;
    private readonly ulong bit;
    private readonly HashSet<Value> active;
    private readonly Dictionary<Value, Activity> regions = [];

    internal Activity(Graph graph, IReadOnlyCollection<Value> seeds, params Value[] roots)
    {
        this.graph = graph;
        Values = Order.Outside(roots, IsConstant);
        active = [.. seeds];
        Find();
    }

    // Inside a loop: what does not depend on the region is as active as it is outside.
    private Activity(Activity outer, IReadOnlyList<Value> loops)
    {
        var carry = ((Loop)loops[0].Operation).CarryOf(loops[0]);
        (graph, this.outer, bit) = (outer.graph, outer, 1UL << carry.Level);
        Value[] inside = [.. loops.SelectMany(loop => loop.Operands.Where((_, i) => ((Loop)loop.Operation).IsInside(i)))];
        Values = Order.Outside(inside, value => IsConstant(value) || !IsHere(value));
        Values.RemoveAll(value => !IsHere(value));
        active = [];
        var isActive = Array.ConvertAll(carry.Seeds, outer.Includes);
        for (var changed = true; changed;)
        {
            active = [.. States(carry).Where((_, k) => isActive[k])];
            regions.Clear();
            Find();
            changed = false;
            for (var k = 0; k < isActive.Length; k++)
            {
                changed |= !isActive[k] && Kinds.IsActive(carry.Seeds[k].Type) && Includes(carry.Nexts[k]);
                isActive[k] |= Kinds.IsActive(carry.Seeds[k].Type) && Includes(carry.Nexts[k]);
            }
        }

        ActiveStates = [.. Enumerable.Range(0, isActive.Length).Where(k => isActive[k])];
    }

    /// <summary>All values that the roots depend on, operands before users; without those inside loops.</summary>
    internal List<Value> Values { get; }

    /// <summary>Inside a loop: the numbers of the states that a derivative flows through.</summary>
    internal int[] ActiveStates { get; } = [];

    internal bool Includes(Value value) => IsHere(value) ? active.Contains(value) : outer!.Includes(value);

    /// <summary>Whether a value is computed here: in the loop if that is what the activity is of.</summary>
    internal bool IsHere(Value value) => outer is null || (value.Levels & bit) != 0;

    /// <summary>The activity inside a loop.</summary>
    internal Activity Of(Value loop)
    {
        if (!regions.TryGetValue(loop, out var region))
        {
            regions.Add(loop, region = new Activity(this, [loop]));
        }

        return region;
    }

    /// <summary>The activity inside loops that have one carry.</summary>
    internal Activity Of(IReadOnlyList<Value> loops) => new(this, loops);

    private void Find()
    {
        foreach (var value in Values)
        {
            if (!active.Contains(value) && Carries(value))
            {
                active.Add(value);
            }
        }
    }

    private IEnumerable<Value> States(Carry carry) => carry.Seeds.Select((seed, k) => Loops.StateAt(graph, carry.Level, k, seed.Type));

    private bool Carries(Value value, Loop loop) => loop.Kind switch
    {
        LoopKind.State => Of(value).ActiveStates.Contains(loop.Which),
        LoopKind.Sum or LoopKind.Build => Of(value).Includes(loop.Body(value)),
        LoopKind.Collect when Of(value).Includes(loop.Body(value)) => throw new InvalidOperationException($"{value} collects what a derivative flows through."),
        _ => false,
    };

    private bool Carries(Value value)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case Graphs.If:
                return Includes(a[1]) || Includes(a[2]);
            case Get or Ensure or Member { Info: not null }:
                return a.Length > 0 && Includes(a[0]) && (value.Operation is not Member member || IsState(value, member)) && Kinds.IsActive(value.Type);
            case Set:
                return Includes(a[0]) || Includes(a[^1]);
            case Scatter scatter:
                return scatter.Entries(value).Any(entry => Includes(entry.Added));
            case Construct or NewArray:
                return Array.Exists(a, Includes);
            case Solution:
                return Includes(a[1]);
            case Loop loop:
                return Carries(value, loop);
            case Function or Local:
                throw Refusals.Of(graph, value, Values);
            case Length or Zero or Literal or Parameter or Capture or Allocate or Unknown:
                return false;
            case Operator op:
                return Array.Exists(a, Includes) && !IsFlat(value, op);
            case Call call when IsByKeys(call) && Depends(value):
                throw Refusals.OfKeys(graph, value);
            case Call call when call.Method.DeclaringType == typeof(Sequences) && call.Method.Name is nameof(Sequences.Grouping) or nameof(Sequences.Lookup) or nameof(Sequences.Dictionary):
                return Array.Exists(a, Includes) ? throw Refusals.Of(graph, value, Values) : false;
            case Call call:
                return Array.Exists(a, Includes) && !IsFlat(value, call);
            default:
                return Array.Exists(a, Includes) ? throw Refusals.Of(graph, value, Values) : false;
        }
    }

    // Groups are taken as they are: their keys must not depend on the numbers that are differentiated, be it by jumps.
    private static bool IsByKeys(Call call) => call.Method.DeclaringType is { } type
        && ((type == typeof(Sequences) && call.Method.Name is nameof(Sequences.Group) or nameof(Sequences.Unique))
            || (IsGroups(type) && call.Method.Name == nameof(Groups<int>.Match)));

    private static bool IsGroups(Type? type) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Groups<>);

    private bool Depends(Value value)
    {
        var (seen, pending) = (new HashSet<Value>(), new Stack<Value>(value.Operands));
        while (pending.TryPop(out var at))
        {
            if (!seen.Add(at) || at.Operation is Length || IsConstant(at) || (at.Operation is Member && !Kinds.IsActive(at.Type)))
            {
                continue;
            }

            if (Includes(at))
            {
                return true;
            }

            Array.ForEach(at.Operands, pending.Push);
        }

        return false;
    }

    // What the function takes as constant by Ad.Stop, and what a solver does, may be anything.
    private static bool IsConstant(Value value) => value.Operation is Unknown || (value.Operation is Call { Method.DeclaringType: var type } && type == typeof(Ad));

    // A computed whole number or a text changes by jumps only; in any other type there may be real numbers.
    private bool IsState(Value value, Member member) =>
        Shape.Of(value.Operands[0].Type)?.IndexOf(member.Info) >= 0 ? true
        : value.Type.IsPrimitive && !Kinds.IsReal(value.Type) || value.Type.IsEnum || value.Type == typeof(string) ? false
        : throw Refusals.Of(graph, value, Values);

    private bool IsFlat(Value value, Operator op) => op.Kind switch
    {
        ExpressionType.Convert or ExpressionType.ConvertChecked when value.Operands[0].Type == typeof(object) || value.Type == typeof(object)
            || value.Type == typeof(decimal) || (Kinds.IsReal(value.Operands[0].Type) && !value.Type.IsValueType)
            || (Kinds.Of(value.Operands[0].Type) != Kind.Real && Kinds.Element(value.Type) is null)
            => throw Refusals.Of(graph, value, Values),
        ExpressionType.Convert when Kinds.Element(value.Type) is not null => false,
        ExpressionType.TypeAs or ExpressionType.Unbox => throw Refusals.Of(graph, value, Values),
        _ => !Kinds.IsReal(value.Type),
    };

    private bool IsFlat(Value value, Call call)
    {
        if (call.Method.DeclaringType == typeof(Ad) || call.Method.DeclaringType == typeof(Sequences) || IsGroups(call.Method.DeclaringType) || (call.Method.DeclaringType == typeof(Array) && ArrayQueries.Contains(call.Method.Name)))
        {
            return true;
        }

        if (Conversions.IsToArray(call))
        {
            return false;
        }

        if (call.Method.DeclaringType == typeof(VectorSpace))
        {
            return call.Method.Name != nameof(VectorSpace.Add);
        }

        var rule = RuleTable.Find(call.Method) ?? throw Refusals.Of(graph, value, Values);
        var isFlat = true;
        for (var i = 0; i < value.Operands.Length; i++)
        {
            if (Includes(value.Operands[i]))
            {
                isFlat &= rule.IsConstantIn(i);
                if (rule.Maps.IsEmpty && !Kinds.IsReal(value.Operands[i].Type))
                {
                    throw Refusals.OfArgument(graph, value, value.Operands[i]);
                }
            }
        }

        return isFlat;
    }
}
