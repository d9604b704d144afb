using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Prints expression trees as C# 14 that compiles and computes the same bits.</summary>
/// <remarks>
/// The text assumes `using System; using System.Linq; using System.Collections.Generic; using ExprAD;` (other types are printed with
/// their namespace) and an unchecked context, C#'s default. A captured variable is printed by its name, a member of a captured
/// `this` as `Member`, any other captured object by a name made from its type (`Model` -> `model`).
/// </remarks>
internal static class CSharpPrinter
{
    /// <summary>A formatted, compilable lambda; <see cref="NotSupportedException"/> for what C# cannot say (dynamic nodes, jumps into a block).</summary>
    internal static string Print(LambdaExpression lambda) => Print(lambda, out _);

    /// <summary>The same, with the names in the text that stand for captured variables and objects.</summary>
    internal static string Print(LambdaExpression lambda, out IReadOnlyList<PrintedCapture> captures)
    {
        var names = new CSharpNames();
        var prepared = CSharpForms.Rewrite(lambda);
        var text = new CSharpText(names, new PrintedShape(names, prepared), int.MaxValue);
        text.WriteLambda(prepared, explicitTypes: prepared.Parameters.Any(p => p.IsByRef));
        captures = names.Captures;
        return text.ToString();
    }

    /// <summary>Any node on one line for messages, cut with an ellipsis where it gets longer than <paramref name="limit"/>; never throws.</summary>
    internal static string Print(Expression? expression, int limit = 200)
    {
        if (expression is null) return "null";
        string line;
        try
        {
            var text = new CSharpText(new CSharpNames(), null, limit);
            text.WriteFragment(expression);
            line = text.OnOneLine();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            line = expression.NodeType + " of type " + CSharpTypes.Name(expression.Type);
        }
        return line.Length <= limit ? line : string.Concat(line.AsSpan(0, Math.Max(limit - 1, 0)), "…");
    }
}
