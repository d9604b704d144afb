using System.Linq.Expressions;
using ExprAD.Tests.Linq;

namespace ExprAD.Tests.Queries;

/// <summary>Where random queries are evaluated: numbers near 1, in arrays of no, one, two and more elements.</summary>
internal static class QueryPoints
{
    /// <summary>Arguments for a function.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="least">The least number of elements.</param>
    internal static object?[] Of(IReadOnlyList<ParameterExpression> parameters, int seed, int least)
    {
        var random = new Random(seed);
        return [.. parameters.Select(parameter => Of(parameter.Type, random, least))];
    }

    private static object Of(Type type, Random random, int least)
    {
        double Number() => (random.NextDouble() * 4) - 2;
        int Length() => random.Next(least, least + 3);
        double[] Numbers() => [.. Enumerable.Range(0, Length()).Select(_ => Number())];
        double[][] Arrays() => [.. Enumerable.Range(0, Length()).Select(_ => Numbers())];
        Data.Point[] Points() => [.. Enumerable.Range(0, Length()).Select(_ => new Data.Point(Number(), Number()))];
        return type == typeof(double) ? Number()
            : type == typeof(double[]) ? Numbers()
            : type == typeof(double[][]) ? Arrays()
            : type == typeof(Data.Point[]) ? Points()
            : new QueryInputs(Number(), Numbers(), Arrays(), Points());
    }
}
