using System.Globalization;
using System.Text;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>A graph as a Mermaid flowchart: one box per value, arrows from operands to users.</summary>
internal static class MermaidWriter
{
    internal static string Write(Value root)
    {
        var text = new StringBuilder("flowchart TD\n");
        var numbers = new Dictionary<Value, int>();
        foreach (var value in Order.Ascending(root))
        {
            numbers.Add(value, numbers.Count);
            var (open, close) = value.Operation is Parameter ? ("([", "])") : value.Operation is Literal ? ("(", ")") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"    v{numbers[value]}{open}\"{Label(value)}\"{close}\n");
            foreach (var operand in value.Operands)
            {
                text.Append(CultureInfo.InvariantCulture, $"    v{numbers[operand]} --> v{numbers[value]}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"    v{numbers[root]} --> result([result])\n");
        return text.ToString();
    }

    private static string Label(Value value) => value.Operation switch
    {
        Literal literal => Escape(Convert.ToString(literal.Data, CultureInfo.InvariantCulture) ?? "null"),
        Parameter p => Escape(p.Name),
        Capture => "captured",
        Operator op => op.Kind.ToString(),
        If => "? :",
        _ => Escape(Dump.Name(value.Operation)),
    };

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal);
}
