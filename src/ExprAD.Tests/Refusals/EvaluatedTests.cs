using System.Globalization;
using System.Linq.Expressions;
using Xunit;

namespace ExprAD.Tests.Refusals;

/// <summary>What does not depend on the differentiated parameters is evaluated as it is, whatever it is.</summary>
public class EvaluatedTests
{
    private static readonly double[] Data = [1, 2, 3];
    private static readonly double s_static = 3;
    private static double s_captured = 3;

    public static TheoryData<string> Names => [.. Functions.Keys];

    private static Dictionary<string, (Expression<Func<double, double>> F, double Slope)> Functions
    {
        get
        {
            Func<double, double> square = y => y * y;
            var settings = new Settings();
            var (price, text, when) = (2.5m, "4.5", new DateTime(2020, 1, 2));
            object boxed = 2.0;
            var table = new Dictionary<string, double> { ["a"] = 7 };
            var random = new Random(1);
            return new()
            {
                ["a method of your own"] = (x => Own.Model(3) * x, 9),
                ["a delegate"] = (x => square(3) * x, 9),
                ["a delegate in a property"] = (x => settings.Function(2) * x, 4),
                ["an indexer"] = (x => settings[2] * x, 6),
                ["a property that computes"] = (x => new Point(3, 4).Norm * x, 5),
                ["a constructor that computes"] = (x => new Clamped(-1).X + x, 1),
                ["an operator"] = (x => (new Money(1) + new Money(2)).Amount * x, 3),
                ["parsing"] = (x => double.Parse(text, CultureInfo.InvariantCulture) * x, 4.5),
                ["text"] = (x => $"{text}!".Length * x, 4),
                ["string comparison"] = (x => text == "4.5" ? 2 * x : x, 2),
                ["decimal"] = (x => (double)(price * 2m) * x, 5),
                ["Half"] = (x => (double)(Half)1.5 * x, 1.5),
                ["BigInteger"] = (x => (double)new System.Numerics.BigInteger(12) * x, 12),
                ["Complex"] = (x => new System.Numerics.Complex(3, 4).Magnitude * x, 5),
                ["DateTime"] = (x => when.AddDays(1).Day * x, 3),
                ["unboxing"] = (x => (double)boxed * x, 2),
                ["a dictionary"] = (x => table["a"] * x, 7),
                ["a type test"] = (x => boxed is double ? 2 * x : x, 2),
                ["LINQ: a sum"] = (x => Data.Sum() * x, 6),
                ["LINQ: a query"] = (x => (from d in Data where d > 1 select d * d).Sum() * x, 13),
                ["LINQ: a queryable"] = (x => Data.AsQueryable().Max(d => d * 2) * x, 6),
                ["LINQ: a set"] = (x => new HashSet<double> { 1, 1, 2 }.Count * x, 2),
                ["a lambda given to a method"] = (x => Own.Apply(y => y * y) * x, 4),
                ["a task"] = (x => Task.Run(() => 3.0).Result * x, 3),
                ["a Lazy"] = (x => new Lazy<double>(() => 3).Value * x, 3),
                ["a static field as an in parameter"] = (x => Own.In(s_static) * x, 9),
                ["a static field as a ref readonly parameter"] = (x => Volatile.Read(in s_static) * x, 3),
                ["a property as an in parameter"] = (x => Own.In(settings.Value) * x, 9),
                ["an element as an in parameter"] = (x => Own.In(Data[2]) * x, 9),
                ["a random number times zero"] = (x => (random.NextDouble() * 0) + (5 * x), 5),
                ["an array and a method that reads it"] = (x => Own.Weighted(new double[] { 4, 5 }) * x, 4),
                ["a list literal"] = (x => Own.Count(new List<double> { 4, 5 }) * x, 2),
                ["a rounded method result in Ad.Stop"] = (x => Ad.Stop(Own.Model(x)) * x, 4),
                ["text in Ad.Stop"] = (x => Ad.Stop(x.ToString(CultureInfo.InvariantCulture).Length) * x, 1),
            };
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_depend_on_the_parameters_is_evaluated(string name)
    {
        var (f, slope) = Functions[name];
        foreach (var mode in Enum.GetValues<AdMode>())
        {
            var options = AdOptions.Default with { Mode = mode };
            Assert.Equal(slope, Ad.Grad(f, options)(2), 14);
            Assert.Equal(slope, Derive.Grad(f, options).Compile()(2), 14);
            Assert.Equal(f.Compile()(2), Ad.ValueAndGrad(f, options)(2).Value, 14);
        }
    }

    [Fact]
    public void A_captured_field_is_read_at_each_call()
    {
        var gradient = Ad.Grad(x => s_captured * x);
        s_captured = 4;
        Assert.Equal(4, gradient(1));
        s_captured = 5;
        Assert.Equal(5, gradient(1));
    }
}
