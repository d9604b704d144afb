using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Where, with and without positions; conditions on parameters, on data, on both.</summary>
public class WhereTests : RowTests<WhereTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2, 0.25];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        V("Where, summed", x => x.Where(v => v > 0).Sum(), x => Each(x, v => v > 0 ? 1 : 0), [s_at]),
        V("Where, summed by a function", x => x.Where(v => v > 0).Sum(v => v * v), x => Each(x, v => v > 0 ? 2 * v : 0), [s_at]),
        V("Where holds everywhere", x => x.Where(v => v < 10).Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("Where holds nowhere", x => x.Where(v => v > 10).Sum(v => v * v) + x[0], x => Only(x, 0), [s_at]),
        V("Where with positions", x => x.Where((v, i) => i % 2 == 0).Sum(v => v * v), x => ByIndex(x, i => i % 2 == 0 ? 2 * x[i] : 0), [s_at]),
        V("Where with positions and values", x => x.Where((v, i) => i > 0 && v > 0).Sum(v => v * v), x => ByIndex(x, i => i > 0 && x[i] > 0 ? 2 * x[i] : 0), [s_at]),
        V("Where of where", x => x.Where(v => v > 0).Where(v => v < 1.75).Sum(v => v * v), x => Each(x, v => v is > 0 and < 1.75 ? 2 * v : 0), [s_at]),
        V("Where with positions of where: positions among those kept", x => x.Where(v => v > 0).Where((v, i) => i == 1).Sum(v => v * v), x => Only(x, 2, 2 * x[2]), [s_at]),
        V("Positions after where are those among the kept", x => x.Where(v => v > 0).Select((v, i) => v * v * (i + 1)).Sum(),
            x => [2 * x[0], 0, 4 * x[2], 6 * x[3]], [s_at]),
        V("Where of select", x => x.Select(v => v * v).Where(v => v > 1).Sum(), x => Each(x, v => v * v > 1 ? 2 * v : 0), [s_at]),
        V("Where of select with positions", x => x.Select((v, i) => v * i).Where(v => v > 0).Sum(v => v * v), x => [0, 0, 8 * x[2], 18 * x[3]], [s_at]),
        V("Select of where", x => x.Where(v => v > 0).Select(v => Math.Log(v)).Sum(), x => Each(x, v => v > 0 ? 1 / v : 0), [s_at]),
        V("Where guards what follows", x => x.Where(v => v > 0).Sum(v => Math.Sqrt(v)), x => Each(x, v => v > 0 ? 0.5 / Math.Sqrt(v) : 0), [[1.5, -1, 4]]),
        V("Average of where", x => x.Where(v => v > 0).Average(), x => Each(x, v => v > 0 ? 1.0 / x.Count(u => u > 0) : 0), [s_at]),
        V("Average of a function of where", x => x.Where(v => v > 0).Average(v => v * v), x => Each(x, v => v > 0 ? 2.0 * v / x.Count(u => u > 0) : 0), [s_at]),
        V("Max of where", x => x.Where(v => v < 1).Max(), x => Only(x, 3), [s_at]),
        V("First of where", x => x.Where(v => v < 1).First(), x => Only(x, 1), [s_at]),
        V("Last of where", x => x.Where(v => v > 1).Last() * x[0], x => [x[2], 0, x[0], 0], [s_at]),
        V("Count of where times a parameter", x => x.Where(v => v > 0).Count() * x[1], x => Only(x, 1, 3), [s_at]),
        V("Aggregate of where", x => x.Where(v => v > 0).Aggregate(1.0, (a, v) => a * v), x => [x[2] * x[3], 0, x[0] * x[3], x[0] * x[2]], [s_at]),
        V("Where, kept as an array", x => x.Where(v => v > 0).ToArray()[1] * x[0], x => [x[2], 0, x[0], 0], [s_at]),
        V("Where, kept as an array whose length counts", x => x.Where(v => v > 0).ToArray().Length * x[0], x => Only(x, 0, 3), [s_at]),
        V("Zip of where", x => x.Where(v => v > 0).Zip(Data.Five, (a, b) => a * a * b).Sum(), x => [4 * x[0], 0, -1.5 * x[2], 2.5 * x[3]], [s_at]),
        V("Zip with where", x => x.Zip(Data.Five.Where(d => d > 0), (a, b) => a * a * b).Sum(), x => [4 * x[0], 2.5 * x[1], 6 * x[2], 0], [s_at]),
        V("Zip of two wheres", x => x.Where(v => v > 0).Zip(x.Where(v => v < 1), (a, b) => a * b).Sum(), x => [x[1], x[0], x[3], x[2]], [s_at]),
        V("Condition on other parameters", x => x.Where(v => v > x[3]).Sum(v => v * v), x => Each(x, v => v > x[3] ? 2 * v : 0), [s_at]),
        S("Where over data", x => Data.Five.Where(d => d > 0).Sum(d => Math.Exp(d * x)), x => Data.Five.Where(d => d > 0).Sum(d => d * Math.Exp(d * x)), [0.7]),
        S("Where over data by the parameter", x => Data.Five.Where(d => d > x).Sum(d => d * x), x => Data.Five.Where(d => d > x).Sum(), [0.7, 2.5]),
        S("Where over data by the parameter, summed as it is", x => Data.Five.Where(d => d > x).Sum() * x, x => Data.Five.Where(d => d > x).Sum(), [0.7]),
        S("Where over a range", x => Enumerable.Range(0, 10).Where(i => i % 3 == 1).Sum(i => Math.Pow(x, i)), x => 1 + (4 * Math.Pow(x, 3)) + (7 * Math.Pow(x, 6)), [0.7]),
        V("Where by data", x => x.Where((v, i) => Data.Five[i] > 0).Sum(v => v * v), x => ByIndex(x, i => Data.Five[i] > 0 ? 2 * x[i] : 0), [s_at]),
    ];
}
