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
        Function.Of<Input, SparseMatrix, object>(
            "jacobian",
            input =>
            {
                var scene = Scene.Of(input);
                var observation = Ad.Jacobian(OfOneObservation);
                var weight = Ad.Grad(WeightError);
                return () => SparseJacobian(scene, observation, weight);
            },
            (_, jacobian) => new
            {
                Rows = jacobian.RowPointers,
                Cols = Ends(jacobian.ColumnIndices),
                Vals = Ends(jacobian.Values),
            }));

    private static T[] Ends<T>(T[] entries) => [.. entries.Take(30), entries[^1]];

    private static SparseMatrix SparseJacobian(Scene scene, Func<double[], double[], double[,]> observation, Func<double, double> weight)
    {
        var (n, m, p) = (scene.Cameras.Length, scene.Points.Length, scene.Weights.Length);
        var rowPointers = new int[(3 * p) + 1];
        var columns = new int[31 * p];
        var values = new double[31 * p];
        var variables = new double[15];
        var end = 0;
        for (var i = 0; i < p; i++)
        {
            var (camera, point) = (i % n, i % m);
            scene.Cameras[camera].CopyTo(variables, 0);
            scene.Points[point].CopyTo(variables, 11);
            variables[14] = scene.Weights[i];
            var jacobian = observation(variables, scene.Features[i]);
            for (var row = 0; row < 2; row++)
            {
                for (var j = 0; j < 15; j++)
                {
                    columns[end] = j < 11 ? (11 * camera) + j : j < 14 ? (11 * n) + (3 * point) + j - 11 : (11 * n) + (3 * m) + i;
                    values[end++] = jacobian[row, j];
                }

                rowPointers[(2 * i) + row + 1] = end;
            }
        }

        for (var i = 0; i < p; i++)
        {
            columns[end] = (11 * n) + (3 * m) + i;
            values[end++] = weight(scene.Weights[i]);
            rowPointers[(2 * p) + i + 1] = end;
        }

        return new SparseMatrix(3 * p, (11 * n) + (3 * m) + p, rowPointers, columns, values);
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

    internal sealed record Errors(double[][] Reprojection, double[] Weights);

    internal sealed record Input(int N, int M, int P, double[] Cam, double[] X, double W, double[] Feat);
}
