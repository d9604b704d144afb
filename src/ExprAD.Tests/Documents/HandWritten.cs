namespace ExprAD.Tests.Documents;

/// <summary>Values and gradients of the listed functions, derived and written by hand.</summary>
internal static class HandWritten
{
    internal static (double Value, double[] Gradient) Line(double[] line, double[] xs, double[] ys)
    {
        var (value, intercept, slope) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Math.Min(xs.Length, ys.Length); i++)
        {
            var residual = line[0] + line[1] * xs[i] - ys[i];
            value += residual * residual;
            intercept += 2 * residual;
            slope += 2 * residual * xs[i];
        }

        return (value, [intercept, slope]);
    }

    internal static (double Value, double[] Gradient) LeastSquares(double[] w, double[][] rows, double[] ys)
    {
        var (value, gradient) = (0.0, new double[w.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            var residual = Dot(rows[i], w) - ys[i];
            value += residual * residual / 2;
            AddTo(gradient, residual, rows[i]);
        }

        return (value, gradient);
    }

    internal static (double Value, double[] Gradient) LogisticRegression(double[] w, ListedFunctions.Example[] examples)
    {
        var (value, gradient) = (0.0, new double[w.Length]);
        foreach (var (features, label) in examples)
        {
            var margin = label * Dot(features, w);
            value += double.LogP1(Math.Exp(-margin)) / examples.Length;
            AddTo(gradient, -label / (1 + Math.Exp(margin)) / examples.Length, features);
        }

        return (value, gradient);
    }

    // Its gradient is the softmax function.
    internal static (double Value, double[] Gradient) LogSumExp(double[] x)
    {
        var largest = x.Max();
        double[] exponentials = [.. x.Select(v => Math.Exp(v - largest))];
        var sum = exponentials.Sum();
        return (largest + Math.Log(sum), [.. exponentials.Select(e => e / sum)]);
    }

    internal static (double Value, double[] Gradient) SquaredNorm(double[] x, double[][] a)
    {
        var (value, gradient) = (0.0, new double[x.Length]);
        foreach (var row in a)
        {
            var product = Dot(row, x);
            value += product * product;
            AddTo(gradient, 2 * product, row);
        }

        return (value, gradient);
    }

    internal static (double[] Value, double[] Cotangent) Product(double[][] a, double[] x, double[] cotangent)
    {
        var transposed = new double[x.Length];
        for (var i = 0; i < a.Length; i++)
        {
            AddTo(transposed, cotangent[i], a[i]);
        }

        return ([.. a.Select(row => Dot(row, x))], transposed);
    }

    // Forward mode: the derivatives of the state are carried along.
    internal static (double Value, double[] Gradient) Recurrent(double[] w, double[] inputs)
    {
        var (h, dh) = (0.0, new double[3]);
        foreach (var x in inputs)
        {
            var next = Math.Tanh(w[0] * h + w[1] * x + w[2]);
            var slope = 1 - next * next;
            dh = [slope * (w[0] * dh[0] + h), slope * (w[0] * dh[1] + x), slope * (w[0] * dh[2] + 1)];
            h = next;
        }

        return (h, dh);
    }

    internal static (double Value, double[][] Gradient) KMeans(double[][] centroids, double[][] points)
    {
        var value = 0.0;
        double[][] gradient = [.. centroids.Select(c => new double[c.Length])];
        foreach (var point in points)
        {
            double[] distances = [.. centroids.Select(c => point.Zip(c, (a, b) => (a - b) * (a - b)).Sum())];
            var nearest = Array.IndexOf(distances, distances.Min());
            value += distances[nearest];
            AddTo(gradient[nearest], -2, point);
            AddTo(gradient[nearest], 2, centroids[nearest]);
        }

        return (value, gradient);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void AddTo(double[] sum, double factor, double[] vector)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            sum[i] += factor * vector[i];
        }
    }
}
