using System.Linq.Expressions;
using System.Runtime.InteropServices;

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

    private static readonly Expression<Func<Observation, Pixel, Pixel>> Reprojection = (seen, feature) =>
        Flow.Let(Rotate.Invoke(seen.Camera.Rotation, Add.Invoke(seen.Point, Scale.Invoke(-1, seen.Camera.Center))), x =>
        Flow.Let(x.X / x.Z, a => Flow.Let(x.Y / x.Z, b => Flow.Let(a * a + b * b, square =>
        Flow.Let(seen.Camera.FocalLength * (1 + seen.Camera.Quadratic * square + seen.Camera.Quartic * square * square), scale => new Pixel(
            seen.Weight * (a * scale + seen.Camera.Principal.X - feature.X),
            seen.Weight * (b * scale + seen.Camera.Principal.Y - feature.Y)))))));

    private static readonly Expression<Func<double, double>> WeightError = w => 1 - w * w;

    private static readonly Expression<Func<Scene, Errors>> Objective = s => new Errors(
        s.Features.Select((feature, i) => Reprojection.Invoke(
            new Observation(s.Cameras[i % s.Cameras.Length], s.Points[i % s.Points.Length], s.Weights[i]), feature)).ToArray(),
        s.Weights.Select(w => WeightError.Invoke(w)).ToArray());

    // An observation's Jacobian, in one tree: what both rows need is computed once.
    private static readonly Expression<Func<Observation, Pixel, Jacobian>> OfOneObservation = (seen, feature) => new Jacobian(
        Ad.Grad((Observation o) => Reprojection.Invoke(o, feature).X)(seen),
        Ad.Grad((Observation o) => Reprojection.Invoke(o, feature).Y)(seen));

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
                ReprojError = new { Elements = new[] { errors.Reprojection[0].X, errors.Reprojection[0].Y }, Repeated = input.P },
                WErr = new { Element = errors.Weights[0], Repeated = input.P },
            }),
        Function.Of<Input, Rows, object>(
            "jacobian",
            input =>
            {
                var scene = Scene.Of(input);
                var observation = Derive.Inline(OfOneObservation).Compile();
                var weight = Ad.Grad(WeightError);
                var rows = new Rows(new int[(3 * input.P) + 1], new int[31 * input.P], new double[31 * input.P]);
                return () =>
                {
                    Assemble(scene, observation, weight, rows);
                    return rows;
                };
            },
            (_, rows) => new { Rows = Ends(rows.Pointers), Cols = Ends(rows.Columns), Vals = Ends(rows.Values) }));

    private static T[] Ends<T>(T[] entries) => [.. entries.Take(30), entries[^1]];

    private static void Assemble(Scene scene, Func<Observation, Pixel, Jacobian> observation, Func<double, double> weight, Rows rows)
    {
        var (firstPoint, p) = (11 * scene.Cameras.Length, scene.Weights.Length);
        var firstWeight = firstPoint + (3 * scene.Points.Length);
        var jacobians = MemoryMarshal.Cast<double, Jacobian>(rows.Values.AsSpan(0, 30 * p));
        for (var i = 0; i < p; i++)
        {
            var (camera, point) = (i % scene.Cameras.Length, i % scene.Points.Length);
            jacobians[i] = observation(new Observation(scene.Cameras[camera], scene.Points[point], scene.Weights[i]), scene.Features[i]);
            var columns = rows.Columns.AsSpan(30 * i, 30);
            Count(columns[..11], 11 * camera);
            Count(columns[11..14], firstPoint + (3 * point));
            columns[14] = firstWeight + i;
            columns[..15].CopyTo(columns[15..]);
            (rows.Pointers[2 * i], rows.Pointers[(2 * i) + 1]) = (30 * i, (30 * i) + 15);
        }

        for (var i = 0; i < p; i++)
        {
            rows.Columns[(30 * p) + i] = firstWeight + i;
            rows.Values[(30 * p) + i] = weight(scene.Weights[i]);
            rows.Pointers[(2 * p) + i] = (30 * p) + i;
        }

        rows.Pointers[3 * p] = 31 * p;
    }

    private static void Count(Span<int> columns, int first)
    {
        for (var j = 0; j < columns.Length; j++)
        {
            columns[j] = first + j;
        }
    }

    internal readonly record struct Vector(double X, double Y, double Z);

    internal readonly record struct Pixel(double X, double Y);

    /// <summary>A camera; the last two are its radial distortion.</summary>
    internal readonly record struct Camera(Vector Rotation, Vector Center, double FocalLength, Pixel Principal, double Quadratic, double Quartic);

    internal readonly record struct Observation(Camera Camera, Vector Point, double Weight);

    /// <summary>The rows of an observation, number by number as in the matrix.</summary>
    internal readonly record struct Jacobian(Observation X, Observation Y);

    /// <summary>Observation i is of point i mod m by camera i mod n.</summary>
    internal sealed record Scene(Camera[] Cameras, Vector[] Points, double[] Weights, Pixel[] Features)
    {
        internal static Scene Of(Input input) => new(
            Repeated<Camera>(input.Cam, input.N), Repeated<Vector>(input.X, input.M), [.. Enumerable.Repeat(input.W, input.P)], Repeated<Pixel>(input.Feat, input.P));

        private static T[] Repeated<T>(double[] numbers, int count)
            where T : struct => [.. Enumerable.Repeat(MemoryMarshal.Cast<double, T>(numbers)[0], count)];
    }

    /// <summary>A sparse matrix by rows: where each begins, and the columns and values of its entries.</summary>
    internal sealed record Rows(int[] Pointers, int[] Columns, double[] Values);

    internal sealed record Errors(Pixel[] Reprojection, double[] Weights);

    internal sealed record Input(int N, int M, int P, double[] Cam, double[] X, double W, double[] Feat);
}
