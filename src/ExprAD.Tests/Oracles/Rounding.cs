using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// What rounding may do to the result of a graph at a point, found by experiment: the graph is evaluated with every operation disturbed
/// by a random multiple of 256 units roundoff (stochastic arithmetic after Vignes, "Discrete stochastic arithmetic", 2004, with an
/// amplitude that exceeds the sum of all true rounding errors as long as fewer than 65,536 of them take part). Two graphs for one function
/// differ by no more than both of their uncertainties.
/// </summary>
internal static class Rounding
{
    private const int Runs = 3;
    private const double Amplitude = 256;

    /// <summary>The largest deviation of each number in the result; NaN or infinite where the result is not a stable number.</summary>
    internal static double[] Uncertainty(Value root, IReadOnlyDictionary<Value, object?> inputs, object? undisturbed)
    {
        var exact = Leaves.Of(undisturbed);
        var uncertainty = Array.ConvertAll(exact, number => (16 * 1.2e-16 * Math.Abs(number)) + double.Epsilon);
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            var disturbed = Leaves.Of(Evaluate.Result(root, inputs, (value, result) => Disturb(random, value, result)));
            for (var i = 0; i < exact.Length; i++)
            {
                uncertainty[i] = disturbed.Length == exact.Length ? Math.Max(uncertainty[i], Math.Abs(disturbed[i] - exact[i])) : double.NaN;
            }
        }

        return uncertainty;
    }

    private static object? Disturb(Random random, Value value, object? result) => result switch
    {
        double number when Rounds(value) => Disturbed(random, number, Math.ScaleB(1, -53), double.Epsilon),
        float number when Rounds(value) => (float)Disturbed(random, number, Math.ScaleB(1, -24), float.Epsilon),
        double[] or double[,] when Rounds(value) => Leaves.With(result, Array.ConvertAll(Leaves.Of(result), number => Disturbed(random, number, Math.ScaleB(1, -53), double.Epsilon))),
        _ => result,
    };

    private static double Disturbed(Random random, double number, double unit, double smallest)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number;
        }

        var factor = Amplitude * ((2 * random.NextDouble()) - 1);
        return number + (Math.Abs(number) * unit < smallest ? Math.Round(factor) * smallest : factor * unit * number);
    }

    // Arithmetic and functions round, and so does a number that gets shorter; choosing, reading and changing the sign do not.
    private static bool Rounds(Value value) => value.Operation switch
    {
        Operator { Kind: ExpressionType.Convert, Type: var type } => type == typeof(float),
        Operator { Kind: ExpressionType.Negate } => false,
        var operation => OperationCounter.IsCounted(operation),
    };
}
