using System.Globalization;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Programs;

/// <summary>
/// What holds of every program, tried on random ones. EXPRAD_PROGRAMS sets their number, EXPRAD_FIRST_PROGRAM the first seed; a failure
/// prints the program as C# with its seed.
/// </summary>
public class RandomProgramTests
{
    private const int Batches = 7;

    public static TheoryData<int> Batch => [.. Enumerable.Range(0, Batches)];

    private static int Count => Setting("EXPRAD_PROGRAMS", 2400);

    private static int First => Setting("EXPRAD_FIRST_PROGRAM", 0);

    [Theory]
    [MemberData(nameof(Batch))]
    public void Every_random_program_has_the_right_derivatives(int batch)
    {
        var (agreements, differences) = (0, 0);
        var failures = new List<string>();
        for (var seed = First + batch; seed < First + Count; seed += Batches)
        {
            var checks = new ProgramChecks(RandomPrograms.Next(seed));
            if (Record.Exception(checks.Run) is { } failure)
            {
                failures.Add(failure is Xunit.Sdk.XunitException ? failure.Message : failure.ToString());
            }

            agreements += checks.Agreements;
            differences += checks.Differences;
        }

        // The shortest failure is the one to look at.
        Assert.True(failures.Count == 0, $"{failures.Count} programs fail:\n{string.Join("\n", failures.Take(20).Select(Title))}\n\n{failures.MinBy(text => text.Length)}");

        // Most points must be such that something can be said there: of forward against reverse, and of differences.
        Assert.True(Count < 1000 || agreements > 4 * (Count / Batches), $"Only {agreements} numbers could be compared between the modes.");
        Assert.True(Count < 1000 || differences > Count / Batches / 4, $"Only {differences} numbers could be compared with differences.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_program() => Assert.Equal(
        RandomPrograms.Next(5).Function.ToCSharp(), RandomPrograms.Next(5).Function.ToCSharp());

    private static string Title(string failure) => failure.Split('\n')[0] is var line && line.Length > 100 ? line[..100] : line;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
