namespace ExprAD.Tests.Documents;

/// <summary>The functions of docs/listings. Public types, because printed derivatives are compiled elsewhere.</summary>
public static class ListedFunctions
{
    private static readonly double[][] Rows = [[1, 0.5, -2], [0.25, -1, 3], [2, 1.5, 0.5], [-0.5, 0.75, 1]];
    private static readonly double[] Numbers = [0.5, -1.25, 0.75, 2];

    /// <summary>A row of data with its class, +1 or -1.</summary>
    public sealed record Example(double[] Features, double Label);

    /// <summary>The weights of a recurrent cell with one unit.</summary>
    public sealed record Cell(double Recurrent, double Input, double Bias);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Listed> All { get; } =
        [.. LeastSquares(), .. LogisticRegression(), .. LogSumExp(), .. MatrixVector(), .. Recurrent(), .. KMeans()];

    private static IEnumerable<Listed> LeastSquares()
    {
        yield return Listed.Of(
            "least-squares.md",
            "a line",
            Derive.ValueAndGradFirst((double[] line, double[] xs, double[] ys) =>
                xs.Zip(ys, (x, y) => Math.Pow(line[0] + line[1] * x - y, 2)).Sum()),
            HandWritten.Line,
            [[new[] { 0.5, -2 }, Numbers, Rows[0]], [new[] { 1.5, 0.25 }, Rows[1], Numbers]]);
        yield return Listed.Of(
            "least-squares.md",
            "several predictors",
            Derive.ValueAndGradFirst((double[] w, double[][] rows, double[] ys) =>
                rows.Zip(ys, (row, y) => row.Zip(w, (x, c) => x * c).Sum() - y).Sum(r => r * r) / 2),
            HandWritten.LeastSquares,
            [[new[] { 0.5, -2, 1 }, Rows, Numbers], [new[] { 1.0, 0, -1 }, Rows[..2], Numbers[..2]]]);
    }

    private static IEnumerable<Listed> LogisticRegression()
    {
        Example[] examples = [.. Rows.Zip([1.0, -1, 1, -1], (row, label) => new Example(row, label))];
        yield return Listed.Of(
            "logistic-regression.md",
            "logistic regression",
            Derive.ValueAndGradFirst((double[] w, Example[] examples) =>
                examples.Average(e => Math.Log(1 + Math.Exp(-e.Label * e.Features.Zip(w, (x, c) => x * c).Sum())))),
            HandWritten.LogisticRegression,
            [[new[] { 0.5, -2, 1 }, examples], [new[] { 0.0, 0, 0 }, examples[..1]]]);
    }

    private static IEnumerable<Listed> LogSumExp()
    {
        yield return Listed.Of(
            "log-sum-exp.md",
            "plain",
            Derive.ValueAndGrad((double[] x) => Math.Log(x.Sum(v => Math.Exp(v)))),
            HandWritten.LogSumExp,
            [[Numbers], [new[] { 3.0 }]]);
        yield return Listed.Of(
            "log-sum-exp.md",
            "shifted",
            Derive.ValueAndGrad((double[] x) =>
                Flow.Let(x.Max(), max => max + Math.Log(x.Sum(v => Math.Exp(v - max))))),
            HandWritten.LogSumExp,
            [[Numbers], [new[] { 3.0 }], [new[] { 1000.0, 999, -1000 }]]);
        yield return Listed.Of(
            "log-sum-exp.md",
            "shifted by a constant",
            Derive.ValueAndGrad((double[] x) =>
                Flow.Let(Ad.Stop(x.Max()), max => max + Math.Log(x.Sum(v => Math.Exp(v - max))))),
            HandWritten.LogSumExp,
            [[Numbers], [new[] { 3.0 }], [new[] { 1000.0, 999, -1000 }]]);
    }

    private static IEnumerable<Listed> MatrixVector()
    {
        yield return Listed.Of(
            "matrix-vector.md",
            "squared norm",
            Derive.ValueAndGradFirst((double[] x, double[][] a) =>
                a.Sum(row => Math.Pow(row.Zip(x, (c, v) => c * v).Sum(), 2))),
            HandWritten.SquaredNorm,
            [[new[] { 0.5, -2, 1 }, Rows], [new[] { 1.0, 2, 3 }, Rows[..1]]]);
        var matrix = Rows;
        yield return Listed.Of(
            "matrix-vector.md",
            "vector times Jacobian",
            Derive.Vjp((double[] x) =>
                matrix.Select(row => row.Zip(x, (c, v) => c * v).Sum()).ToArray()),
            (x, cotangent) => HandWritten.Product(matrix, x, cotangent),
            [[new[] { 0.5, -2, 1 }, Numbers]]);
    }

    private static IEnumerable<Listed> Recurrent()
    {
        yield return Listed.Of(
            "recurrent.md",
            "Aggregate",
            Derive.ValueAndGradFirst((double[] w, double[] inputs) =>
                inputs.Aggregate(0.0, (h, x) => Math.Tanh(w[0] * h + w[1] * x + w[2]))),
            HandWritten.Recurrent,
            [[new[] { 0.5, -2, 1 }, Numbers], [new[] { 0.5, -2, 1 }, Numbers[..1]]]);
        yield return Listed.Of(
            "recurrent.md",
            "Flow.For",
            Derive.ValueAndGradFirst((Cell cell, double[] inputs) =>
                Flow.For(inputs.Length, 0.0, (t, h) => Math.Tanh(cell.Recurrent * h + cell.Input * inputs[t] + cell.Bias))),
            (cell, inputs) => HandWritten.Recurrent([cell.Recurrent, cell.Input, cell.Bias], inputs) is var (value, g) ? (value, new Cell(g[0], g[1], g[2])) : default,
            [[new Cell(0.5, -2, 1), Numbers], [new Cell(0.5, -2, 1), Numbers[..1]]]);
    }

    private static IEnumerable<Listed> KMeans()
    {
        double[][] centroids = [[0.25, 0.5, -1], [1, 1, 1]];
        yield return Listed.Of(
            "k-means.md",
            "k-means cost",
            Derive.ValueAndGradFirst((double[][] centroids, double[][] points) =>
                points.Sum(p => centroids.Min(c => p.Zip(c, (a, b) => (a - b) * (a - b)).Sum()))),
            HandWritten.KMeans,
            [[centroids, Rows], [centroids[..1], Rows[..2]]]);
    }
}
