using Spectre.Console;

namespace Samples;

/// <summary>Shows how far a piece of work is: lines about its steps, and a bar on a terminal.</summary>
public static class ProgressDisplay
{
    /// <summary>Goes through steps, each of which does its work when it is asked for.</summary>
    /// <typeparam name="T">What a step gives.</typeparam>
    /// <param name="title">What is done.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="count">How many there are, at most.</param>
    /// <param name="describe">One line about a step that was made.</param>
    /// <param name="every">Of how many steps one has its line.</param>
    /// <returns>What the steps have given.</returns>
    public static IReadOnlyList<T> Run<T>(string title, IEnumerable<T> steps, int count, Func<T, string> describe, int every = 1)
    {
        List<T> Go(Action<string> write, Action advance)
        {
            var results = new List<T>();
            foreach (var result in steps)
            {
                results.Add(result);
                if (results.Count % every == 0)
                {
                    write($"{title} [{results.Count}/{count}]: {describe(result)}");
                }

                advance();
            }

            return results;
        }

        return !AnsiConsole.Profile.Out.IsTerminal ? Go(Console.WriteLine, () => { }) : AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: count);
                return Go(AnsiConsole.WriteLine, () => task.Increment(1));
            });
    }
}
