using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Prints expression trees as F# that compiles and computes the same bits.</summary>
/// <remarks>
/// The text assumes `open System` (other types are printed with their namespace). Captured variables and objects have the names that
/// <see cref="CSharpPrinter"/> gives them; what C# writes with statements are lines here, a jump is a flag.
/// </remarks>
internal static class FSharpPrinter
{
    /// <summary>A formatted, compilable lambda; <see cref="NotSupportedException"/> for what F# cannot say.</summary>
    internal static string Print(LambdaExpression lambda) => Print(lambda, out _);

    /// <summary>The same, with the names in the text that stand for captured variables and objects.</summary>
    internal static string Print(LambdaExpression lambda, out IReadOnlyList<PrintedCapture> captures)
    {
        var names = new FSharpNames();
        var prepared = FSharpJumps.Rewrite(FSharpForms.Rewrite(lambda));
        var text = new FSharpText(names, new PrintedShape(names, prepared), FSharpVariables.In(prepared));
        text.WriteFunction(prepared);
        captures = names.Captures;
        return text.ToString();
    }
}
