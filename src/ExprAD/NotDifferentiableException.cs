using System.Linq.Expressions;
using ExprAD.Writers;

namespace ExprAD;

/// <summary>
/// A function cannot be differentiated. Thrown when the derivative is made, never when it is called; the message names the
/// sub-expression, the reason and the remedy.
/// </summary>
public sealed class NotDifferentiableException : NotSupportedException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="node">The offending sub-expression, where there is one.</param>
    /// <param name="reason">Why it cannot be differentiated, as a clause.</param>
    /// <param name="remedy">What to do instead, as a clause.</param>
    public NotDifferentiableException(Expression? node, string reason, string remedy)
        : this(node is null ? null : CSharpPrinter.Print(node), node, reason, remedy)
    {
    }

    private NotDifferentiableException(string? text, Expression? node, string reason, string remedy)
        : base($"{(text is null ? "The function" : $"`{text}`")} cannot be differentiated: {reason}. To solve this, {remedy}.")
    {
        Node = node;
        Reason = reason;
        Remedy = remedy;
    }

    /// <summary>The offending sub-expression, where there is one.</summary>
    public Expression? Node { get; }

    /// <summary>Why it cannot be differentiated.</summary>
    public string Reason { get; }

    /// <summary>What to do instead.</summary>
    public string Remedy { get; }

    /// <summary>The exception for a sub-expression of another language than C#, in its text.</summary>
    internal static NotDifferentiableException OfText(string text, Expression? node, string reason, string remedy) => new(text, node, reason, remedy);
}
