using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Queries;

/// <summary>
/// What holds of every LINQ program, tried on random ones. EXPRAD_QUERIES sets their number, EXPRAD_FIRST_QUERY the first seed; a failure
/// prints the program as C# with its seed, made smaller as long as it fails.
/// </summary>
public class RandomQueryTests
{
    private const int Shown = 2;

    // So many gradients are printed and compiled as C# at once.
    private const int Together = 200;

    private static int Count => Setting("EXPRAD_QUERIES", 20_000);

    private static int First => Setting("EXPRAD_FIRST_QUERY", 0);

    [Fact]
    public void Every_random_query_has_the_right_derivatives()
    {
        var failures = new ConcurrentBag<(int Seed, string Kind)>();
        var (values, slopes, differences, printed) = (0, 0, 0, 0);
        var batches = Enumerable.Range(First, Count).Chunk(Together);
        Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seeds =>
        {
            foreach (var (checks, failure) in Checked([.. seeds.Select(seed => new QueryChecks(seed, RandomQueries.Next(seed)))]))
            {
                if (failure is not null)
                {
                    failures.Add((checks.Seed, Kind(failure)));
                }

                Interlocked.Add(ref values, checks.Values);
                Interlocked.Add(ref slopes, checks.Slopes);
                Interlocked.Add(ref differences, checks.Differences);
                Interlocked.Add(ref printed, checks.IsPrinted ? 1 : 0);
            }
        });
        var kinds = failures.GroupBy(failure => failure.Kind).OrderByDescending(kind => kind.Count())
            .Select(kind => $"{kind.Count()} times, as\n{string.Join("\n\n", kind.Select(failure => failure.Seed).Order().Take(Shown).AsParallel().Select(Smallest))}");
        if (Environment.GetEnvironmentVariable("EXPRAD_QUERY_LOG") is { } log)
        {
            File.WriteAllText(log, $"{values} values, {slopes} slopes, {differences} differences, {printed} printed\n" + string.Join("\n" + new string('-', 80) + "\n", kinds));
        }

        // Most programs must say something: have a value that depends on the parameters, and some differences that can be trusted.
        Assert.True(Count < 1000 || values > 1.9 * Count, $"Only {values} values.");
        Assert.True(Count < 1000 || slopes > Count / 2, $"Only {slopes} derivatives that are not zero.");
        Assert.True(Count < 1000 || differences > Count / 40, $"Only {differences} derivatives could be compared with differences.");
        Assert.True(Count < 1000 || printed > Count * 9 / 10, $"Only {printed} gradients could be printed and compiled.");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {Count} queries fail.\n{string.Join("\n\n", kinds)}");
    }

    // The failure of the smallest program that fails in the same way.
    private static string Smallest(int seed)
    {
        var function = RandomQueries.Next(seed);
        var kind = Kind(Failure(new QueryChecks(seed, function))!);
        return Failure(new QueryChecks(seed, Shrink.While(function, smaller => Failure(new QueryChecks(seed, smaller)) is { } failure && Kind(failure) == kind)))!;
    }

    private static string Kind(string failure) => string.Concat(failure.TakeWhile(c => c != '\n').Where(c => !char.IsDigit(c)).Take(60));

    // Each with what is wrong with it.
    private static List<(QueryChecks Checks, string? Failure)> Checked(QueryChecks[] batch)
    {
        var prepared = Array.ConvertAll(batch, checks => Failure(checks, checks.Prepare));
        QueryChecks[] sound = [.. batch.Where((_, i) => prepared[i] is null)];
        if (Record.Exception(() => AddPrinted(sound)) is { } failure)
        {
            return sound.Length == 1 ? [(sound[0], $"{Text(sound[0], failure)}\n{sound[0].Gradient}")] : [.. batch.SelectMany(checks => Checked([checks]))];
        }

        return [.. batch.Select((checks, i) => (checks, prepared[i] ?? Failure(checks, checks.Run)))];
    }

    private static void AddPrinted(QueryChecks[] batch)
    {
        foreach (var (checks, printed) in batch.Zip(RoslynCompile.PrintedWherePossible([.. batch.Select(checks => checks.Gradient)])))
        {
            if (printed is not null)
            {
                checks.Add(printed);
            }
        }
    }

    private static string? Failure(QueryChecks checks) => Checked([checks]).Single().Failure;

    private static string? Failure(QueryChecks checks, Action check) => Record.Exception(check) is { } failure ? Text(checks, failure) : null;

    private static string Text(QueryChecks checks, Exception failure) =>
        failure is Xunit.Sdk.XunitException ? failure.Message : $"{failure.GetType().Name} of query {checks.Seed}: {checks.Text}\n{failure}";

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
