using static TorchSharp.torch;

namespace ExprAD.Bench;

public partial class BlackScholes
{
    private protected override Func<Tensor, Tensor> OnTensors() => o =>
    {
        Tensor spot = o[0], volatility = o[1], time = o[2], rate = o[3];
        static Tensor Normal(Tensor a) => 0.5 * special.erfc(-a / Math.Sqrt(2));
        var deviation = volatility * sqrt(time);
        var d = ((log(spot / Strike) + (rate * time)) / deviation) + (deviation / 2);
        return (spot * Normal(d)) - (Strike * exp(-rate * time) * Normal(d - deviation));
    };
}
