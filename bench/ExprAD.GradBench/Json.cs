using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExprAD.GradBench;

/// <summary>How messages are read and answers written.</summary>
internal static class Json
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    internal static JsonElement Member(JsonElement message, string name) =>
        message.ValueKind != JsonValueKind.Object ? throw new FormatException("A message is a JSON object.")
        : message.TryGetProperty(name, out var member) ? member
        : throw new FormatException($"The message has no '{name}'.");

    internal static string Text(JsonElement message, string name) =>
        Member(message, name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : throw new FormatException($"'{name}' is not a string.");
}
