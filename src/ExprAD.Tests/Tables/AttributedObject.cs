namespace ExprAD.Tests.Tables;

/// <summary>The attribute is for static methods.</summary>
internal sealed class AttributedObject
{
    [Derivative(nameof(One))]
    internal double Instance(double x) => GetHashCode() * x;

    private static double One(double x) => x;
}
