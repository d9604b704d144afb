using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using ExprAD.Tests.Documents;
using ExprAD.Tests.Linq;
using ExprAD.Tests.Oracles;
using ExprAD.Writers;

namespace ExprAD.Tests.Writers;

/// <summary>
/// Functions that are printed as F# and run by F# Interactive. The script asks for them by their position: both processes list the same ones.
/// </summary>
public static class FSharpPrinterCases
{
    /// <summary>Every so many rows of the LINQ tables.</summary>
    private const int Sample = 6;

    private static readonly Lazy<IReadOnlyList<Case>> Cases = new(() => [.. Made()]);

    internal sealed record Case(string Name, LambdaExpression Tree, IReadOnlyList<object?[]> Points)
    {
        internal IEnumerable<string> Outcomes(Delegate function) => Points.Select(point => SameValues.Outcome(function, point));
    }

    internal static IReadOnlyList<Case> All => Cases.Value;

    /// <summary>For the script: the value of a name in the text of a function.</summary>
    /// <param name="index">The position of the function.</param>
    /// <param name="name">The name.</param>
    /// <returns>The value.</returns>
    public static object? Captured(int index, string name)
    {
        FSharpPrinter.Print(All[index].Tree, out var captures);
        return captures.Single(capture => capture.Name == name).Read();
    }

    /// <summary>For the script: prints what a function gives at its points.</summary>
    /// <param name="index">The position of the function.</param>
    /// <param name="function">The function.</param>
    public static void Run(int index, Delegate function)
    {
        var number = 0;
        foreach (var outcome in All[index].Outcomes(function))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{index} {number++} {outcome.ReplaceLineEndings(" ")}"));
        }
    }

    internal static string Script()
    {
        var text = new StringBuilder("open System\n");
        foreach (var assembly in new[] { typeof(Ad), typeof(FSharpPrinterCases) })
        {
            text.Append(CultureInfo.InvariantCulture, $"#r @\"{assembly.Assembly.Location}\"\n");
        }

        for (var i = 0; i < All.Count; i++)
        {
            var function = FSharpPrinter.Print(All[i].Tree, out var captures);
            text.Append(CultureInfo.InvariantCulture, $"\nmodule C{i} =\n");
            foreach (var capture in captures)
            {
                text.Append(CultureInfo.InvariantCulture, $"    let {FSharpNames.Escape(capture.Name)} = unbox<{FSharpTypeNames.Name(capture.Type)}> ({typeof(FSharpPrinterCases).FullName}.Captured({i}, \"{capture.Name}\"))\n");
            }

            text.Append("    let f =\n        ").Append(function.Replace("\n", "\n        ", StringComparison.Ordinal)).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"    {typeof(FSharpPrinterCases).FullName}.Run({i}, {FSharpTypeNames.Name(All[i].Tree.Type)}(f))\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Case> Made()
    {
        foreach (var (title, derivative) in CSharpGradientCases.All())
        {
            yield return Of(title, derivative);
        }

        foreach (var (title, tree) in FSharpTrees.All())
        {
            yield return Of(title, tree);
        }

        foreach (var listed in ListedFunctions.All)
        {
            yield return new(listed.ToString(), listed.Derivative, listed.Points);
        }

        foreach (var row in SampledRows())
        {
            foreach (var mode in (AdMode[])[AdMode.Forward, AdMode.Reverse])
            {
                var tree = Trees.ValueAndGrad(row.Function, mode);
                if (IsPrinted(tree))
                {
                    yield return new($"{row.Name}, {mode}", tree, row.Points);
                }
            }
        }
    }

    private static Case Of(string name, LambdaExpression tree) => new(name, tree, [.. Enumerable.Range(0, 6).Select(round => SameValues.Arguments(tree, round))]);

    private static IEnumerable<Row> SampledRows() => typeof(IRows).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IRows)) && !type.IsAbstract)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => (IReadOnlyList<Row>)type.GetProperty(nameof(IRows.Rows))!.GetValue(null)!)
        .Where((_, i) => i % Sample == 0);

    // Anonymous types have no name in F#.
    private static bool IsPrinted(LambdaExpression tree)
    {
        try
        {
            return tree.ToFSharp().Length > 0;
        }
        catch (NotSupportedException refusal) when (refusal.Message.Contains("no name for the type AnonymousType", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
