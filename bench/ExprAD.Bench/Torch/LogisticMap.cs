using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class LogisticMap
{
    private Tensor variable = null!;

    [Benchmark]
    public double Torch()
    {
        using var scope = NewDisposeScope();
        var value = variable;
        for (var i = 0; i < Steps; i++)
        {
            value = 3.5 * value * (1 - value);
        }

        return autograd.grad([value], [variable])[0].item<double>();
    }

    partial void MakeTorch()
    {
        set_num_threads(1);
        variable = tensor(At, requires_grad: true);
        Agreement.Check(ByHand(At), Torch(), 1e-11);
    }
}
