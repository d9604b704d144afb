using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class Rosenbrock
{
    private protected override Func<Tensor, Tensor> OnTensors() => x =>
    {
        Tensor a = x[..(Length - 1)], b = x[1..];
        return ((100 * (b - (a * a)).pow(2)) + (1 - a).pow(2)).sum();
    };
}
