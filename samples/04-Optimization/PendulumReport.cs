using Samples;

namespace Optimization;

/// <summary>Shows the part about the double pendulum.</summary>
internal static class PendulumReport
{
    private const double Step = 0.001;
    private const double Seconds = 20;
    private const int Chunks = 20;

    private static readonly double[] s_start = [2.0, 2.5, 0, 0];

    public static IReadOnlyList<Panel> Run()
    {
        var steps = (int)(Seconds / Step);
        var energy = DoublePendulum.Energy(s_start);
        var states = DoublePendulum.Motion(s_start, Step, steps);
        var chunks = ProgressDisplay.Run(
            "double pendulum", states.Chunk(steps / Chunks), Chunks + 1, chunk => $"energy drift {DoublePendulum.Energy(chunk[^1]) / energy - 1:E1}", every: 5);
        double[][] all = [.. chunks.SelectMany(chunk => chunk)];

        var worst = all.Max(z => Difference(DoublePendulum.Change(z), DoublePendulum.ClosedForm(z)));
        var drift = all.Max(z => Math.Abs(DoublePendulum.Energy(z) / energy - 1));
        Console.WriteLine($"Double pendulum: {steps} steps of {Step} s; accelerations differ from the textbook's by at most {worst:E1} of their size; the energy by at most {drift:E1} of its.");
        Console.WriteLine();
        return
        [
            new Panel("Path of the second mass", "x, m", "y, m", [new Series("", [.. all.Where((_, i) => i % 10 == 0).Select(DoublePendulum.Position)])]),
            new Panel("Relative drift of the energy", "time, s", "drift", [new Series("", [.. all.Select((z, i) => (i * Step, DoublePendulum.Energy(z) / energy - 1)).Where((_, i) => i % 50 == 0)])]),
        ];
    }

    private static double Difference(double[] change, (double First, double Second) closed) =>
        Math.Max(Math.Abs(change[2] - closed.First), Math.Abs(change[3] - closed.Second)) / Math.Max(1, Math.Max(Math.Abs(closed.First), Math.Abs(closed.Second)));
}
