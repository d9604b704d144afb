using System.Linq.Expressions;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics;

namespace ExprAD.Bench;

/// <summary>The derivative of an iterate of the logistic map, a function of one number, by a loop and written out.</summary>
public partial class LogisticMap : SmallDerivatives
{
    private Expression<Func<double, double>> function = null!;
    private Func<double, double> writtenOut = null!;
    private Func<double, double> dual = null!;
    private Func<double, double> central = null!;

    [ParamsSource(nameof(Lengths))]
    public int Steps { get; set; }

    public static IEnumerable<int> Lengths => Sizes.Of(4, 16, 64);

    [GlobalSetup]
    public void Make()
    {
        var steps = Steps;
        function = x => Flow.For(steps, x, (_, s) => 3.5 * s * (1 - s));
        Expression<Func<double, double>> identity = x => x;
        var x = identity.Parameters[0];
        var body = Enumerable.Range(0, steps).Aggregate((Expression)x, (s, _) =>
            Expression.Multiply(Expression.Multiply(Expression.Constant(3.5), s), Expression.Subtract(Expression.Constant(1.0), s)));
        Make(function, v => Derivative(v, steps), 0.3);
        dual = v => OnDuals(new Dual(v, 1), steps).Tangent;
        writtenOut = Ad.Grad(Expression.Lambda<Func<double, double>>(body, x));
        central = Differentiate.FirstDerivativeFunc(Derive.Inline(function).Compile());
        foreach (var competitor in (Func<double, double>[])[.. Competitors, dual, writtenOut])
        {
            Agreement.Check(ByHand(At), competitor(At), 1e-11);
        }

        Agreement.Check(ByHand(At), FirstGradient(), 1e-6);
        Agreement.Check(ByHand(At), central(At), 1e-2); // the more steps, the larger the third derivative
        MakeTorch();
    }

    [Benchmark]
    public double WrittenOut() => writtenOut(At);

    [Benchmark]
    public double DualNumbers() => dual(At);

    [Benchmark]
    public double CentralDifferences() => central(At);

    /// <summary>The derivative made, compiled and called.</summary>
    [Benchmark]
    public double FirstGradient() => Ad.Grad(Unseen.Like(function))(At);

    // Only with -p:Torch=true.
    partial void MakeTorch();

    private static double Derivative(double x, int steps)
    {
        var derivative = 1.0;
        for (var i = 0; i < steps; i++)
        {
            derivative *= 3.5 * (1 - (2 * x));
            x = 3.5 * x * (1 - x);
        }

        return derivative;
    }

    private static Dual OnDuals(Dual x, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            x = 3.5 * x * (1 - x);
        }

        return x;
    }
}
