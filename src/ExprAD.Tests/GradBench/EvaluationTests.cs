using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ExprAD.Tests.GradBench;

/// <summary>Each function of each evaluation against what references.py has computed with 60 digits.</summary>
public class EvaluationTests
{
    private static readonly Lazy<JsonObject[]> References = new(() =>
    {
        using var reader = new StreamReader(typeof(EvaluationTests).Assembly.GetManifestResourceStream("gradbench.jsonl")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    });

    public static IEnumerable<object[]> Cases => References.Value.Select((reference, i) => new object[] { i, $"{reference["module"]}: {reference["function"]}" });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_is_the_recorded_one(int index, string name)
    {
        var reference = References.Value[index];
        var answer = Tool.Answers(Tool.Evaluate((string)reference["module"]!, (string)reference["function"]!, reference["input"]!)).Single();

        Assert.Null(answer["error"]);
        Assert.True((bool)answer["success"]!, name);
        AssertSame(reference["output"]!, answer["output"]!, name);
    }

    [Fact]
    public void Every_evaluation_has_references() => Assert.Equal(
        ["ba", "gmm", "hello", "kmeans", "llsq", "lse", "lstm", "ode"],
        References.Value.Select(reference => (string)reference["module"]!).Distinct().Order());

    // Same keys, same lengths, integers as integers, and numbers to 1e-10.
    private static void AssertSame(JsonNode expected, JsonNode actual, string path)
    {
        Assert.Equal(expected.GetValueKind(), actual.GetValueKind());
        switch (expected)
        {
            case JsonObject members:
                Assert.Equal(members.Select(member => member.Key), actual.AsObject().Select(member => member.Key));
                foreach (var (key, value) in members)
                {
                    AssertSame(value!, actual[key]!, $"{path}.{key}");
                }

                break;
            case JsonArray elements:
                Assert.Equal(elements.Count, actual.AsArray().Count);
                for (var i = 0; i < elements.Count; i++)
                {
                    AssertSame(elements[i]!, actual[i]!, $"{path}[{i}]");
                }

                break;
            default:
                var (x, y) = (expected.GetValue<double>(), actual.GetValue<double>());
                Assert.True(Math.Abs(x - y) <= 1e-10 * Math.Max(1, Math.Abs(x) + Math.Abs(y)), $"{path}: {y:R} instead of {x:R}");
                break;
        }
    }
}
