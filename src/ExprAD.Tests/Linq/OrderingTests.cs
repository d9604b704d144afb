using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Orders: by data as they are, by the parameters as a permutation that is constant nearby. Elements are weighed by their places.</summary>
public class OrderingTests : RowTests<OrderingTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2, 0.25];

    public static IReadOnlyList<Row> Rows { get; } = [.. ByParameters(), .. ByData()];

    // 2 x times (place + 1), for elements in the order of a key.
    private static double[] Placed(double[] x, Func<int, double> key)
    {
        var order = Enumerable.Range(0, x.Length).OrderBy(key).ToList();
        return ByIndex(x, i => 2 * x[i] * (order.IndexOf(i) + 1));
    }

    private static Row[] ByParameters() =>
    [
        V("OrderBy the elements", x => x.OrderBy(v => v).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i]), [s_at]),
        V("OrderByDescending the elements", x => x.OrderByDescending(v => v).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => -x[i]), [s_at]),
        V("OrderBy a function of the elements", x => x.OrderBy(v => Math.Abs(v)).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => Math.Abs(x[i])), [s_at]),
        V("OrderBy of a select", x => x.Select(v => v * v).OrderBy(v => v).Select((v, i) => v * (i + 1)).Sum(), x => Placed(x, i => x[i] * x[i]), [s_at]),
        V("Order", x => x.Order().Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i]), [s_at]),
        V("Order with a comparer", x => x.Order(Data.Reversed).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => -x[i]), [s_at]),
        V("OrderDescending with a comparer", x => x.OrderDescending(Data.Reversed).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i]), [s_at]),
        V("OrderBy with a comparer", x => x.OrderBy(v => v * v, Data.Reversed).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => -x[i] * x[i]), [s_at]),
        V("OrderBy with a comparer that is null", x => x.OrderBy(v => v * v, null).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i] * x[i]), [s_at]),
        V("ThenByDescending with a comparer", x => x.OrderBy(v => v > 1).ThenByDescending(v => v, Data.Reversed).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i] > 1 ? 10 + x[i] : x[i]), [s_at]),
        V("OrderByDescending texts with a comparer", x => x.Zip(Data.Samples).OrderByDescending(p => p.Second.Key, StringComparer.OrdinalIgnoreCase).Select((p, i) => p.First * p.First * (i + 1)).Sum(), x => [6 * x[0], 4 * x[1], 8 * x[2], 2 * x[3]], [s_at]),
        V("Median", x => x.OrderBy(v => v).ElementAt(1), x => Only(x, 3), [s_at]),
        V("Second largest", x => x.OrderByDescending(v => v).Skip(1).First() * x[1], x => [x[1], x[0], 0, 0], [s_at]),
        V("Sum of the two smallest", x => x.OrderBy(v => v).Take(2).Sum(v => v * v), x => [0, 2 * x[1], 0, 2 * x[3]], [s_at]),
        V("OrderBy, of which only the sum counts", x => x.OrderBy(v => v).Sum(v => v * v), x => Each(x, v => 2 * v), [s_at]),
        V("ThenBy", x => x.OrderBy(v => v > 0).ThenBy(v => -v).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i] > 0 ? 10 - x[i] : -x[i]), [s_at]),
        V("ThenByDescending", x => x.OrderBy(v => v > 1).ThenByDescending(v => v).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i] > 1 ? 10 - x[i] : -x[i]), [s_at]),
        V("Equal keys stay in order", x => x.OrderBy(v => v > 1).Select((v, i) => v * v * (i + 1)).Sum(), x => Placed(x, i => x[i] > 1 ? 1 : 0), [s_at]),
        V("Positions in the order of their elements", x => Enumerable.Range(0, x.Length).OrderBy(i => x[i]).Select((i, place) => x[i] * x[i] * (place + 1)).Sum(), x => Placed(x, i => x[i]), [s_at]),
        V("OrderBy of where", x => x.Where(v => v > 0).OrderBy(v => v).Select((v, i) => v * v * (i + 1)).Sum(), x => [4 * x[0], 0, 6 * x[2], 2 * x[3]], [s_at]),
        V("Objects by a member", x => x.Select((v, i) => new { Value = v, At = i }).OrderBy(p => p.Value).Sum(p => p.Value * p.At), x => ByIndex(x, i => i), [s_at]),
        V("Objects by one member, weighed by another", x => x.Select(v => new { Key = Math.Sin(v), Value = v * v }).OrderBy(p => p.Key).Select((p, i) => p.Value * (i + 1)).Sum(), x => Placed(x, i => Math.Sin(x[i])), [s_at]),
    ];

    private static Row[] ByData() =>
    [
        S("OrderBy of data", x => Data.Five.OrderBy(d => d).Select((d, i) => d * Math.Pow(x, i)).Sum(), x => -0.75 + (2 * 1.25 * x) + (3 * 2 * x * x) + (4 * 3 * x * x * x), [0.7]),
        S("OrderByDescending of data", x => Data.Three.OrderByDescending(d => d).Select((d, i) => d * Math.Pow(x, i)).Sum(), x => 0.5 - (3 * x), [0.7]),
        S("ThenBy of data", x => Data.Samples.OrderBy(s => s.Group).ThenByDescending(s => s.X).Select((s, i) => s.X * Math.Pow(x, i)).Sum(),
            x => 0.5 - (2 * x) + (3 * 1.5 * x * x), [0.7]),
        S("Data in the order of the parameter", x => Data.Three.OrderBy(d => Math.Abs(d - x)).Select((d, i) => d * d * x * (i + 1)).Sum(), _ => 0.25 + (2 * 4) + (3 * 2.25), [0.7]),
        S("ThenBy the parameter, in an order of data", x => Data.Samples.ToLookup(s => s.Key)["a"].OrderBy(s => 1).ThenByDescending(s => s.X * x).Select((s, i) => s.X * Math.Pow(x, i)).Sum(), _ => 0.5, [0.7]),
        V("An order under another name", x => Flow.Let((IEnumerable<double>)x.OrderBy(v => v), s => s.First() * s.Last()), x => [0, x[2], x[1], 0], [s_at]),
        V("An order as a state", x => Flow.Let(x.OrderBy(v => v), s => s.First() * s.Last()), x => [0, x[2], x[1], 0], [s_at]),
        V("Parameters in the order of data", x => Enumerable.Range(0, x.Length).OrderBy(i => Data.Five[i]).Select((i, place) => x[i] * x[i] * (place + 1)).Sum(), x => Placed(x, i => Data.Five[i]), [s_at]),
        V("Pairs in the order of data", x => x.Zip(Data.Five).OrderBy(p => p.Second).Select((p, i) => p.First * p.First * (i + 1)).Sum(), x => Placed(x, i => Data.Five[i]), [s_at]),
        S("Distinct of data", x => Data.Whole.Distinct().Sum(w => Math.Pow(x, w)), x => (3 * x * x) + 1 + (2 * x), [0.7]),
        S("Distinct of data, positions", x => Data.Whole.Distinct().Select((w, i) => w * Math.Pow(x, i)).Sum(), x => 1 + (4 * x), [0.7]),
    ];
}
