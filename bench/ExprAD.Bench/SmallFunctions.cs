using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;

namespace ExprAD.Bench;

/// <summary>Calls of derivatives of small functions, against delegates of derivatives written by hand. Goal: a ratio of at most 1.2.</summary>
public class SmallFunctions : SmallDerivatives
{
    private static readonly Dictionary<string, (Expression<Func<double, double>> Function, Func<double, double> Hand)> Cases = new()
    {
        ["x sin x"] = (x => x * Math.Sin(x), x => Math.Sin(x) + (x * Math.Cos(x))),
        ["cube"] = (x => x * x * x, x => 3 * x * x),
        ["logistic"] = (x => 1 / (1 + Math.Exp(-x)), LogisticDerivative),
        ["polynomial"] = (
            x => 1 + (x * (2 + (x * (3 + (x * (4 + (x * (5 + (x * (6 + (x * (7 + (x * (8 + (x * (9 + (x * 10))))))))))))))))),
            x => 2 + (x * (6 + (x * (12 + (x * (20 + (x * (30 + (x * (42 + (x * (56 + (x * (72 + (x * 90)))))))))))))))),
    };

    [ParamsSource(nameof(Functions))]
    public string Function { get; set; } = null!;

    public static IEnumerable<string> Functions => Cases.Keys;

    [GlobalSetup]
    public void Make()
    {
        var (function, hand) = Cases[Function];
        Make(function, hand, 0.7);
        Agreement.Check(ByHand, Competitors);
    }

    private static double LogisticDerivative(double x)
    {
        var e = Math.Exp(-x);
        var d = 1 + e;
        return e / (d * d);
    }
}
