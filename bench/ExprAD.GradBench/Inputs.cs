using System.Text.Json;

namespace ExprAD.GradBench;

/// <summary>Inputs of all evaluations at the sizes whose times GradBench's own tools have been measured at; random numbers, always the same.</summary>
internal static class Inputs
{
    private static readonly (string Module, string[] Functions, string Size, Func<Random, object> Make)[] All =
    [
        ("llsq", ["primal", "gradient"], "n=128 m=128",        random => Llsq(random, 128, 128)),
        ("llsq", ["primal", "gradient"], "n=16392 m=128",      random => Llsq(random, 16_392, 128)),
        ("lse", ["primal", "gradient"], "n=10000",             random => new { x = Vector(random, 10_000) }),
        ("lse", ["primal", "gradient"], "n=640000",            random => new { x = Vector(random, 640_000) }),
        ("kmeans", ["cost", "dir"], "k=10 n=1000 d=8",         random => KMeans(random, 10, 1_000, 8)),
        ("kmeans", ["cost", "dir"], "k=100 n=10000 d=8",       random => KMeans(random, 100, 10_000, 8)),
        ("gmm", ["objective", "jacobian"], "d=2 k=5 n=1000",   random => Gmm(random, 2, 5, 1_000)),
        ("gmm", ["objective", "jacobian"], "d=10 k=25 n=1000", random => Gmm(random, 10, 25, 1_000)),
        ("gmm", ["objective", "jacobian"], "d=32 k=25 n=1000", random => Gmm(random, 32, 25, 1_000)),
        ("ode", ["primal", "gradient"], "n=1000 s=10",         random => new { x = Vector(random, 1_000), s = 10 }),
        ("ode", ["primal", "gradient"], "n=10000 s=100",       random => new { x = Vector(random, 10_000), s = 100 }),
        ("lstm", ["objective", "jacobian"], "l=2 c=1024",      random => Lstm(random, 2, 1_024, 14)),
        ("lstm", ["objective", "jacobian"], "l=4 c=4096",      random => Lstm(random, 4, 4_096, 14)),
        ("ba", ["objective", "jacobian"], "ba1",               random => Ba(random, 49, 7_776, 31_843)),
        ("ba", ["objective", "jacobian"], "ba5",               random => Ba(random, 257, 65_132, 225_911)),
    ];

    /// <summary>A message for each function of these evaluations (all, if none is named) at each size, each to be run a few times.</summary>
    internal static IEnumerable<(string Module, string Size, string Function, string Message)> Messages(string[] modules)
    {
        foreach (var (module, functions, size, make) in All.Where(input => modules is [] || modules.Contains(input.Module)))
        {
            var input = JsonSerializer.SerializeToNode(make(new Random(1)))!.AsObject();
            input["min_runs"] = 5;
            input["min_seconds"] = 0.5;
            foreach (var function in functions)
            {
                var message = new { id = 0, kind = "evaluate", module, function, description = size, input };
                yield return (module, size, function, JsonSerializer.Serialize(message));
            }
        }
    }

    internal static void Write(TextWriter output, string[] modules)
    {
        foreach (var (_, _, _, message) in Messages(modules))
        {
            output.WriteLine(message);
        }

        output.Flush();
    }

    private static object Llsq(Random random, int n, int m) => new { x = Vector(random, m), n };

    // The first centroids are points, so that no cluster is empty.
    private static object KMeans(Random random, int k, int n, int d) =>
        Matrix(random, n, d) is var points ? new { points, centroids = points[..k] } : null!;

    private static object Gmm(Random random, int d, int k, int n) => new
    {
        d,
        k,
        n,
        m = 0,
        gamma = 1.0,
        alpha = Vector(random, k),
        mu = Matrix(random, k, d),
        q = Matrix(random, k, d),
        l = Matrix(random, k, d * (d - 1) / 2),
        x = Matrix(random, n, d),
    };

    private static object Lstm(Random random, int l, int c, int b) => new
    {
        main_params = Matrix(random, 2 * l, 4 * b),
        extra_params = Matrix(random, 3, b),
        state = Matrix(random, 2 * l, b),
        sequence = Matrix(random, c, b),
    };

    private static object Ba(Random random, int n, int m, int p) => new
    {
        n,
        m,
        p,
        cam = Vector(random, 11),
        x = Vector(random, 3),
        w = random.NextDouble(),
        feat = Vector(random, 2),
    };

    private static double[][] Matrix(Random random, int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Vector(random, columns))];

    private static double[] Vector(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
}
