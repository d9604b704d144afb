using System.Diagnostics;
using System.Text.Json;

namespace ExprAD.GradBench;

/// <summary>How often a function is to be called: at least so many times, and at least so long.</summary>
internal sealed record Runs(int MinRuns = 1, double MinSeconds = 0)
{
    /// <summary>What the input asks for; one call if the input is not an object.</summary>
    internal static Runs Of(JsonElement input)
    {
        var runs = input.ValueKind == JsonValueKind.Object ? input.Deserialize<Runs>(Optional)! : new Runs();
        return runs.MinRuns < 1 ? throw new FormatException($"min_runs is {runs.MinRuns}, but must be at least 1.") : runs;
    }

    /// <summary>Calls the function, adds the time of each call, and returns what the last one returned.</summary>
    internal T Make<T>(Func<T> function, List<Timing> timings)
    {
        var total = TimeSpan.Zero;
        for (var run = 1; ; run++)
        {
            var start = Stopwatch.GetTimestamp();
            var result = function();
            var time = Stopwatch.GetElapsedTime(start);
            total += time;
            timings.Add(Timing.Of("evaluate", time));
            if (run >= MinRuns && total.TotalSeconds >= MinSeconds)
            {
                return result;
            }
        }
    }

    private static readonly JsonSerializerOptions Optional = new(Json.Options) { RespectRequiredConstructorParameters = false };
}
