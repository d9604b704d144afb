using System.Text.Json;
using System.Text.Json.Nodes;
using ExprAD.GradBench;

namespace ExprAD.Tests.GradBench;

/// <summary>The tool in bench/ExprAD.GradBench, driven as GradBench does: lines in, lines out.</summary>
internal static class Tool
{
    internal static JsonObject[] Answers(params string[] lines)
    {
        using var output = new StringWriter();
        Session.Run(new StringReader(string.Join('\n', lines)), output);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    internal static string Evaluate(string module, string function, JsonNode input) =>
        JsonSerializer.Serialize(new { id = 1, kind = "evaluate", module, function, input });
}
