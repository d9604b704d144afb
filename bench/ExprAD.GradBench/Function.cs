using System.Diagnostics;
using System.Text.Json;

namespace ExprAD.GradBench;

/// <summary>A function of an evaluation: reads an input, is called as often as the input asks for, and gives the output of the last call.</summary>
internal sealed class Function
{
    private readonly Func<JsonElement, Answer> evaluate;

    private Function(string name, Func<JsonElement, Answer> evaluate) => (Name, this.evaluate) = (name, evaluate);

    internal string Name { get; }

    /// <summary>A function whose result is the output.</summary>
    /// <param name="name">Its name in the protocol.</param>
    /// <param name="prepare">What is done once for an input; gives what is called and timed.</param>
    internal static Function Of<TInput, TOutput>(string name, Func<TInput, Func<TOutput>> prepare)
        where TInput : notnull => Of(name, prepare, (_, output) => output);

    /// <summary>A function whose result is made the output after the last call.</summary>
    internal static Function Of<TInput, TResult, TOutput>(string name, Func<TInput, Func<TResult>> prepare, Func<TInput, TResult, TOutput> output)
        where TInput : notnull => new(name, element =>
        {
            var input = element.Deserialize<TInput>(Json.Options) ?? throw new FormatException("The input is null.");
            var runs = Runs.Of(element);
            var start = Stopwatch.GetTimestamp();
            var function = prepare(input);
            List<Timing> timings = [Timing.Of("prepare", Stopwatch.GetElapsedTime(start))];
            var result = runs.Make(function, timings);
            return new Answer { Success = true, Output = JsonSerializer.SerializeToElement(output(input, result), Json.Options), Timings = timings };
        });

    internal Answer Evaluate(JsonElement input) => evaluate(input);
}
