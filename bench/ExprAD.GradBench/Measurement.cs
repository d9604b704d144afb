using System.Diagnostics;

namespace ExprAD.GradBench;

/// <summary>Times of function and gradient at each size, as a Markdown table.</summary>
internal static class Measurement
{
    internal static void Run(TextWriter output, string[] modules)
    {
        output.WriteLine("| evaluation | size | function | gradient | ratio | made in |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: |");
        foreach (var pair in Inputs.Messages(modules).Chunk(2))
        {
            var (function, gradient) = (TimesOf(pair[0].Message), TimesOf(pair[1].Message));
            output.WriteLine(
                $"| {pair[0].Module} | {pair[0].Size} | {Microseconds(function.Median)} | {Microseconds(gradient.Median)} | {gradient.Median / function.Median:0.00} | {gradient.Prepare / 1e6:0} ms |");
            output.Flush();
        }
    }

    private static (double Prepare, double Median) TimesOf(string message)
    {
        var answer = Session.AnswerTo(message);
        if (answer.Timings is not { } timings)
        {
            throw new InvalidOperationException(answer.Error);
        }

        var runs = timings.Skip(1).Select(timing => timing.Nanoseconds).Order().ToList();
        return (timings[0].Nanoseconds, runs[runs.Count / 2]);
    }

    private static string Microseconds(double nanoseconds) => $"{nanoseconds / 1e3:#,0.0} us";
}
