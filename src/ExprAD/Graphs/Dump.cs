using System.Globalization;
using System.Text;

namespace ExprAD.Graphs;

/// <summary>The graph as text: one line per value, operands by number.</summary>
internal static class Dump
{
    internal static string Text(params Value[] roots)
    {
        var text = new StringBuilder();
        foreach (var value in Order.Ascending(roots))
        {
            text.AppendLine(Line(value));
        }

        foreach (var root in roots)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"-> %{root.Id}");
        }

        return text.ToString();
    }

    internal static string Line(Value value) => string.Create(CultureInfo.InvariantCulture,
        $"%{value.Id} = {Name(value.Operation)}{Arguments(value)} : {TypeNames.Short(value.Type)}");

    internal static string Name(Operation operation) => operation switch
    {
        Literal literal => string.Create(CultureInfo.InvariantCulture, $"literal {literal.Data ?? "null"}"),
        Parameter p => p.Level == 0 ? $"parameter {p.Name}" : $"parameter {p.Name}@{p.Level}",
        Capture capture => string.Create(CultureInfo.InvariantCulture, $"capture {capture.Slot}"),
        Operator op => op.Kind.ToString(),
        Call call => $"{call.Method.DeclaringType?.Name}.{call.Method.Name}",
        Loop loop => string.Create(CultureInfo.InvariantCulture, $"{loop.Kind}@{loop.Level}({loop.States} states{(loop.IsDescending ? ", down" : "")})"),
        Member member => $"member {member.Info.Name}",
        _ => operation.GetType().Name,
    };

    private static string Arguments(Value value) => value.Operands.Length == 0
        ? ""
        : $"({string.Join(", ", value.Operands.Select(operand => string.Create(CultureInfo.InvariantCulture, $"%{operand.Id}")))})";
}
