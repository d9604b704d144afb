using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>The squared distances of points to the nearest of a few centroids, and the Newton direction in which these are to move.</summary>
internal static class KMeans
{
    private static readonly Expression<Func<double[][], double[][], double>> Cost = (centroids, points) =>
        points.Sum(p => centroids.Min(c => c.Zip(p, (a, b) => (a - b) * (a - b)).Sum()));

    // The Hessian is diagonal: its product with ones is its diagonal, which forward mode gives beside the gradient.
    private static readonly Expression<Func<double[][], double[][], double[][], (double[][] Gradient, double[][] Diagonal)>> Derivatives = (centroids, points, ones) =>
        Ad.Jvp((double[][] c) => Ad.GradFirst(Cost)(c, points))(centroids, ones);

    internal static Module Module { get; } = new(
        "kmeans",
        Function.Of<Input, double>("cost", input =>
        {
            var function = Derive.Inline(Cost).Compile();
            return () => function(input.Centroids, input.Points);
        }),
        Function.Of<Input, double[][]>("dir", input =>
        {
            var function = Derive.Inline(Derivatives).Compile();
            var ones = input.Centroids.Select(c => c.Select(_ => 1.0).ToArray()).ToArray();
            return () =>
            {
                var (gradient, diagonal) = function(input.Centroids, input.Points, ones);
                return gradient.Zip(diagonal, (g, h) => g.Zip(h, (a, b) => a / b).ToArray()).ToArray();
            };
        }));

    internal sealed record Input(double[][] Points, double[][] Centroids);
}
