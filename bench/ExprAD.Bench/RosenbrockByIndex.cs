using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>Rosenbrock's function with indices.</summary>
public class RosenbrockByIndex : Rosenbrock
{
    private protected override Expression<Func<double[], double>> Function => x =>
        Enumerable.Range(0, x.Length - 1).Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2));
}
