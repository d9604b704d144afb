using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>Bundle adjustment: how far points, seen through cameras, are from where they were observed; and the sparse Jacobian of that.</summary>
internal static class Ba
{
    private static readonly Expression<Func<Vector, Vector, double>> Dot = (a, b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    private static readonly Expression<Func<Vector, Vector, Vector>> Cross = (a, b) =>
        new Vector(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    private static readonly Expression<Func<double, Vector, Vector>> Scale = (s, a) => new Vector(s * a.X, s * a.Y, s * a.Z);

    private static readonly Expression<Func<Vector, Vector, Vector>> Add = (a, b) => new Vector(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    // Rodrigues: about the axis r by the angle |r|.
    private static readonly Expression<Func<Vector, Vector, Vector>> Rotate = (r, x) =>
        Flow.Let(Dot.Invoke(r, r), square => square == 0
            ? Add.Invoke(x, Cross.Invoke(r, x))
            : Flow.Let(Math.Sqrt(square), angle => Flow.Let(Scale.Invoke(1 / angle, r), axis => Add.Invoke(
                Add.Invoke(Scale.Invoke(Math.Cos(angle), x), Scale.Invoke(Math.Sin(angle), Cross.Invoke(axis, x))),
                Scale.Invoke((1 - Math.Cos(angle)) * Dot.Invoke(axis, x), axis)))));

    private static readonly Expression<Func<double[], int, Vector>> At = (v, i) => new Vector(v[i], v[i + 1], v[i + 2]);

    // A camera: rotation (3), center (3), focal length, principal point (2), radial distortion (2).
    private static readonly Expression<Func<double[], Vector, double, double[], double[]>> Reprojection = (camera, point, weight, feature) =>
        Flow.Let(Rotate.Invoke(At.Invoke(camera, 0), Add.Invoke(point, Scale.Invoke(-1, At.Invoke(camera, 3)))), x =>
        Flow.Let(x.X / x.Z, a => Flow.Let(x.Y / x.Z, b => Flow.Let(a * a + b * b, square =>
        Flow.Let(camera[6] * (1 + camera[9] * square + camera[10] * square * square), scale => new[]
        {
            weight * (a * scale + camera[7] - feature[0]),
            weight * (b * scale + camera[8] - feature[1]),
        })))));

    private static readonly Expression<Func<double, double>> WeightError = w => 1 - w * w;

    private static readonly Expression<Func<Scene, Errors>> Objective = s => new Errors(
        s.Features.Select((feature, i) => Reprojection.Invoke(
            s.Cameras[i % s.Cameras.Length], At.Invoke(s.Points[i % s.Points.Length], 0), s.Weights[i], feature)).ToArray(),
        s.Weights.Select(w => WeightError.Invoke(w)).ToArray());

    // An observation's variables: camera (11), point (3), weight.
    private static readonly Expression<Func<double[], double[], double[]>> OfOneObservation = (v, feature) =>
        Reprojection.Invoke(v, At.Invoke(v, 11), v[14], feature);

    // Its Jacobian, in one tree: what both rows need is computed once.
    private static readonly Expression<Func<double[], double[], double[][]>> Jacobian = (v, feature) => new[]
    {
        Ad.Grad((double[] u) => OfOneObservation.Invoke(u, feature)[0])(v),
        Ad.Grad((double[] u) => OfOneObservation.Invoke(u, feature)[1])(v),
    };

    internal static Module Module { get; } = new(
        "ba",
        Function.Of<Input, Errors, object>(
            "objective",
            input =>
            {
                var function = Derive.Inline(Objective).Compile();
                var scene = Scene.Of(input);
                return () => function(scene);
            },
            (input, errors) => new
            {
                ReprojError = new { Elements = errors.Reprojection[0], Repeated = input.P },
                WErr = new { Element = errors.Weights[0], Repeated = input.P },
            }),
        Function.Of<Input, Rows, object>(
            "jacobian",
            input =>
            {
                var scene = Scene.Of(input);
                var observation = Derive.Inline(Jacobian).Compile();
                var weight = Ad.Grad(WeightError);
                var rows = new Rows(new int[(3 * input.P) + 1], new int[31 * input.P], new double[31 * input.P]);
                return () =>
                {
                    Assemble(scene, observation, weight, rows);
                    return rows;
                };
            },
            (_, rows) => new { Rows = rows.Pointers, Cols = Ends(rows.Columns), Vals = Ends(rows.Values) }));

    private static T[] Ends<T>(T[] entries) => [.. entries.Take(30), entries[^1]];

    private static void Assemble(Scene scene, Func<double[], double[], double[][]> observation, Func<double, double> weight, Rows rows)
    {
        var (firstPoint, p) = (11 * scene.Cameras.Length, scene.Weights.Length);
        var firstWeight = firstPoint + (3 * scene.Points.Length);
        var variables = new double[15];
        var (row, end) = (0, 0);
        for (var i = 0; i < p; i++)
        {
            var (camera, point) = (i % scene.Cameras.Length, i % scene.Points.Length);
            scene.Cameras[camera].AsSpan().CopyTo(variables);
            scene.Points[point].AsSpan().CopyTo(variables.AsSpan(11));
            variables[14] = scene.Weights[i];
            foreach (var gradient in observation(variables, scene.Features[i]))
            {
                gradient.AsSpan().CopyTo(rows.Values.AsSpan(end));
                for (var j = 0; j < 15; j++)
                {
                    rows.Columns[end + j] = j < 11 ? (11 * camera) + j : j < 14 ? firstPoint + (3 * point) + j - 11 : firstWeight + i;
                }

                rows.Pointers[++row] = end += 15;
            }
        }

        for (var i = 0; i < p; i++)
        {
            rows.Columns[end] = firstWeight + i;
            rows.Values[end] = weight(scene.Weights[i]);
            rows.Pointers[++row] = end += 1;
        }
    }

    internal sealed record Vector(double X, double Y, double Z);

    /// <summary>Observation i is of point i mod m by camera i mod n.</summary>
    internal sealed record Scene(double[][] Cameras, double[][] Points, double[] Weights, double[][] Features)
    {
        internal static Scene Of(Input input) => new(
            [.. Enumerable.Range(0, input.N).Select(_ => input.Cam.ToArray())],
            [.. Enumerable.Range(0, input.M).Select(_ => input.X.ToArray())],
            [.. Enumerable.Repeat(input.W, input.P)],
            [.. Enumerable.Range(0, input.P).Select(_ => input.Feat.ToArray())]);
    }

    /// <summary>A sparse matrix by rows: where each begins, and the columns and values of its entries.</summary>
    internal sealed record Rows(int[] Pointers, int[] Columns, double[] Values);

    internal sealed record Errors(double[][] Reprojection, double[] Weights);

    internal sealed record Input(int N, int M, int P, double[] Cam, double[] X, double W, double[] Feat);
}
