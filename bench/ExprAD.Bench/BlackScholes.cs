using System.Linq.Expressions;
using MathNet.Numerics;

namespace ExprAD.Bench;

/// <summary>The Greeks of a European call: the derivatives of its price by spot, volatility, time and rate.</summary>
public partial class BlackScholes : Gradients
{
    private const double Strike = 100;

    private protected override Expression<Func<double[], double>> Function => o =>
        Flow.Let(o[1] * Math.Sqrt(o[2]), deviation =>
        Flow.Let((Math.Log(o[0] / Strike) + o[3] * o[2]) / deviation + deviation / 2, d =>
            o[0] * Cumulative(d) - Strike * Math.Exp(-o[3] * o[2]) * Cumulative(d - deviation)));

    /// <summary>The distribution function of the standard normal distribution.</summary>
    [Derivative(nameof(Density))]
    public static double Cumulative(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    /// <summary>Its derivative.</summary>
    public static Expression<Func<double, double>> Density => x => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    private protected override double[] Point() => [105, 0.2, 0.75, 0.03];

    private protected override double ByHand(double[] x, double[] gradient)
    {
        var (spot, volatility, time, rate) = (x[0], x[1], x[2], x[3]);
        var root = Math.Sqrt(time);
        var deviation = volatility * root;
        var d = ((Math.Log(spot / Strike) + (rate * time)) / deviation) + (deviation / 2);
        var (first, second) = (Cumulative(d), Cumulative(d - deviation));
        var discounted = Strike * Math.Exp(-rate * time);
        var density = spot * Math.Exp(-0.5 * d * d) / Math.Sqrt(2 * Math.PI);
        gradient[0] = first;
        gradient[1] = density * root;
        gradient[2] = (density * volatility / (2 * root)) + (rate * discounted * second);
        gradient[3] = time * discounted * second;
        return (spot * first) - (discounted * second);
    }

    private protected override Dual OnDuals(Dual[] x)
    {
        static Dual Normal(Dual a) => new(Cumulative(a.Value), a.Tangent * Math.Exp(-0.5 * a.Value * a.Value) / Math.Sqrt(2 * Math.PI));
        var deviation = x[1] * Dual.Sqrt(x[2]);
        var d = ((Dual.Log(x[0] / Strike) + (x[3] * x[2])) / deviation) + (deviation / 2);
        return (x[0] * Normal(d)) - (Strike * Dual.Exp(-x[3] * x[2]) * Normal(d - deviation));
    }
}
