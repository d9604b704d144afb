using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Passes;

/// <summary>
/// What a function may throw at a point, its derivative throws there too: values that may throw and that the derivative does not
/// need are evaluated all the same, under the conditions under which the function evaluates them.
/// </summary>
internal static class Effects
{
    /// <summary>The result, after everything in the function that may throw and that the result does not evaluate anyway.</summary>
    internal static Value Keep(Graph g, Value result, Value function)
    {
        var evaluated = new HashSet<Value>();
        Reach(result, evaluated, []);
        evaluated.UnionWith(Written(g, evaluated).ToList());
        var needed = new List<Value>();
        Collect(g, function, evaluated, needed);
        return g.Ensure(result, needed);
    }

    // Where gradient[i] is written, x[i] would not throw.
    private static IEnumerable<Value> Written(Graph g, IEnumerable<Value> evaluated) =>
        from value in evaluated
        where value.Operation is Scatter
        from entry in ((Scatter)value.Operation).Entries(value)
        where entry.Test.Data is true
        select g.Get(value.Operands[0], entry.At);

    internal static bool MayThrow(Value value) => value.Operation switch
    {
        Get or Set or Allocate or Opaque or NewObject => true,
        Length => true,
        Member member => value.Operands.Length > 0 && value.Operands[0].Operation is not (Capture or Literal)
                          && (!value.Operands[0].Type.IsValueType || Nullable.GetUnderlyingType(value.Operands[0].Type) is not null)
                          && member.Info.Name != "HasValue",
        Call { Method.Name: nameof(Math.Clamp) } when value.Operands is [_, { Data: double low }, { Data: double high }] => !(low <= high),
        Call call => RuleTable.Find(call.Method)?.MayThrow ?? call.Method.DeclaringType != typeof(Ad),
        Operator op => op.Kind switch
        {
            ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked or ExpressionType.NegateChecked
                or ExpressionType.ConvertChecked or ExpressionType.Unbox => true,
            ExpressionType.Divide or ExpressionType.Modulo => !Kinds.IsReal(op.Type),
            ExpressionType.Convert => !value.Operands[0].Type.IsPrimitive,
            _ => false,
        },
        _ => false,
    };

    // Everything that is evaluated whenever the value is, conditionals by their tests only.
    private static void Reach(Value root, HashSet<Value> seen, List<Value> found)
    {
        var pending = new Stack<Value>([root]);
        while (pending.TryPop(out var value))
        {
            if (seen.Add(value))
            {
                found.Add(value);
                foreach (var operand in Always(value))
                {
                    pending.Push(operand);
                }
            }
        }
    }

    private static IEnumerable<Value> Always(Value value) => value.Operation switch
    {
        If => [value.Operands[0]],
        Scatter scatter => scatter.Entries(value).SelectMany(e => e.Test.Data is true ? [.. e.At, e.Added] : new[] { e.Test }).Append(value.Operands[0]),
        _ => value.Operands,
    };

    private static void Collect(Graph g, Value root, HashSet<Value> evaluated, List<Value> needed)
    {
        var found = new List<Value>();
        Reach(root, evaluated, found);
        needed.AddRange(found.Where(MayThrow));
        foreach (var choice in found.Where(value => value.Operation is If))
        {
            var (then, otherwise) = (
                InBranch(g, choice.Operands[1], [.. evaluated, .. Assured(g, choice.Operands[0])]), InBranch(g, choice.Operands[2], evaluated));
            if (then is not null || otherwise is not null)
            {
                var nothing = g.Boolean(true);
                needed.Add(g.Intern(new If(typeof(bool)), choice.Operands[0], then ?? nothing, otherwise ?? nothing));
            }
        }
    }

    // Where x.HasValue holds, x.Value does not throw.
    private static IEnumerable<Value> Assured(Graph g, Value test) => test.Operation switch
    {
        Member { Info.Name: "HasValue" } => [g.MemberOf(test.Operands[0], test.Operands[0].Type.GetProperty("Value")!)],
        If when test.Operands[2].Data is false => Assured(g, test.Operands[0]).Concat(Assured(g, test.Operands[1])),
        _ => [],
    };

    private static Value? InBranch(Graph g, Value branch, HashSet<Value> evaluated)
    {
        var (inside, needed) = (new HashSet<Value>(evaluated), new List<Value>());
        Readers.DeepStack.Call(() =>
        {
            Collect(g, branch, inside, needed);
            return true;
        });
        return needed.Count == 0 ? null : g.Ensure(g.Boolean(true), needed);
    }
}
