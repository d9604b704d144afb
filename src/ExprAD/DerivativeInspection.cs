using System.Linq.Expressions;
using ExprAD.Writers;

namespace ExprAD;

/// <summary>Looks at functions and derivatives: as C#, as counts of operations, as a drawing.</summary>
public static class DerivativeInspection
{
    /// <summary>The lambda as formatted C# that compiles to the same function.</summary>
    /// <remarks>Where C# would have to name an anonymous type, as for an array of such objects, the text says AnonymousType and is to be read only.</remarks>
    /// <param name="lambda">A function or a derivative.</param>
    /// <returns>The text of a C# lambda.</returns>
    /// <exception cref="ArgumentNullException">The lambda is null.</exception>
    public static string ToCSharp(this LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return CSharpPrinter.Print(lambda);
    }

    /// <summary>Counts arithmetic operations and function calls; a shared value counts once.</summary>
    /// <param name="lambda">A function or a derivative.</param>
    /// <returns>The total and the counts by kind.</returns>
    /// <exception cref="ArgumentNullException">The lambda is null.</exception>
    public static OperationCount CountOperations(this LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return Pipeline.Count(lambda);
    }

    /// <summary>The computation as a Mermaid flowchart, which renders in Markdown.</summary>
    /// <param name="lambda">A function or a derivative.</param>
    /// <returns>The text of the flowchart.</returns>
    /// <exception cref="ArgumentNullException">The lambda is null.</exception>
    public static string ToMermaid(this LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return Pipeline.Mermaid(lambda);
    }
}
