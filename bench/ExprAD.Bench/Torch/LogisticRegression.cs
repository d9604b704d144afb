using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class LogisticRegression
{
    private protected override Func<Tensor, Tensor> OnTensors()
    {
        var features = tensor(examples.SelectMany(e => e.Features).ToArray()).reshape(examples.Length, -1);
        var labels = tensor(examples.Select(e => e.Label).ToArray());
        return w => log(1 + exp(-labels * mv(features, w))).mean();
    }
}
