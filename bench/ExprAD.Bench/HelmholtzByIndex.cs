using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>The Helmholtz energy with indices.</summary>
public class HelmholtzByIndex : Helmholtz
{
    private protected override Expression<Func<double[], double>> Function => x =>
        Flow.Let(Enumerable.Range(0, x.Length).Sum(i => b[i] * x[i]), bx =>
            Enumerable.Range(0, x.Length).Sum(i => x[i] * Math.Log(x[i] / (1 - bx)))
            - Enumerable.Range(0, x.Length).Sum(i => x[i] * Enumerable.Range(0, x.Length).Sum(j => a[i][j] * x[j])) / (Math.Sqrt(8) * bx)
                * Math.Log((1 + (1 + Math.Sqrt(2)) * bx) / (1 + (1 - Math.Sqrt(2)) * bx)));
}
