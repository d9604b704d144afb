using System.Linq.Expressions;

namespace ExprAD.Graphs;

/// <summary>
/// A loop whose states have their next values, in the form in which it is easiest to differentiate. <c>while (i &lt; n) { s = s + f(i); i = i + 1; }</c> becomes
/// a sum of f(i) over n steps: a state that counts steps is the index, a state that something is added to is a sum, and states that only the
/// result needs are carried behind the others.
/// </summary>
internal sealed class Settled
{
    private readonly Graph g;
    private readonly Carry given;
    private readonly Counter? counter;
    private readonly Substitution moving;
    private readonly Substitution testing;
    private readonly int[] numbers;
    private readonly Value?[] added;

    private Settled(Graph g, Carry given)
    {
        this.g = g;
        this.given = given;
        var constants = Constants();
        counter = Counter.Of(g, given with { Test = new Substitution(g, constants).Of(given.Test)[0] });
        var carry = counter?.Carry ?? given;
        if (counter is not null)
        {
            constants.Add(State(counter.Which), counter.Present);
        }

        var facts = Facts(constants);
        carry = carry with { Test = new Substitution(g, constants).Of(carry.Test)[0], Nexts = new Substitution(g, facts).Of(carry.Nexts) };
        added = [.. carry.Seeds.Select((_, k) => Accumulation.Added(g, carry, k))];
        var order = InOrder(carry);
        numbers = [.. carry.Seeds.Select((_, k) => order.IndexOf(k))];
        for (var k = 0; k < numbers.Length; k++)
        {
            if (numbers[k] >= 0 && !constants.ContainsKey(State(k)))
            {
                constants[State(k)] = facts[State(k)] = Loops.StateAt(g, given.Level, numbers[k], given.Seeds[k].Type);
            }
        }

        (testing, moving) = (new Substitution(g, constants), new Substitution(g, facts));
        Carry = carry with
        {
            Test = testing.Of(carry.Test)[0],
            Seeds = [.. order.Select(k => carry.Seeds[k])],
            Nexts = [.. order.Select(k => Moved(carry.Nexts[k]))],
        };
        added = Array.ConvertAll(added, body => body is null ? null : Moved(body));
    }

    internal Carry Carry { get; }

    internal static Settled Of(Graph g, Carry carry) => new(g, carry);

    /// <summary>A value of a step, in terms of the states as they are carried now.</summary>
    internal Value Inside(Value value) => Moved(value);

    /// <summary>The same of what is evaluated for what it may throw: an array that is written to has the length that it had at first.</summary>
    internal Value Evaluated(Value value)
    {
        var arrays = new Dictionary<Value, Value>();
        foreach (var element in Order.Ascending(value).Where(part => part.Operation is Get))
        {
            var made = element.Operands[0];
            if (made.Operation is Parameter { Index: > 0 } state && state.Level == given.Level && KeepsLength(state.Index - 1) && Kinds.IsReal(element.Type))
            {
                arrays[element] = g.Intern(element.Operation, [given.Seeds[state.Index - 1], .. element.Operands[1..]]);
            }
        }

        return Moved(arrays.Count == 0 ? value : new Substitution(g, arrays).Of(value)[0]);
    }

    /// <summary>The value of a state after the last step, by its number as given.</summary>
    internal Value Final(int which)
    {
        if (IsConstant(which))
        {
            return given.Seeds[which];
        }

        if (counter?.Which == which && counter.Last is { } last)
        {
            return last;
        }

        if (added[which] is { } body)
        {
            var sum = Loops.Sum(g, Carry, body, null);
            return given.Seeds[which].IsNumber(0) ? sum : g.Add(given.Seeds[which], sum);
        }

        return Loops.State(g, Carry, numbers[which]);
    }

    private Value State(int k) => Loops.StateAt(g, given.Level, k, given.Seeds[k].Type);

    private Value Moved(Value value) => moving.Of(value)[0];

    // A state that stays as it is.
    private bool IsConstant(int k) => given.Nexts[k] == State(k);

    private bool KeepsLength(int k) => Kinds.IsIndexed(given.Seeds[k].Type) && !IsConstant(k) && g.LengthOf(given.Nexts[k]) == g.LengthOf(State(k));

    // States that stay as they are, and lengths of arrays that are written to.
    private Dictionary<Value, Value> Constants()
    {
        var constants = new Dictionary<Value, Value>();
        for (var k = 0; k < given.Seeds.Length; k++)
        {
            if (IsConstant(k))
            {
                constants.Add(State(k), given.Seeds[k]);
            }
            else if (KeepsLength(k))
            {
                constants.Add(g.LengthOf(State(k)), g.LengthOf(given.Seeds[k]));
            }
        }

        return constants;
    }

    // The same, and in a step the tests that hold whenever it is made.
    private Dictionary<Value, Value> Facts(Dictionary<Value, Value> constants)
    {
        var facts = new Dictionary<Value, Value>(constants);
        foreach (var test in Counter.Conjuncts(g, given.Test).Where(test => test.Levels != 0))
        {
            var isNot = test.Operation is Operator { Kind: ExpressionType.Not };
            facts[isNot ? test.Operands[0] : test] = g.Boolean(!isNot);
        }

        return facts;
    }

    // States that steps depend on: whole numbers and tests first, then what is differentiated; then those that only the result needs. Sums that no step
    // needs are not carried at all.
    private List<int> InOrder(Carry carry)
    {
        var carried = Enumerable.Range(0, carry.Seeds.Length).Where(k => !IsConstant(k) && !(k == counter?.Which && counter.Last is not null)).ToList();
        var needed = new HashSet<Value>(Order.Ascending(carry.Test));
        foreach (var k in carried)
        {
            needed.UnionWith(Order.Ascending(added[k] ?? carry.Nexts[k]).Where(value => value != State(k)));
        }

        return [.. carried
            .Where(k => added[k] is null || needed.Contains(State(k)))
            .OrderBy(k => !needed.Contains(State(k)) ? 2 : Kinds.IsActive(carry.Seeds[k].Type) ? 1 : 0)];
    }
}
