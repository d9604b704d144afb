using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Names for locals from what they hold: sinX, x0, sum, product; made unique by numbers.</summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, int> last = [];

    internal LocalNames(IEnumerable<string?> taken) => this.taken = [.. taken.OfType<string>()];

    internal string For(Value value) => Reserve(Proposal(value));

    /// <summary>The name, or the name with a number if it is taken.</summary>
    internal string Reserve(string name)
    {
        if (taken.Add(name))
        {
            return name;
        }

        var number = last.GetValueOrDefault(name, 1);
        string numbered;
        do
        {
            numbered = string.Create(CultureInfo.InvariantCulture, $"{name}{++number}");
        }
        while (!taken.Add(numbered));
        last[name] = number;
        return numbered;
    }

    private static string Proposal(Value value) => value.Operation switch
    {
        Call call when value.Operands is [{ Operation: Parameter p }] => Lower(call.Method.Name) + Upper(p.Name),
        Call call => Lower(call.Method.Name.StartsWith("get_", StringComparison.Ordinal) ? call.Method.Name[4..] : call.Method.Name),
        Get when value.Operands is [{ Operation: Parameter p }, { Data: int i }] => string.Create(CultureInfo.InvariantCulture, $"{p.Name}{i}"),
        Get when value.Operands[0].Operation is Parameter or Member => Stem(value.Operands[0]) + "At",
        Member member => Lower(member.Info.Name),
        Length => "length",
        Scatter or Zero => value.Type.IsArray || Kinds.Element(value.Type) is not null ? "gradient" : "zero",
        Graphs.NewArray or Allocate or Set => "array",
        Construct => Lower(value.Type.Name.Split('`')[0] is var name && name.Contains("Anonymous", StringComparison.Ordinal) ? "item" : name),
        If => value.Type == typeof(bool) ? "condition" : "choice",
        Operator op => op.Kind switch
        {
            ExpressionType.Add or ExpressionType.AddChecked => "sum",
            ExpressionType.Subtract or ExpressionType.SubtractChecked => "difference",
            ExpressionType.Multiply when value.Operands[0] == value.Operands[1] => value.Operands[0].Operation is Parameter p ? p.Name + "Squared" : "square",
            ExpressionType.Multiply or ExpressionType.MultiplyChecked => "product",
            ExpressionType.Divide => "quotient",
            ExpressionType.Modulo => "remainder",
            ExpressionType.Negate or ExpressionType.NegateChecked => "opposite",
            _ when op.Type == typeof(bool) => "condition",
            _ => "converted",
        },
        _ => "value",
    };

    private static string Stem(Value value) => value.Operation switch
    {
        Parameter p => p.Name,
        Member member => Lower(member.Info.Name),
        _ => "item",
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Upper(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..];
}
