using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace ExprAD.Bench;

/// <summary>The same by TorchSharp on one thread, as all competitors have one.</summary>
public abstract partial class LargeGradients
{
    private Tensor variables = null!;
    private Func<Tensor, Tensor> onTensors = null!;

    [Benchmark]
    public double Torch()
    {
        using var scope = NewDisposeScope();
        var value = onTensors(variables);
        autograd.grad([value], [variables]);
        return value.item<double>();
    }

    /// <summary>The function with its data as tensors.</summary>
    private protected abstract Func<Tensor, Tensor> OnTensors();

    partial void MakeTorch()
    {
        set_num_threads(1);
        variables = tensor(At, requires_grad: true);
        onTensors = OnTensors();
        Check((_, gradient) =>
        {
            var value = onTensors(variables);
            autograd.grad([value], [variables])[0].data<double>().CopyTo(gradient);
            return value.item<double>();
        }, 1e-9);
    }
}
