using System.Collections.Immutable;
using ExprAD.Tests.Contract;
using Xunit;
using static ExprAD.Tests.Linq.Row;

namespace ExprAD.Tests.Linq;

/// <summary>Arrays, lists, interfaces of lists, immutable arrays, enumerables, ranges: as data, and as parameters.</summary>
public class SourceTypeTests : RowTests<SourceTypeTests>, IRows
{
    private static readonly double[] s_at = [1.5, -0.5, 2];
    private static readonly List<double> s_list = [1.5, -0.5, 2];

    public static IReadOnlyList<Row> Rows { get; } = [.. AsData(), .. Captured(), .. AsParameters()];

    private static Row[] AsData() =>
    [
        S("Data in a List", x => Data.List.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
        S("Data in an IReadOnlyList", x => Data.ReadOnly.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
        S("Data in an ImmutableArray", x => Data.Immutable.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
        S("Data in an IEnumerable", x => Data.Enumerated.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
        S("Data in a List, through all kinds of operators", x => Data.List.Select(d => d * x).Where(v => v > 0).Zip(Data.List.Skip(1), (a, b) => a * a * b).Sum(), x => 2 * x * ((0.25 * -1.5) + (4 * 2)), [0.7]),
        S("Data in an ImmutableArray: its own Select", x => Data.Immutable.Select(d => Math.Exp(d * x)).Sum(), Slope, [0.7]),
        S("Data in an ImmutableArray: its own Where", x => Data.Immutable.Where(d => d > 0).Sum(d => d * x * x), x => 5 * x, [0.7]),
        S("Data in an ImmutableArray: its own Aggregate", x => Data.Immutable.Aggregate(0.0, (a, d) => (a * x) + d), x => x - 1.5, [0.7]),
        S("Data in an ImmutableArray: its own First, Last, ElementAt", x => Data.Immutable.First() * x * Data.Immutable.Last() * Data.Immutable.ElementAt(1), _ => -1.5, [0.7]),
        S("Data in an ImmutableArray: its own Any and All", x => Data.Immutable.Any(d => d > x) && Data.Immutable.All(d => d < 9 * x) ? x * x : x, x => 2 * x, [0.7]),
        S("Data in an ImmutableArray: elements by index", x => Enumerable.Range(0, Data.Immutable.Length).Sum(i => Math.Exp(Data.Immutable[i] * x)), Slope, [0.7]),
        S("Data in a List: elements by index", x => Enumerable.Range(0, Data.List.Count).Sum(i => Math.Exp(Data.List[i] * x)), Slope, [0.7]),
        S("Data in an IReadOnlyList: skipped and zipped", x => Data.ReadOnly.Skip(1).Zip(Data.ReadOnly, (a, b) => a * b * x).Sum(v => v * v), x => 2 * x * (0.5625 + 9), [0.7]),
        S("Data in an IEnumerable: places and reverse", x => Data.Enumerated.Reverse().Select((d, i) => d * Math.Pow(x, i)).Sum(), x => -1.5 + x, [0.7]),
    ];

    private static Row[] Captured()
    {
        var (array, list) = (new[] { 0.5, -1.5, 2 }, new List<double> { 0.5, -1.5, 2 });
        var (readOnly, immutable) = ((IReadOnlyList<double>)list, ImmutableArray.Create(array));
        var (collection, enumerated, set, queue) = ((ICollection<double>)list, array.Select(d => d), new SortedSet<double>(array), new Queue<double>(array));
        return
        [
            S("Captured array", x => array.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured List", x => list.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured IReadOnlyList", x => readOnly.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured ImmutableArray", x => immutable.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured ICollection", x => collection.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured IEnumerable", x => enumerated.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured set", x => set.Sum(d => Math.Exp(d * x)), Slope, [0.7]),
            S("Captured queue", x => queue.Select(d => d * x).Sum(v => Math.Exp(v)), Slope, [0.7]),
        ];
    }

    private static Row[] AsParameters() =>
    [
        Of("List of parameters", (List<double> x) => x.Sum(v => v * v), x => [.. x.Select(v => 2 * v)], [s_list]),
        Of("List of parameters by index", (List<double> x) => Enumerable.Range(0, x.Count).Sum(i => x[i] * x[i] * i), x => [.. x.Select((v, i) => 2 * v * i)], [s_list]),
        Of("List of parameters, chained", (List<double> x) => x.Select(v => v * v).Where(v => v > 1).Zip(x, (a, b) => a * b).Sum(),
            x => [(2 * x[0] * x[0]) + (x[0] * x[0]), x[2] * x[2], 2 * x[2] * x[1]], [s_list]),
        Of("IReadOnlyList of parameters", (IReadOnlyList<double> x) => x.Select((v, i) => v * v * i).Sum(), x => x.Select((v, i) => 2 * v * i).ToList(), [s_list]),
        Of("IList of parameters", (IList<double> x) => x.Aggregate(1.0, (a, v) => a * v), x => [x[1] * x[2], x[0] * x[2], x[0] * x[1]], [s_list]),
        Of("List of records of parameters", (List<Data.Point> x) => x.Sum(p => p.X * p.Y), x => [.. x.Select(p => new Data.Point(p.Y, p.X))], [[new(1, 2), new(-0.5, 3)]]),
        Of("Array of parameters and a list of data", (double[] w, List<double> b) => w.Zip(b, (u, v) => u * u * v).Sum(), (w, b) => (ByIndex(w, i => 2 * w[i] * b[i]), [.. b.Select((_, i) => w[i] * w[i])]), [(s_at, s_list)]),
    ];

    private static double Slope(double x) => Data.Three.Sum(d => d * Math.Exp(d * x));

    [Fact]
    public void Data_after_the_parameters_come_in_any_type_of_list()
    {
        double[] w = [0.5, 2], expected = [5, 2];
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] p, List<double> d) => d.Sum(v => (p[0] * v) + p[1]), o)(w, [2, 3]));
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] p, IReadOnlyList<double> d) => d.Sum(v => (p[0] * v) + p[1]), o)(w, [2, 3]));
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] p, IEnumerable<double> d) => d.Sum(v => (p[0] * v) + p[1]), o)(w, [2, 3]));
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] p, ImmutableArray<double> d) => d.Sum(v => (p[0] * v) + p[1]), o)(w, [2, 3]));
        Everywhere.Expect(expected, o => Ad.GradFirst((double[] p, int[] d) => d.Sum(v => (p[0] * v) + p[1]), o)(w, [2, 3]));
    }

    [Fact]
    public void Data_that_is_enumerated_is_enumerated_once_in_a_call()
    {
        var count = 0;
        IEnumerable<double> Counted()
        {
            count++;
            yield return 2;
            yield return 3;
        }

        var data = Counted();
        var gradient = Ad.Grad((double x) => data.Sum(d => Math.Exp(d * x)));
        Assert.Equal(0, count);
        Assert.Equal((2 * Math.Exp(2 * 0.5)) + (3 * Math.Exp(3 * 0.5)), gradient(0.5), 1e-13);
        Assert.Equal(1, count);
    }

    [Fact]
    public void Captured_lists_are_read_at_each_call()
    {
        List<double> list = [1, 2];
        var gradient = Ad.Grad((double x) => list.Sum(d => d * x));
        Assert.Equal(3, gradient(0.5));
        list.Add(4);
        Assert.Equal(7, gradient(0.5));
        list = [10];
        Assert.Equal(10, gradient(0.5));
    }
}
