using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class Speelpenning
{
    private protected override Func<Tensor, Tensor> OnTensors() => x => prod(x);
}
