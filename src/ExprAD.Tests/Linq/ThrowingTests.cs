using System.Linq.Expressions;
using ExprAD.Tests.Contract;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Linq;

/// <summary>What an operator throws, its derivative throws: the same type with the same message.</summary>
public class ThrowingTests
{
    private static readonly double[] s_some = [1.5, -0.5, 2];

    private static readonly Dictionary<string, (Expression<Func<double[], double>> Function, double[] At)> s_rows =
        new[] { Empty(), NotOne(), Places(), Arguments(), Selectors(), Lazily() }.SelectMany(rows => rows).ToDictionary(row => row.Name, row => (row.Function, row.At));

    public static TheoryData<string> Names => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_derivative_throws_what_its_function_throws(string name)
    {
        var (f, at) = s_rows[name];
        var expected = Record.Exception(() => f.Compile()(at));
        Assert.NotNull(expected);
        foreach (var options in Everywhere.Options)
        {
            Same(expected, () => Ad.Grad(f, options)(at), options);
            Same(expected, () => Ad.ValueAndGrad(f, options)(at), options);
            Same(expected, () => Ad.GradInto(f, options)(at, new double[at.Length]), options);
            Same(expected, () => Ad.Jvp(f, options)(at, at), options);
            Same(expected, () => Derive.Grad(f, options).Compile()(at), options);
        }
    }

