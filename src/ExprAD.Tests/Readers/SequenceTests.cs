using System.Collections.Immutable;
using System.Linq.Expressions;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Readers;
using Xunit;
using static ExprAD.Tests.Readers.Reading;

namespace ExprAD.Tests.Readers;

public class SequenceTests
{
    private sealed record Row(double X, int Label);

    private static readonly Row[] Rows = [new(1, 0), new(-2, 1), new(0.5, 1)];

    [Fact]
    public void An_array_is_summed()
    {
        Agrees(x => x.Sum());
        Agrees(x => x.Sum(e => e * e));
        Agrees(x => x.Select(e => (float)e).Sum());
        Agrees(x => x.Sum(e => (int)e));
        Agrees(x => x.Sum(e => (long)e));
        Agrees(x => x.Sum(e => e > 0 ? e : (double?)null));
        Agrees(x => x.Sum(e => (decimal)e));
    }

    [Fact]
    public void Whole_numbers_are_summed_with_a_check() => Agrees(x => x.Sum(e => int.MaxValue - (e > 0 ? 0 : 1)));

    [Fact]
    public void An_average_of_nothing_throws_what_LINQ_throws()
    {
        Agrees(x => x.Average());
        Agrees(x => x.Average(e => (float)e));
        Agrees(x => x.Average(e => (int)e));
        Agrees(x => x.Average(e => (long)e));
        Agrees(x => x.Average(e => e > 0 ? e : (double?)null));
        Agrees(x => x.Where(e => e > 1.5).Average());
    }

    [Fact]
    public void Elements_are_passed_over()
    {
        Agrees(x => x.Where(e => e > 0).Sum());
        Agrees(x => x.Where((e, i) => i % 2 == 0).Sum());
        Agrees(x => x.Where(e => e > 0).Where((e, i) => i % 2 == 0).ToArray());
        Agrees(x => x.Where(e => e > 0).Select((e, i) => e * i).ToArray());
        Agrees(x => x.Select((e, i) => e * i).Where(e => e > 0).Select(e => Math.Sqrt(e)).ToArray());
    }

    [Fact]
    public void Sequences_go_side_by_side()
    {
        Agrees(x => x.Zip(new[] { 1.0, 2, 3 }, (a, b) => a * b).Sum());
        Agrees(x => x.Zip(x).Sum(p => p.First * p.Second));
        Agrees(x => x.Zip(x, Rows).Sum(p => p.First * p.Second + p.Third.X));
        Agrees(x => x.Where(e => e > 0).Zip(x.Where(e => e < 2), (a, b) => a - b).ToArray());
        Agrees(x => x.Select(e => e + 1).Where(e => e > 0).Zip(Enumerable.Range(0, 2), (a, i) => a * i).Sum());
    }

    [Fact]
    public void Ranges_are_counted()
    {
        Agrees(x => Enumerable.Range(0, x.Length).Sum(i => x[i] * i));
        Agrees(x => Enumerable.Range(1, x.Length - 1).Sum(i => x[i] - x[i - 1]));
        Agrees(x => Enumerable.Range(0, x.Length).Sum(i => Enumerable.Range(0, i).Sum(j => x[i] * x[j])));
        Agrees(x => Enumerable.Repeat(x.Length > 1 ? x[1] : 7, x.Length).Sum());
        Agrees(x => Enumerable.Repeat(2.0, x.Length - 1).Count());
        Agrees(x => Enumerable.Range(int.MaxValue - 1, x.Length).Count());
        Agrees(x => Enumerable.Empty<double>().Sum() + x.Length);
    }

    [Fact]
    public void A_fold_carries_what_its_state_is_made_of()
    {
        Agrees(x => x.Aggregate(1.0, (p, e) => p * e));
        Agrees(x => x.Aggregate((p, e) => p * e));
        Agrees(x => x.Where(e => e > 0).Aggregate((p, e) => p * e));
        Agrees(x => x.Aggregate(ValueTuple.Create(0.0, 1), (s, e) => ValueTuple.Create(s.Item1 + e * s.Item2, -s.Item2), s => s.Item1));
        Agrees(x => x.Aggregate(new { Sum = 0.0, Last = 1.0 }, (s, e) => new { Sum = s.Sum + s.Last * e, Last = e }).Sum);
        Agrees(x => x.Aggregate(new Row(1, 2), (s, e) => e > 2 ? new Row(s.X * e, s.Label + 1) : s).X);
        Agrees(x => x.Aggregate((double?)null, (s, e) => s == null ? e : s + e));
        Agrees(x => x.Aggregate(new[] { 1.0, 2 }, (s, e) => new[] { s[1] * e, s[0] + e })[0]);
    }

