using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>The loss of a recurrent network of long short-term memory cells that predicts the next element of a sequence.</summary>
internal static class Lstm
{
    private static readonly Expression<Func<double, double>> Sigmoid = x => 1 / (1 + Math.Exp(-x));

    // A layer's next state. The four gates stand one after the other in its weights and biases.
    private static readonly Expression<Func<double[], double[], Layer, double[], Layer>> Next = (weights, biases, layer, input) =>
        Flow.Let(input.Length, b =>
        Flow.Let(
            layer.Cell.Select((s, j) =>
                s * Sigmoid.Invoke(input[j] * weights[j] + biases[j])
                + Sigmoid.Invoke(layer.Hidden[j] * weights[b + j] + biases[b + j]) * Math.Tanh(layer.Hidden[j] * weights[3 * b + j] + biases[3 * b + j])).ToArray(),
            cell => new Layer(
                cell.Select((s, j) => Sigmoid.Invoke(input[j] * weights[2 * b + j] + biases[2 * b + j]) * Math.Tanh(s)).ToArray(),
                cell)));

    // A layer's input is the new hidden state of the layer below it.
    private static readonly Expression<Func<Network, Layer[], double[], Layer[]>> Advance = (n, layers, input) =>
        Flow.Scan(layers.Length, new Layer(input, input), (i, below) =>
            Next.Invoke(n.Main[2 * i], n.Main[2 * i + 1], layers[i], below.Hidden));

    private static readonly Expression<Func<double[], double[], double>> LogProbability = (prediction, actual) =>
        Flow.Let(Math.Log(2 + prediction.Sum(y => Math.Exp(y))), log => prediction.Zip(actual, (y, a) => a * (y - log)).Sum());

    internal static readonly Expression<Func<Network, Layer[], double[][], double>> Loss = (n, layers, sequence) =>
        -Flow.For(sequence.Length - 1, new { Layers = layers, Total = 0.0 }, (t, state) =>
            Flow.Let(Advance.Invoke(n, state.Layers, sequence[t].Zip(n.Extra[0], (x, w) => x * w).ToArray()), next => new
            {
                Layers = next,
                Total = state.Total + LogProbability.Invoke(
                    next[next.Length - 1].Hidden.Select((h, j) => h * n.Extra[1][j] + n.Extra[2][j]).ToArray(), sequence[t + 1]),
            })).Total / (sequence[0].Length * (sequence.Length - 1));

    internal static Module Module { get; } = new(
        "lstm",
        Function.Of<Input, double>("objective", input =>
        {
            var function = Derive.Inline(Loss).Compile();
            return () => function(input.Network, input.Layers, input.Sequence);
        }),
        Function.Of<Input, Network, IEnumerable<double>>(
            "jacobian",
            input =>
            {
                var gradient = Ad.GradFirst(Loss);
                return () => gradient(input.Network, input.Layers, input.Sequence);
            },
            (_, gradient) => gradient.Main.Concat(gradient.Extra).SelectMany(row => row)));

    /// <summary>What is learned, also its gradient: of each layer a row of weights and one of biases; the weights of input and output and the output's bias.</summary>
    internal sealed record Network(double[][] Main, double[][] Extra);

    /// <summary>The state of a layer.</summary>
    internal sealed record Layer(double[] Hidden, double[] Cell);

    internal sealed record Input(double[][] MainParams, double[][] ExtraParams, double[][] State, double[][] Sequence)
    {
        internal Network Network { get; } = new(MainParams, ExtraParams);

        internal Layer[] Layers { get; } = [.. State.Chunk(2).Select(rows => new Layer(rows[0], rows[1]))];
    }
}