    // Delegates say which source is missing, as LINQ does; in trees, which are to be read, it is the array that is read.
    [Fact]
    public void A_source_that_is_missing_is_named()
    {
        var rows = new (string Name, Expression<Func<double[], double[], double>> Function)[]
        {
            ("source", (x, y) => y.Sum(v => v * x[0])), ("source", (x, y) => y.Select(v => v * x[0]).Where(v => v > 0).Sum()), ("second", (x, y) => x.Zip(y, (a, b) => a * b).Sum()),
            ("source", (x, y) => y.Zip(y.Skip(1), (a, b) => a * b * x[0]).Sum()), ("first", (x, y) => y.Zip(x, (a, b) => a * b).Sum()), ("second", (x, y) => x.Concat(y).Sum()),
            ("second", (x, y) => Enumerable.SequenceEqual(x, y) ? x[0] : x[1]), ("source", (x, y) => y.Append(x[0]).Sum()), ("outer", (x, y) => y.Join(x, v => 1, v => 1, (a, b) => a * b).Sum()),
            ("inner", (x, y) => x.Join(y, v => 1, v => 1, (a, b) => a * b).Sum()), ("source", (x, y) => x.Sum(v => v * y.Max())), ("source", (x, y) => y.Count() * x[0]), ("source", (x, y) => y.AsEnumerable().GroupBy(v => 1).Sum(g => g.Sum(v => v * x[0]))),
            ("source", (x, y) => new[] { y }.Sum(r => r.Sum(v => v * x[0]))), ("source", (x, y) => y.First() * x[0]), ("source", (x, y) => y.ToArray()[0] * x[0]), ("source", (x, y) => x[0] + Data.Missing.Aggregate(0.0, (a, v) => a + (v * x[0]))),
        };
        foreach (var (name, f) in rows)
        {
            var expected = Assert.Throws<ArgumentNullException>(() => f.Compile()(s_some, null!));
            Assert.Equal(name, expected.ParamName);
            foreach (var options in Everywhere.Options)
            {
                Same(expected, () => Ad.GradFirst(f, options)(s_some, null!), options);
                Same(expected, () => Ad.ValueAndGradFirst(f, options)(s_some, null!), options);
                Same(expected, () => Ad.GradInto(f, options)(s_some, null!, new double[3]), options);
                Assert.ThrowsAny<Exception>(() => Derive.GradFirst(f, options).Compile()(s_some, null!));
            }
        }

        foreach (var options in Everywhere.Options)
        {
            Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => Ad.Grad((double[] x) => x.Sum(v => v * v), options)(null!)).ParamName);
            Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => Ad.Grad((List<double> x) => x.Sum(v => v * v), options)(null!)).ParamName);
            Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => Ad.Grad((IEnumerable<double> x) => x.Sum(v => v * v), options)(null!)).ParamName);
            Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => Ad.Grad((double[][] x) => x.Sum(r => r.Sum(v => v * v)), options)([null!])).ParamName);
            Assert.Throws<NullReferenceException>(() => Ad.GradFirst((double[] x, List<double> y) => y.ToArray().Sum(v => v * x[0]), options)(s_some, null!));
        }
    }

    [Fact]
    public void Printed_derivatives_throw_what_their_functions_throw()
    {
        var trees = s_rows.Values.Select(row => (LambdaExpression)Derive.ValueAndGrad(row.Function)).ToList();
        foreach (var ((name, (f, at)), printed) in s_rows.Zip(RoslynCompile.Printed(trees)))
        {
            var actual = Record.Exception(() => Backends.Call(printed, [at]));
            var expected = Record.Exception(() => f.Compile()(at))!;
            Assert.Equal((name, expected.GetType(), expected.Message), (name, actual?.GetType(), actual?.Message));
        }
    }

    private static void Same(Exception expected, Action run, AdOptions options)
    {
        var actual = Record.Exception(run);
        Assert.True(
            actual is not null && actual.GetType() == expected.GetType() && actual.Message == expected.Message,
            $"{options.Backend}, {options.Mode}: {actual?.ToString() ?? "nothing"} instead of {expected.GetType()}: {expected.Message}");
    }

    private static (string Name, Expression<Func<double[], double>> Function, double[] At)[] Empty() =>
    [
        ("Average of nothing", x => x.Average(), []),
        ("Average of a selector of nothing", x => x.Average(v => v * v), []),
        ("Average of nothing kept", x => x.Where(v => v > 9).Average(), s_some),
        ("Average of whole numbers of nothing", x => x.Average(v => (int)v) * 2, []),
        ("Max of nothing", x => x.Max(), []),
        ("Min of nothing", x => x.Min(), []),
        ("Max of a selector of nothing", x => x.Max(v => v * v), []),
        ("Min of a selector of nothing kept", x => x.Where(v => v > 9).Min(v => v * v), s_some),
        ("MaxBy of nothing", x => x.MaxBy(v => v * v), []),
        ("MinBy of nothing kept", x => x.Where(v => v > 9).MinBy(v => v * v), s_some),
        ("Aggregate of nothing", x => x.Aggregate((a, v) => a * v), []),
        ("Aggregate of nothing kept", x => x.Where(v => v > 9).Aggregate((a, v) => a * v), s_some),
        ("First of nothing", x => x.First(), []),
        ("First of nothing kept", x => x.Where(v => v > 9).First(), s_some),
        ("First that holds nowhere", x => x.First(v => v > 9), s_some),
        ("Last of nothing", x => x.Last(), []),
        ("Last that holds nowhere", x => x.Last(v => v > 9), s_some),
        ("Single of nothing", x => x.Single(), []),
        ("Single that holds nowhere", x => x.Single(v => v > 9), s_some),
        ("First of no data", x => Data.None.First() * x[0], s_some),
        ("Average of no data", x => Data.None.Average(d => d * x[0]), s_some),
        ("Average of what is not used", x => 0 * x.Where(v => v > 9).Average(), s_some),
    ];

    private static (string Name, Expression<Func<double[], double>> Function, double[] At)[] NotOne() =>
    [
        ("Single of several", x => x.Single(), s_some),
        ("Single that holds for several", x => x.Single(v => v > 0), s_some),
        ("Single of several kept", x => x.Where(v => v > 0).Single(), s_some),
        ("SingleOrDefault of several", x => x.SingleOrDefault(), s_some),
        ("SingleOrDefault that holds for several", x => x.SingleOrDefault(v => v > 0), s_some),
        ("SingleOrDefault of several, with a value", x => x.SingleOrDefault(7), s_some),
        ("SingleOrDefault that holds for several, with a value", x => x.SingleOrDefault(v => v > 0, 7), s_some),
        ("Single of several data", x => Data.Five.Single(d => d > x[0]), s_some),
    ];

    private static (string Name, Expression<Func<double[], double>> Function, double[] At)[] Places()
    {
        Index far = ^4;
        return
        [
            ("ElementAt beyond the end", x => x.ElementAt(3), s_some),
            ("ElementAt before the start", x => x.ElementAt(-1), s_some),
            ("ElementAt of a list", x => Data.List.ElementAt(3) * x[0], s_some),
            ("ElementAt from the end, before the start", x => x.ElementAt(far), s_some),
            ("ElementAt of where from the end, before the start", x => x.Where(v => v > 0).ElementAt(far), s_some),
            ("Index beyond the end of a list that LINQ made", x => x.Where(v => v > 0).ToList()[2], s_some),
            ("Lookup of elements that fail", x => Data.Samples.ToLookup(s => s.Key, s => Data.Three[s.Group] * x[0])["a"].Sum(), s_some),
            ("Dictionary of what depends on the parameters, without the key", x => Data.Samples.ToDictionary(s => s.Key + s.Group, s => s.X * x[0])["z"], s_some),
            ("Dictionary of what depends on the parameters, of equal keys", x => Data.Samples.ToDictionary(s => s.Key, s => s.X * x[0])["a"], s_some),
            ("Dictionary of what depends on the parameters, without keys", x => Data.Samples.ToDictionary(s => s.Group > 1 ? null! : s.Key, s => s.X * x[0])["a"], s_some),
            ("The largest group of nothing", x => Data.None.GroupBy(d => d).MaxBy(g => g.Count())!.Sum(d => d * x[0]), s_some),
            ("The first group of nothing", x => Data.None.GroupBy(d => d).First().Sum(d => d * x[0]), s_some),
            ("Cast of whole numbers to numbers", x => Data.Whole.Cast<object>().Cast<double>().Sum(b => b * x[0]), s_some),
            ("Max with a comparer of nothing", x => x.Where(v => v > 9).Max(Comparer<double>.Default), s_some),
            ("MinBy a text of nothing", x => x.Where(v => v > 9).MinBy(v => v > 0 ? "a" : "b"), s_some),
            ("ElementAt of a sequence, beyond the end", x => x.Where(v => v > 0).ElementAt(2), s_some),
            ("ElementAt of a select, beyond the end", x => x.Select(v => v * v).ElementAt(3), s_some),
            ("Index beyond the end of an array that LINQ made", x => x.Where(v => v > 0).ToArray()[2], s_some),
            ("Dictionary without the key", x => Data.Samples.ToDictionary(s => s.Key + s.Group)["z"].X * x[0], s_some),
            ("Dictionary of equal keys", x => Data.Samples.ToDictionary(s => s.Key)["a"].X * x[0], s_some),
        ];
    }

    private static (string Name, Expression<Func<double[], double>> Function, double[] At)[] Arguments() =>
    [
        ("Range of less than none", x => Enumerable.Range(0, x.Length - 4).Sum(i => x[0] * i), s_some),
        ("Range beyond the whole numbers", x => Enumerable.Range(int.MaxValue, x.Length).Sum(i => x[0] * i), s_some),
        ("Repeat less than no times", x => Enumerable.Repeat(x[0], x.Length - 4).Sum(), s_some),
        ("Chunks of none", x => x.Chunk(x.Length - 3).Sum(c => c.Sum()), s_some),
    ];

    private static (string Name, Expression<Func<double[], double>> Function, double[] At)[] Selectors() =>
    [
        ("Index beyond the end in a selector", x => Enumerable.Range(0, 4).Sum(i => x[i] * x[i]), s_some),
        ("Index before the start in a selector", x => Enumerable.Range(0, 3).Sum(i => x[i] * x[i - 1]), s_some),
        ("Index beyond the end of data in a selector", x => Enumerable.Range(0, 4).Sum(i => Data.Three[i] * x[0]), s_some),
        ("Division of whole numbers by zero in a selector", x => Data.Whole.Sum(w => x[0] * (6 / (w - 1))), s_some),
        ("Overflow in a sum of whole numbers", x => x.Sum(v => int.MaxValue) * x[0], s_some),
        ("Overflow in a checked selector", x => x.Sum(v => checked((int)(v * 1e10)) * x[0]), s_some),
        ("Average of nothing in a selector", x => Data.Jagged.Sum(r => r.Average(d => d * x[0])), s_some),
        ("Failure in a condition", x => x.Where((v, i) => Data.Three[i + 1] > 0).Sum(), s_some),
        ("Failure in a condition of a question", x => Enumerable.Range(0, 9).Any(i => x[i] > 5) ? x[0] : x[1], s_some),
        ("Failure in a step of an aggregate", x => Enumerable.Range(0, 9).Aggregate(1.0, (a, i) => a * x[i]), s_some),
        ("Failure in a key", x => Enumerable.Range(0, 9).MinBy(i => x[i]) * x[0], s_some),
        ("Failure in a term that is not used", x => x.Select((v, i) => Data.Three[i + 1] * 0).Sum() * 0 + x[0], s_some),
        ("Failure in an element that is made but not read", x => x.Select((v, i) => v * Data.Three[i + 1]).ToArray()[0], s_some),
        ("Failure in an element at which TakeWhile ends", x => Data.Three.Select(d => x.First(v => v > 9)).TakeWhile((d, i) => i < 0).Sum() * x[0], s_some),
        ("Failure in a condition at which TakeWhile ends", x => Data.Three.TakeWhile((d, i) => Data.Whole[i + 4] * 0 < 0).Sum() * x[0], s_some),
        ("Failure in an element at which Zip ends", x => Data.Three.Where(d => d > 0).Select(d => x.First(v => v > 9)).Zip(Data.None, (a, b) => a * b).Sum() * x[0], s_some),
        ("Missing object of a member that is not used", x => new Data.Pair(x[0], new Data.Point[] { null! }.LastOrDefault(p => x[0] < 0)!.X).X, s_some),
        ("Missing object of a member, in some of the steps", x => x.Sum(v => new Data.Pair(v, Data.Samples.FirstOrDefault(s => s.X > v)!.X).X), s_some),
        ("Missing object that is chosen", x => new Data.Pair(x[0], (x[0] > 0 ? null : new Data.Point(1, 2))!.X).X, s_some),
        ("Null object in a selector", x => new Data.Point[] { null! }.Sum(p => p.X * x[0]), s_some),
    ];

    // The first failure in LINQ's order is the one that is seen.
    private static (string Name, Expression<Func<double[], double>> Function, double[] At)[] Lazily() =>
    [
        ("The condition of one element fails before the selector of the next", x => Enumerable.Range(2, 3).Select(i => x[i]).Where(v => 1 / ((int)v - 2) > 0).Sum(), s_some),
        ("Order of operands, the other way", x => x.Single() + x.Where(v => v > 9).First(), s_some),
    ];
}
