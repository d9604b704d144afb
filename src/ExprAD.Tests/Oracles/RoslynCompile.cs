using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using ExprAD.Writers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>Compiles the text of C# lambdas; many in one compilation, because the compiler is slow to start.</summary>
internal static class RoslynCompile
{
    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>A delegate for each text, in order; fails with the compiler's messages and the text they are about.</summary>
    internal static Delegate[] Many(IReadOnlyList<(string Text, Type DelegateType)> lambdas) =>
        Many([.. lambdas.Select(l => (l.Text, l.DelegateType, (IReadOnlyList<PrintedCapture>)[]))]);

    /// <summary>The same, with the names that the text uses for captured values: they become static fields that hold the present values.</summary>
    internal static Delegate[] Many(IReadOnlyList<(string Text, Type DelegateType, IReadOnlyList<PrintedCapture> Captures)> lambdas)
    {
        var types = Compile([.. lambdas.Select(Source)]);
        var result = new Delegate[lambdas.Count];
        for (int i = 0; i < result.Length; i++)
        {
            foreach (var capture in lambdas[i].Captures) types[i].GetField(capture.Name)!.SetValue(null, capture.Read());
            result[i] = (Delegate)types[i].GetMethod("Make")!.Invoke(null, null)!;
        }
        return result;
    }

    /// <summary>Prints each tree and compiles the text.</summary>
    internal static Delegate[] Printed(IReadOnlyList<LambdaExpression> lambdas) => Many([.. lambdas.Select(Print)]);

    /// <summary>The same; null where the text names a type that has no name in C#.</summary>
    internal static Delegate?[] PrintedWherePossible(IReadOnlyList<LambdaExpression> lambdas)
    {
        var printed = lambdas.Select(Print).ToList();
        var compiled = new Queue<Delegate>(Many([.. printed.Where(lambda => IsNameable(lambda.Text))]));
        return [.. printed.Select(lambda => IsNameable(lambda.Text) ? compiled.Dequeue() : null)];
    }

    private static bool IsNameable(string text) => !text.Contains("AnonymousType", StringComparison.Ordinal);

    private static (string Text, Type DelegateType, IReadOnlyList<PrintedCapture> Captures) Print(LambdaExpression lambda) =>
        (CSharpPrinter.Print(lambda, out var captures), lambda.Type, captures);

    private static string Source((string Text, Type DelegateType, IReadOnlyList<PrintedCapture> Captures) lambda, int index)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"public static class Lambda{index}\n{{\n");
        foreach (var capture in lambda.Captures)
            text.Append(CultureInfo.InvariantCulture, $"    public static {CSharpTypes.Name(capture.Type)} {CSharpNames.Escape(capture.Name)};\n");
        text.Append(CultureInfo.InvariantCulture, $"    public static {CSharpTypes.Name(lambda.DelegateType)} Make() =>\n{lambda.Text};\n}}\n");
        return text.ToString();
    }

    private static Type[] Compile(string[] sources)
    {
        const string usings = "using System; using System.Linq; using System.Collections.Generic; using ExprAD;\n";
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(usings + source, options)).ToArray();
        var compilation = CSharpCompilation.Create("Printed" + Guid.NewGuid().ToString("N"), trees, References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            var message = new StringBuilder();
            foreach (var group in emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).GroupBy(d => d.Location.SourceTree).Take(5))
                message.AppendLine(string.Join("\n", group.Select(d => d.ToString()))).AppendLine(group.Key?.ToString());
            Assert.Fail(message.ToString());
        }
        var assembly = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(image.ToArray()));
        return [.. sources.Select((_, i) => assembly.GetType("Lambda" + i.ToString(CultureInfo.InvariantCulture))!)];
    }
}
