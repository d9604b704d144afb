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
    private readonly List<object> rounds = [];
    private readonly Dictionary<object, List<int>> roundsOf = [];
    private readonly Dictionary<Item, int> earliest = [];
    private readonly Dictionary<Item, int> positions = [];
    private readonly HashSet<Item> written = [];

    private Sequence(Place place, TreeWriter writer)
    {
        this.place = place;
        this.writer = writer;
    }

    /// <summary>The statements of steps, which are given in an order of evaluation.</summary>
    /// <param name="place">The place.</param>
    /// <param name="steps">Steps at the place or inside it.</param>
    /// <param name="writer">Gives the expressions of tests, and writes loops.</param>
    internal static List<Expression> Statements(Place place, IReadOnlyList<Item> steps, TreeWriter writer)
    {
        if (steps.All(step => step.Place == place && step.Group is null))
        {
            return [.. steps.SelectMany(step => step.Statements)];
        }

        var sequence = new Sequence(place, writer);
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
            foreach (var need in step.Needs)
            {
                if (earliest.TryGetValue(need, out var available))
                {
                    ready = Math.Max(ready, need.Place == place && need.Group is not null ? available + 1 : available);
                }
            }

            positions.Add(step, positions.Count);
            earliest.Add(step, step.Place == place && step.Group is { } group ? RoundFrom(ready, group) : ready);
        }
    }

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
        var again = new HashSet<Place>();
        for (var r = 0; r <= rounds.Count; r++)
        {
            statements.AddRange(own[r].Where(step => step.Group is null).SelectMany(step => step.Statements));
            if (r == rounds.Count)
            {
                break;
            }

            var together = own[r].Where(step => step.Group is not null).ToList();
            if (rounds[r] is Place loop)
            {
                statements.AddRange(writer.LoopStatements(loop, together, Inside(together, isRepeated: true), !again.Add(loop)));
                continue;
            }

            var test = (Value)rounds[r];
            var (then, otherwise) = (place.Inside(test, true), place.Inside(test, false));
            var inside = Inside(together, isRepeated: false).ToLookup(step => step.Place.At(place.Depth + 1));
            AddChoice(statements, test, Statements(then, [.. inside[then]], writer), Statements(otherwise, [.. inside[otherwise]], writer));
        }

        return statements;
    }

    // What steps need inside: of an if statement, what has not been written in an earlier one; of a loop all, because its locals do not last.
    private List<Item> Inside(List<Item> together, bool isRepeated)
    {
        var found = new HashSet<Item>();
        var pending = new Stack<Item>(together);
        while (pending.TryPop(out var step))
        {
            foreach (var need in step.Needs)
            {
                if (need.Place != place && positions.ContainsKey(need) && (isRepeated || IsInLoop(need.Place) || written.Add(need)) && found.Add(need))
                {
                    pending.Push(need);
                }
            }
        }

        return [.. found.OrderBy(step => positions[step])];
    }

    private bool IsInLoop(Place inside)
    {
        while (inside != place && !inside.IsLoop)
        {
            inside = inside.Parent!;
        }

        return inside != place;
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
