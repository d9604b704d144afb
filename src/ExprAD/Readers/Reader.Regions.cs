using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Readers;

/// <summary>What the reader does in the steps of a loop.</summary>
internal sealed partial class Reader
{
    // The loops whose steps are being read, and the number of the last array that was made before the innermost one.
    private readonly Stack<Region> regions = [];
    private int arraysOutside;

    /// <summary>
    /// A loop whose steps are lambdas, which change nothing outside: the body makes the region's states, reads a step and asks for results.
    /// What may throw in a step becomes one effect of the loop.
    /// </summary>
    private T Loop<T>(Value count, Func<Region, T> body)
    {
        var (before, arrays) = (state, arraysOutside);
        (state, arraysOutside) = (state with { Own = [] }, locals);
        var region = graph.Open(count);
        regions.Push(region);
        try
        {
            var result = body(region);
            StaysUnchanged(before);
            var effects = Effect.Since(before.Effects, state.Effects);
            state = state with
            {
                Variables = before.Variables,
                Own = before.Own,
                Effects = effects.Count == 0 ? before.Effects : Effect.OfLoop(graph, before.Effects, region, effects),
            };
            return result;
        }
        finally
        {
            regions.Pop();
            arraysOutside = arrays;
            region.Dispose();
        }
    }

    // A test that is decided after all that has been evaluated since: that may throw in the step that is not made any more, too.
    private Value After(Effect? before, Value test)
    {
        var evaluated = Effect.Since(before, state.Effects).Where(effect => effect.Branches is not null || effect.Value.Operation is Graphs.Loop || Throwing.May(effect.Value, CarryAt)).ToList();
        return graph.Ensure(test, Effect.Values(graph, evaluated));
    }

    private Carry? CarryAt(int level) => regions.FirstOrDefault(region => region.Level == level)?.Carry;

    // A step must not find what an earlier one has changed.
    private void StaysUnchanged(State before)
    {
        foreach (var (value, shared) in state.Shared)
        {
            if (shared.MayHaveChanged && before.Shared.GetValueOrDefault(value) != shared && value.Levels == 0)
            {
                throw Refuse(shared.By, $"it may change {TypeNames.WithArticle(value.Type)} that every step of a loop uses", "call it on a copy, or compute with what it returns");
            }
        }
    }
}
