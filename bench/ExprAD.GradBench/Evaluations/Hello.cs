using System.Linq.Expressions;

namespace ExprAD.GradBench;

/// <summary>The square of a number, and its derivative.</summary>
internal static class Hello
{
    private static readonly Expression<Func<double, double>> Square = x => x * x;

    internal static Module Module { get; } = new(
        "hello",
        Function.Of<double, double>("square", x =>
        {
            var function = Derive.Inline(Square).Compile();
            return () => function(x);
        }),
        Function.Of<double, double>("double", x =>
        {
            var derivative = Ad.Grad(Square);
            return () => derivative(x);
        }));
}
