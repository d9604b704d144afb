using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class Helmholtz
{
    private protected override Func<Tensor, Tensor> OnTensors()
    {
        var (attraction, volume) = (tensor(a.SelectMany(row => row).ToArray()).reshape(Length, Length), tensor(b));
        return x =>
        {
            var bx = dot(volume, x);
            return (x * log(x / (1 - bx))).sum() - (dot(x, mv(attraction, x)) / (Math.Sqrt(8) * bx) * log((1 + ((1 + Root) * bx)) / (1 + ((1 - Root) * bx))));
        };
    }
}
