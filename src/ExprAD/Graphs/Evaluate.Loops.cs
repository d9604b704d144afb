using System.Collections;

namespace ExprAD.Graphs;

/// <summary>Loops, run step by step.</summary>
internal sealed partial class Evaluate
{
    /// <summary>A loop, step by step.</summary>
    private sealed class Running(Evaluate outer, Value value, Loop loop)
    {
        private readonly Carry carry = loop.CarryOf(value);
        private readonly List<object?> collected = [];
        private object?[] states = [];
        private object? sum;
        private int steps;

        internal object? Result()
        {
            while (outer.known.Count <= loop.Level)
            {
                outer.known.Add([]);
                outer.parameters.Add([]);
            }

            var around = (outer.known[loop.Level], outer.parameters[loop.Level]);
            states = Array.ConvertAll(carry.Seeds, outer.At);
            sum = loop.Kind != LoopKind.Sum ? null
                : Kinds.IsReal(loop.Type) ? Reals.Zero(loop.Type == typeof(float) ? 0.0f : 0.0)
                : Reals.Zero(outer.At(value.Operands[^1])!);
            var count = (int)outer.At(carry.Count)!;
            for (steps = 0; steps < count && Step(carry.IsDescending ? count - 1 - steps : steps); steps++)
            {
            }

            (outer.known[loop.Level], outer.parameters[loop.Level]) = around;
            return loop.Kind switch
            {
                LoopKind.State => states[loop.Which],
                LoopKind.Steps => steps,
                LoopKind.Sum => sum,
                _ => Collected(),
            };
        }

        private bool Step(int index)
        {
            outer.known[loop.Level] = [];
            outer.parameters[loop.Level] = [index, .. states];
            if (!(bool)outer.Of(carry.Test)!)
            {
                return false;
            }

            if (loop.Kind == LoopKind.Sum)
            {
                outer.Executed += OperationCounter.IsCounted(loop) ? 1 : 0;
                sum = Reals.Add(sum, outer.Of(loop.Body(value)));
            }
            else if (loop.Kind == LoopKind.Build || (loop.Kind == LoopKind.Collect && (bool)outer.Of(value.Operands[loop.First])!))
            {
                collected.Add(outer.Of(loop.Body(value)));
            }

            states = Array.ConvertAll(carry.Nexts, outer.Of);
            return true;
        }

        private Array Collected()
        {
            if (carry.IsDescending)
            {
                collected.Reverse();
            }

            var array = Array.CreateInstance(loop.Type.GetElementType()!, collected.Count);
            ((IList)collected).CopyTo(array, 0);
            return array;
        }
    }
}
