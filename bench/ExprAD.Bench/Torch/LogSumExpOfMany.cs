using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class LogSumExpOfMany
{
    private protected override Func<Tensor, Tensor> OnTensors() => x => logsumexp(x, 0);
}
