using System.Linq.Expressions;
using ExprAD.Tests.Oracles;

namespace ExprAD.Tests.Linq;

/// <summary>A function with points and its gradient in closed form.</summary>
/// <param name="Name">The name.</param>
/// <param name="Function">The function.</param>
/// <param name="Points">The arguments at each point.</param>
/// <param name="Gradient">The numbers of the gradient at a point.</param>
/// <param name="IsSmooth">False at kinks, jumps, NaN, and for functions of float: the closed form is then compared with no differences.</param>
public sealed record Row(string Name, LambdaExpression Function, IReadOnlyList<object?[]> Points, Func<object?[], double[]> Gradient, bool IsSmooth)
{
    /// <summary>Whether LINQ itself runs for each step of a loop, on what does not depend on the parameters but does on the step.</summary>
    internal bool IsLinqInLoops { get; init; }

    /// <summary>Whether the numbers of the gradient can be reached by an index: not in a sequence that is only enumerated.</summary>
    internal bool HasSecondOrder { get; init; } = true;

    /// <summary>Whether the derivative needs a matrix that the function does not: it then takes more operations.</summary>
    internal bool SolvesSystems { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A function of one number.</summary>
    internal static Row S(string name, Expression<Func<double, double>> f, Func<double, double> derivative, double[] at, bool isSmooth = true) =>
        Of(name, f, derivative, at, isSmooth);

    /// <summary>A function of an array.</summary>
    internal static Row V(string name, Expression<Func<double[], double>> f, Func<double[], double[]> gradient, double[][] at, bool isSmooth = true) =>
        Of(name, f, gradient, at, isSmooth);

    internal static Row Of<T>(string name, Expression<Func<T, double>> f, Func<T, T> gradient, T[] at, bool isSmooth = true) =>
        new(name, f, [.. at.Select(x => new object?[] { x })], point => Leaves.Of(gradient((T)point[0]!)), isSmooth);

    internal static Row Of<T1, T2>(string name, Expression<Func<T1, T2, double>> f, Func<T1, T2, (T1, T2)> gradient, (T1, T2)[] at, bool isSmooth = true) =>
        new(name, f, [.. at.Select(p => new object?[] { p.Item1, p.Item2 })], point => Leaves.Of(gradient((T1)point[0]!, (T2)point[1]!)), isSmooth);

    /// <summary>One number of the gradient for each parameter, computed from that parameter alone.</summary>
    internal static double[] Each(double[] x, Func<double, double> of) => Array.ConvertAll(x, v => of(v));

    /// <summary>One number of the gradient for each parameter, computed from its position.</summary>
    internal static double[] ByIndex(double[] x, Func<int, double> of) => [.. x.Select((_, i) => of(i))];

    /// <summary>A gradient with one number that is not zero.</summary>
    internal static double[] Only(double[] x, int index, double number = 1) => ByIndex(x, i => i == index ? number : 0);
}
