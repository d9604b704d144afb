using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class Network
{
    private protected override Func<Tensor, Tensor> OnTensors()
    {
        var inputs = tensor(samples.SelectMany(s => new[] { s.X, s.Y }).ToArray()).reshape(samples.Length, 2);
        var outputs = tensor(samples.Select(s => s.Z).ToArray());
        return w =>
        {
            var hidden = tanh(mm(inputs, w[..(2 * Units)].reshape(Units, 2).t()) + w[(2 * Units)..(3 * Units)]);
            return (mv(hidden, w[(3 * Units)..(4 * Units)]) + w[4 * Units] - outputs).pow(2).sum();
        };
    }
}
