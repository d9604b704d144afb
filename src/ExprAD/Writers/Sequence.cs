using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>
/// Puts the steps of a place and of everything inside it in order: plain statements as early as they can stand, then, round by
/// round, one if statement for all conditionals with one test that can be decided together.
/// </summary>
internal sealed class Sequence
{
    private readonly Place place;
    private readonly Func<Value, Place, Expression> test;
    private readonly List<Value> rounds = [];
    private readonly Dictionary<Value, List<int>> roundsOf = [];
    private readonly Dictionary<Item, int> earliest = [];
    private readonly Dictionary<Item, int> round = [];

    private Sequence(Place place, Func<Value, Place, Expression> test)
    {
        this.place = place;
        this.test = test;
    }

    /// <summary>The statements of steps, which are given in an order of evaluation.</summary>
    /// <param name="place">The place.</param>
    /// <param name="steps">Steps at the place or inside it.</param>
    /// <param name="test">The expression of a test as seen from a place.</param>
    internal static List<Expression> Statements(Place place, IReadOnlyList<Item> steps, Func<Value, Place, Expression> test)
    {
        if (steps.All(step => step.Place == place && step.Test is null))
        {
            return [.. steps.SelectMany(step => step.Statements)];
        }

        var sequence = new Sequence(place, test);
        sequence.AssignEarliest(steps);
        sequence.AssignRounds(steps);
        return sequence.Write(steps);
    }

    // For a step of the place itself, the round before whose if statement it stands (a decided step: the round that decides it);
    // for a step inside, the first round that could contain it.
    private void AssignEarliest(IReadOnlyList<Item> steps)
    {
        foreach (var step in steps)
        {
            var ready = 0;
            foreach (var need in step.Needs)
            {
                if (earliest.TryGetValue(need, out var available))
                {
                    ready = Math.Max(ready, need.Place == place && need.Test is not null ? available + 1 : available);
                }
            }

            earliest.Add(step, step.Place == place && step.Test is { } decided ? RoundFrom(ready, decided) : ready);
        }
    }

    private int RoundFrom(int ready, Value decided)
    {
        if (!roundsOf.TryGetValue(decided, out var known))
        {
            roundsOf.Add(decided, known = []);
        }

        var at = known.BinarySearch(ready);
        at = at < 0 ? ~at : at;
        if (at == known.Count)
        {
            known.Add(rounds.Count);
            rounds.Add(decided);
        }

        return known[at];
    }

    // A step inside is written in the first round that needs it.
    private void AssignRounds(IReadOnlyList<Item> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var step = steps[i];
            if (step.Place == place)
            {
                round[step] = earliest[step];
                if (step.Test is null)
                {
                    continue;
                }
            }

            foreach (var need in step.Needs)
            {
                if (need.Place != place && earliest.ContainsKey(need))
                {
                    round[need] = Math.Min(round.GetValueOrDefault(need, int.MaxValue), round[step]);
                }
            }
        }
    }

    private List<Expression> Write(IReadOnlyList<Item> steps)
    {
        var statements = new List<Expression>();
        var own = steps.Where(step => step.Place == place).ToLookup(step => round[step]);
        var inside = steps.Where(step => step.Place != place)
            .ToLookup(step => (round[step], step.Place.At(place.Depth + 1)));
        for (var r = 0; r <= rounds.Count; r++)
        {
            statements.AddRange(own[r].SelectMany(step => step.Statements));
            if (r < rounds.Count)
            {
                var (then, otherwise) = (place.Inside(rounds[r], true), place.Inside(rounds[r], false));
                AddChoice(statements, rounds[r], Statements(then, [.. inside[(r, then)]], test), Statements(otherwise, [.. inside[(r, otherwise)]], test));
            }
        }

        return statements;
    }

    private void AddChoice(List<Expression> statements, Value decided, List<Expression> then, List<Expression> otherwise)
    {
        if (then.Count > 0 && otherwise.Count > 0)
        {
            statements.Add(Expression.IfThenElse(test(decided, place), Block(then), Block(otherwise)));
        }
        else if (then.Count > 0)
        {
            statements.Add(Expression.IfThen(test(decided, place), Block(then)));
        }
        else if (otherwise.Count > 0)
        {
            statements.Add(Expression.IfThen(Expression.Not(test(decided, place)), Block(otherwise)));
        }
    }

    private static BlockExpression Block(List<Expression> statements) => Expression.Block(typeof(void), statements);
}
