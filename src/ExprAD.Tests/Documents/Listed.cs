using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace ExprAD.Tests.Documents;

/// <summary>A derivative whose listing stands in a document, and the same derivative as a person writes it.</summary>
/// <param name="Page">The file in docs/listings.</param>
/// <param name="Name">The name of the listing.</param>
/// <param name="Source">The text that gives the derivative.</param>
/// <param name="Derivative">The derivative.</param>
/// <param name="ByHand">The same function, written by hand.</param>
/// <param name="Points">Arguments to compare them at.</param>
public sealed record Listed(string Page, string Name, string Source, LambdaExpression Derivative, Delegate ByHand, IReadOnlyList<object[]> Points)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Page}: {Name}";

    internal static Listed Of<TDelegate>(
        string page, string name, Expression<TDelegate> derivative, TDelegate byHand, object[][] points, [CallerArgumentExpression(nameof(derivative))] string source = "")
        where TDelegate : Delegate =>
        new(page, name, Unindented(source), derivative, byHand, points);

    // The lines after the first stand four columns to the right of it.
    private static string Unindented(string source)
    {
        var lines = source.Split('\n');
        var margin = lines.Skip(1).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((line, i) => i == 0 ? line : "    " + line[margin..]));
    }
}
