namespace ExprAD;

/// <summary>Names the partial derivatives of a static method, so that calls of it inside lambdas can be differentiated.</summary>
/// <example><code>
/// [Derivative(nameof(SigmoidDerivative))]
/// static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
/// static double SigmoidDerivative(double x, double f) => f * (1 - f);
/// </code></example>
/// <param name="partials">
/// One name per argument of type double or float, in order: a static method of the same class, or a static property or field
/// holding a lambda expression, of the arguments, or of the arguments and the value. A method needs a rule of its own to be
/// differentiated again; a lambda expression does not.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivativeAttribute(params string[] partials) : Attribute
{
    /// <summary>The names of the partial derivatives.</summary>
    public IReadOnlyList<string> Partials { get; } = partials;
}
