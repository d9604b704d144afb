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
        : base($"{(node is null ? "The function" : $"`{CSharpPrinter.Print(node)}`")} cannot be differentiated: {reason}. To solve this, {remedy}.")
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
}
