using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class Mixture
{
    private protected override Func<Tensor, Tensor> OnTensors()
    {
        var column = tensor(data).reshape(-1, 1);
        return p =>
        {
            Tensor weights = p[..Parts], means = p[Parts..(2 * Parts)], deviations = p[(2 * Parts)..];
            var densities = weights - deviations - (0.5 * ((column - means) * exp(-deviations)).pow(2));
            return logsumexp(densities, 1).sum() - (data.Length * (logsumexp(weights, 0) + (0.5 * Math.Log(2 * Math.PI))));
        };
    }
}
