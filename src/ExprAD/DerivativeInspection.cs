using System.Linq.Expressions;
using ExprAD.Writers;

namespace ExprAD;

/// <summary>Looks at functions and derivatives: as C# and F#, as counts of operations, as a drawing.</summary>
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

    /// <summary>The lambda as a formatted F# function that compiles to the same function.</summary>
    /// <remarks>
    /// The text assumes <c>open System</c>. Several parameters are curried, <c>fun (x: float) (y: float) -> ..</c>; a tuple of C# is a struct tuple.
    /// </remarks>
    /// <param name="lambda">A function or a derivative.</param>
    /// <returns>The text of an F# lambda.</returns>
    /// <exception cref="ArgumentNullException">The lambda is null.</exception>
    /// <exception cref="NotSupportedException">F# has no text for a part of it: a parameter by reference, a type without a name, a jump backwards.</exception>
    public static string ToFSharp(this LambdaExpression lambda)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        return FSharpPrinter.Print(lambda);
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
