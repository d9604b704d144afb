using System.Linq.Expressions;
using System.Text;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Tests.Tables;

/// <summary>Writes docs/rules.md from the table.</summary>
internal static class RuleDocument
{
    private const string Introduction = """
        # Rules

        Written by a test from the rule table: run the tests with `EXPRAD_WRITE_DOCS=1` to write it again.

        A row holds a function and its partial derivatives, one for each argument that is a real number; `f` is the function's value. Where `double` has
        a function of the same name as `Math`, they are one row. Every row holds for `float` too (`MathF`, `float`), in the arithmetic of floats. Derivatives are
        differentiable by the same rules. What happens at kinks and edges is said in [numerics.md](numerics.md). Your own rows: `Rules.Define` and `[Derivative]`.

        """;

    private const string OfArrays = """
        For each argument that carries a derivative: what its tangent `d` adds to the tangent of the value `f`, and what the adjoint `e` of the value adds to its adjoint. `Mat.Solve(a, b)`,
        `Mat.Inverse(a)` and `Mat.LogDeterminant(a)` become those with the factors `lu` of the matrix, `Mat.Factor(a)`, so that a matrix is factored once. Sources: [linear-algebra.md](linear-algebra.md).

        """;

    internal static string Write()
    {
        var text = new StringBuilder(Introduction);
        Section(text, "Smooth functions", Elementary.All);
        Section(text, "Functions with kinks", Piecewise.All);

        text.Append("\n## Functions whose derivative is zero\n\n");
        var flat = Flats.All.Select(rule => rule.Method).Where(m => m.DeclaringType == typeof(Math) || m.DeclaringType == typeof(double)).ToLookup(
            m => m.IsSpecialName ? "Operators" : m.IsStatic ? m.ReturnType == typeof(bool) ? "Questions" : "Steps" : "Comparisons of objects", Name);
        foreach (var group in flat.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(null, $"- {group.Key}: {string.Join(", ", group.Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}.\n");
        }

        text.Append("\n## Pairs of functions\n\n`Math.SinCos(x)` is `(Math.Sin(x), Math.Cos(x))`.\n");
        text.Append("\n## Functions of whole arrays\n\n").Append(OfArrays).Append("\n| function | tangent of the value | adjoint of the argument |\n| --- | --- | --- |\n");
        foreach (var rule in RuleTable.OfArrays.Where(rule => !rule.IsFlat))
        {
            var maps = rule.Maps.OfType<LinearMap>().ToArray();
            var arguments = maps[0].Tangent.Parameters.Take(rule.Maps.Length).Select((p, i) => $"{TypeNames.Short(p.Type)} {p.Name}");
            text.Append(null, $"| `{rule.Method.DeclaringType!.Name}.{rule.Method.Name}({string.Join(", ", arguments)})` | {Cells(maps.Select(map => map.Tangent))} | {Cells(maps.Select(map => map.Adjoint))} |\n");
        }

        text.Append("\n## Functions without a derivative\n\nApplied to what depends on a parameter they are refused, with this reason.\n\n| function | reason |\n| --- | --- |\n");
        foreach (var (name, reason) in Undifferentiable.Reasons.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(null, $"| `{name}` | {reason} |\n");
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<Rule> rules)
    {
        text.Append(null, $"\n## {title}\n\n| function | partial derivatives |\n| --- | --- |\n");
        foreach (var rule in rules)
        {
            var partials = rule.Partials.OfType<LambdaExpression>().ToArray();
            var arguments = partials[0].Parameters.Take(rule.Partials.Length);
            text.Append(null, $"| `{Name(rule.Method)}({string.Join(", ", arguments)})` | {string.Join("<br>", partials.Select(p => $"`{Body(p)}`"))} |\n");
        }
    }

    private static string Cells(IEnumerable<LambdaExpression> lambdas) => string.Join("<br>", lambdas.Select(lambda => $"`{Body(lambda)}`"));

    private static string Name(System.Reflection.MethodInfo method) => (method.DeclaringType == typeof(double) ? "double" : "Math") + "." + method.Name;

    // A bar inside code would end the cell.
    private static string Body(LambdaExpression partial)
    {
        var lines = partial.ToCSharp().Split('\n', StringSplitOptions.TrimEntries);
        var lambda = string.Join(" ", lines);
        return lambda[(lambda.IndexOf("=>", StringComparison.Ordinal) + 3)..].Replace("|", "\\|", StringComparison.Ordinal);
    }
}
