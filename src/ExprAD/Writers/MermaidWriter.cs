using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// A graph as a Mermaid flowchart: one box per value, arrows from operands to users, labelled where it matters which operand is
/// which.
/// </summary>
internal static class MermaidWriter
{
    internal static string Write(Value root)
    {
        var text = new StringBuilder("flowchart TD\n");
        var numbers = new Dictionary<Value, int>();
        foreach (var value in Order.Ascending(root).Where(value => !IsClosure(value)))
        {
            numbers.Add(value, numbers.Count);
            var (open, close) = Shape(value);
            text.Append(CultureInfo.InvariantCulture, $"    v{numbers[value]}{open}\"{Escape(Label(value))}\"{close}\n");
            var roles = Roles(value);
            for (var i = 0; i < value.Operands.Length; i++)
            {
                if (IsClosure(value.Operands[i]))
                {
                    continue; // A captured variable is an input.
                }

                var role = roles is null ? "" : $"|\"{Escape(roles[i])}\"|";
                text.Append(CultureInfo.InvariantCulture, $"    v{numbers[value.Operands[i]]} -->{role} v{numbers[value]}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"    v{numbers[root]} --> result([\"result\"])\n");
        return text.ToString();
    }

    private static (string Open, string Close) Shape(Value value) => value.Operation switch
    {
        Parameter or Capture => ("([", "])"),
        Member when value.Operands.All(IsClosure) => ("([", "])"),
        Literal or Zero => ("(", ")"),
        If => ("{", "}"),
        _ => ("[", "]"),
    };

    private static bool IsClosure(Value value) => value.Operation is Literal { Data: { } data } && PrintedClosures.IsClosure(data.GetType());

    // Words, because Mermaid reads a lone + or - as the start of a list.
    private static string Label(Value value) => value.Operation switch
    {
        Literal { Data: string s } => $"\"{s}\"",
        Literal { Data: { } data } when !data.GetType().IsPrimitive && !data.GetType().IsEnum => TypeNames.Short(data.GetType()),
        Literal literal => Convert.ToString(literal.Data, CultureInfo.InvariantCulture) ?? "null",
        Parameter p => $"{p.Name} : {TypeNames.Short(p.Type)}",
        Capture capture => $"captured {TypeNames.Short(capture.Type)}",
        Operator { Kind: ExpressionType.TypeIs or ExpressionType.TypeEqual } op => $"is {TypeNames.Short(op.Tested!)}",
        Operator { Kind: ExpressionType.Convert or ExpressionType.ConvertChecked } op => $"to {TypeNames.Short(op.Type)}",
        Operator op => op.Kind.ToString(),
        Call { Method: var method } => $"{TypeNames.Short(method.DeclaringType ?? typeof(object))}.{method.Name}",
        Member member => PrintedNames.Original(member.Info.Name),
        Construct or NewObject or Graphs.NewArray or Allocate => $"new {TypeNames.Short(value.Type)}",
        Zero => "zero",
        If => "if",
        _ => Dump.Name(value.Operation),
    };

    // The names of the operands; null where there is one only, or where their order does not matter.
    private static IReadOnlyList<string>? Roles(Value value) => value.Operation switch
    {
        If => ["if", "then", "else"],
        Ensure => ["value", .. Enumerable.Repeat("after", value.Operands.Length - 1)],
        Get => ["of", .. Enumerable.Repeat("at", value.Operands.Length - 1)],
        Set => ["of", .. Enumerable.Repeat("at", value.Operands.Length - 2), "value"],
        Scatter scatter => ["like", .. scatter.Entries(value).SelectMany(entry => (string[])["if", .. entry.At.Select(_ => "at"), "add"])],
        Construct construct => [.. construct.Shape.Members.Select(member => member.Name)],
        _ when value.Operands.Length < 2 => null,
        Operator { Kind: ExpressionType.Add or ExpressionType.Multiply or ExpressionType.Equal or ExpressionType.NotEqual } => null,
        Operator => ["left", "right"],
        Call { Method: var method } => [.. method.IsStatic ? [] : (string[])["of"], .. method.GetParameters().Select(p => p.Name ?? "argument")],
        _ => [.. Enumerable.Range(0, value.Operands.Length).Select(i => i.ToString(CultureInfo.InvariantCulture))],
    };

    // Mermaid's own codes for what has a meaning in its labels, and for what cannot be seen.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " .,:=()[]{}?!+-*/%_'".Contains((char)rune.Value));
            escaped.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};"));
        }

        return escaped.ToString();
    }
}
