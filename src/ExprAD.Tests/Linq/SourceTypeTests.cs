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
        S("Data in an ImmutableArray: everything of its own", x => Data.Immutable.SelectMany(d => Data.Immutable, (a, b) => a * b * x).Sum() + Data.Immutable.Aggregate(x, (a, d) => a + (d * x), a => a * a)
                + Data.Immutable.Aggregate((a, d) => a * d) * x + Data.Immutable.Single(d => d < 0) * x + Data.Immutable.FirstOrDefault(d => d > 9) + Data.Immutable.LastOrDefault() * x + Data.Immutable.ElementAtOrDefault(7)
                + (Data.Immutable.SequenceEqual(Data.Three) ? x : 0) + Data.Immutable.ToArray()[2] * x + Data.Immutable.ToDictionary(d => (int)(2 * d))[1] * x,
            x => 1 + (2 * x * 4) - 1.5 - 1.5 + 2 + 1 + 2 + 0.5, [0.7]),
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
        V("An array or a list", x => (x[0] > 1 ? (IEnumerable<double>)x : Data.List).Sum(v => v * v), x => Each(x, v => x[0] > 1 ? 2 * v : 0), [s_at, [0.5, 1]]),
        V("An array or a list, of arrays", x => (x[0] > 1 ? (IEnumerable<double[]>)new[] { x, x } : Data.Jagged).Sum(r => r.Sum(v => v * v)), x => Each(x, v => x[0] > 1 ? 4 * v : 0), [s_at, [0.5, 1]]),
        V("An array or a part of it", x => (x[0] > 1 ? x.OrderBy(v => v).Skip(1) : (IEnumerable<double>)x).Sum(v => v * v), x => Each(x, v => x[0] > 1 && v < 0 ? 0 : 2 * v), [s_at, [0.5, 1]]),
        Of("List of parameters", (List<double> x) => x.Sum(v => v * v), x => [.. x.Select(v => 2 * v)], [s_list]),
        Of("List of parameters by index", (List<double> x) => Enumerable.Range(0, x.Count).Sum(i => x[i] * x[i] * i), x => [.. x.Select((v, i) => 2 * v * i)], [s_list]),
        Of("List of parameters, chained", (List<double> x) => x.Select(v => v * v).Where(v => v > 1).Zip(x, (a, b) => a * b).Sum(),
            x => [(2 * x[0] * x[0]) + (x[0] * x[0]), x[2] * x[2], 2 * x[2] * x[1]], [s_list]),
        Of("IReadOnlyList of parameters", (IReadOnlyList<double> x) => x.Select((v, i) => v * v * i).Sum(), x => x.Select((v, i) => 2 * v * i).ToList(), [s_list]),
        Of("IList of parameters", (IList<double> x) => x.Aggregate(1.0, (a, v) => a * v), x => [x[1] * x[2], x[0] * x[2], x[0] * x[1]], [s_list]),
        Of("ICollection of parameters", (ICollection<double> x) => x.Sum(v => v * v) * x.Count, x => x.Select(v => 2 * v * x.Count).ToList(), [s_list]) with { HasSecondOrder = false },
        Of("IReadOnlyCollection of parameters", (IReadOnlyCollection<double> x) => x.Sum(v => v * v) * x.Count, x => x.Select(v => 2 * v * x.Count).ToList(), [s_list]) with { HasSecondOrder = false },
        Of("IEnumerable of parameters", (IEnumerable<double> x) => x.Select((v, i) => v * v * i).Sum() * x.First(),
            x => { var a = x.ToArray(); return new[] { (a[1] * a[1]) + (2 * a[2] * a[2]), 2 * a[1] * a[0], 4 * a[2] * a[0] }; }, [s_list, s_at]) with { HasSecondOrder = false },
        Of("IEnumerable of parameters, several times", (IEnumerable<double> x) => x.Zip(x.Skip(1), (a, b) => a * b).Sum() + x.Sum(a => x.Sum(b => a * b)),
            x => { var a = x.ToArray(); return ByIndex(a, i => (i > 0 ? a[i - 1] : 0) + (i < 2 ? a[i + 1] : 0) + (2 * a.Sum())); }, [s_at]) with { HasSecondOrder = false },
        Of("ImmutableArray of parameters", (ImmutableArray<double> x) => x.Select(v => v * v).Where(v => v > 1).Sum() * x[0] * x.Length,
            x => [.. x.Select((v, i) => x.Length * ((v * v > 1 ? 2 * v * x[0] : 0) + (i == 0 ? x.Where(u => u * u > 1).Sum(u => u * u) : 0)))], [[.. s_at]]) with { HasSecondOrder = false },
        Of("ImmutableArray of parameters and a number", (ImmutableArray<double> x, double b) => x.Sum(v => v * v * b) + (x.IsEmpty ? b : 0), (x, b) => ([.. x.Select(v => 2 * v * b)], x.Sum(v => v * v) + (x.IsEmpty ? 1 : 0)), [([.. s_at], 0.5), ([], 0.5)]) with { HasSecondOrder = false },
        Of("ImmutableArrays of ImmutableArrays", (ImmutableArray<ImmutableArray<double>> x) => x.Sum(r => r.Sum(v => v * v) * r.Sum()),
            x => [.. x.Select(r => r.Select(v => (2 * v * r.Sum()) + r.Sum(u => u * u)).ToImmutableArray())], [[[.. s_at], [], [0.25]]]) with { HasSecondOrder = false },
        Of("Arrays of sequences", (IEnumerable<double>[] x) => x.Sum(r => r.Sum(v => v * v) * r.Count()), x => Array.ConvertAll(x, r => (IEnumerable<double>)r.Select(v => 2 * v * r.Count()).ToArray()), [[s_at, s_list, Array.Empty<double>()]]) with { HasSecondOrder = false, IsLinqInLoops = true },
        Of("An ImmutableArray in a record", (Data.Fixed f) => f.Weights.Sum(v => v * v * f.Bias), f => new([.. f.Weights.Select(v => 2 * v * f.Bias)], f.Weights.Sum(v => v * v)), [new([.. s_at], 0.5)]) with { HasSecondOrder = false },
        Of("List of parameters as an array", (List<double> x) => Flow.Let(x.ToArray(), a => a[0] * a[1] * a.Length), x => [x[1] * 3, x[0] * 3, 0], [s_list]),
        Of("List of parameters: what it has", (List<double> x) => !x.Contains(7) ? x.Sum() * x.Count : 0, x => [.. x.Select(_ => (double)x.Count)], [s_list]),
        Of("Methods of List", (List<double> x) => (x.Exists(v => v > 1.75) ? x.ConvertAll(v => v * v).Sum() : 0) + x.FindAll(v => v > 0).Sum() + x.Find(v => v < 0) + (x.TrueForAll(v => v < 9) ? x.Last() : 0),
            x => [(2 * x[0]) + 1, (2 * x[1]) + 1, (2 * x[2]) + 1 + 1], [s_list]),
        V("Methods of Array", x => (Array.Exists(x, v => v > 1.75) ? Array.ConvertAll(x, v => v * v).Sum() : 0) + Array.FindAll(x, v => v > 0).Sum() + Array.Find(x, v => v < 0) + (Array.TrueForAll(x, v => v < 9) ? x[2] : 0),
            x => [(2 * x[0]) + 1, (2 * x[1]) + 1, (2 * x[2]) + 1 + 1], [s_at]),
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
