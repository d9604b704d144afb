using ExprAD.Graphs;

namespace ExprAD.Derivatives;

/// <summary>
/// A loop that is gone through backwards in segments, so that few of its states are kept at a time: on the way forward those at the beginning of each segment, on the
/// way back those of one segment, which are computed again. What the steps add up is added in the order of the steps, as if there were no segments.
/// </summary>
/// <remarks>Griewank and Walther, Evaluating Derivatives (2008), chapter 12: checkpoints in two levels.</remarks>
internal sealed class Segments
{
    private readonly Graph g;
    private readonly Carry carry;
    private readonly Value count;
    private readonly Value most;
    private readonly Value[] beginnings;
    private readonly List<Value> numbers = [];
    private readonly List<(Value Step, Value Like)> arrays = [];
    private Value[] numberSums = [];
    private Value[] arraySums = [];

    /// <summary>Keeps the states at the beginning of each segment.</summary>
    /// <param name="g">The graph, which knows how many segments there are.</param>
    /// <param name="carry">The loop.</param>
    /// <param name="count">How many steps it makes.</param>
    internal Segments(Graph g, Carry carry, Value count)
    {
        (this.g, this.carry, this.count) = (g, carry, count);
        most = g.Add(g.Operator(System.Linq.Expressions.ExpressionType.Divide, typeof(int), g.Subtract(count, g.Integer(1)), g.Integer(g.Checkpoints)), g.Integer(1));
        using var segments = g.Open(g.Integer(g.Checkpoints));
        Value[] states = [.. carry.Seeds.Select(segments.State)];
        using (var steps = g.Open(Length(segments.Index)))
        {
            var moving = Forward(steps, segments.Index, states, out var inside);
            for (var k = 0; k < states.Length; k++)
            {
                steps.Next(inside[k], moving.Of(carry.Nexts[k])[0]);
            }

            for (var k = 0; k < states.Length; k++)
            {
                segments.Next(states[k], steps.Final(inside[k]));
            }
        }

        beginnings = Array.ConvertAll(states, segments.Build);
    }

    /// <summary>What the steps backwards add up, to be asked for when <see cref="Backwards"/> has been called.</summary>
    /// <param name="step">What a step adds.</param>
    /// <param name="like">What has its shape outside; null for a number.</param>
    internal Func<Value> Sum(Value step, Value? like)
    {
        if (step.IsZero)
        {
            return () => like is null ? step : g.Zero(like);
        }

        if (like is null || Kinds.IsReal(step.Type))
        {
            return Carried(step);
        }

        if (Kinds.Of(step.Type) == Kind.Structure && Shape.Of(step.Type) is { } shape)
        {
            var members = Array.ConvertAll(shape.Members, member => Kinds.IsActive(Shape.TypeOf(member))
                ? Sum(g.MemberOf(step, member), g.MemberOf(like, member))
                : () => g.MemberOf(like, member));
            return () => g.Make(new Construct(step.Type, shape), Array.ConvertAll(members, member => member()));
        }

        arrays.Add((step, like));
        var array = arrays.Count - 1;
        return () => arraySums[array];
    }

    /// <summary>Whether a test holds in any step.</summary>
    internal Func<Value> Any(Value test) => Carried(test);

    private Func<Value> Carried(Value step)
    {
        numbers.Add(step);
        var number = numbers.Count - 1;
        return () => numberSums[number];
    }

    /// <summary>The adjoints of the seeds.</summary>
    /// <param name="kept">What the steps backwards need of the steps forward.</param>
    /// <param name="adjoints">The parameters that stand for the adjoints of states in the loop.</param>
    /// <param name="seeds">Their values after the last step.</param>
    /// <param name="nexts">Their values before each step.</param>
    internal Value[] Backwards(List<Value> kept, Value[] adjoints, Value[] seeds, Value[] nexts)
    {
        using var segments = g.Open(g.Integer(g.Checkpoints), descending: true);
        Value[] before = [.. seeds.Select(segments.State), .. numbers.Select(number => segments.State(number.Type == typeof(bool) ? g.Boolean(false) : g.Number(0, number.Type)))];
        var read = Again(kept, segments.Index);
        Value[] inner;
        using (var steps = g.Open(Length(segments.Index), descending: true))
        {
            Value[] states = [.. before.Select(steps.State)];
            var values = new Dictionary<Value, Value> { [Loops.IndexAt(g, carry.Level)] = At(segments.Index, steps.Index) };
            for (var k = 0; k < adjoints.Length; k++)
            {
                values[adjoints[k]] = states[k];
            }

            foreach (var (value, array) in kept.Zip(read))
            {
                values[value] = g.Get(array, steps.Index);
            }

            var back = new Substitution(g, values);
            for (var k = 0; k < states.Length; k++)
            {
                steps.Next(states[k], k < nexts.Length ? back.Of(nexts[k])[0] : Added(states[k], back.Of(numbers[k - nexts.Length])[0]));
            }

            for (var k = 0; k < states.Length; k++)
            {
                segments.Next(before[k], steps.Final(states[k]));
            }

            inner = [.. arrays.Select(sum => steps.Sum(back.Of(sum.Step)[0], sum.Like))];
        }

        arraySums = [.. inner.Zip(arrays, (sum, array) => segments.Sum(sum, array.Like))];
        Value[] last = Array.ConvertAll(before, segments.Final);
        numberSums = last[seeds.Length..];
        return last[..seeds.Length];
    }

    // The steps of a segment again, with arrays of what is needed of them.
    private Value[] Again(List<Value> kept, Value segment)
    {
        using var steps = g.Open(Length(segment));
        var moving = Forward(steps, segment, Array.ConvertAll(beginnings, states => g.Get(states, segment)), out var inside);
        for (var k = 0; k < inside.Length; k++)
        {
            steps.Next(inside[k], moving.Of(carry.Nexts[k])[0]);
        }

        return [.. kept.Select(value => steps.Build(moving.Of(value)[0]))];
    }

    private Substitution Forward(Region steps, Value segment, Value[] seeds, out Value[] inside)
    {
        inside = Array.ConvertAll(seeds, steps.State);
        var values = new Dictionary<Value, Value> { [Loops.IndexAt(g, carry.Level)] = At(segment, steps.Index) };
        for (var k = 0; k < seeds.Length; k++)
        {
            values[Loops.StateAt(g, carry.Level, k, seeds[k].Type)] = inside[k];
        }

        return new Substitution(g, values);
    }

    // The loop's index in a step of a segment.
    private Value At(Value segment, Value step)
    {
        var number = g.Add(g.Multiply(segment, most), step);
        return carry.IsDescending ? g.Subtract(g.Subtract(count, g.Integer(1)), number) : number;
    }

    // The last segments may have fewer steps, or none.
    private Value Length(Value segment)
    {
        var left = g.Subtract(count, g.Multiply(segment, most));
        return Bounded(nameof(Math.Max), Bounded(nameof(Math.Min), most, left), g.Integer(0));
    }

    private Value Bounded(string method, Value a, Value b) => g.Make(new Call(typeof(int), typeof(Math).GetMethod(method, [typeof(int), typeof(int)])!), a, b);

    // Nothing is added where nothing is there to be added.
    private Value Added(Value sum, Value step) => step.IsZero ? sum
        : step.Type == typeof(bool) ? g.Or(step, sum)
        : step.Operation is If && (step.Operands[1].IsZero || step.Operands[2].IsZero)
            ? g.If(step.Operands[0], Added(sum, step.Operands[1]), Added(sum, step.Operands[2]))
        : g.Add(sum, step);
}
