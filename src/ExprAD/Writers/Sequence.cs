using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>
/// Puts the steps of a place and of everything inside it in order: plain statements as early as they can stand, then, round by
/// round, one if statement for all conditionals with one test that can be decided together, or one loop for all that can run together.
/// </summary>
internal sealed class Sequence
{
    private readonly Place place;
    private readonly TreeWriter writer;
    private readonly IReadOnlyDictionary<Item, BinaryExpression> recalled;
    private readonly List<object> rounds = [];
    private readonly Dictionary<object, List<int>> roundsOf = [];
    private readonly Dictionary<Item, int> earliest = [];
    private readonly Dictionary<Item, int> positions = [];
    private readonly HashSet<Item> written = [];

    private Sequence(Place place, TreeWriter writer, IReadOnlyDictionary<Item, BinaryExpression> recalled)
    {
        this.place = place;
        this.writer = writer;
        this.recalled = recalled;
    }

    /// <summary>The statements of steps, which are given in an order of evaluation.</summary>
    /// <param name="place">The place.</param>
    /// <param name="steps">Steps at the place or inside it.</param>
    /// <param name="writer">Gives the expressions of tests, and writes loops.</param>
    /// <param name="recalled">Steps that are not computed but read, and the statements that read them.</param>
    internal static List<Expression> Statements(Place place, IReadOnlyList<Item> steps, TreeWriter writer, IReadOnlyDictionary<Item, BinaryExpression> recalled)
    {
        var sequence = new Sequence(place, writer, recalled);
        if (steps.All(step => step.Place == place && sequence.GroupOf(step) is null))
        {
            return [.. steps.SelectMany(sequence.StatementsOf)];
        }

        sequence.AssignRounds(steps);
        return sequence.Write(steps);
    }

    // For a step of the place itself, the round before whose statement it stands (a step that belongs to an if or a loop: the round of that);
    // for a step inside, the first round that could contain it.
    private void AssignRounds(IReadOnlyList<Item> steps)
    {
        foreach (var step in steps)
        {
            var ready = 0;
            foreach (var need in NeedsOf(step))
            {
                if (earliest.TryGetValue(need, out var available))
                {
                    ready = Math.Max(ready, need.Place == place && GroupOf(need) is not null ? available + 1 : available);
                }
            }

            positions.Add(step, positions.Count);
            earliest.Add(step, step.Place == place && GroupOf(step) is { } group ? RoundFrom(ready, group) : ready);
        }
    }

    private object? GroupOf(Item step) => recalled.ContainsKey(step) ? null : step.Group;

    private IReadOnlyCollection<Item> NeedsOf(Item step) => recalled.ContainsKey(step) ? [] : step.Needs;

    private IReadOnlyCollection<Expression> StatementsOf(Item step) => recalled.TryGetValue(step, out var reading) ? [reading] : step.Statements;

    private int RoundFrom(int ready, object group)
    {
        if (!roundsOf.TryGetValue(group, out var known))
        {
            roundsOf.Add(group, known = []);
        }

        var at = known.BinarySearch(ready);
        at = at < 0 ? ~at : at;
        if (at == known.Count)
        {
            known.Add(rounds.Count);
            rounds.Add(group);
        }

        return known[at];
    }

    private List<Expression> Write(IReadOnlyList<Item> steps)
    {
        var statements = new List<Expression>();
        var own = steps.Where(step => step.Place == place).ToLookup(step => earliest[step]);
        var loops = LoopRounds(own);
        for (var r = 0; r <= rounds.Count; r++)
        {
            statements.AddRange(own[r].Where(step => GroupOf(step) is null).SelectMany(StatementsOf));
            if (r == rounds.Count)
            {
                break;
            }

            if (loops.TryGetValue(r, out var loop))
            {
                loop.Inside.RemoveAll(step => !loop.Loop.Contains(step.Place) && !IsInLoop(step.Place, loop.Loop.Parent!) && !written.Add(step));
                statements.AddRange(writer.LoopStatements(loop, recalled));
                continue;
            }

            var test = (Value)rounds[r];
            var (then, otherwise) = (place.Inside(test, true), place.Inside(test, false));
            var inside = Inside(own[r].Where(step => GroupOf(step) is not null), need => IsInLoop(need.Place, place) || written.Add(need))
                .ToLookup(step => step.Place.At(place.Depth + 1));
            AddChoice(statements, test, Statements(then, [.. inside[then]], writer, recalled), Statements(otherwise, [.. inside[otherwise]], writer, recalled));
        }

        return statements;
    }

    // A loop whose results need one another is written several times. Its locals do not last; what is dear is kept in an array by the first.
    private Dictionary<int, LoopRound> LoopRounds(ILookup<int, Item> own)
    {
        var found = new Dictionary<int, LoopRound>();
        var earlier = new Dictionary<Place, List<LoopRound>>();
        for (var r = 0; r < rounds.Count; r++)
        {
            if (rounds[r] is Place loop)
            {
                if (!earlier.TryGetValue(loop, out var before))
                {
                    earlier.Add(loop, before = []);
                }

                var round = new LoopRound(loop, [.. own[r].Where(step => GroupOf(step) is not null)], before.Count > 0);
                round.Inside.AddRange(Inside(round.Results, need => !round.Recalled.ContainsKey(need), need => round.Recall(need, before, writer)));
                before.Add(round);
                found.Add(r, round);
            }
        }

        return found;
    }

    // What steps need inside.
    private List<Item> Inside(IEnumerable<Item> together, Predicate<Item> isWritten, Predicate<Item>? isEnd = null)
    {
        var found = new HashSet<Item>();
        var pending = new Stack<Item>(together);
        while (pending.TryPop(out var step))
        {
            foreach (var need in NeedsOf(step))
            {
                if (need.Place != place && positions.ContainsKey(need) && isWritten(need) && found.Add(need) && isEnd?.Invoke(need) != true)
                {
                    pending.Push(need);
                }
            }
        }

        return [.. found.OrderBy(step => positions[step])];
    }

    private static bool IsInLoop(Place inside, Place outer)
    {
        while (inside != outer && !inside.IsLoop)
        {
            inside = inside.Parent!;
        }

        return inside != outer;
    }

    private void AddChoice(List<Expression> statements, Value decided, List<Expression> then, List<Expression> otherwise)
    {
        if (then.Count > 0 && otherwise.Count > 0)
        {
            statements.Add(Expression.IfThenElse(writer.At(decided, place), Block(then), Block(otherwise)));
        }
        else if (then.Count > 0)
        {
            statements.Add(Expression.IfThen(writer.At(decided, place), Block(then)));
        }
        else if (otherwise.Count > 0)
        {
            statements.Add(Expression.IfThen(Expression.Not(writer.At(decided, place)), Block(otherwise)));
        }
    }

    private static BlockExpression Block(List<Expression> statements) => Expression.Block(typeof(void), statements);
}