    [Fact]
    public void Elements_are_counted()
    {
        Agrees(x => x.Count());
        Agrees(x => x.Count(e => e > 0));
        Agrees(x => x.LongCount(e => e > 0));
        Agrees(x => x.Select((e, i) => x[i * 2]).Count());
    }

    [Fact]
    public void An_element_is_found_by_its_index()
    {
        Agrees(x => x.ElementAt(1));
        Agrees(x => x.Where(e => e > 0).ElementAt(1));
        Agrees(x => x.Select(e => e * e).ElementAt(x.Length - 1));
    }

    [Fact]
    public void Arrays_and_lists_are_made()
    {
        Agrees(x => x.Select(e => e * e).ToArray());
        Agrees(x => x.Select(e => e * e).ToArray()[1]);
        Agrees(x => x.Select(e => e * e).ToList()[1]);
        Agrees(x => x.Select(e => e * e).ToList().Count);
        Agrees(x => x.Where(e => e > 0).ToArray());
        Agrees(x => x.Where(e => e > 0).Select(e => (int)e).ToList());
        Agrees(x => x.Select(e => new Row(e, 1)).ToArray());
        Agrees(x => x.Select(e => e * e));
    }

    [Fact]
    public void Data_are_gone_through_in_every_form()
    {
        var list = Rows.ToList();
        var immutable = Rows.ToImmutableArray();
        var set = new HashSet<double> { 3, 4 };
        IReadOnlyList<Row> interfaced = Rows;
        IEnumerable<Row> lazy = Rows.Where(r => r.Label == 1);
        Agrees(x => list.Sum(r => r.X * x[0]));
        Agrees(x => immutable.Sum(r => r.X * x[0]));
        Agrees(x => immutable.Where(r => r.Label == 1).Select(r => r.X * x[0]).Sum());
        Agrees(x => set.Sum(r => r * x[0]));
        Agrees(x => interfaced.Sum(r => r.X * x[0]));
        Agrees(x => lazy.Sum(r => r.X * x[0]));
        Agrees(x => Rows.Where(r => r.Label > 0).Select(r => r.X).ToArray().Sum() * x[0]);
    }

    [Fact]
    public void A_sequence_has_a_name()
    {
        Agrees(x => Flow.Let(x.Select(e => e * e), s => s.Sum() + s.Where(e => e > 1).Sum()));
        Agrees(x => Flow.Let(x.Where(e => e > 0), s => s.Select(e => e * 2)).Sum());
        Agrees(x => (x.Length > 1 ? x.Where(e => e > 0) : x.Select(e => -e)).Sum());
    }

    [Fact]
    public void A_method_takes_the_place_of_a_lambda()
    {
        Func<double, double> twice = e => 2 * e;
        Agrees(x => x.Sum(Math.Sin));
        Agrees(x => x.Sum(twice));
        Agrees(x => x.Sum(x.Length > 1 ? e => e * e : e => -e));
    }

    [Fact]
    public void Rows_of_a_jagged_array_are_gone_through()
    {
        double[][] points = [[], [1.0], [1, 2], [3, 4, 5]];
        Agrees<double[][], double>(m => m.Sum(row => row.Sum()), points, Array.Empty<double[]>());
        Agrees<double[][], double>(m => m.Select(row => row.Select(e => e * e)).Sum(row => row.Sum()), points, Array.Empty<double[]>());
        Agrees<double[][], double>(m => m.Where(row => row.Length > 1).Sum(row => row.Average()), points, Array.Empty<double[]>());
        Agrees<double[][], double>(m => m.Average(row => row.Average()), points, Array.Empty<double[]>());
        Agrees<double[][], double[]>(m => m.Select(row => row.Zip(row, (a, b) => a * b).Sum()).ToArray(), points, Array.Empty<double[]>());
    }

    [Fact]
    public void What_is_written_in_every_step_is_called_in_every_step()
    {
        var calls = 0;
        Func<double> next = () => ++calls;
        Expression<Func<double[], double>> f = x => x.Sum(_ => next());
        var g = new Graph(AdArithmetic.Strict);
        var x = g.Fresh(typeof(double[]), "x");
        var sum = new Reader(g, null, null, Verbs.Result).Read(f, x);
        Assert.Equal(6.0, Evaluate.Result(sum, new Dictionary<Value, object?> { [x] = new double[3] }));
    }
}
