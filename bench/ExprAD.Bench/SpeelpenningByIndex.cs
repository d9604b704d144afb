using System.Linq.Expressions;

namespace ExprAD.Bench;

/// <summary>Speelpenning's product by a loop with an index.</summary>
public class SpeelpenningByIndex : Speelpenning
{
    private protected override Expression<Func<double[], double>> Function => x => Flow.For(x.Length, 1.0, (i, product) => product * x[i]);
}
